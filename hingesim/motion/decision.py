"""What the trainee does until she decides again."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from hingesim.body.torque_velocity import TorqueVelocity


class Decision(NamedTuple):
    """What the trainee does until the next tick. Only `Trainee.tick` makes one: no torque without a decision."""

    step: int
    """Number of the physics step it was taken at."""
    passive_nm: np.ndarray
    """shape (n,): torque of passive tissue."""
    stiffness: np.ndarray
    """shape (n,): springs of the joints about the plan, N m/rad."""
    damping: np.ndarray
    """shape (n, n): their damping, N m s/rad."""
    aim_nm: np.ndarray
    """shape (steps, n): torque of each coming step at joints of zero angle and rate."""
    up_nm: np.ndarray
    """shape (n,): greatest isometric torque."""
    down_nm: np.ndarray
    """shape (n,): least isometric torque, negative."""
    speed: TorqueVelocity
    """What of these the joints' rates leave."""
    strategy_cop_m: np.ndarray
    """shape (3, 2): CoP that ankle, hip with trunk, and arms are asked for: ahead of the ankle and medial of it."""

    def torque_nm(self, step: int, joints: np.ndarray) -> np.ndarray:
        """shape (n,): torque on every joint, active (capped at its angle and speed) and passive, for angles and rates of shape (2 n,)."""
        n = len(self.stiffness)
        rates = joints[n:]
        torque = np.einsum("ij,j->i", self.damping, rates)  # in place from here on: this runs at every step
        torque += self.stiffness * joints[:n]
        np.subtract(self.aim_nm[step - self.step], torque, out=torque)
        up, down = self.speed.shares(rates)
        down *= self.down_nm
        up *= self.up_nm
        np.maximum(torque, down, out=torque)
        np.minimum(torque, up, out=torque)
        torque += self.passive_nm
        return torque

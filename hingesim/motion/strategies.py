"""What the ankle may not give: hip, trunk and free arms move the CoM by turning the body about it.

The remainder e of the CoP asked for is an acceleration -g e / h of the CoM that is missing (h its height). The joints of hip and trunk of
that plane are asked for it several times over, and the shoulders of arms that hold nothing: each by its effect on the CoM, with the ankle
and the joints of its plane free and all others held, and by the square of its strength. That is the hip strategy of Horak & Nashner
(1986), delayed and noisy like the command it comes from. Springs about the planned angles would undo the turn at once: they let go by the
same measure, with a part of their damping, and come back slowly.
"""

from __future__ import annotations

import math

import numpy as np

from hingesim.body.humanoid import JOINT, JOINT_NAMES
from hingesim.body.kinematics import LinkPoses
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.linear import solve
from hingesim.motion.balance import Pair

PLANES = (
    # Ankle, then hip and trunk, then arms: sagittal, frontal.
    ("ankle_dorsiflexion", ("hip_flexion", "lumbar_flexion"), "{}_shoulder_flexion"),
    ("ankle_inversion", ("hip_abduction", "lumbar_bend"), "{}_shoulder_abduction"),
)
URGENCY = 3.0
"""How many times the missing acceleration is asked for: what is left of springs and damping takes its part of the torque, and a turn of the
trunk helps only while it grows, so it must be over soon."""
LET_GO_M = 0.005
"""Remainder at which the springs of a plane have let go as far as they do. This and the two constants about it were chosen on pushes of a
calm default trainee from four sides and on two seeds of stance at sway 2, for who stays up longest: with larger remainders, less urgency
and more damping she fell sooner, sideways above all."""
DAMPING_LET_GO = 0.5
"""Share of their damping that goes with the springs."""
LEAST_SPRING = 0.25
"""What of a spring stays: enough that trunk and pelvis do not topple by their own weight. A part that swings at 1.5 Hz on its spring has
that of g / 0.45 m left, about the length of the pendulum that trunk, head and arms are."""
RETURN_S = 1.5
"""Time constant with which the springs come back: what turned to save her throws her out again when it comes back in half a second
(judgement, chosen on MuJoCo, stances at sway 2 of seeds 1000-1009)."""


class Strategies:
    """Shares a remainder among hip, trunk and free arms; its state is how far their springs have let go.

    Args:
        poses: K postures along the path, the stance foot held; knots of the tables.
        mass_matrix: shape (K, n, n), joint-space inertia there.
        strongest_nm: shape (n,), strength of every joint.
        free_arms: arms that carry no weight.
        band_arms: arms that hold the band: not free while it is taut.
        tick_s: time between two calls of `share`.
    """

    def __init__(
        self,
        poses: LinkPoses,
        mass_matrix: np.ndarray,
        strongest_nm: np.ndarray,
        free_arms: tuple[str, ...],
        band_arms: tuple[str, ...],
        tick_s: float,
    ) -> None:
        jacobian, side = poses.com_jacobian(), poses.humanoid.side
        self._keep = math.exp(-tick_s / RETURN_S)
        self._loose = [0.0, 0.0]
        self._shares = [
            self._table(jacobian, mass_matrix, strongest_nm, arms, side)
            for arms in (free_arms, tuple(arm for arm in free_arms if arm not in band_arms))
        ]

    @staticmethod
    def _table(jacobian: np.ndarray, mass: np.ndarray, strongest: np.ndarray, arms: tuple[str, ...], side: int) -> list:
        """For both planes: joints, torque per acceleration (K, joints), and the arms' part of that acceleration (K,)."""
        planes = []
        for axis, (ankle, joints, arm_joint) in enumerate(PLANES):
            chain = [JOINT[name] for name in (ankle, *joints, *(arm_joint.format(arm) for arm in arms))]
            row = jacobian[:, axis, chain] * (side if axis else 1)
            effect = solve(mass[:, chain][:, :, chain], row[..., None])[:, 1:, 0]
            pull = effect * strongest[chain[1:]] ** 2
            each = pull / (pull * effect).sum(axis=1, keepdims=True)
            planes.append((chain[1:], each.tolist(), (each * effect)[:, len(joints) :].sum(axis=1).tolist()))
        return planes

    def share(self, knot: int, remainder_m: Pair, height_m: float, taut: bool) -> tuple[np.ndarray, np.ndarray, Pair]:
        """Torque on every joint, what is left of every spring, and the arms' part of the remainder: shapes (n,), (n,), a pair.

        Args:
            knot: row of the tables.
            remainder_m: CoP asked for beyond what the ankle gives.
            height_m: of the CoM above the ground.
            taut: whether the band pulls.
        """
        torque, spring, arms = np.zeros(len(JOINT_NAMES)), np.ones(len(JOINT_NAMES)), [0.0, 0.0]
        for axis, (joints, each, arm_part) in enumerate(self._shares[taut]):
            rest = remainder_m[axis]
            loose = self._loose[axis] = max(self._loose[axis] * self._keep, min(abs(rest) / LET_GO_M, 1.0))
            if loose < 1e-3:
                continue
            arms[axis] = arm_part[knot] * rest
            asked = -URGENCY * GRAVITY_M_S2 / height_m * rest
            for joint, per in zip(joints, each[knot], strict=True):
                torque[joint] = per * asked
                spring[joint] = 1.0 - (1.0 - LEAST_SPRING) * loose
        return torque, spring, (arms[0], arms[1])

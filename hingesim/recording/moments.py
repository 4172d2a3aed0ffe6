"""Mechanics of tipping: the turning moments about the stance ankle.

About the axis through the point on the ground under the ankle that points to the trainee's left, positive tipping forward, for any
force F at a point r from there: M = z F_x - x F_z. Weight, band and ground add up to the rate of the body's angular momentum: to
nothing while she stands still.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.recording.metrics import Metrics
from hingesim.recording.recorded import Recorded


def tipping_nm(reach_m: np.ndarray, force_n: np.ndarray) -> np.ndarray:
    """shape (...): moment that tips forward, of forces (..., 3) at points (..., 3) from the axis."""
    return reach_m[..., 2] * force_n[..., 0] - reach_m[..., 0] * force_n[..., 2]


@dataclass(frozen=True, eq=False)
class Moments:
    """Moments about the ankle over time; T samples."""

    recording: Recorded

    @cached_property
    def gravity_nm(self) -> np.ndarray:
        """shape (T,): of the body weight, with what the hands carry, at the CoM."""
        r = self.recording
        return tipping_nm(r.com_world_m - self._ankle_m, np.array([0.0, 0.0, -r.weight_n]))

    @cached_property
    def band_nm(self) -> np.ndarray:
        """shape (T,): of the band at the hands, and of an aid.

        A forward pull above the ground tips forward: what leans back into it is held by it.
        """
        r = self.recording
        hands = tipping_nm(r.grip_world_m - self._ankle_m, r.band_force_world_n)
        return hands + tipping_nm(r.aid_world_m - self._ankle_m, r.aid_force_world_n)

    @cached_property
    def ground_nm(self) -> np.ndarray:
        """shape (T,): of the pressure under the stance foot; negative, it holds against tipping forward; zero in flight."""
        r = self.recording
        ahead = np.nan_to_num(r.cop_world_m[:, 0] - r.root_position_world_m[:, 0])
        return -r.grf_world_n[:, 2] * ahead

    @cached_property
    def limits_nm(self) -> np.ndarray:
        """shape (T, 2): the normal force now, at the back and at the front end of the functional base: what the foot can hold."""
        m = Metrics(self.recording)
        return self.recording.grf_world_n[:, 2:] * [m.back_m, m.front_m]

    @property
    def _ankle_m(self) -> np.ndarray:
        """shape (T, 3): point on the ground under the ankle."""
        return self.recording.root_position_world_m * [1, 1, 0]

"""Named measurements of a recording. Numbers only; `outcome` judges them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.body.humanoid import LINK
from hingesim.body.support import extrapolated_m, margin_m, stance_cop_m, static_cop_m
from hingesim.motion.schedule import PHASES
from hingesim.recording.judgement import BRIEF_S, TILT_DEG
from hingesim.recording.recorded import Recorded

SLACK_N = 0.5
"""A band that pulls less than this is felt as slack."""


@dataclass(frozen=True, eq=False)
class Metrics:
    """Signals over time in the frame of the stance foot: origin under the ankle, x toward the toes, y medial positive, turning with it."""

    recording: Recorded

    @cached_property
    def base_m(self) -> np.ndarray:
        """shape (k, 2): functional base of support of what she stands on, counter-clockwise, y medial positive."""
        polygon = self.recording.footing.base_m()
        return polygon if self.recording.humanoid.side > 0 else (polygon * [1, -1])[::-1]

    @cached_property
    def _foot_x_m(self) -> np.ndarray:
        return self.recording.footing.foot_m()[:, 0]

    @property
    def front_m(self) -> float:
        """Front edge of the functional base of the stance foot."""
        return float(self._foot_x_m.max())

    @property
    def back_m(self) -> float:
        """Back edge of the functional base of the stance foot."""
        return float(self._foot_x_m.min())

    @cached_property
    def xcom_m(self) -> np.ndarray:
        """shape (T, 2): extrapolated centre of mass, see `xcom_world_m`."""
        return self._in_foot(self.xcom_world_m)

    @cached_property
    def xcom_world_m(self) -> np.ndarray:
        """shape (T, 2): extrapolated centre of mass on the ground, with the pull of the band.

        Where a band or an aid pulls, the CoM's projection on the ground is replaced by the CoP that would hold the body at rest
        (the two are equal without a band): a body that leans back into a band is not falling.
        """
        r = self.recording
        at, force = (np.stack(pair, axis=1) for pair in ((r.grip_world_m, r.aid_world_m), (r.band_force_world_n, r.aid_force_world_n)))
        resting = static_cop_m(r.weight_n, r.com_world_m, at, force)
        return extrapolated_m(resting, r.com_velocity_world_m_s, r.com_world_m[:, 2])

    @cached_property
    def cop_m(self) -> np.ndarray:
        """shape (T, 2): centre of pressure under the stance foot, or both side by side; NaN while they carry nothing."""
        return self._in_foot(self.recording.foot_cop_world_m)

    @cached_property
    def com_m(self) -> np.ndarray:
        """shape (T, 2): centre of mass."""
        return self._in_foot(self.recording.com_world_m[:, :2])

    def _in_foot(self, point_world_m: np.ndarray) -> np.ndarray:
        r = self.recording
        away = point_world_m - r.root_position_world_m[:, :2]
        ahead, left = (away * self.toes_world).sum(axis=1), self.toes_world[:, 0] * away[:, 1] - self.toes_world[:, 1] * away[:, 0]
        return np.column_stack([ahead, r.humanoid.side * left])

    @cached_property
    def toes_world(self) -> np.ndarray:
        """shape (T, 2): horizontal direction of the foot; straight ahead where the foot stands upright on its toes."""
        axis = self.recording.link_poses.rotation_world[:, LINK["stance_foot"], :2, 0]
        length = np.linalg.norm(axis, axis=1, keepdims=True)
        return np.where(length > 0.1, axis / np.maximum(length, 1e-9), [1.0, 0.0])

    @cached_property
    def xcom_margin_m(self) -> np.ndarray:
        """shape (T,): distance of the XcoM to the nearest edge of the functional base; negative outside."""
        return margin_m(self.xcom_m, self.base_m)

    @cached_property
    def fore_aft_margin_m(self) -> np.ndarray:
        """shape (T,): distance of the XcoM to the front or back end of the functional base, whichever is nearer."""
        x = self.xcom_m[:, 0]
        return np.minimum(self.front_m - x, x - self.back_m)

    @cached_property
    def foot_tilt_deg(self) -> np.ndarray:
        """shape (T,): angle between the sole and the ground."""
        up = self.recording.link_poses.rotation_world[:, LINK["stance_foot"], 2, 2]
        return np.degrees(np.arccos(np.clip(up, -1, 1)))

    @cached_property
    def heel_lift_deg(self) -> np.ndarray:
        """shape (T,): how far the foot has tipped over its front: positive with the heel in the air."""
        toes_down = -self.recording.link_poses.rotation_world[:, LINK["stance_foot"], 2, 0]
        return np.degrees(np.arcsin(np.clip(toes_down, -1, 1)))

    @cached_property
    def heel_load(self) -> np.ndarray:
        """shape (T,): share of the load on the heel, 0 to 1: the pressure read as on two scales, at both ends of the functional base.

        0 while the foot is in the air, or stands on its front with the heel lifted, whatever the arithmetic of the pressure says.
        """
        share = (self.front_m - self.cop_m[:, 0]) / (self.front_m - self.back_m)
        carries = np.isfinite(share) & (self.heel_lift_deg < TILT_DEG)
        return np.where(carries, np.clip(share, 0.0, 1.0), 0.0)

    @cached_property
    def toe_load(self) -> np.ndarray:
        """shape (T,): share of the load on the toes: the rest, and 0 in the air."""
        return np.where(np.isfinite(self.cop_m[:, 0]), 1 - self.heel_load, 0.0)

    @cached_property
    def ready(self) -> np.ndarray:
        """Indices of the samples of quiet stance before the first descent; none where there is no descent."""
        lowering = np.flatnonzero(self.recording.phase == PHASES.index("lower"))
        return np.arange(lowering[0]) if len(lowering) else np.arange(0)

    def least_heel_load(self, samples: slice = slice(None)) -> float:
        """The heel share below which it is no longer than `BRIEF_S` in all: the rattle of the sole's contact is not a lifted heel."""
        ordered = np.sort(self.heel_load[samples])
        return float(ordered[min(round(BRIEF_S / self.recording.sample_s), len(ordered) - 1)])

    @cached_property
    def hip_back_m(self) -> np.ndarray:
        """shape (T,): backward travel of the stance hip since the start."""
        x = self.recording.link_poses.position_world_m[:, LINK["hip_carrier_1"], 0]
        return x[0] - x

    @cached_property
    def bottom(self) -> np.ndarray:
        """Indices of the samples at the bottom: planned pause, or the deepest planned sample when there is none."""
        at = np.flatnonzero(self.recording.phase == PHASES.index("pause"))
        return at if len(at) else np.array([int(np.argmax(self.recording.place))])

    def pressure_back_m(self, until_s: float | None = None) -> float:
        """How far behind its place in quiet stance the pressure is at the bottom, on the mean over its samples before a time.

        A run without a descent is held against the middle of the functional base.
        """
        low = self.bottom if until_s is None else self.bottom[self.recording.time_s[self.bottom] < until_s]
        bottom = self.cop_m[low, 0][np.isfinite(self.cop_m[low, 0])]
        start = self.cop_m[self.ready, 0][np.isfinite(self.cop_m[self.ready, 0])]
        if len(bottom) == 0:
            return 0.0
        return float((start.mean() if len(start) else stance_cop_m(self.recording.humanoid)[0]) - bottom.mean())

    def slack_s(self, upright: slice = slice(None)) -> float:
        """Time the band was slack; zero without a band."""
        if self.recording.scenario.band is None:
            return 0.0
        slack = self.recording.band_tension_n[upright] < SLACK_N
        return float(slack.sum() * self.recording.sample_s)

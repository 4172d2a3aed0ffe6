"""One instant of a recording: everything a picture shows, interpolated between samples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hingesim.body.contacts import FEET, PARTS
from hingesim.body.humanoid import LINK
from hingesim.motion.schedule import PHASES
from hingesim.recording.judgement import TILT_DEG
from hingesim.recording.recording import Recording

BEARS = 0.05
"""Share of body weight from which a part of the body bears weight, as where a run ends."""
PLANTED = float(np.cos(np.radians(35)))
"""Upright share of the foot's axis: tipped farther, it stands on the tip of the toes."""


@dataclass(frozen=True, eq=False)
class Pose:
    """World frame: x forward, y left, z up; metres and newtons."""

    recording: Recording
    time_s: float
    phase: str
    position_world_m: np.ndarray
    """shape (links, 3): link origins."""
    rotation_world: np.ndarray
    """shape (links, 3, 3): link axes as columns."""
    com_world_m: np.ndarray
    """shape (3,)."""
    xcom_world_m: np.ndarray
    """shape (3,): extrapolated centre of mass, on the ground."""
    cop_world_m: np.ndarray | None
    """shape (3,): of the stance foot alone, or of both side by side, on the ground; None while they are off it, or she is down."""
    grf_from_world_m: np.ndarray | None
    """shape (3,): of the whole ground reaction; None in flight."""
    heel_load: float
    """Share of the weight on the heel, 0 to 1; 0 with the heel or the foot in the air, or when she is down."""
    toe_load: float
    """Share of the weight on the toes, 0 to 1; 0 with the foot in the air, or when she is down. The other foot's share is in neither."""
    down: bool
    """Whether another part than a foot has borne weight by now."""
    heel_lift_deg: float
    """How far the foot has tipped over its front."""
    grf_body_weights: np.ndarray
    """shape (3,): ground reaction force over body weight."""
    band_n: float
    """Tension of the band; zero when slack or without one."""
    aid_world_m: np.ndarray
    """shape (3,): where a post or a band round the hips acts."""
    aid_n: float
    """Size of its force."""
    over: bool
    """Whether the recording has ended: the pose is its last."""

    @property
    def lost(self) -> bool:
        """Whether balance was lost, or the foot touched, before or at this instant."""
        failure = self.recording.outcome.time_s
        return failure is not None and self.time_s >= failure

    @property
    def planted(self) -> bool:
        """Whether the foot stands on the ground, flat enough for its base of support to mean something."""
        up = float(self.rotation_world[LINK["stance_foot"], 2, 2])
        return self.cop_world_m is not None and up > PLANTED

    @property
    def heel_off(self) -> bool:
        """Whether the heel is in the air."""
        return self.cop_world_m is None or self.heel_lift_deg >= TILT_DEG

    @property
    def samples(self) -> int:
        """Number of samples recorded up to this instant."""
        return int(np.searchsorted(self.recording.time_s, self.time_s, side="right"))

    def hand_world_m(self, arm: str) -> np.ndarray:
        """shape (3,): palm centre of the `stance` or `free` arm."""
        return self.point_world_m(f"{arm}_forearm", self.recording.humanoid.hand_m)

    def point_world_m(self, link: str, local_m: np.ndarray) -> np.ndarray:
        """shape (..., 3): points fixed in the frame of a link."""
        i = LINK[link]
        return self.position_world_m[i] + np.asarray(local_m) @ self.rotation_world[i].T

    def base_world_m(self) -> np.ndarray:
        """shape (k, 3): corners of the functional base of support, brought down to the ground under the stance foot."""
        h, corners = self.recording.humanoid, self.recording.metrics.base_m
        sole = np.column_stack([corners[:, 0], h.side * corners[:, 1], np.full(len(corners), h.heel_m[2])])
        return self.point_world_m("stance_foot", sole) * [1, 1, 0]


def pose_at(recording: Recording, time_s: float) -> Pose:
    """The pose at a time; before the start the first, after the end the last."""
    times = recording.time_s
    t = float(np.clip(time_s, times[0], times[-1]))
    after = int(np.clip(np.searchsorted(times, t), 1, len(times) - 1))
    before = after - 1
    share = (t - times[before]) / (times[after] - times[before])

    def at(values: np.ndarray) -> np.ndarray:
        return values[before] + share * (values[after] - values[before])

    whole, foot, m = at(recording.cop_world_m), at(recording.foot_cop_world_m), recording.metrics
    down = bool(down_from(recording) <= t)
    load = at(recording.ground_load_n)
    feet = [PARTS.index(foot) for foot in recording.footing.read_as_one]
    carried = 0.0 if down else float(load[feet].sum() / max(float(load.sum()), 1.0))
    return Pose(
        recording,
        t,
        PHASES[int(recording.phase[before if share < 1 else after])],
        at(recording.link_poses.position_world_m),
        at(recording.link_poses.rotation_world),
        at(recording.com_world_m),
        np.append(at(recording.metrics.xcom_world_m), 0.0),
        np.append(foot, 0.0) if np.isfinite(foot).all() and not down else None,
        np.append(whole, 0.0) if np.isfinite(whole).all() else None,
        carried * float(at(m.heel_load)),
        carried * float(at(m.toe_load)),
        down,
        float(at(m.heel_lift_deg)),
        at(recording.grf_world_n) / recording.weight_n,
        float(at(recording.band_tension_n)),
        at(recording.aid_world_m),
        float(np.linalg.norm(at(recording.aid_force_world_n))),
        over=time_s >= times[-1],
    )


def down_from(recording: Recording) -> float:
    """The first time at which another part than a foot bears weight; infinity where none does."""
    others = [i for i, part in enumerate(PARTS) if part not in FEET]
    bears = (recording.ground_load_n[:, others] > BEARS * recording.weight_n).any(axis=1)
    return float(recording.time_s[int(np.argmax(bears))]) if bears.any() else float("inf")

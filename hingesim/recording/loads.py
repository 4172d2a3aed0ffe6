"""Loads on hamstrings, hip and low back, derived from a recording.

The hamstring rows are recalled and the low-back figure is a sum over rigid segments: read both as comparisons between postures,
not as loads of tissue.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hingesim.body.humanoid import JOINT, LINK
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.data import settings
from hingesim.recording.moments import tipping_nm
from hingesim.recording.recorded import Recorded

L5S1_ABOVE_HIP = 0.18
"""Lumbosacral joint above mid-hip, fraction of the C7 - mid-hip length (derived: 0.10-0.11 m in an adult)."""


@dataclass(frozen=True, eq=False)
class Loads:
    """Signals over time; T samples."""

    recording: Recorded

    def hamstring_length_change(self) -> dict[str, np.ndarray]:
        """Muscle-tendon length against upright standing, as a fraction, shape (T,) for each muscle of the stance leg."""
        hip, knee = self.recording.joint_deg("hip_flexion"), self.recording.joint_deg("knee_flexion")
        rows = settings("hamstrings_hawkins_hull_1990")["muscle"]
        return {name: (c1 * hip + c2 * knee) / c0 for name, (c0, c1, c2) in rows.items()}

    def hip_extension_moment_nm(self) -> np.ndarray:
        """shape (T,): moment about the stance hip that extends it, muscles and passive tissue together."""
        return -self.recording.joint_torque_nm[:, JOINT["hip_flexion"]]

    def passive_hip_share(self) -> np.ndarray:
        """shape (T,): part of the hip extension moment that stretched tissue carries; NaN where the moment is below 5 N m."""
        total = self.hip_extension_moment_nm()
        passive = -self.recording.passive_torque_nm[:, JOINT["hip_flexion"]]
        return np.where(np.abs(total) > 5.0, passive / np.where(total == 0, 1.0, total), np.nan)

    def lumbosacral_moment_nm(self) -> np.ndarray:
        """shape (T,): extension moment at L5/S1 that balances weight and band at rest.

        Weight of trunk, head, arms, what the hands hold, and the part of the lower trunk above the joint; less what the band's pull
        at the hands takes off. Moments about the axis through L5/S1 that points to the trainee's left.
        """
        r, h = self.recording, self.recording.humanoid
        lower, trunk = h.proportions.segments["lower_trunk"], h.proportions.segments["trunk"]
        height = L5S1_ABOVE_HIP * trunk.length_m
        middle = np.array([0.0, h.side * h.proportions.hip_half_width_m, 0.0])
        up = np.array([0.0, 0.0, 1.0])
        joint = r.link_poses.point_world_m("pelvis", middle + height * up)
        above = ["trunk", "head", "stance_upper_arm", "stance_forearm", "free_upper_arm", "free_forearm"]
        links = [LINK[name] for name in above]
        arm = r.link_poses.link_com_world_m[:, links, 0] - joint[:, None, 0]
        moment = GRAVITY_M_S2 * arm @ h.mass_kg[links]
        share = 1 - height / lower.length_m
        part = r.link_poses.point_world_m("pelvis", middle + (height + lower.length_m) / 2 * up)
        moment += GRAVITY_M_S2 * share * lower.mass_kg * (part[:, 0] - joint[:, 0])
        # Flexion turns forward. A pull forward below the joint extends.
        if r.aid and r.aid.link in above:
            moment += tipping_nm(r.aid_world_m - joint, r.aid_force_world_n)
        return moment + tipping_nm(r.grip_world_m - joint, r.band_force_world_n)

"""Joint torque limits: angle-dependent isometric strength of every joint."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hingesim.body.anthropometry import Proportions
from hingesim.body.humanoid import JOINT_NAMES
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.data import settings
from hingesim.common.elementary import cos

POSITIVE_NEGATIVE = {
    # coordinate: (torque that increases it, torque that decreases it)
    "ankle_dorsiflexion": ("ankle_dorsiflexion", "ankle_plantarflexion"),
    "ankle_inversion": ("ankle_inversion", "ankle_eversion"),
    "knee_flexion": ("knee_flexion", "knee_extension"),
    "hip_flexion": ("hip_flexion", "hip_extension"),
    "hip_abduction": ("hip_abduction", "hip_adduction"),
    "hip_rotation": ("hip_rotation", "hip_rotation"),
    "lumbar_flexion": ("lumbar_flexion", "lumbar_extension"),
    "lumbar_bend": ("lumbar_bend", "lumbar_bend"),
    "neck_flexion": ("neck", "neck"),
    "shoulder_flexion": ("shoulder", "shoulder"),
    "shoulder_abduction": ("shoulder_abduction", "shoulder_abduction"),
    "elbow_flexion": ("elbow", "elbow"),
}


@dataclass(frozen=True)
class Strength:
    """limit = amplitude_nm * cos(slope * (angle - centre_rad)), never below a twentieth of the amplitude.

    Each array has shape (2, n): torque that increases the joint coordinate, torque that decreases it.
    """

    amplitude_nm: np.ndarray
    slope: np.ndarray
    centre_rad: np.ndarray

    def limits_nm(self, joint_rad: np.ndarray) -> np.ndarray:
        """shape (2, n): greatest torque either way at posture (n,), both positive."""
        return self.amplitude_nm * np.maximum(cos(self.slope * (joint_rad - self.centre_rad)), 0.05)


LEG = ("ankle_dorsiflexion", "ankle_inversion", "knee_flexion", "hip_flexion", "hip_abduction", "hip_rotation")
"""Joints of a leg; those of the free one begin with `free_`."""


def strength(body: Proportions, relative: float, *, stance_leg: float = 1.0, free_leg: float = 1.0) -> Strength:
    """Limits of one athlete, `relative` to the table (sources in `models/strength.toml`); of a leg relative to the rest of the body."""
    data = settings("strength")
    sagittal, other = data["sagittal"][body.sex], data["other"]
    column = ("male", "female").index(body.sex)
    curves = np.zeros((2, len(JOINT_NAMES), 3))
    for j, name in enumerate(JOINT_NAMES):
        for way, torque in enumerate(POSITIVE_NEGATIVE[name.removeprefix("stance_").removeprefix("free_")]):
            if torque in sagittal:
                c1, slope, centre = sagittal[torque]
                curves[way, j] = c1 * body.mass_kg * GRAVITY_M_S2 * body.height_m, slope, centre
            else:
                curves[way, j] = other[torque]["limit"][column] * body.mass_kg, 0.0, 0.0
    of_leg = {**dict.fromkeys(LEG, stance_leg), **dict.fromkeys((f"free_{name}" for name in LEG), free_leg)}
    share = np.array([of_leg.get(name, 1.0) for name in JOINT_NAMES])
    return Strength(relative * share * curves[..., 0], curves[..., 1], curves[..., 2])

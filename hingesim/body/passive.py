"""Passive elastic moments of hip, knee and ankle (Riener & Edrich 1999): stretched tissue, not effort."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hingesim.body.humanoid import JOINT, JOINT_NAMES
from hingesim.common.data import settings

LEGS = (("hip_flexion", "knee_flexion", "ankle_dorsiflexion"), ("free_hip_flexion", "free_knee_flexion", "free_ankle_dorsiflexion"))


Term = tuple[float, float, float, float, float]
"""Sign, constant, and exponent per degree of hip, knee and ankle."""


@dataclass(frozen=True)
class PassiveTissue:
    """Passive moments of both legs, scaled with body mass. Plain floats: this runs at every tick."""

    scale: float
    joints: tuple[tuple[float, tuple[Term, ...]], ...]
    """For hip, knee and ankle: offset in N m, and the exponential terms."""

    def leg_moments_nm(self, hip_deg: float, knee_deg: float, ankle_deg: float) -> list[float]:
        """Hip, knee and ankle moment in the direction of flexion (dorsiflexion); angles clipped to the physiological range."""
        h, k, a = min(max(hip_deg, -60.0), 150.0), min(max(knee_deg, -60.0), 150.0), min(max(ankle_deg, -60.0), 150.0)
        moments = []
        for offset, terms in self.joints:
            total = offset
            for sign, constant, per_hip, per_knee, per_ankle in terms:
                total += sign * math.exp(constant + per_hip * h + per_knee * k + per_ankle * a)
            moments.append(self.scale * total)
        return moments

    def moments_nm(self, joint_rad: Sequence[float]) -> np.ndarray:
        """shape (n,): passive moment on every joint coordinate, for the n joint angles."""
        out = np.zeros(len(JOINT_NAMES))
        for hip, knee, ankle in _LEGS:
            degrees = (_DEGREES * joint_rad[hip], _DEGREES * joint_rad[knee], _DEGREES * joint_rad[ankle])
            out[hip], out[knee], out[ankle] = self.leg_moments_nm(*degrees)
        return out


_DEGREES = 180 / math.pi
_LEGS = [tuple(JOINT[name] for name in leg) for leg in LEGS]


def passive_tissue(mass_kg: float) -> PassiveTissue:
    """Tissue of one athlete (coefficients and sources in `models/passive_riener_edrich_1999.toml`)."""
    data = settings("passive_riener_edrich_1999")
    joints = tuple((data[joint]["offset_nm"], tuple(tuple(t) for t in data[joint]["terms"])) for joint in ("hip", "knee", "ankle"))
    return PassiveTissue(mass_kg / data["reference_mass_kg"], joints)

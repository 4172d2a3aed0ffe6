"""Passive elastic moments of hip, knee and ankle (Riener & Edrich 1999): stretched tissue, not effort."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from hingesim.data import settings
from hingesim.humanoid import JOINT

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
        h, k, a = (min(max(angle, -60.0), 150.0) for angle in (hip_deg, knee_deg, ankle_deg))
        return [
            self.scale * (offset + sum(sign * math.exp(c + ph * h + pk * k + pa * a) for sign, c, ph, pk, pa in terms))
            for offset, terms in self.joints
        ]

    def moments_nm(self, joint_rad: np.ndarray) -> np.ndarray:
        """shape (n,): passive moment on every joint coordinate."""
        out = np.zeros(len(joint_rad))
        for leg in _LEGS:
            out[leg] = self.leg_moments_nm(*(_DEGREES * angle for angle in joint_rad[leg].tolist()))
        return out


_DEGREES = 180 / math.pi
_LEGS = [np.array([JOINT[name] for name in leg]) for leg in LEGS]


def passive_tissue(mass_kg: float) -> PassiveTissue:
    """Tissue of one athlete (coefficients and sources in `models/passive_riener_edrich_1999.toml`)."""
    data = settings("passive_riener_edrich_1999")
    joints = tuple((data[joint]["offset_nm"], tuple(tuple(t) for t in data[joint]["terms"])) for joint in ("hip", "knee", "ankle"))
    return PassiveTissue(mass_kg / data["reference_mass_kg"], joints)

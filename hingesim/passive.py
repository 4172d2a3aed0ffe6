"""Passive elastic moments of hip, knee and ankle (Riener & Edrich 1999): stretched tissue, not effort."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hingesim.data import settings
from hingesim.humanoid import JOINT

LEGS = (("hip_flexion", "knee_flexion", "ankle_dorsiflexion"), ("free_hip_flexion", "free_knee_flexion", "free_ankle_dorsiflexion"))


@dataclass(frozen=True)
class PassiveTissue:
    """Passive moments of both legs, scaled with body mass."""

    scale: float
    sign: np.ndarray
    constant: np.ndarray
    slope_per_deg: np.ndarray
    """shape (terms, 3): exponent per degree of hip, knee, ankle."""
    joint_of_term: np.ndarray
    """shape (3, terms): 1 where a term belongs to hip, knee, ankle."""
    offset_nm: np.ndarray

    def leg_moments_nm(self, hip_knee_ankle_deg: np.ndarray) -> np.ndarray:
        """shape (..., 3): hip, knee and ankle moment in the direction of flexion (dorsiflexion)."""
        terms = self.sign * np.exp(self.constant + hip_knee_ankle_deg @ self.slope_per_deg.T)
        return self.scale * (terms @ self.joint_of_term.T + self.offset_nm)

    def moments_nm(self, joint_rad: np.ndarray) -> np.ndarray:
        """shape (..., n): passive moment on every joint coordinate; angles clipped to the physiological range."""
        out = np.zeros(joint_rad.shape)
        out[..., _LEG_JOINTS] = self.leg_moments_nm(np.clip(np.degrees(joint_rad[..., _LEG_JOINTS]), -60.0, 150.0))
        return out


_LEG_JOINTS = np.array([[JOINT[name] for name in leg] for leg in LEGS])


def passive_tissue(mass_kg: float) -> PassiveTissue:
    """Tissue of one athlete (coefficients and sources in `models/passive_riener_edrich_1999.toml`)."""
    data = settings("passive_riener_edrich_1999")
    rows = [(i, *term) for i, joint in enumerate(("hip", "knee", "ankle")) for term in data[joint]["terms"]]
    table = np.array(rows, float)
    return PassiveTissue(
        mass_kg / data["reference_mass_kg"],
        sign=table[:, 1],
        constant=table[:, 2],
        slope_per_deg=table[:, 3:6],
        joint_of_term=(table[:, 0] == np.arange(3)[:, None]).astype(float),
        offset_nm=np.array([data[joint]["offset_nm"] for joint in ("hip", "knee", "ankle")]),
    )

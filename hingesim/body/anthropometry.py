"""Segment lengths, masses and inertias from stature, mass and sex (de Leva 1996)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from hingesim.common.data import table

REFERENCE_STATURE_M = {"male": 1.741, "female": 1.735}
"""Stature of the subjects behind the table's lengths (de Leva 1996)."""
ANKLE_HEIGHT = 0.039
"""Ankle centre above the ground, fraction of stature (Drillis & Contini 1966; recalled, high confidence)."""
HIP_HALF_WIDTH = 0.050
"""Hip centre to mid-line, fraction of stature: 85-90 mm (recalled, high confidence)."""
SHOULDER_HALF_WIDTH = 0.110
"""Shoulder joint centre to mid-line, fraction of stature (biacromial half width 0.129 less the deltoid; recalled, low confidence)."""
HEEL_TO_ANKLE = 0.215
"""Ankle centre ahead of the heel, fraction of foot length (Millard & Sloot 2025, marker data)."""
FOOT_WIDTH = 86 / 256
"""Mean of malleolar and MTP width, fraction of foot length (Millard & Sloot 2025, marker data)."""
HEAD_HEIGHT = 203.3 / 242.9
"""Vertex to mid-gonion over vertex to C7 (de Leva 1996); the rest is neck. Used for drawing only."""


@dataclass(frozen=True)
class Segment:
    """One rigid body segment.

    `com_m` runs along the segment's line from its first-named endpoint; `inertia_kg_m2` is about the CoM:
    antero-posterior, medio-lateral, longitudinal axis.
    """

    mass_kg: float
    length_m: float
    com_m: float
    inertia_kg_m2: np.ndarray


@dataclass(frozen=True)
class Proportions:
    """All segments of one athlete; lengths in metres."""

    sex: Literal["female", "male"]
    mass_kg: float
    height_m: float
    segments: dict[str, Segment]
    ankle_height_m: float
    foot_width_m: float
    hip_half_width_m: float
    shoulder_half_width_m: float
    shoulder_height_m: float
    """Mid-shoulder above mid-hip along the trunk."""


def proportions(
    sex: Literal["female", "male"],
    mass_kg: float,
    height_m: float,
    thigh_scale: float = 1.0,
    trunk_scale: float = 1.0,
) -> Proportions:
    """Scale the table to one athlete.

    Lengths scale with stature. The table's own stack of ankle, shank, thigh, trunk and head misses the stature of its
    subjects (male 2 % too tall): male trunk and head take up the difference, because the leg lengths rest on joint
    centres while the trunk was measured on subjects lying down. `thigh_scale` and `trunk_scale` change the proportion to the rest of
    the body at equal stature: all standing lengths share one common factor. Masses are normalised so that they sum to `mass_kg`.
    """
    rows = {row["segment"]: row for row in table("segments_de_leva_1996") if row["sex"] == sex}
    stretch = height_m / REFERENCE_STATURE_M[sex]
    raw = {name: float(row["length_mm"]) / 1000 * stretch for name, row in rows.items()}
    standing = (1 - ANKLE_HEIGHT) * height_m
    legs = raw["thigh"] + raw["shank"]
    upper_fit = (standing - legs) / (raw["trunk"] + raw["head"])
    above_hip = {"trunk", "upper_trunk", "middle_trunk", "lower_trunk", "trunk_below_shoulder"}
    for name in above_hip | {"head"}:
        raw[name] *= upper_fit
    for name in above_hip:
        raw[name] *= trunk_scale
    raw["thigh"] *= thigh_scale
    keep_stature = standing / (raw["thigh"] + raw["shank"] + raw["trunk"] + raw["head"])
    for name in above_hip | {"head", "thigh", "shank"}:
        raw[name] *= keep_stature

    paired = {"upper_arm", "forearm", "hand", "thigh", "shank", "foot"}
    composites = ("trunk", "trunk_below_shoulder")
    total = sum(float(r["mass_fraction"]) * (2 if n in paired else 1) for n, r in rows.items() if n not in composites)
    segments = {}
    for name, row in rows.items():
        mass = float(row["mass_fraction"]) / total * mass_kg
        radii = np.array([float(row[f"radius_{axis}"]) for axis in ("sagittal", "transverse", "longitudinal")])
        segments[name] = Segment(mass, raw[name], float(row["com_fraction"]) * raw[name], mass * (radii * raw[name]) ** 2)
    return Proportions(
        sex,
        mass_kg,
        height_m,
        segments,
        ankle_height_m=ANKLE_HEIGHT * height_m,
        foot_width_m=FOOT_WIDTH * raw["foot"],
        hip_half_width_m=HIP_HALF_WIDTH * height_m,
        shoulder_half_width_m=SHOULDER_HALF_WIDTH * height_m,
        shoulder_height_m=raw["trunk_below_shoulder"],
    )

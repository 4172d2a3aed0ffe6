"""Strength and passive tissue against the published curves."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim.body.anthropometry import proportions
from hingesim.body.humanoid import JOINT, JOINT_NAMES
from hingesim.body.passive import passive_tissue
from hingesim.body.strength import strength


@pytest.mark.parametrize(
    ("joint", "way", "sex", "angle_deg", "peak_nm_kg"),
    [
        ("hip_flexion", 1, "male", 53, 2.75),
        ("hip_flexion", 1, "female", 71, 3.08),
        ("knee_flexion", 1, "male", 65, 2.78),
        ("knee_flexion", 0, "female", 36, 1.36),
        ("ankle_dorsiflexion", 1, "male", 23, 1.62),
        ("ankle_dorsiflexion", 0, "female", -17, 0.46),
    ],
)
def test_peak_strength_of_the_reference_subjects(joint: str, way: int, sex: str, angle_deg: float, peak_nm_kg: float) -> None:
    """Anderson 2007 peaks per kg of the de Leva subjects (male 73 kg, 1.741 m; female 61.9 kg, 1.735 m)."""
    mass, height = (73.0, 1.741) if sex == "male" else (61.9, 1.735)
    limits = strength(proportions(sex, mass, height), 1.0)
    angles = np.radians(np.arange(-60, 120.0))
    q = np.zeros((len(angles), len(JOINT_NAMES)))
    q[:, JOINT[joint]] = angles
    curve = np.array([limits.limits_nm(row)[way, JOINT[joint]] for row in q])
    assert curve.max() / mass == pytest.approx(peak_nm_kg, rel=0.01)
    assert np.degrees(angles[curve.argmax()]) == pytest.approx(angle_deg, abs=1.5)


def test_strength_scales_and_is_always_positive() -> None:
    body = proportions("female", 65, 1.68)
    q = np.random.default_rng(0).uniform(-3, 3, len(JOINT_NAMES))
    weak, strong = strength(body, 0.5).limits_nm(q), strength(body, 1.0).limits_nm(q)
    np.testing.assert_allclose(strong, 2 * weak)
    assert (weak > 0).all()


@pytest.mark.parametrize(("knee", "expected"), [(0, -51.4), (15, -34.3), (30, -22.1)])
def test_passive_hip_moment_at_90_deg(knee: float, expected: float) -> None:
    """Riener & Edrich 1999 at hip 90 deg, ankle neutral, 73 kg."""
    hip, _, _ = passive_tissue(73.0).leg_moments_nm(90.0, knee, 0.0)
    assert hip == pytest.approx(expected, rel=0.01)


def test_passive_tissue_resists_both_ends_of_the_range() -> None:
    tissue = passive_tissue(73.0)
    for angles in ([-20, 0, 0], [0, -5, 0], [0, 0, -50]):
        moved = int(np.flatnonzero(angles)[0])
        assert tissue.leg_moments_nm(*angles)[moved] > 0, "at the lower end it pulls up"
    for angles in ([110, 0, 0], [0, 130, 0], [0, 0, 30]):
        moved = int(np.flatnonzero(angles)[0])
        assert tissue.leg_moments_nm(*angles)[moved] < 0, "at the upper end it pulls down"

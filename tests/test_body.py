"""The body against its sources."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hingesim.body.anthropometry import proportions
from hingesim.body.humanoid import JOINT, JOINT_NAMES, LINK, build, carrying
from hingesim.body.kinematics import forward
from hingesim.body.support import area_m2, convex_hull, functional_base, margin_m, sole_outline, stance_cop_m
from hingesim.body.whole import body_of
from hingesim.common.data import models_folder
from hingesim.engine.urdf import urdf
from hingesim.scenario.parameters import Athlete, Scenario

SEXES = st.sampled_from(["female", "male"])


@given(SEXES, st.floats(35, 160), st.floats(1.35, 2.1), st.floats(0.85, 1.15), st.floats(0.85, 1.15))
def test_mass_and_stature_are_what_was_asked(sex: str, mass: float, height: float, thigh: float, trunk: float) -> None:
    body = proportions(sex, mass, height, thigh, trunk)
    humanoid = build(body)
    assert humanoid.mass_kg.sum() == pytest.approx(mass, abs=1e-9)
    neck = forward(humanoid, np.zeros((1, len(JOINT_NAMES)))).position_world_m[0, LINK["head"], 2]
    assert neck + body.segments["head"].length_m == pytest.approx(height, abs=1e-12)


def test_reference_woman_has_the_published_segments() -> None:
    """de Leva 1996: female subject 1.735 m, 61.9 kg; her stack of lengths is her stature, so nothing is rescaled by more than 0.2 %."""
    body = proportions("female", 61.9, 1.735)
    assert body.segments["thigh"].length_m == pytest.approx(0.3685, rel=0.002)
    assert body.segments["shank"].length_m == pytest.approx(0.4386, rel=0.002)
    assert body.segments["thigh"].mass_kg == pytest.approx(0.1478 * 61.9, rel=0.001)


@pytest.mark.parametrize(("sex", "mass", "height", "fraction"), [("male", 73.0, 1.741, 0.566), ("female", 61.9, 1.735, 0.554)])
def test_upright_com_height(sex: str, mass: float, height: float, fraction: float) -> None:
    """Whole-body CoM over stature from the same table: 0.566 (stick body) and 0.554, within 1 %."""
    upright = forward(build(proportions(sex, mass, height)), np.zeros((1, len(JOINT_NAMES))))
    assert upright.com_world_m[0, 2] / height == pytest.approx(fraction, rel=0.01)


def test_longer_thighs_at_equal_stature() -> None:
    plain, long = proportions("female", 65, 1.68), proportions("female", 65, 1.68, thigh_scale=1.1)
    ratio = [p.segments["thigh"].length_m / p.segments["shank"].length_m for p in (plain, long)]
    assert ratio[1] == pytest.approx(1.1 * ratio[0])


def test_functional_base_is_the_published_one() -> None:
    """Millard & Sloot 2025: from -0.10 to 0.60 foot lengths about the ankle in double stance; 17 % more area in single stance."""
    humanoid = body_of(Scenario())
    polygon, foot = functional_base(humanoid), humanoid.proportions.segments["foot"].length_m
    assert polygon[:, 0].min() / foot == pytest.approx(-0.10, abs=0.05)
    assert polygon[:, 0].max() / foot == pytest.approx(0.60, abs=0.05)
    double_stance_area = 0.254 * foot * humanoid.proportions.foot_width_m
    assert area_m2(polygon) == pytest.approx(1.17 * double_stance_area, rel=0.08), "eight corners of a finer outline"
    assert margin_m(stance_cop_m(humanoid)[None], polygon)[0] > 0.015


def test_the_sole_is_a_whole_foot_and_holds_the_functional_base() -> None:
    """Foot of 228-260 mm: contact within 2 % of heel and toes, 0.39 foot lengths broad at the ball; the base lies inside everywhere."""
    for athlete in (Athlete(), Athlete(sex="male", mass_kg=95, height_m=1.92)):
        humanoid = body_of(Scenario(athlete=athlete))
        sole, foot = sole_outline(humanoid), humanoid.proportions.segments["foot"].length_m
        assert humanoid.heel_m[0] < sole[:, 0].min() < humanoid.heel_m[0] + 0.03 * foot
        assert humanoid.toe_m[0] - 0.03 * foot < sole[:, 0].max() < humanoid.toe_m[0]
        assert np.ptp(sole[:, 1]) == pytest.approx(0.39 * foot, rel=0.01)
        assert margin_m(functional_base(humanoid), sole).min() > 0.005
        np.testing.assert_allclose(convex_hull(sole)[:, 0].sum(), sole[:, 0].sum())
        big_toe = sole[np.argmax(sole[:, 0])]
        assert humanoid.side * big_toe[1] > 0, "on the inner side"
        np.testing.assert_allclose(sole_outline(humanoid, "free_foot")[::-1], sole * [1, -1])


def test_left_stance_is_the_mirror_image() -> None:
    bodies = [build(proportions("male", 80, 1.8), stance) for stance in ("right", "left")]
    rng = np.random.default_rng(1)
    q = rng.uniform(-0.5, 0.5, (5, len(JOINT_NAMES)))
    right, left = (forward(body, q).link_com_world_m for body in bodies)
    np.testing.assert_allclose(left, right * [1, -1, 1], atol=1e-12)
    assert area_m2(functional_base(bodies[1])) == pytest.approx(area_m2(functional_base(bodies[0])))


def test_a_weight_in_one_hand_adds_its_mass_at_the_palm() -> None:
    """Free body: CoM of body and weight = (m body_com + 10 palm) / (m + 10)."""
    body = build(proportions("female", 65, 1.68))
    loaded = carrying(body, 10.0, ("free",))
    q = np.random.default_rng(2).uniform(-0.5, 0.5, (3, len(JOINT_NAMES)))
    bare, held = forward(body, q), forward(loaded, q)
    expected = (65 * bare.com_world_m + 10 * bare.hand_world_m("free")) / 75
    np.testing.assert_allclose(held.com_world_m, expected, atol=1e-12)


@pytest.mark.parametrize("leg", ["stance", "free"])
@pytest.mark.parametrize("stance", ["left", "right"])
def test_hips_turn_about_anatomical_axes_however_deep_the_hinge(leg: str, stance: str) -> None:
    """Grood & Suntay 1983: rotation about the femur's long axis, flexion about the medio-lateral axis of the pelvis, abduction about what
    is square to both; positive rotation turns the femur outward, positive abduction carries it away from the other."""
    body = build(proportions("female", 65, 1.68), stance)
    prefix, femur = ("", "stance_thigh") if leg == "stance" else ("free_", "free_thigh")
    q = np.zeros((1, len(JOINT_NAMES)))
    for name, angle in (("hip_flexion", 1.4), ("hip_abduction", 0.3), ("hip_rotation", -0.2)):
        q[0, JOINT[prefix + name]] = angle

    def relative(q: np.ndarray) -> np.ndarray:
        """Femur seen from the pelvis."""
        turn = forward(body, q).rotation_world[0]
        return turn[LINK["pelvis"]].T @ turn[LINK[femur]]

    out = body.side * (1 if leg == "free" else -1)
    long, across = relative(q)[:, 2], np.array([0.0, 1.0, 0.0])
    floating = np.cross(across, long) / np.linalg.norm(np.cross(across, long))
    expected = {"hip_flexion": -across, "hip_abduction": out * floating, "hip_rotation": out * long}
    for name, axis in expected.items():
        moved = q.copy()
        moved[0, JOINT[prefix + name]] += 1e-6
        spin = (relative(moved) - relative(q)) @ relative(q).T / 1e-6
        np.testing.assert_allclose([spin[2, 1], spin[0, 2], spin[1, 0]], axis, atol=1e-5, err_msg=name)


@given(st.integers(0, 2**32 - 1))
def test_point_jacobian_agrees_with_finite_differences(seed: int) -> None:
    body = body_of(Scenario())
    q = np.random.default_rng(seed).uniform(-1, 1, (1, len(JOINT_NAMES)))

    def palm(q: np.ndarray) -> np.ndarray:
        return forward(body, q).hand_world_m("stance")

    jacobian = forward(body, q).point_jacobian("stance_forearm", palm(q))[0]
    steps = np.eye(len(JOINT_NAMES)) * 1e-6
    numeric = np.stack([(palm(q + d)[0] - palm(q - d)[0]) / 2e-6 for d in steps], axis=1)
    np.testing.assert_allclose(jacobian, numeric, atol=1e-8)


@given(st.integers(0, 2**32 - 1))
def test_spin_jacobian_agrees_with_finite_differences(seed: int) -> None:
    """Angular momentum about the CoM, from where the parts were and how they were turned a moment before and after."""
    body = body_of(Scenario())
    random = np.random.default_rng(seed)
    q, rates = random.uniform(-1, 1, (1, len(JOINT_NAMES))), random.uniform(-1, 1, len(JOINT_NAMES))
    poses = forward(body, q)
    before, after = (forward(body, q + way * 1e-6 * rates) for way in (-1, 1))
    moved = (after.link_com_world_m - before.link_com_world_m)[0] / 2e-6
    spin = (body.mass_kg[:, None] * np.cross(poses.link_com_world_m[0] - poses.com_world_m[0], moved)).sum(axis=0)
    for link in body.massive:
        axes = poses.rotation_world[0, link]
        turned = (after.rotation_world[0, link] - before.rotation_world[0, link]) / 2e-6 @ axes.T
        rate = np.array([turned[2, 1], turned[0, 2], turned[1, 0]])
        spin += axes @ (body.inertia_kg_m2[link] * (axes.T @ rate))
    np.testing.assert_allclose(poses.spin_jacobian()[0] @ rates, spin, atol=1e-6)


@pytest.mark.parametrize("sex", ["female", "male"])
def test_reference_urdf_is_fresh(sex: str) -> None:
    """Renew with: python -m tests.renew_models"""
    stored = (models_folder() / f"humanoid_{sex}.urdf").read_text(encoding="utf-8")
    assert stored == urdf(body_of(Scenario(athlete=Athlete(sex=sex))))

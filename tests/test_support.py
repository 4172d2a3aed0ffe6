"""The geometry of support against figures worked out by hand; no engine runs here."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim import Scenario
from hingesim.body.humanoid import Humanoid
from hingesim.body.support import (
    area_m2,
    centroid,
    convex_hull,
    extrapolated_m,
    functional_base,
    lies_outside,
    margin_m,
    medial_sign,
    midline_m,
    nearest_on,
    nearest_point_m,
    sole_outline,
    stance_cop_m,
    static_cop_m,
    width_at,
)
from hingesim.body.whole import body_of

TRIANGLE = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 2.0]])
RIGHT, LEFT = body_of(Scenario()), body_of(Scenario().replace(hinge={"stance": "left"}))
FOOT_M = RIGHT.proportions.segments["foot"].length_m


def test_area_and_centroid_of_a_triangle() -> None:
    assert area_m2(TRIANGLE) == pytest.approx(4)
    assert area_m2(TRIANGLE[::-1]) == pytest.approx(-4)
    np.testing.assert_allclose(centroid(TRIANGLE + np.array([1, 5])), [4 / 3 + 1, 2 / 3 + 5])


def test_a_hull_leaves_out_what_is_inside_and_on_its_sides() -> None:
    inside = [[1.0, 0.5], [2.0, 0.0], [2.0, 1.0], [0.0, 1.0]]
    hull = convex_hull(np.vstack([TRIANGLE, inside, TRIANGLE]))
    np.testing.assert_allclose(hull, [[0, 0], [4, 0], [0, 2]])
    assert area_m2(hull) > 0, "counter-clockwise"


def test_margins_and_nearest_points_of_a_triangle() -> None:
    points = np.array([[1.0, 0.5], [2.0, -1.0], [-3.0, 1.0], [2.0, 2.0], [6.0, 0.0]])
    np.testing.assert_allclose(margin_m(points, TRIANGLE)[[0, 1, 2, 3]], [0.5, -1, -3, -2 / np.sqrt(5)], atol=1e-12)
    np.testing.assert_allclose(nearest_point_m(points, TRIANGLE), [[1, 0], [2, 0], [0, 1], [1.6, 1.2], [4, 0]], atol=1e-12)


def test_the_width_of_a_triangle() -> None:
    assert width_at(TRIANGLE, 2.0) == (0, pytest.approx(1))
    assert width_at(TRIANGLE, 1.0) == (0, pytest.approx(1.5))
    assert width_at(TRIANGLE, 0.0) == (0, 2), "along its upright side"
    assert width_at(TRIANGLE, 4.0) == (0, 0), "at its tip"


def test_the_functional_base_is_the_published_one() -> None:
    """-0.10 to 0.60 foot lengths from the ankle in double stance, all lengths 8 % longer about the centroid (0.28) in single stance."""
    base = functional_base(RIGHT)
    assert len(base) == 8
    assert base[:, 0].min() / FOOT_M == pytest.approx(0.28 - 1.082 * 0.38, abs=0.003)
    assert base[:, 0].max() / FOOT_M == pytest.approx(0.28 + 1.082 * 0.32, abs=0.006)
    assert area_m2(base) == pytest.approx(4.515e-03, rel=0.001)
    np.testing.assert_allclose(functional_base(LEFT), (base * [1, -1])[::-1])
    assert base[np.argmax(base[:, 0]), 1] > 0, "the big toe of a right foot is to the left"


def test_the_sole_is_that_of_a_foot() -> None:
    sole = sole_outline(RIGHT) / FOOT_M
    assert area_m2(sole) > 0, "counter-clockwise"
    assert sole[:, 0].min() == pytest.approx(-0.19)
    assert sole[:, 0].max() == pytest.approx(0.77)
    assert np.ptp(sole[:, 1]) == pytest.approx(0.39)
    assert sole[np.argmax(sole[:, 0]), 1] == pytest.approx(0.09), "the big toe is on the inner side"
    assert np.abs(sole[sole[:, 0] < 0][:, 1]).max() == pytest.approx(0.13), "heel"
    np.testing.assert_allclose(sole_outline(LEFT), (sole_outline(RIGHT) * [1, -1])[::-1])
    np.testing.assert_allclose(sole_outline(RIGHT, "free_foot"), sole_outline(LEFT))
    assert [medial_sign(h, foot) for h in (RIGHT, LEFT) for foot in ("stance_foot", "free_foot")] == [1, -1, -1, 1]
    assert margin_m(functional_base(RIGHT), sole_outline(RIGHT)).min() > 0, "what she can use lies within the foot"


def test_the_comfortable_pressure_is_a_quarter_foot_ahead_amid_the_base() -> None:
    x, y = stance_cop_m(RIGHT)
    assert x == pytest.approx(0.25 * FOOT_M)
    low, high = width_at(functional_base(RIGHT), x)
    assert y == pytest.approx((low + high) / 2)
    assert y == pytest.approx(float(midline_m(RIGHT, np.array([x]))[0]), abs=1e-4)
    np.testing.assert_allclose(stance_cop_m(LEFT), [x, -y])
    ends = functional_base(RIGHT)[:, 0]
    far = midline_m(RIGHT, np.array([ends.min() - 1, ends.min() + 1e-6, ends.max() - 1e-6, ends.max() + 1]))
    assert far[0] == pytest.approx(far[1], abs=1e-6)
    assert far[3] == pytest.approx(far[2], abs=1e-6)


def test_the_static_cop_of_a_pulled_body() -> None:
    """(W x + T_x z - T_z x_hand) / (W - T_z), two hands: (600 * 0.1 + 60 * 1.0 - 40 * 0.5) / (600 - 40) ahead."""
    com, hand = np.array([[0.1, 0.02, 1.0]]), np.array([[[0.5, 0.2, 1.0], [0.5, -0.2, 1.0]]])
    force = np.array([[[30.0, 10.0, 20.0], [30.0, 10.0, 20.0]]])
    expected = [(600 * 0.1 + 60 * 1.0 - 40 * 0.5) / 560, (600 * 0.02 + 20 * 1.0) / 560]
    np.testing.assert_allclose(static_cop_m(600.0, com, hand, force)[0], expected)


def test_the_xcom_of_hof() -> None:
    """omega = sqrt(9.81 / 1.15 h); a height below 0.2 m counts as that."""
    still, moving = np.array([[0.1, 0.2]]), np.array([[0.5, -0.3, 9.0]])
    for height, used in ((1.0, 1.0), (0.1, 0.2)):
        x = extrapolated_m(still, moving, np.array([height]))[0]
        np.testing.assert_allclose(x, [0.1 + 0.5 * np.sqrt(1.15 * used / 9.81), 0.2 - 0.3 * np.sqrt(1.15 * used / 9.81)])


def test_nearest_point_and_side_in_plain_floats_are_those_of_the_arrays(humanoid: Humanoid) -> None:
    base = functional_base(humanoid)
    points = np.random.default_rng(0).uniform([-0.2, -0.15], [0.35, 0.15], (300, 2))
    near, margin = nearest_point_m(points, base), margin_m(points, base)
    for point, expected, inside_m in zip(points, near, margin, strict=True):
        corners = [tuple(corner) for corner in base.tolist()]
        np.testing.assert_allclose(nearest_on(corners, *point.tolist()), expected, atol=1e-12)
        assert lies_outside(corners, *point.tolist()) == (inside_m < 0)

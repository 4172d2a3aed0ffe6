"""The rules of the outcomes, and that each comes with its evidence."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from hingesim import Recording, Scenario, simulate
from hingesim.body.contacts import PARTS
from hingesim.body.support import extrapolated_m, functional_base, margin_m, nearest_point_m
from hingesim.recording.metrics import Metrics

SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def test_a_forward_fall_is_timed_when_the_xcom_leaves_for_good(fallen: Recording) -> None:
    margin = Metrics(fallen).xcom_margin_m
    lost = int(np.searchsorted(fallen.time_s, fallen.outcome.time_s))
    assert margin[lost - 1] >= 0
    assert (margin[lost : lost + 50] < 0).all()
    assert "front edge" in fallen.outcome.reason
    assert not fallen.outcome.completed


def touching(r: Recording, free_foot_n: np.ndarray) -> Recording:
    """The same run with a load on the free foot, and on nothing else but the stance foot."""
    load = r.ground_load_n * [part == "stance_foot" for part in PARTS]
    load[:, PARTS.index("free_foot")] = free_foot_n
    return dataclasses.replace(r, ground_load_n=load)


def test_a_touch_without_a_loss_is_a_touch_and_a_touch_after_it_is_told(banded: Recording, fallen: Recording) -> None:
    late = np.where(banded.time_s > 2.0, 40.0, 0.0)
    touch = touching(banded, late).outcome
    assert touch.name == "foot_touch"
    assert touch.time_s == pytest.approx(2.01)
    later_s = fallen.outcome.time_s + 0.4
    caught = touching(dataclasses.replace(fallen, ended="schedule"), np.where(fallen.time_s > later_s, 40.0, 0.0)).outcome
    assert (caught.name, caught.came_of) == ("forward_fall", "step")
    assert f"the free foot came down at {later_s + 0.01:.2f} s" in caught.reason


def test_a_foot_that_came_down_before_the_body_is_told(fallen: Recording) -> None:
    """When, and once only: where the step is what came of the loss it is told as that."""
    foot_s, body_s = fallen.outcome.time_s + 0.4, fallen.outcome.time_s + 0.9
    r = touching(fallen, np.where(fallen.time_s > foot_s, 40.0, 0.0))
    r.ground_load_n[fallen.time_s > body_s, PARTS.index("knees")] = 300.0
    assert r.outcome.came_of == "ground"
    assert f"the free foot came down at {foot_s + 0.01:.2f} s; the body came down at {body_s + 0.01:.2f} s" in r.outcome.reason


@pytest.mark.slow
def test_strength_that_decides_a_run_is_told_with_its_joint() -> None:
    """With half of the strength the default hinge is lost in another way, and the hip is named, from before the loss on."""
    told = simulate(Scenario().replace(athlete={"strength": 0.5}, world={"engine": "mujoco"})).outcome
    assert "weak" in told.evidence
    assert "hip" in told.reason
    assert dict(told.values)["since"] < told.time_s


def test_a_rep_that_stays_down_is_not_completed(banded: Recording) -> None:
    bottom = Metrics(banded).bottom
    cut = dataclasses.replace(banded, **{name: array[: bottom[-1]] for name, array in banded.arrays().items()})
    assert cut.outcome.name == "stalled"
    assert not cut.outcome.completed


def turned(recording: Recording, degrees: float) -> Recording:
    """The same run in a world turned about the vertical through the ankle's start."""
    a = np.radians(degrees)
    turn = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    z, w = np.sin(a / 2), np.cos(a / 2)
    x0, y0, z0, w0 = recording.root_quat_world_xyzw.T
    quat = np.column_stack([w * x0 - z * y0, w * y0 + z * x0, w * z0 + z * w0, w * w0 - z * z0])
    vectors = {name: array @ turn.T for name, array in recording.arrays().items() if array.shape[1:] == (3,)}
    return dataclasses.replace(recording, root_quat_world_xyzw=quat, **vectors)


def test_margins_are_those_of_the_foot_however_it_is_turned(banded: Recording, fallen: Recording) -> None:
    """As long as the foot has a direction: one that stands upright on its toes, as in a fall, has none."""
    for recording in (banded, fallen):
        m = Metrics(recording)
        lies = m.foot_tilt_deg < 80
        np.testing.assert_allclose(Metrics(turned(recording, 40)).xcom_margin_m[lies], m.xcom_margin_m[lies], atol=1e-9)


@pytest.mark.slow
def test_a_fall_that_is_under_way_at_the_end_is_a_fall() -> None:
    late = simulate(Scenario().replace(band={}, world={"push_ns": 25, "push_time_s": 7.33}))
    assert late.outcome.name == "forward_fall"


def test_coming_down_over_the_foot_is_not_given_a_direction(banded: Recording) -> None:
    down = dataclasses.replace(banded, ended="down").outcome
    assert down.name == "stalled"
    assert not down.completed


def test_numbers_at_the_bottom_are_given_only_when_it_was_reached_in_balance(fallen: Recording, banded: Recording) -> None:
    assert fallen.summary()["heel_load_fraction_bottom"] is None
    assert fallen.summary()["margin_min_m"] < 0.002
    assert banded.summary()["hip_moment_bottom_nm"] > 0


@pytest.mark.slow
def test_every_rep_counts() -> None:
    two = simulate(Scenario().replace(athlete={"sway": 0}, hinge={"knee_bend_deg": 38, "reps": 2, "pause_s": 0}))
    assert two.outcome.completed
    shallow = dataclasses.replace(two, scenario=two.scenario.replace(hinge={"depth_deg": 95}))
    assert shallow.outcome.name == "stalled"
    assert "rep 1" in shallow.outcome.reason


def test_margin_and_nearest_point_of_a_square() -> None:
    points = np.array([[0.5, 0.5], [0.9, 0.5], [1.3, 0.5], [0.5, -0.2], [2.0, 2.0]])
    np.testing.assert_allclose(margin_m(points, SQUARE), [0.5, 0.1, -0.3, -0.2, -(2**0.5)], atol=1e-12)
    np.testing.assert_allclose(nearest_point_m(points[2:], SQUARE), [[1, 0.5], [0.5, 0], [1, 1]], atol=1e-12)


def test_margin_is_the_distance_to_the_edge_of_the_base(humanoid) -> None:
    """Against points laid along the edge: also beyond its corners, where the lines through its sides run on."""
    base = functional_base(humanoid)
    share = np.linspace(0, 1, 2001)[:, None]
    rim = np.concatenate([a + share * (b - a) for a, b in zip(base, np.roll(base, -1, axis=0), strict=True)])
    points = np.random.default_rng(5).uniform([-0.15, -0.15], [0.3, 0.15], (200, 2))
    away = np.linalg.norm(points[:, None] - rim, axis=2).min(axis=1)
    margin = margin_m(points, base)
    np.testing.assert_allclose(np.abs(margin), away, atol=1e-4)
    turns = np.array([np.unwrap(np.arctan2(*(rim - point).T[::-1])) for point in points])
    np.testing.assert_array_equal(margin > 0, np.abs(turns[:, -1] - turns[:, 0]) > np.pi)


def test_xcom_adds_velocity_over_omega() -> None:
    """omega = sqrt(9.81 / (1.15 * 1.0)) = 2.921 rad/s: 0.5 m/s is worth 171 mm (Hof 2005)."""
    x = extrapolated_m(np.array([[0.1, 0.0]]), np.array([[0.5, 0.0, 0.0]]), np.array([1.0]))
    assert x[0, 0] == pytest.approx(0.1 + 0.5 / 2.921, abs=1e-4)

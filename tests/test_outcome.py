"""The rules of the outcomes, and that each comes with its evidence."""

from __future__ import annotations

import dataclasses
from typing import get_args

import numpy as np
import pytest

from hingesim import Recording
from hingesim.metrics import Metrics
from hingesim.outcome import COACH, OutcomeName
from hingesim.support import extrapolated_m, margin_m, nearest_point_m

SQUARE = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])


def test_every_outcome_has_a_coachs_sentence() -> None:
    assert set(COACH) == set(get_args(OutcomeName))
    assert all(text.endswith(".") for text in COACH.values())


def test_a_forward_fall_is_timed_when_the_xcom_leaves_for_good(fallen: Recording) -> None:
    margin = Metrics(fallen).xcom_margin_m
    lost = int(np.searchsorted(fallen.time_s, fallen.outcome.time_s))
    assert margin[lost - 1] >= 0
    assert (margin[lost:] < 0).all()
    assert "front edge" in fallen.outcome.reason
    assert not fallen.outcome.completed


def test_a_posterior_shift_stays_inside_and_travels_back(banded: Recording) -> None:
    m = Metrics(banded)
    assert m.fore_aft_margin_m.min() > 0
    assert m.hip_back_m[m.bottom].mean() > 0.05
    assert banded.outcome.completed
    assert banded.outcome.time_s is None


def test_a_loaded_free_foot_is_a_touch_unless_the_fall_came_first(banded: Recording, fallen: Recording) -> None:
    late = np.where(banded.time_s > 2.0, 40.0, 0.0)
    touch = dataclasses.replace(banded, free_foot_n=late).outcome
    assert touch.name == "foot_touch"
    assert touch.time_s == pytest.approx(2.01)
    assert dataclasses.replace(fallen, free_foot_n=np.where(fallen.time_s > 2.5, 40.0, 0.0)).outcome.name == "forward_fall"


def test_a_rep_that_stays_down_is_not_completed(banded: Recording) -> None:
    bottom = Metrics(banded).bottom
    cut = dataclasses.replace(banded, **{name: array[: bottom[-1]] for name, array in banded.arrays().items()})
    assert cut.outcome.name == "stalled"
    assert not cut.outcome.completed


def test_pressure_at_the_front_edge_is_up_on_the_toes(banded: Recording) -> None:
    """Shift every ground force forward so that the CoP peaks 3 mm short of the front edge."""
    m = Metrics(banded)
    shift = m.front_m - 0.003 - np.nanmax(m.cop_m[:, 0])
    moment = banded.grf_moment_world_n_m.copy()
    moment[:, 1] -= shift * banded.grf_world_n[:, 2]
    near = dataclasses.replace(banded, grf_moment_world_n_m=moment).outcome
    assert near.name == "on_toes"
    assert near.completed
    assert "3 mm" in near.reason


def test_margin_and_nearest_point_of_a_square() -> None:
    points = np.array([[0.5, 0.5], [0.9, 0.5], [1.3, 0.5], [0.5, -0.2], [2.0, 2.0]])
    np.testing.assert_allclose(margin_m(points, SQUARE), [0.5, 0.1, -0.3, -0.2, -1.0], atol=1e-12)
    np.testing.assert_allclose(nearest_point_m(points[2:], SQUARE), [[1, 0.5], [0.5, 0], [1, 1]], atol=1e-12)


def test_xcom_adds_velocity_over_omega() -> None:
    """omega = sqrt(9.81 / (1.15 * 1.0)) = 2.921 rad/s: 0.5 m/s is worth 171 mm (Hof 2005)."""
    x = extrapolated_m(np.array([[0.1, 0.0]]), np.array([[0.5, 0.0, 0.0]]), np.array([1.0]))
    assert x[0, 0] == pytest.approx(0.1 + 0.5 / 2.921, abs=1e-4)

"""Mechanics of tipping: moments about the stance ankle."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from hingesim import Recording
from hingesim.body.support import static_cop_m
from hingesim.recording.moments import Moments, tipping_nm

QUIET = slice(0, 30)
"""Samples before the descent."""


@pytest.mark.parametrize(
    ("reach_m", "force_n", "moment_nm"),
    [
        ((0.0, 0.0, 1.2), (50.0, 0.0, 0.0), 60.0),  # a pull forward, above the ground, tips forward
        ((0.0, 0.0, 1.2), (-50.0, 0.0, 0.0), -60.0),
        ((0.3, 0.0, 0.0), (0.0, 0.0, -100.0), 30.0),  # a weight ahead of the ankle tips forward
        ((-0.3, 0.0, 0.0), (0.0, 0.0, -100.0), -30.0),
        ((0.0, 0.5, 0.0), (30.0, 40.0, 50.0), 0.0),  # what acts in the axis turns nothing
    ],
)
def test_what_tips_forward(reach_m, force_n, moment_nm) -> None:
    assert tipping_nm(np.array(reach_m), np.array(force_n)) == pytest.approx(moment_nm)


def test_at_rest_the_moments_add_up_to_nothing(banded: Recording, fallen: Recording) -> None:
    for r in (banded, fallen):
        m = Moments(r)
        left_over = (m.gravity_nm + m.band_nm + m.ground_nm)[QUIET].mean()
        assert left_over == pytest.approx(0, abs=3.0)
    assert Moments(fallen).band_nm.max() == 0
    assert Moments(banded).band_nm[QUIET].min() > 10, "the pull tips forward ..."
    assert Moments(banded).gravity_nm[QUIET].mean() < Moments(fallen).gravity_nm[QUIET].mean() - 10, "... and she leans back into it"


def test_moments_are_the_rate_of_angular_momentum(fallen: Recording) -> None:
    """Euler's equation over the whole fall, about the fixed point under the ankle's start while the foot stands on it."""
    m, standing = Moments(fallen), fallen.time_s < fallen.outcome.time_s
    impulse = (m.gravity_nm + m.ground_nm)[standing].sum() * 0.01
    spin = fallen.angular_momentum_world_n_m_s[standing, 1]
    assert impulse == pytest.approx(spin[-1] - spin[0], abs=0.15 * abs(spin[-1]) + 1.0)


def test_the_static_cop_is_where_weight_and_band_balance(banded: Recording) -> None:
    m = Moments(banded)
    ankle = banded.root_position_world_m * [1, 1, 0]
    force = banded.band_force_world_n
    cop = static_cop_m(banded.weight_n, banded.com_world_m - ankle, (banded.grip_world_m - ankle)[:, None], force[:, None])
    np.testing.assert_allclose((m.gravity_nm + m.band_nm) / (banded.weight_n - force[:, 2]), cop[:, 0], atol=1e-9)


def test_what_the_foot_can_hold_is_the_normal_force_at_its_ends(banded: Recording) -> None:
    """Not body weight: a band pulls up or down as well, and in flight nothing holds."""
    m, flown = Moments(banded), banded.grf_world_n.copy()
    flown[100:110] = 0
    np.testing.assert_allclose(m.limits_nm[:, 0], banded.grf_world_n[:, 2] * banded.metrics.back_m)
    np.testing.assert_allclose(m.limits_nm[:, 1], banded.grf_world_n[:, 2] * banded.metrics.front_m)
    assert m.limits_nm[0, 0] < 0 < m.limits_nm[0, 1]
    in_flight = Moments(dataclasses.replace(banded, grf_world_n=flown))
    assert (in_flight.limits_nm[100:110] == 0).all()
    assert (in_flight.ground_nm[100:110] == 0).all()


def test_body_weight_counts_what_the_hands_carry(banded: Recording) -> None:
    loaded = dataclasses.replace(banded, scenario=banded.scenario.replace(load={"mass_kg": 10}))
    assert loaded.weight_n - banded.weight_n == pytest.approx(98.1)
    assert banded.weight_n == pytest.approx(65 * 9.81)

"""The band against published force tables, and as a conservative tension-only spring."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hingesim import Band
from hingesim.body.band import band_law, loop_force_n
from hingesim.common.data import settings


@pytest.mark.parametrize(("elongation", "newton"), [(0.46, 211), (0.77, 278), (0.88, 300)])
def test_44_mm_loop_pulls_what_was_published(elongation: float, newton: float) -> None:
    """Maker's bar-suspension data of a 44 mm loop, +-10 %."""
    assert loop_force_n(44, np.array(1 + elongation)) == pytest.approx(newton, rel=0.10)


@given(st.sampled_from(["extra-light", "light", "medium", "strong", "heavy"]), st.floats(0.1, 1.04))
def test_no_force_at_and_below_rest_length(name: str, length: float) -> None:
    law = band_law(Band(name=name))
    assert law.elastic_n(np.array(length)) == 0.0
    assert law.tension_n(length, 5.0) == 0.0
    assert law.energy_j(np.array(length)) == 0.0


@given(st.floats(1.05, 4.0), st.floats(-2, 2))
def test_a_band_never_pushes_and_lengthening_pulls_harder(length: float, rate: float) -> None:
    law = band_law(Band())
    assert law.tension_n(length, rate) >= 0.0
    assert law.tension_n(length, abs(rate)) >= law.tension_n(length, -abs(rate))
    assert law.tension_n(length, 0.0) == pytest.approx(float(law.elastic_n(np.array(length))), rel=1e-12)


@given(st.floats(1.06, 3.5))
def test_force_is_the_slope_of_the_stored_energy(length: float) -> None:
    law = band_law(Band(name="medium"))
    d = 1e-4
    slope = (law.energy_j(np.array(length + d)) - law.energy_j(np.array(length - d))) / (2 * d)
    assert slope == pytest.approx(float(law.elastic_n(np.array(length))), rel=2e-3)


def test_own_table_is_followed_and_continued() -> None:
    law = band_law(Band(force_table=((0, 0), (0.5, 40), (1.0, 60)), rest_length_m=1.0))
    np.testing.assert_allclose(law.elastic_n(np.array([1.25, 1.75, 2.5])), [20, 50, 80])


def test_the_pull_points_from_the_hand_to_the_anchor() -> None:
    law = band_law(Band(distance_m=2.0, anchor_height_m=1.0))
    force = law.force_on_hand_n(np.array([[0.0, 0.0, 1.0]]))[0]
    np.testing.assert_allclose(force, [float(law.elastic_n(np.array(2.0))), 0, 0], atol=1e-12)


def test_a_short_own_table_is_damped_like_the_long_one_of_the_same_slope() -> None:
    short, long = (band_law(Band(force_table=((0, 0), (e, 160 * e)))) for e in (0.2, 1.0))
    assert short.damping_n_s_m == pytest.approx(long.damping_n_s_m)
    assert short.damping_n_s_m > 1


def test_damping_adds_while_lengthening_and_takes_away_while_shortening() -> None:
    law = band_law(Band())
    still = law.tension_n(1.7, 0.0)
    assert law.tension_n(1.7, 0.5) == pytest.approx(still + 0.5 * law.damping_n_s_m)
    assert law.tension_n(1.7, -0.5) == pytest.approx(still - 0.5 * law.damping_n_s_m)
    assert law.tension_n(1.7, -1000.0) == 0.0


def test_the_damping_is_the_loss_of_one_slow_cycle() -> None:
    """Loss factor = omega c / k: of 100 N/m at a rep in 4 s."""
    law = band_law(Band(force_table=((0, 0), (1.0, 100)), rest_length_m=1.0))
    loss = settings("bands")["loop"]["loss_factor"]
    assert law.damping_n_s_m == pytest.approx(loss * 100 / (2 * np.pi / 4))


def test_energy_of_a_straight_spring() -> None:
    law = band_law(Band(force_table=((0, 0), (1.0, 100)), rest_length_m=1.0))
    np.testing.assert_allclose(law.energy_j(np.array([0.5, 1.0, 1.5, 2.0, 2.5])), [0, 0, 12.5, 50, 112.5])

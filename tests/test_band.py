"""The band against published force tables, and as a conservative tension-only spring."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hingesim import Band
from hingesim.body.band import band_law, loop_force_n, named_force_n, strip_force_n
from hingesim.common.data import settings

POUND_N = 4.4482216


@pytest.mark.parametrize(("elongation", "newton"), [(0.46, 211), (0.77, 278), (0.88, 300)])
def test_44_mm_loop_pulls_what_was_published(elongation: float, newton: float) -> None:
    """Maker's bar-suspension data of a 44 mm loop, +-10 %."""
    assert loop_force_n(44, np.array(1 + elongation)) == pytest.approx(newton, rel=0.10)


def test_a_loop_pulls_by_its_width_and_a_strip_through_both_of_its_points() -> None:
    """The catalogue and makers give widths of loops; of strips and tubes pounds at twice and three times the length."""
    stretch = np.array([1.0, 1.3, 2.0, 3.0])
    np.testing.assert_allclose(named_force_n("medium", stretch), loop_force_n(19.0, stretch))
    np.testing.assert_allclose(band_law(Band(width_mm=19)).elastic_n(1.04 * stretch), loop_force_n(19.0, stretch), rtol=1e-5)
    np.testing.assert_allclose(loop_force_n(38.0, stretch), 2 * loop_force_n(19.0, stretch))
    np.testing.assert_allclose(strip_force_n(5.0, 8.0, stretch)[[0, 2, 3]], [0, 5 * POUND_N, 8 * POUND_N], atol=1e-9)
    assert 0 < strip_force_n(5.0, 8.0, stretch)[1] < 5 * POUND_N
    # C1 alone is the law of ideal rubber: strips whose two pulls stand as 2 - 1/4 to 3 - 1/9 follow s - s^-2 throughout.
    np.testing.assert_allclose(strip_force_n(1.75, 26 / 9, stretch), POUND_N * (stretch - stretch**-2))
    sold = settings("bands")["maker"]["theraband"]["colours"]["red"]
    np.testing.assert_allclose(named_force_n("theraband-red", stretch), strip_force_n(*sold, stretch))


def test_a_measured_pull_scales_the_curve_of_a_loop() -> None:
    law = band_law(Band(pull_n=90, pull_length_m=1.8, rest_length_m=1.2))
    assert float(law.elastic_n(np.array(1.8))) == pytest.approx(90)
    shape = float(loop_force_n(1.0, np.array(2.5)) / loop_force_n(1.0, np.array(1.5)))
    assert float(law.elastic_n(np.array(3.0))) == pytest.approx(90 * shape, rel=1e-5)


def test_folded_over_once_it_is_half_as_long_and_twice_as_strong() -> None:
    single, double = band_law(Band()), band_law(Band(doubled=True))
    assert double.rest_length_m == pytest.approx(0.52)
    np.testing.assert_allclose(double.elastic_n(np.array([0.52, 0.78, 1.3])), 2 * single.elastic_n(np.array([1.04, 1.56, 2.6])))
    assert double.damping_n_s_m == pytest.approx(4 * single.damping_n_s_m)


def test_it_is_safe_to_two_and_a_half_lengths_or_as_far_as_an_own_table_goes() -> None:
    for end, safe in ((1.0, 2.5), (2.0, 3.0)):
        assert band_law(Band(force_table=((0, 0), (end / 2, 60), (end, 100)))).safe_stretch == safe
    assert band_law(Band(width_mm=20)).safe_stretch == 2.5


def test_the_damping_is_that_of_the_slope_at_one_and_a_half_lengths() -> None:
    """At a loss factor of 0.08 and a rep in 4 s; the law's own slope there, and no other's."""
    lengths = 1.04 * np.array([1.49, 1.51])
    slope = float(np.diff(loop_force_n(13.0, lengths / 1.04))[0] / np.diff(lengths)[0])
    assert band_law(Band(name="light")).damping_n_s_m == pytest.approx(0.08 * slope / (2 * np.pi / 4), rel=0.003)


def test_energy_and_tension_of_a_bent_table() -> None:
    """20 N/m up to 1 m of stretch and 80 N/m from there on; at 4 m, beyond the table, on as before."""
    law = band_law(Band(force_table=((0, 0), (1.0, 20), (1.5, 60)), rest_length_m=1.0))
    np.testing.assert_allclose(law.energy_j(np.array([1.0, 2.0, 2.25, 2.5, 4.0])), [0, 10, 10 + 7.5, 10 + 20, 30 + 180])
    for length, newton in ((1.0, 0.0), (1.5, 10), (2.0, 20), (2.25, 40), (2.5, 60), (4.0, 180)):
        assert law.tension_n(length, 0.0) == pytest.approx(newton)
        assert float(law.elastic_n(np.array(length))) == pytest.approx(newton)


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
    assert law.anchor_world_m.tolist() == [2.0, 0.0, 1.0]
    force = law.force_on_hand_n(np.array([[0.0, 0.0, 1.0]]))[0]
    np.testing.assert_allclose(force, [float(law.elastic_n(np.array(2.0))), 0, 0], atol=1e-12)


def test_every_hand_is_pulled_along_its_own_line() -> None:
    law = band_law(Band(distance_m=2.0, anchor_height_m=1.0))
    hands = np.array([[0.4, 0.0, 1.0], [0.2, 0.5, 0.4], [0.3, -0.6, 1.5]])
    for hand, force in zip(hands, law.force_on_hand_n(hands), strict=True):
        reach = law.anchor_world_m - hand
        length = float(np.linalg.norm(reach))
        np.testing.assert_allclose(force, float(law.elastic_n(np.array(length))) * reach / length)


def test_at_its_own_length_nothing_pulls_however_fast_it_goes() -> None:
    law = band_law(Band(force_table=((0, 0), (1.0, 100)), rest_length_m=1.0))
    assert law.tension_n(1.0, 5.0) == 0
    assert law.elastic_n(np.array([0.2, 0.99, 1.0])).tolist() == [0, 0, 0]


def test_the_curve_of_a_loop_is_followed_to_four_lengths() -> None:
    stretch = np.array([2.9, 3.4, 3.99])
    np.testing.assert_allclose(band_law(Band(width_mm=19)).elastic_n(1.04 * stretch), loop_force_n(19.0, stretch), rtol=1e-5)


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

"""The band in the hands during a run; no engine runs here."""

from __future__ import annotations

import pytest

from hingesim import Band, InfeasibleError, Scenario
from hingesim.body.band import band_law
from hingesim.body.whole import arms_of
from hingesim.motion.grip import Grip
from hingesim.motion.hands import band_arms
from hingesim.simulation.simulate import planned

LAW = band_law(Band(force_table=((0, 0), (1.0, 100)), rest_length_m=1.0, distance_m=2.5, anchor_height_m=1.0))
"""100 N/m beyond 1 m."""
STILL = (0.0, 0.0, 0.0)


def test_one_hand_carries_the_pull_toward_the_anchor() -> None:
    grip = Grip(LAW, ("free",), 0.002)
    grip.feel([((1.0, 0.0, 1.0), STILL)])
    ((link, point, force),) = grip.pull()
    assert (link, point) == ("free_forearm", (1.0, 0.0, 1.0))
    assert force == pytest.approx((50.0, 0, 0))
    assert (grip.tension_n, grip.force_n) == (pytest.approx(50), pytest.approx((50.0, 0, 0)))


def test_two_hands_share_it_and_hold_at_their_middle() -> None:
    grip = Grip(LAW, ("stance", "free"), 0.002)
    grip.feel([((1.0, -0.3, 0.8), STILL), ((1.0, 0.3, 1.2), STILL)])
    pulls = grip.pull()
    assert [link for link, _, _ in pulls] == ["stance_forearm", "free_forearm"]
    assert [point for _, point, _ in pulls] == [(1.0, -0.3, 0.8), (1.0, 0.3, 1.2)]
    for _, _, force in pulls:
        assert force == pytest.approx((25.0, 0, 0))


def test_the_middle_of_two_hands_moves_as_their_mean() -> None:
    """Hands apart in all three directions, moving differently: 0.9, -0.3 and 1.1 m in the middle, and 0.3 m/s along each axis."""
    (a, b), (u, v) = ((1.1, -0.9, 0.8), (0.7, 0.3, 1.4)), ((0.8, 0.4, -0.5), (-0.2, 0.2, 1.1))
    grip = Grip(LAW, ("stance", "free"), 0.002)
    grip.feel([(a, u), (b, v)])
    pulls = grip.pull()
    away, length = (1.6, 0.3, -0.1), (1.6**2 + 0.3**2 + 0.1**2) ** 0.5
    tension = 100 * (length - 1) - LAW.damping_n_s_m * 0.3 * sum(away) / length
    assert grip.tension_n == pytest.approx(tension)
    assert pulls[0][2] == pulls[1][2] == pytest.approx(tuple(tension / 2 * d / length for d in away))


def test_the_pull_points_to_the_anchor_in_all_three_directions() -> None:
    grip = Grip(LAW, ("free",), 0.002)
    grip.feel([((1.3, 0.9, 0.2), STILL)])  # 1.2, 0.9 and 0.8 m away: 1.7 m
    (_, _, force), length = grip.pull()[0], (1.2**2 + 0.9**2 + 0.8**2) ** 0.5
    tension = 100 * (length - 1)
    assert force == pytest.approx((tension * 1.2 / length, -tension * 0.9 / length, tension * 0.8 / length))


def test_palms_are_carried_forward_between_two_readings() -> None:
    grip = Grip(LAW, ("stance", "free"), 0.01)
    moving = (-0.5, 0.2, 0.4)
    grip.feel([((1.0, -0.1, 1.0), moving), ((1.0, 0.1, 1.0), moving)])
    grip.pull()
    grip.pull()
    pulls = grip.pull()
    assert pulls[0][1] == pytest.approx((0.99, -0.096, 1.008))
    grip.feel([((1.0, -0.1, 1.0), moving), ((1.0, 0.1, 1.0), moving)])
    assert grip.pull()[1][1] == pytest.approx((1.0, 0.1, 1.0)), "a new reading begins anew"


def test_lengthening_pulls_harder_by_its_damping() -> None:
    slanted = Grip(LAW, ("free",), 0.002)
    slanted.feel([((1.3, 0.9, 0.2), (0.4, -0.6, -0.3))])  # 1.2, -0.9 and 0.8 m to the anchor, which is 1.7 m away
    slanted.pull()
    assert slanted.tension_n == pytest.approx(70 - LAW.damping_n_s_m * (1.2 * 0.4 + 0.9 * 0.6 - 0.8 * 0.3) / 1.7)
    for velocity, sign in ((-0.5, 1), (0.5, -1)):
        grip = Grip(LAW, ("free",), 0.002)
        grip.feel([((1.0, 0.0, 1.0), (velocity, 3.0, -2.0))])  # across the line nothing lengthens
        grip.pull()
        assert grip.tension_n == pytest.approx(50 + sign * 0.5 * LAW.damping_n_s_m)
    assert LAW.damping_n_s_m > 1


def test_a_slack_band_and_none_do_not_pull() -> None:
    slack, none = Grip(LAW, ("free",), 0.002), Grip(None, ("free",), 0.002)
    for grip in (slack, none):
        grip.feel([((1.6, 0.0, 1.0), STILL)])
        assert grip.pull() == []
        assert (grip.tension_n, tuple(grip.force_n)) == (0, pytest.approx((0, 0, 0)))


def test_which_hand_is_meant() -> None:
    """Seen from the stance leg."""
    assert arms_of("both") == ("stance", "free")
    assert arms_of("same") == ("stance",)
    assert arms_of("opposite") == ("free",)
    assert band_arms(Scenario().replace(band={"hand": "opposite"})) == ("free",)
    assert band_arms(Scenario()) == ("stance", "free")


@pytest.mark.parametrize(("held", "arms"), [("same", ("free",)), ("opposite", ("stance",))])
def test_the_band_goes_into_the_hands_that_are_empty(held: str, arms: tuple[str, ...]) -> None:
    """Unless another is asked for, which is refused if that one is full."""
    scenario = Scenario().replace(band={}, load={"mass_kg": 5, "hand": held})
    assert band_arms(scenario) == arms
    assert band_arms(scenario.replace(load={"mass_kg": 0})) == ("stance", "free")
    planned(scenario)
    for full in ("both", held):
        with pytest.raises(InfeasibleError, match="that hand holds a weight; nearest: --band-hand"):
            planned(scenario.replace(band={"hand": full}))

"""Advice: the smallest change on landscapes whose answer is known, its words, and on bodies in physics."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from hingesim import FieldError, InfeasibleError, InputError, Scenario, advise, simulate
from hingesim.coaching.advice import MOST_RUNS, Advice
from hingesim.coaching.levers import Change, Plan, single_changes
from hingesim.coaching.predict import closeness
from hingesim.coaching.search import Found, Rating
from hingesim.coaching.trial import rated
from hingesim.common.data import settings
from hingesim.common.words import languages, words
from hingesim.engine import installed
from tests.synthetic import examples

ENGINE = {"engine": "mujoco" if "mujoco" in installed() else "auto"}
CLOSE = Scenario().replace(band={"distance_m": 1.6}, hinge={"knee_bend_deg": 12})


class Landscape:
    """Where a rep goes well, as a function of the scenario and the number of the seed; counts its runs."""

    def __init__(self, needs: Callable[[Scenario], float], spoiled: Callable[[Scenario, int], bool] = lambda scenario, seed: False) -> None:
        self.needs, self.spoiled, self.runs = needs, spoiled, 0

    def evaluate(self, pairs: Sequence[tuple[Plan, int]]) -> list[Rating]:
        self.runs += len(pairs)
        return [self._rating(plan.scenario, seed) for plan, seed in pairs]

    def _rating(self, scenario: Scenario, seed: int) -> Rating:
        height = self.needs(scenario)
        good = height >= 0 and not self.spoiled(scenario, seed)
        return Rating(good, height, "posterior_shift" if good else "on_toes", 0.6 if good else 0.4)

    def predicted(self, plans: Sequence[Plan]) -> list[float]:
        return [self.needs(plan.scenario) + 1e-9 for plan in plans]

    def advice(self, scenario: Scenario = CLOSE) -> Advice:
        return advise(scenario, evaluate=self.evaluate, predicted=self.predicted)


def far(scenario: Scenario, least_m: float) -> float:
    return (scenario.band.distance_m if scenario.band else 0.0) - least_m + 1e-9


def bent(scenario: Scenario, least_deg: float) -> float:
    return (scenario.hinge.knee_bend_deg - least_deg) / 10 + 1e-9


def test_a_rep_that_goes_well_needs_nothing() -> None:
    ground = Landscape(lambda scenario: 1.0)
    advice = ground.advice()
    assert (advice.works, advice.found.needed, advice.changes, advice.advised) == (True, False, {}, CLOSE)
    assert ground.runs <= 4
    assert advice.told() == "Nothing to change: the weight goes back."


@pytest.mark.parametrize(
    ("needs", "answer"),
    [
        (lambda s: far(s, 2.15), {"band.distance_m": 2.2}),
        (lambda s: bent(s, 22), {"hinge.knee_bend_deg": 25.0}),
        (lambda s: max(bent(s, 22), far(s, 1.75)), {"band.distance_m": 1.8}),  # two ways: the shorter
        (lambda s: max(bent(s, 14), far(s, 2.15)), {"hinge.knee_bend_deg": 15.0}),
        (lambda s: (70 - s.hinge.depth_deg) / 10, {"hinge.depth_deg": 70.0}),
        (lambda s: s.hinge.lower_s - 4.0, {"hinge.lower_s": 4.0}),
        (lambda s: s.hinge.free_leg_reach - 1.0, {"hinge.free_leg_reach": 1.0}),
        (lambda s: 0.0 if s.band and s.band.name == "strong" else -1.0, {"band.name": "strong"}),
        (lambda s: min(far(s, 1.95), bent(s, 22)), {"band.distance_m": 2.0, "hinge.knee_bend_deg": 25.0}),
        (
            lambda s: min(far(s, 1.75), bent(s, 14), (70 - s.hinge.depth_deg) / 10),
            {"band.distance_m": 1.8, "hinge.knee_bend_deg": 15.0, "hinge.depth_deg": 70.0},
        ),
    ],
)
def test_it_finds_the_smallest_change(needs, answer) -> None:
    ground = Landscape(needs)
    advice = ground.advice()
    assert advice.works
    assert advice.changes == answer
    assert ground.runs <= MOST_RUNS


def test_a_single_change_comes_before_an_easier_pair() -> None:
    """1.7 m and 15 deg together are less effort than the strong band; one change is easier to remember."""
    strong = lambda s: 0.0 if s.band and s.band.name == "strong" else -1.0  # noqa: E731
    assert Landscape(lambda s: max(strong(s), min(far(s, 1.7), bent(s, 15)))).advice().changes == {"band.name": "strong"}


def test_what_works_once_but_not_again_is_not_advised() -> None:
    """2.0 m goes well with the first seed alone, 2.2 m with all."""
    ground = Landscape(lambda s: far(s, 2.0), lambda s, seed: seed % 2 == 1 and far(s, 2.15) < 0)
    advice = ground.advice()
    assert advice.changes == {"band.distance_m": 2.2}
    assert sum(rating.good for rating in advice.found.after) == len(advice.found.after) == 12


def test_where_nothing_works_it_says_so_and_what_comes_nearest() -> None:
    ground = Landscape(lambda s: -1 - abs((s.band.distance_m if s.band else 0) - 2.1))
    advice = ground.advice()
    assert not advice.works
    assert advice.changes["band.distance_m"] == 2.1
    assert advice.told().startswith("Nothing within reach today turns it. What comes nearest: Stand 2.1 m from the post")
    assert ground.runs <= MOST_RUNS


def test_where_nothing_comes_nearer_it_says_that() -> None:
    advice = Landscape(lambda s: -1.0).advice()
    assert (advice.works, advice.changes) == (False, {})
    assert "nothing that was tried comes nearer" in advice.told()


def test_a_prediction_that_sees_nothing_does_not_hide_what_works() -> None:
    ground = Landscape(lambda s: far(s, 1.65))
    found = advise(CLOSE, evaluate=ground.evaluate, predicted=lambda plans: [-plan.effort for plan in plans])
    assert found.changes == {"band.distance_m": 1.7}


def test_who_has_no_band_is_offered_one_among_the_rest() -> None:
    advice = Landscape(lambda s: far(s, 1.9)).advice(CLOSE.replace(band=None))
    assert advice.works
    assert advice.changes == {"band.name": "light", "band.distance_m": 2.0}


@pytest.mark.parametrize("scenario", [Scenario(), CLOSE, CLOSE.replace(band={"name": "rogue-green"})], ids=["none", "light", "maker"])
def test_changes_are_round_within_reach_and_the_smallest_first(scenario: Scenario) -> None:
    changes = single_changes(scenario)
    assert [change.effort for change in changes] == sorted(change.effort for change in changes)
    assert all(change.effort > 0 for change in changes)
    for lever, row in settings("advice")["lever"].items():
        for change in changes:
            if change.lever == lever and "step" in row:
                value = change.values[0][1]
                assert row["low"] <= value <= row["high"]
                assert value / row["step"] == pytest.approx(round(value / row["step"]))


def told(*changes: Change, height_m: float = 1.68) -> Advice:
    scenario = CLOSE.replace(athlete={"height_m": height_m})
    bad, good = Rating(False, -1.0, "on_toes", 0.43), Rating(True, 1.0, "posterior_shift", 0.6)
    return Advice(scenario, Found((bad,) * 4, Plan(changes, scenario), (good,) * 20, True, 30))


KNEE, STAND = Change("knee_bend", (("hinge.knee_bend_deg", 25.0),), 1), Change("distance", (("band.distance_m", 2.2),), 1)


def test_it_is_said_as_a_coach_says_it() -> None:
    advice = told(KNEE, STAND)
    assert advice.told() == "Stand 2.2 m from the post, that is two and a half big steps, and bend the knee about 25 degrees."
    assert advice.evidence() == "went to the toes 4 of 4 before, posterior shift 20 of 20 after; heel 0.43 → 0.60"


def test_steps_are_those_of_her_legs() -> None:
    assert "two big steps" in told(STAND, height_m=2.0).told()
    assert "three big steps" in told(STAND, height_m=1.40).told()


@pytest.mark.parametrize("language", languages())
def test_every_lever_is_told_in_every_language(language: str) -> None:
    texts = settings("advice")
    assert texts[language].keys() == texts["en"].keys()
    assert len(texts[language]["halves"]) == len(texts["en"]["halves"])
    for change in (*single_changes(CLOSE), *single_changes(Scenario())):
        sentence = told(change, KNEE).told(words(language))
        assert sentence[0].isupper()
        assert "{" not in sentence
        assert sentence.endswith(".")
        assert told(change).evidence(words(language))


def test_what_cannot_be_advised_is_refused() -> None:
    with pytest.raises(InputError, match="quiet-stance is no hinge"):
        advise(Scenario().replace(exercise="quiet-stance"))
    with pytest.raises(InfeasibleError, match="hip flexion would have to reach"):
        advise(CLOSE.replace(hinge={"knee_bend_deg": 60, "depth_deg": 95}))
    with pytest.raises(FieldError, match="--replicates"):
        advise(CLOSE, replicates=0)


def test_ratings_rise_from_a_fall_to_a_weight_that_goes_back() -> None:
    runs = examples()
    fall, toes, middle, back = (rated(runs[name]) for name in ("forward_fall", "on_toes", "mid_foot", "posterior_shift"))
    assert fall.closeness < toes.closeness < middle.closeness < back.closeness
    assert [rating.good for rating in (fall, toes, middle, back)] == [False, False, False, True]


@pytest.mark.slow
@pytest.mark.parametrize(("knee_bend_deg", "distance_m"), [(12, 1.6), (25, 2.0), (15, 2.2), (24, 1.9)])
def test_the_plan_predicts_what_the_run_shows(knee_bend_deg: float, distance_m: float) -> None:
    scenario = Scenario().replace(hinge={"knee_bend_deg": knee_bend_deg}, band={"distance_m": distance_m}, world=ENGINE)
    assert (closeness(scenario) > 0) <= rated(simulate(scenario)).good


@pytest.mark.slow
@pytest.mark.parametrize(
    "body", [{"sex": "male", "height_m": 1.76, "mass_kg": 72}, {"height_m": 1.63, "mass_kg": 70}], ids=["man", "woman"]
)
def test_advice_turns_the_rep_of_bodies_that_it_was_not_made_on(body: dict) -> None:
    """Also with seeds that the search has not seen."""
    scenario = CLOSE.replace(athlete=body, world=ENGINE)
    advice = advise(scenario, replicates=6)
    assert advice.found.needed
    assert advice.works
    again = [simulate(advice.advised.replace(world={"seed": 500 + seed})).outcome.name for seed in range(5)]
    assert again.count("posterior_shift") >= 4

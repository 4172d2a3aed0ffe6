"""Faults, athletes and cues that are said: technique and bodies alone, refused in words where they cannot be."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from hingesim import FieldError, InputError, Scenario, coaching, scorecard, simulate
from hingesim.coaching.changes import value_of
from hingesim.coaching.cue import cues
from hingesim.engine import installed
from hingesim.scenario.parameters import GROUPS
from hingesim.simulation.simulate import planned

BANDED = Scenario().replace(band={})
OUTSIDE_OF_TECHNIQUE = ("world", "experiment", "load", "exercise")
ENGINE = {"engine": "mujoco" if "mujoco" in installed() else "auto"}


def differing(one: Scenario, other: Scenario) -> set[str]:
    fields = {f"{group}.{spec.name}" for group, kind in GROUPS.items() for spec in dataclasses.fields(kind)}  # type: ignore[arg-type]
    return {field for field in fields if value_of(one, field) != value_of(other, field)}


@pytest.mark.parametrize("name", coaching.faults())
def test_a_fault_changes_technique_and_nothing_else(name: str) -> None:
    good = coaching.good_rep()
    changed = differing(good, coaching.with_fault(good, name))
    assert changed
    assert changed <= set(coaching.faults()[name].to)
    assert not {field for field in changed if field.split(".")[0] in (*OUTSIDE_OF_TECHNIQUE, "athlete")}


@pytest.mark.parametrize("name", coaching.faults())
def test_a_fault_can_be_planned_and_half_of_it_lies_between(name: str) -> None:
    good = coaching.good_rep()
    half, full = coaching.with_fault(good, f"{name}:0.5"), coaching.with_fault(good, name)
    planned(full)
    for field in differing(good, full):
        assert value_of(half, field) == pytest.approx((value_of(good, field) + value_of(full, field)) / 2)
    assert coaching.with_fault(good, f"{name}:0") == good


def test_who_is_beyond_a_fault_is_not_made_better_by_it() -> None:
    deep = BANDED.replace(hinge={"knee_bend_deg": 55})
    assert coaching.with_fault(deep, "too-much-knee-bend").hinge.knee_bend_deg == 55


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("locked-kne", "did you mean 'locked-knee'?"),
        ("locked-knee:2", "locked-knee:SHARE with a share from 0 to 1"),
        ("locked-knee:much", "locked-knee:SHARE with a share from 0 to 1"),
        ("rounded-back,overarched-back", "both set hinge.lumbar_round_deg, nobody does both; nearest: rounded-back alone"),
    ],
)
def test_what_is_no_fault_is_refused_with_what_is_nearest(said: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        coaching.with_fault(BANDED, said)
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_fault_of_the_band_needs_one_and_a_fault_of_the_hinge_a_hinge() -> None:
    with pytest.raises(InputError, match=r"slack-band needs a band.*--band light"):
        coaching.with_fault(Scenario(), "slack-band")
    with pytest.raises(InputError, match="single-leg-hinge"):
        coaching.with_fault(Scenario().replace(exercise="quiet-stance"), "locked-knee")


@pytest.mark.parametrize("name", coaching.athletes())
def test_an_athlete_is_a_body_that_can_hinge_and_says_where_it_is_from(name: str) -> None:
    scenario = coaching.with_athlete(BANDED, name)
    planned(scenario)
    assert coaching.athletes()[name].source
    assert not {field for field in differing(BANDED, scenario) if field.split(".")[0] not in ("athlete", "hinge")}


def test_skill_grows_from_novice_to_expert() -> None:
    novice, trained, expert = (coaching.with_athlete(Scenario(), name) for name in ("novice", "trained", "expert"))
    for field, sign in (("hinge.hip_shift", 1), ("athlete.strength", 1), ("athlete.sway", -1), ("athlete.reaction_delay_s", -1)):
        values = [sign * value_of(scenario, field) for scenario in (novice, trained, expert)]
        assert values == sorted(set(values))


@pytest.mark.parametrize("name", coaching.said_cues())
def test_a_cue_that_is_said_moves_an_intention_by_its_amount_and_never_past_its_value(name: str) -> None:
    cue = coaching.said_cues()[name]
    scenario = BANDED
    for _ in range(12):
        after = coaching.with_cue(scenario, name)
        for field, move in cue.moves.items():
            left, was = (abs(move["toward"] - value_of(one, field)) for one in (after, scenario))
            assert left == pytest.approx(max(was - move["by"], 0.0))
        assert {field.split(".")[0] for field in differing(scenario, after)} <= {"hinge"}
        scenario = after
    assert coaching.with_cue(scenario, name) == scenario


@pytest.mark.parametrize("call", [coaching.with_athlete, coaching.with_cue, coaching.with_fault])
def test_an_unknown_name_lists_all(call) -> None:
    with pytest.raises(FieldError, match="allowed is one of"):
        call(Scenario(), "nobody")


@pytest.mark.slow
def test_a_good_rep_passes_every_cue_and_shifts_the_weight_back() -> None:
    recording = simulate(coaching.good_rep(Scenario().replace(world=ENGINE)))
    assert recording.outcome.name == "posterior_shift"
    assert {mark.status for mark in scorecard(recording).marks} == {"pass"}


@pytest.mark.slow
@pytest.mark.parametrize("name", coaching.faults())
def test_the_scorecard_names_the_fault_first(name: str) -> None:
    """Of what physics made of it, whatever that was."""
    recording = simulate(coaching.with_fault(coaching.good_rep(Scenario().replace(world=ENGINE)), name))
    assert scorecard(recording).faults[0] == name


@pytest.mark.slow
@pytest.mark.parametrize("name", coaching.faults())
@pytest.mark.parametrize(
    "body", [{"sex": "male", "height_m": 1.82, "mass_kg": 80}, {"height_m": 1.58, "mass_kg": 52}], ids=["man", "short"]
)
def test_it_names_it_first_for_bodies_that_the_limits_were_not_chosen_on(name: str, body: dict) -> None:
    recording = simulate(coaching.with_fault(coaching.good_rep(Scenario().replace(athlete=body, world={**ENGINE, "seed": 5})), name))
    assert scorecard(recording).faults[0] == name


def test_the_page_names_all_there_is() -> None:
    page = (Path(__file__).parents[2] / "docs" / "coaching.md").read_text(encoding="utf-8")
    for name in (*coaching.variations(), *coaching.faults(), *coaching.athletes(), *coaching.said_cues(), *(cue.name for cue in cues())):
        assert f"`{name}`" in page

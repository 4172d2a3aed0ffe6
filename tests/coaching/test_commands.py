"""Coaching at the command line: lists, options that work together, and refusals that say what would do."""

from __future__ import annotations

import json

import pytest

from hingesim import coaching
from hingesim.cli.main import main, parsed
from hingesim.cli.scenario_options import scenario_from
from tests.typed import refused


@pytest.mark.parametrize("name", ["variations", "faults", "athletes", "cues"])
def test_a_list_names_all_there_is(name: str, capsys) -> None:
    assert main([name]) == 0
    told = capsys.readouterr().out
    known = {"variations": coaching.variations, "faults": coaching.faults, "athletes": coaching.athletes, "cues": coaching.said_cues}[
        name
    ]()
    assert all(one in told for one in known)


def test_options_win_over_the_athlete_and_the_fault_comes_last(capsys) -> None:
    _, arguments = parsed(["simulate", "--athlete", "expert", "--hip-shift", "0.2", "--knee-bend", "20", "--fault", "locked-knee:0.5"])
    scenario = scenario_from(arguments)
    assert (scenario.hinge.hip_shift, scenario.athlete.strength, scenario.hinge.knee_bend_deg) == (0.2, 1.25, 10.0)


def test_a_fault_of_the_band_adds_one_and_says_so(capsys) -> None:
    _, arguments = parsed(["simulate", "--fault", "slack-band"])
    scenario = scenario_from(arguments)
    assert scenario.band is not None
    assert scenario.band.distance_m == 1.4
    assert "the light one is added" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["simulate", "--fault", "slack-band", "--no-band"], "nearest: --band light"),
        (["simulate", "--fault", "locked-kne"], "--fault: got 'locked-kne'"),
        (["simulate", "--athlete", "exprt"], "did you mean 'expert'?"),
        (["simulate", "--cue", "hip-back"], "did you mean 'hips-back'?"),
        (["simulate", "--fault", "top-heavy,squatting-it"], "nobody does both"),
        (["faults", "--out", "a.gif"], "needs the NAME of a fault"),
        (["cues", "--replicates", "3"], "need the NAME of a cue"),
        (["advise", "--exercise", "quiet-stance"], "no hinge"),
        (["slides", "rep.npz", "--fault", "top-heavy", "--out", "a.pptx"], "either recordings or options of a scenario"),
    ],
)
def test_what_cannot_be_is_one_line_that_helps(words: list[str], message: str, capsys, empty_folder) -> None:
    assert message in refused(words, capsys)


def test_the_summary_has_the_scorecard_when_it_is_asked_for(capsys) -> None:
    assert main(["simulate", "--depth", "30", "--lower", "0.8", "--pause", "0.1", "--raise", "0.8", "--scorecard", "--json"]) == 0
    card = json.loads(capsys.readouterr().out)["scorecard"]
    assert "too-fast" in card["faults"]
    assert {"cue", "value", "status", "source", "says"} <= set(card["cues"][0])

"""The scorecard: what its cues measure on postures that are known, their texts, and how a value stands to its limits."""

from __future__ import annotations

import dataclasses
import json
import re
import string
from collections.abc import Iterator

import numpy as np
import pytest

from hingesim import Scenario, scorecard
from hingesim.coaching.cue import Cue, Mark, cues, measured_names
from hingesim.coaching.cues.band_taut import least_distance_m
from hingesim.coaching.faults import faults
from hingesim.common.data import settings
from hingesim.common.words import languages, words
from hingesim.recording.metrics import SLACK_N
from hingesim.simulation.simulate import planned
from tests.synthetic import SCENARIO, STANDING, during, pressed, rep, start_m, until

CUES = {cue.name: cue for cue in cues()}


def value(scenario: Scenario, name: str) -> float:
    """What a cue measures on a rep that goes exactly as planned."""
    found = next(mark.value for mark in scorecard(rep(scenario)).marks if mark.cue.name == name)
    assert found is not None
    return found


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_row_has_its_file_and_every_file_its_row() -> None:
    assert measured_names() == set(CUES)


@pytest.mark.parametrize("cue", cues(), ids=lambda cue: cue.name)
def test_a_cue_says_where_its_limit_is_from_and_what_to_say_in_every_language(cue: Cue) -> None:
    assert cue.source
    assert cue.near > 0
    sides = {side for side, limit in (("low", cue.low), ("high", cue.high)) if limit is not None}
    assert sides
    assert set(cue.faults) <= sides
    for language in languages():
        texts = cue.row[language]
        assert set(texts) == {"title", *sides}
        assert all(text.strip() for text in texts.values())
        assert {side: gaps(texts[side]) for side in sides} == {side: gaps(cue.row["en"][side]) for side in sides}


@pytest.mark.parametrize("language", languages())
def test_the_common_texts_are_there_in_every_language(language: str) -> None:
    assert settings("cues")["common"][language].keys() == settings("cues")["common"]["en"].keys()


@pytest.mark.parametrize("cue", cues(), ids=lambda cue: cue.name)
def test_a_value_passes_within_the_limits_is_near_just_beyond_and_fails_farther_out(cue: Cue) -> None:
    for side, limit, away in (("low", cue.low, -1), ("high", cue.high, 1)):
        if limit is not None:
            assert cue.status(limit) == ("pass", None)
            assert cue.status(limit + away * 0.5 * cue.near) == ("near", side)
            assert cue.status(limit + away * 1.5 * cue.near) == ("fail", side)
    assert cue.status(None) == ("open", None)


@pytest.mark.parametrize(
    ("name", "field", "asked", "read"),
    [
        ("knee_bend", "knee_bend_deg", (8.0, 25.0, 40.0), lambda deg: deg),
        ("low_back", "lumbar_round_deg", (-12.0, 0.0, 20.0), lambda deg: deg),
        ("pelvis_level", "pelvis_drop_deg", (0.0, 6.0, 15.0), lambda deg: -deg),
        ("head_spine", "look_up_deg", (0.0, 10.0, 30.0), lambda deg: 0.25 * SCENARIO.hinge.depth_deg + deg),
        ("free_leg", "free_leg_reach", (0.2, 0.6, 1.0), lambda reach: (1 - reach) * SCENARIO.hinge.depth_deg),
    ],
)
def test_a_posture_is_measured_as_it_was_asked_for(name, field, asked, read) -> None:
    for one in asked:
        assert value(SCENARIO.replace(hinge={field: one}), name) == pytest.approx(read(one), abs=0.2)


def test_an_open_pelvis_is_measured_as_the_tilt_it_has_in_the_world() -> None:
    """Turned open by a about the long axis of a trunk inclined by b, the free side rises by asin(sin a sin b)."""
    tilt = np.degrees(np.arcsin(np.sin(np.radians(20)) * np.sin(np.radians(80))))
    assert value(SCENARIO.replace(hinge={"pelvis_open_deg": 20}), "pelvis_level") == pytest.approx(tilt, abs=0.5)


@pytest.mark.parametrize("stance", ["left", "right"])
def test_the_stance_leg_changes_no_mark(stance) -> None:
    marks = scorecard(rep(SCENARIO.replace(hinge={"stance": stance, "pelvis_open_deg": 12, "pelvis_drop_deg": 3}))).marks
    other = scorecard(rep(SCENARIO.replace(hinge={"stance": "right", "pelvis_open_deg": 12, "pelvis_drop_deg": 3}))).marks
    assert [mark.status for mark in marks] == [mark.status for mark in other]


@pytest.mark.parametrize("lower_s", [1.0, 2.0, 3.5])
def test_the_tempo_is_the_time_that_the_whole_way_down_takes(lower_s: float) -> None:
    assert value(SCENARIO.replace(hinge={"lower_s": lower_s}), "tempo") == pytest.approx(lower_s, rel=0.05)


def test_a_hip_that_stays_bent_is_no_lockout() -> None:
    straight, bent = (value(SCENARIO.replace(hinge={"lockout": lockout}), "lockout") for lockout in (1.0, 0.0))
    assert straight < 10
    assert bent - straight > 25


def test_the_weight_is_read_from_the_heel_on_the_way_down() -> None:
    r = rep()
    m = r.metrics
    front = pressed(r, during(r, "lower", m.front_m, start_m(r)))
    mark = next(mark for mark in scorecard(front).marks if mark.cue.name == "weight")
    assert (mark.status, mark.side, mark.fault) == ("fail", "low", "top-heavy")


def test_what_was_not_reached_is_open_and_accused_of_nothing() -> None:
    card = scorecard(until(rep(), 1.0))
    assert {mark.status for mark in card.marks if mark.cue.name in ("knee_bend", "lockout", "hips_back")} == {"open"}
    assert card.faults == ()
    assert {mark.status for mark in scorecard(rep(STANDING)).marks} == {"open"}


def test_a_rep_that_ends_on_the_way_is_marked_by_what_it_was_on_the_way_to() -> None:
    """Postures change in proportion along the way, so a knee bend of 40 deg is seen at two thirds of it."""
    r = rep(SCENARIO.replace(hinge={"knee_bend_deg": 40}))
    short = until(r, float(r.time_s[np.argmax(r.place > 0.66)]))
    assert next(mark.value for mark in scorecard(short).marks if mark.cue.name == "knee_bend") == pytest.approx(40, abs=0.5)


@pytest.mark.parametrize("name", ["light", "heavy"])
def test_the_least_distance_is_where_the_planned_band_begins_to_stay_taut(name: str) -> None:
    """Also where a little farther there is no plan at all, as the band pulls her over."""
    scenario = Scenario().replace(band={"name": name, "distance_m": 1.5})
    least = least_distance_m(scenario)
    assert least is not None

    def pull_n(distance_m: float) -> float:
        return float(planned(scenario.replace(band={"distance_m": distance_m}))[2].band_tension_n.min())

    assert pull_n(least) >= SLACK_N > pull_n(least - 0.02)


def test_failures_come_before_what_is_near_and_causes_before_what_comes_of_them() -> None:
    def mark(name: str, status, side) -> Mark:
        return Mark(CUES[name], 0.0, status, side, {})

    marks = (mark("knee_bend", "near", "low"), mark("low_back", "fail", "high"), mark("weight", "fail", "low"), mark("tempo", "pass", None))
    card = dataclasses.replace(scorecard(rep()), marks=marks)
    assert card.faults == ("rounded-back", "top-heavy", "locked-knee")
    assert card.next_cue is marks[1]


def test_every_fault_that_a_cue_names_is_one_and_every_fault_is_named_by_a_cue() -> None:
    assert {name for cue in cues() for name in cue.faults.values()} == set(faults())


@pytest.mark.parametrize("language", languages())
def test_it_is_told_in_every_language_and_as_json(language: str) -> None:
    card = scorecard(rep(SCENARIO.replace(hinge={"knee_bend_deg": 2.5})))
    told = card.lines(words(language))
    assert len(told) == len(CUES)
    assert all("{" not in line and "\n" not in line for line in told)
    assert len(json.loads(json.dumps(card.to_dict(), allow_nan=False))["cues"]) == len(CUES)


@pytest.mark.parametrize("file", ["cues", "advice"])
def test_a_number_keeps_its_unit_on_the_line(file: str) -> None:
    """Outside English, as in the captions; French marks keep their word."""

    def texts(table: dict, language: str | None = None) -> Iterator[tuple[str, str]]:
        for key, value in table.items():
            if isinstance(value, dict):
                yield from texts(value, key if key in languages() else language)
            elif language not in (None, "en") and isinstance(value, str):
                yield str(language), value

    for language, text in texts(settings(file)):
        assert not re.search(r"\} (%|N|m)(?!\w)", text), text
        if language == "fr":
            assert not re.search(r" [:;!?%]", text), text

"""What a coach does with the settings of a page: reads what is typed, chooses among what has a name, marks the run, advises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hingesim.coaching.advice import REPLICATES, advising, share_done
from hingesim.coaching.athletes import athletes, with_athlete
from hingesim.coaching.cue import Mark
from hingesim.coaching.faults import faults
from hingesim.coaching.predict import closeness
from hingesim.coaching.said import said_cues
from hingesim.coaching.scorecard import scorecard
from hingesim.coaching.search import Rating, Runs
from hingesim.coaching.trial import rated, rating_of
from hingesim.coaching.variations import variations
from hingesim.common.checks import choice, real
from hingesim.common.errors import FieldError, HingesimError
from hingesim.common.words import Words
from hingesim.explore.asked import Asked
from hingesim.explore.challenges import judged
from hingesim.explore.parts import Host, Parts
from hingesim.recording.recording import Recording
from hingesim.scenario.address import settings_of
from hingesim.scenario.parameters import GROUPS
from hingesim.scenario.reading import scenario_fields
from hingesim.simulation.replicates import seeded


def change(asked: Asked, host: Host) -> Parts:
    """The settings after an athlete or a variation was chosen, a fault was made or a cue was said; the page shows them on its sliders."""
    given = asked.more["change"]
    if not isinstance(given, Mapping) or not set(given) <= {"athlete", "variation", "instead", "fault", "cue", "share"}:
        raise FieldError("change", given, "an object with athlete, variation (and the one before it), fault (and its share) or cue")
    scenario = asked.scenario(host.engine)
    if "athlete" in given:
        scenario = with_athlete(scenario, choice("athlete", given["athlete"], athletes()))
    if given.get("instead"):
        scenario = variations()[choice("instead", given["instead"], variations())].undone(scenario)
    if "variation" in given:
        scenario = variations()[choice("variation", given["variation"], variations())].applied(scenario)
    if "fault" in given:
        share = real("share", given.get("share", 1.0), 0.0, 1.0)
        scenario = faults()[choice("fault", given["fault"], faults())].applied(scenario, share)
    if "cue" in given:
        scenario = said_cues()[choice("cue", given["cue"], said_cues())].applied(scenario)
    yield "change", {"values": settings_of(scenario)}, b""


def read(asked: Asked, host: Host) -> Parts:
    """The values of settings that were typed, as numbers of their units: `5'6"` is 1.6764."""
    found = {}
    for name, value in asked.settings.items():
        group, field = name.split(".")
        found[name] = getattr(GROUPS[group](**{field: value}), field)
    shown = {name: _quantity(asked.words, name, value) for name, value in found.items() if isinstance(value, int | float)}
    yield "read", {"values": found, "shown": shown}, b""


def _quantity(told: Words, field: str, value: float) -> str:
    return told.quantity(value, scenario_fields()[field].metadata.get("unit", ""))


def cards(asked: Asked, recordings: Sequence[Recording]) -> Parts:
    """The scorecard of every half, and of the right one what it is worth in the challenge."""
    header: dict[str, Any] = {"cards": [_card(recording, asked.words) for recording in recordings]}
    if asked.challenge:
        header["challenge"] = judged(asked.challenge, recordings[-1], asked.words)
    yield "cards", header, b""


def _card(recording: Recording, told: Words) -> dict[str, Any]:
    card = scorecard(recording)
    following = card.next_cue
    return {
        "marks": [_mark(mark, told) for mark in card.marks],
        "passed": card.count("pass"),
        "seen": len(card.marks) - card.count("open"),
        "next": following.sentence(told) if following else "",
    }


def _mark(mark: Mark, told: Words) -> dict[str, str]:
    says = mark.sentence(told) if mark.side else ""
    return {"title": mark.title(told), "status": mark.status, "value": mark.measured(told), "says": says}


def advice(asked: Asked, host: Host) -> Parts:
    """The smallest change that works: how far the search is, again and again, then what it found."""
    scenario, done = asked.scenario(host.engine), 0
    search = advising(scenario, replicates=REPLICATES, predicted=lambda plans: [closeness(plan.scenario) for plan in plans])
    yield "searching", {"share": 0.0}, b""
    runs = next(search)
    while True:
        ratings = _ratings(host, runs)
        done += len(runs)
        yield "searching", {"share": share_done(done)}, b""
        try:
            runs = search.send(ratings)
        except StopIteration as end:
            found = end.value
            break
    told = asked.words
    values = settings_of(found.advised) if found.changes else {}
    yield "advice", {"works": found.works, "told": found.told(told), "evidence": found.evidence(told), "values": values}, b""


def _ratings(host: Host, runs: Runs) -> list[Rating]:
    """Side by side; where one cannot be done, one after the other, as the others can."""
    scenarios = [seeded(plan.scenario, number) for plan, number in runs]
    try:
        return [rated(recording) for recording in host.until_settled(scenarios)]
    except HingesimError:
        return [rating_of(scenario, lambda one: host.until_settled([one])[0]) for scenario in scenarios]

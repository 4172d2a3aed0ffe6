"""Challenges for a class: a task, what must come true, and a number that may be bettered; a run is judged by its numbers alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from hingesim.common.data import settings
from hingesim.common.words import Words
from hingesim.recording.recording import Recording
from hingesim.scenario.address import NO_BAND
from hingesim.scenario.reading import scenario_fields

SHOWN = {"m": (100.0, "cm"), "bottom": (100.0, "%"), "n": (1.0, "N"), "s": (1.0, "s"), "deg": (1.0, "deg")}
"""Factor and unit in which a number of the summary is shown, by the end of its name."""


@dataclass(frozen=True)
class Must:
    """One thing that must be so: a number of the summary or a field of the scenario within limits, or an outcome."""

    of: str
    """`outcome`, the name of a number, or a dotted field."""
    low: float | None = None
    high: float | None = None
    value: str | None = None
    """The text that it must be."""

    def met(self, found: Any) -> bool:
        """Whether what was found is so; what was never reached is not."""
        if self.value is not None:
            return found == self.value
        if not isinstance(found, int | float):
            return False
        return (self.low is None or found >= self.low) and (self.high is None or found <= self.high)


@dataclass(frozen=True)
class Challenge:
    """One row of `models/challenges.toml`."""

    name: str
    start: dict[str, Any]
    """Settings of the page at its beginning."""
    solved: dict[str, Any]
    """Settings that meet it: nobody is asked for what cannot be."""
    must: tuple[Must, ...]
    score: str
    """Name of the number, or dotted field, that may be bettered."""
    more: bool
    """Whether more of it is better; else less is."""


@cache
def challenges() -> dict[str, Challenge]:
    """Every challenge by its name."""
    rows = settings("challenges")
    return {
        name: Challenge(
            name,
            row["start"],
            row["solved"],
            tuple(Must(**must) for must in row["must"]),
            row["score"],
            row["more"],
        )
        for name, row in rows.items()
        if "must" in row
    }


def described(told: Words) -> list[dict[str, Any]]:
    """The challenges as the page offers them."""
    texts = settings("challenges")[told.language]
    return [{"name": name, "start": each.start, **texts[name]} for name, each in challenges().items()]


def judged(name: str, recording: Recording, told: Words) -> dict[str, Any]:
    """What a run is worth in a challenge: every condition with its value, and the score."""
    challenge, numbers = challenges()[name], recording.summary()
    checks = []
    for must in challenge.must:
        found = _found(must.of, recording, numbers)
        checks.append({"text": _said(must, told), "value": _shown(must.of, found, told), "met": must.met(found)})
    score = _found(challenge.score, recording, numbers)
    return {
        "name": name,
        "met": all(check["met"] for check in checks),
        "checks": checks,
        "score": {"label": _label(challenge.score, told), "value": score, "shown": _shown(challenge.score, score, told)},
        "more": challenge.more,
    }


def _found(of: str, recording: Recording, numbers: dict[str, object]) -> Any:
    if "." not in of:
        return numbers[of]
    group, field = of.split(".")
    there = getattr(recording.scenario, group)
    return getattr(there, field) if there else NO_BAND


def _label(of: str, told: Words) -> str:
    own = settings("explorer")[told.language]
    return told["metric"].get(of) or told["axis"].get(of) or own["field"].get(of) or own["page"]["result"]


def _said(must: Must, told: Words) -> str:
    """What is asked: `knee bend at the bottom ≤ 5°`."""
    if must.value is not None:
        return f"{_label(must.of, told)}: {_shown(must.of, must.value, told)}"
    limits = [f"{sign} {_shown(must.of, limit, told)}" for sign, limit in (("≥", must.low), ("≤", must.high)) if limit is not None]
    return f"{_label(must.of, told)} {', '.join(limits)}"


def _shown(of: str, value: Any, told: Words) -> str:
    """A value as it is read."""
    own = settings("explorer")[told.language]
    if isinstance(value, str):
        names = {**told["outcome"], **told["band"], **own["choice"], NO_BAND: told.label("none")}
        return names.get(value, value)
    if not isinstance(value, int | float):
        return "–"
    if "." in of:
        return told.quantity(value, scenario_fields()[of].metadata.get("unit", ""))
    return number_shown(of, value, told)


def number_shown(name: str, value: float, told: Words) -> str:
    """A number of the summary as it is read."""
    factor, unit = SHOWN[name.rsplit("_", 1)[1]]
    return told.quantity(factor * value, unit, ".0f" if unit != "s" else ".1f")

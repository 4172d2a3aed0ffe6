"""A cue: one row of `models/cues.toml` and one function that measures it; found by their common name."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from hingesim.coaching.rep import Rep
from hingesim.common.data import settings
from hingesim.common.words import Words, words
from hingesim.render.card import CardRow

Side = Literal["low", "high"]
Status = Literal["pass", "near", "fail", "open"]
STATUSES: tuple[Status, ...] = ("fail", "near", "pass", "open")
"""The worst first; `open` is what could not be seen in this run."""
FOLDER = Path(__file__).parent / "cues"


@dataclass(frozen=True)
class Cue:
    """What is asked of a rep."""

    name: str
    kind: Literal["done", "felt"]
    """What she does, or what she should feel."""
    unit: str
    low: float | None
    high: float | None
    near: float
    """Beyond a limit by less than this is near."""
    source: str
    faults: dict[Side, str]
    """The fault that lies on either side."""
    row: dict[str, Any]
    """With the texts by language."""
    measure: Callable[[Rep], float | None]
    numbers: Callable[[Rep], dict[str, float]] | None
    """Numbers in its texts, beside the value."""

    def status(self, value: float | None) -> tuple[Status, Side | None]:
        """How a value stands to the limits, and on which side it is beyond one."""
        if value is None:
            return "open", None
        below = self.low - value if self.low is not None else 0.0
        above = value - self.high if self.high is not None else 0.0
        if max(below, above) <= 0:
            return "pass", None
        return "near" if max(below, above) < self.near else "fail", "low" if below > above else "high"


@dataclass(frozen=True)
class Mark:
    """One line of a scorecard."""

    cue: Cue
    value: float | None
    status: Status
    side: Side | None
    numbers: dict[str, float]

    @property
    def fault(self) -> str | None:
        """The name of the fault that it looks like; None where there is none."""
        return self.cue.faults.get(self.side) if self.side else None

    def title(self, told_in: Words) -> str:
        """What is asked."""
        return self.cue.row[told_in.language]["title"]

    def told_status(self, told_in: Words) -> str:
        """How it stands, in a word."""
        return settings("cues")["common"][told_in.language]["status"][self.status]

    def sentence(self, told_in: Words) -> str:
        """What the coach says next."""
        own, common = self.cue.row[told_in.language], settings("cues")["common"][told_in.language]
        text = own[self.side] if self.side else common[self.status]
        return told_in.format(text, value=0.0 if self.value is None else self.value, **self.numbers)

    def measured(self, told_in: Words) -> str:
        """The value with its limits: `31 deg (10 to 30)`."""
        row = self.row(told_in)
        return f"{row.value} ({row.limits})" if row.limits else row.value

    def row(self, told_in: Words) -> CardRow:
        """As a picture shows it."""
        status, said, title = self.status, self.told_status(told_in), self.title(told_in)
        if self.value is None:
            return CardRow(status, said, title, settings("cues")["common"][told_in.language]["unseen"], "")
        digits = self.cue.row["digits"]
        # Rounded first: what rounds to nothing is not minus nothing.
        shown = (None if v is None else round(v, digits) + 0.0 for v in (self.cue.low, self.value, self.cue.high))
        low, value, high = (None if v is None else told_in.number(v, f".{digits}f") for v in shown)
        limits = f"{low}…{high}" if low and high else f"≥ {low}" if low else f"≤ {high}"
        return CardRow(status, said, title, f"{value} {self.cue.unit}", limits)

    def line(self, told_in: Words) -> str:
        """What is asked, the value with its limits, and where it is beyond one what the coach says next."""
        return f"{self.title(told_in)}: {self.measured(told_in)}{f'. {self.sentence(told_in)}' if self.side else ''}"

    def to_dict(self) -> dict[str, Any]:
        """As `--json` gives it."""
        english = words()
        return {
            "cue": self.cue.name,
            "kind": self.cue.kind,
            "title": self.title(english),
            "value": self.value,
            "unit": self.cue.unit,
            "low": self.cue.low,
            "high": self.cue.high,
            "status": self.status,
            "fault": self.fault,
            "numbers": self.numbers,
            "source": self.cue.source,
            "says": self.sentence(english),
        }


@cache
def cues() -> tuple[Cue, ...]:
    """Every cue, in the order of the rows: set-up, then what she does, then what comes of it, then what she feels."""
    return tuple(_cue(name, row) for name, row in settings("cues").items() if name != "common")


def measured_names() -> set[str]:
    """Names of the files that measure a cue."""
    return {module.name for module in pkgutil.iter_modules([str(FOLDER)])}


def _cue(name: str, row: dict[str, Any]) -> Cue:
    module = importlib.import_module(f"hingesim.coaching.cues.{name}")
    limits = row.get("low"), row.get("high"), row["near"]
    return Cue(
        name, row["kind"], row["unit"], *limits, row["source"], row.get("fault", {}), row, module.measure, getattr(module, "numbers", None)
    )


def marked(cue: Cue, rep: Rep) -> Mark:
    """A cue held against a rep."""
    value = cue.measure(rep)
    status, side = cue.status(value)
    return Mark(cue, value, status, side, cue.numbers(rep) if cue.numbers and value is not None else {})

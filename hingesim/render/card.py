"""A line of a scorecard as a picture shows it: made by those who judge, above; drawn here."""

from __future__ import annotations

from dataclasses import dataclass

SIGNS = {"pass": "✓", "near": "~", "fail": "✕", "open": "–"}
"""By status: told apart without colour. `open` is what could not be seen."""
MISSED = ("near", "fail")


@dataclass(frozen=True)
class CardRow:
    """One cue and how a rep stood to it, in the language of the picture."""

    status: str
    """A key of `SIGNS`."""
    said: str
    """The status in a word."""
    title: str
    """What is asked."""
    value: str
    """What was measured, with its unit."""
    limits: str
    """What is allowed; empty where nothing was measured."""

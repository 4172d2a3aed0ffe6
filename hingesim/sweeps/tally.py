"""Which outcome a point of a sweep stands for: the most frequent one over its seeds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from hingesim.recording.outcomes import OUTCOMES

NOT_POSSIBLE = "not_possible"
"""Stands for a run without an outcome: no posture satisfies it, or it failed."""
SEVERITY = (NOT_POSSIBLE, *OUTCOMES)
"""Of two outcomes that are equally frequent, the first of these counts: a map must not promise what fails every other time."""


def named(outcome: str | None) -> str:
    """The outcome of a row by name."""
    return outcome or NOT_POSSIBLE


def most_frequent(outcomes: Iterable[str]) -> str:
    """The most frequent of some outcomes, the more severe one of a draw."""
    counts = Counter(outcomes)
    return max(counts, key=lambda name: (counts[name], -SEVERITY.index(name)))

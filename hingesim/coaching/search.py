"""The smallest change that works, by a bounded search with replicates; it knows nothing of bodies.

Changes are tried in the order of their effort, those first whose plan predicts that they work: one run each, and where it goes well as
many seeds as are asked for. Seeds are paired: before and after meet the same noise.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass

from hingesim.coaching.levers import Plan

SCREEN = 4
"""Seeds of the rep as it is, before anything is changed."""
ENOUGH = 0.9
"""Share of the seeds that must go well (judgement)."""
AT_ONCE = 4
"""Runs asked for together: two for each of two cores."""
SCREENED_TOGETHER = 2
"""Plans whose first runs are asked for together, one for each of two cores."""
PREDICTED_TOGETHER = 16
"""Plans that are looked at together without a run."""
SECOND_CHANCES = 4
"""Plans that are tried although they predict no success: prediction knows no motion."""


@dataclass(frozen=True)
class Rating:
    """One run."""

    good: bool
    """Whether it is what was sought."""
    closeness: float
    """How near it is to that; larger is nearer."""
    outcome: str = ""
    heel: float | None = None
    """Share of the load on the heel at the bottom; None where she did not get there."""


@dataclass(frozen=True)
class Found:
    """What a search came to. Ratings are one a seed."""

    before: tuple[Rating, ...]
    plan: Plan | None
    """The smallest that works, or the nearest; None where the rep needs none, or nothing came nearer."""
    after: tuple[Rating, ...]
    works: bool
    runs: int

    @property
    def needed(self) -> bool:
        """Whether there was anything to change."""
        return not enough(self.before)


Evaluate = Callable[[Sequence[tuple[Plan, int]]], list[Rating]]
"""Ratings of plans with seeds, by number from 0."""
Predict = Callable[[Sequence[Plan]], list[float]]
"""Closeness that plans predict without a run: above 0 they should work."""


def enough(ratings: Sequence[Rating]) -> bool:
    """Whether enough of the runs went well."""
    return bool(ratings) and sum(rating.good for rating in ratings) >= ENOUGH * len(ratings)


Runs = list[tuple[Plan, int]]
"""Plans to be run, with the number of a seed each."""


class Search:
    """One search. It asks for runs and is sent their ratings, so that whoever simulates may tell how far it is, and end it."""

    def __init__(self, predict: Predict, replicates: int, most_runs: int) -> None:
        self._predict = predict
        self._replicates, self._most = replicates, most_runs
        self._runs = 0
        self._tried: list[tuple[float, Plan, tuple[Rating, ...]]] = []

    def smallest(self, now: Plan, stages: Sequence[Callable[[], Sequence[Plan]]]) -> Generator[Runs, Sequence[Rating], Found]:
        """Try stages of plans, one after the other, each the smallest first; a stage is made when it is needed."""
        before = yield from self._run([(now, seed) for seed in range(SCREEN)])
        if enough(before):
            return Found(before, None, before, True, self._runs)
        for stage in stages:
            for batch in _batches(self._ordered(stage()), SCREENED_TOGETHER):
                if self._runs >= self._most:
                    break
                firsts = yield from self._run([(plan, 0) for plan in batch])
                self._tried += [(first.closeness, plan, (first,)) for plan, first in zip(batch, firsts, strict=True)]
                for plan, first in zip(batch, firsts, strict=True):
                    if first.good and enough(after := (yield from self._repeated(plan, (first,)))):
                        return Found(before, plan, after, True, self._runs)
        return self._nearest(before)

    def _ordered(self, plans: Sequence[Plan]) -> Iterator[Plan]:
        """Those that should work by effort, then the likeliest of the others; predicted as far as they are asked for."""
        others: list[tuple[float, Plan]] = []
        for some in _batches(iter(plans), PREDICTED_TOGETHER):
            for plan, closeness in zip(some, self._predict(some), strict=True):
                if closeness > 0:
                    yield plan
                else:
                    others.append((closeness, plan))
        yield from (plan for _, plan in sorted(others, key=lambda pair: -pair[0])[:SECOND_CHANCES])

    def _repeated(self, plan: Plan, first: tuple[Rating, ...]) -> Generator[Runs, Sequence[Rating], tuple[Rating, ...]]:
        """More seeds, until there are enough, or too many have gone wrong."""
        ratings = first
        while len(ratings) < self._replicates:
            left = min(AT_ONCE, self._replicates - len(ratings))
            ratings += yield from self._run([(plan, seed) for seed in range(len(ratings), len(ratings) + left)])
            if sum(not rating.good for rating in ratings) > (1 - ENOUGH) * self._replicates:
                break
        self._tried.append((sum(rating.closeness for rating in ratings) / len(ratings), plan, ratings))
        return ratings

    def _nearest(self, before: tuple[Rating, ...]) -> Found:
        own = sum(rating.closeness for rating in before) / len(before)
        better = [row for row in self._tried if row[0] > own]
        if not better:
            return Found(before, None, (), False, self._runs)
        _, plan, ratings = max(better, key=lambda row: (len(row[2]) > 1, row[0]))
        return Found(before, plan, ratings, False, self._runs)

    def _run(self, runs: Runs) -> Generator[Runs, Sequence[Rating], tuple[Rating, ...]]:
        self._runs += len(runs)
        return tuple((yield runs))


def _batches(plans: Iterator[Plan], size: int) -> Iterator[list[Plan]]:
    while batch := list(itertools.islice(plans, size)):
        yield batch

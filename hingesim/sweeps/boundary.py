"""Where the outcome changes on a grid, found with few runs: the search, apart from what it searches.

Points of the grid are tuples of indices. A few points spread evenly come first; between neighbours of different outcome on a line of
the grid the middle one follows, until the change lies between two points side by side; from there the change is followed from square
to square. Points beside a change get seeds until one outcome leads by two, the points around agree with it, or all seeds are used:
Wald's sequential test, which spends most runs where two outcomes are about equally likely.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from hingesim.sweeps.tally import lead, most_frequent

Point = tuple[int, ...]
Ask = Callable[[list[tuple[Point, int]]], Sequence[str]]
"""Runs points with the numbers of their seeds; gives their outcomes."""

COARSE = 4
"""Steps of the grid between two first points: an island of an outcome that is smaller than this may be missed."""
SURE = 2
"""Lead over the second outcome at which a point beside a change needs no further seed."""

BACKED = 3
"""Points of the same outcome around a point that count as much as a second run of its own."""


class Search:
    """Finds the changes of outcome on a grid.

    Args:
        ordered: for each axis its number of values, and whether they are in an order with something between them. Every value of an
            axis without order is a grid of its own.
        replicates: most seeds at a point.
    """

    def __init__(self, ordered: Sequence[tuple[int, bool]], replicates: int) -> None:
        self._axes, self._most = tuple(ordered), replicates
        self.outcomes: dict[Point, list[str]] = {}
        """What every point that was run came to, seed by seed."""

    def run(self, ask: Ask) -> Mapping[Point, str]:
        """Ask until the changes are found; returns the most frequent outcome of the points that were run."""
        while wave := self._wanted():
            asked = [(point, seed) for point, count in sorted(wave.items()) for seed in range(len(self.outcomes.get(point, ())), count)]
            for (point, _), outcome in zip(asked, ask(asked), strict=True):
                self.outcomes.setdefault(point, []).append(outcome)
        return {point: most_frequent(told) for point, told in self.outcomes.items()}

    def _wanted(self) -> dict[Point, int]:
        """Points that are to be run next, with the number of seeds they shall have then."""
        if not self.outcomes:
            return dict.fromkeys(itertools.product(*(self._first(*axis) for axis in self._axes)), 1)
        label = {point: most_frequent(told) for point, told in self.outcomes.items()}
        self._settled = {point for point in label if self._sure(point, label)}
        wanted: dict[Point, int] = {}
        for a, b in self._changes(label):
            if middle := _between(a, b):
                wanted[middle] = 1
            else:
                wanted |= {point: len(self.outcomes[point]) + 1 for point in (a, b) if point not in self._settled}
        for square in self._squares(label):
            wanted |= {point: 1 for point in square if point not in label}
        return wanted

    def _first(self, size: int, ordered: bool) -> list[int]:
        if not ordered:
            return list(range(size))
        return sorted({round(place) for place in np.linspace(0, size - 1, -(-(size - 1) // COARSE) + 1)})

    def _sure(self, point: Point, label: Mapping[Point, str]) -> bool:
        """Whether a point needs no further seed: its own runs say so, or one run says the same as enough points around it."""
        told = self.outcomes[point]
        if len(told) >= self._most or lead(told) >= SURE:
            return True
        around = itertools.product(*((at - 1, at, at + 1) if axis in self._in_order else (at,) for axis, at in enumerate(point)))
        return lead(told) > 0 and sum(label.get(near) == label[point] for near in around if near != point) >= BACKED

    def _changes(self, label: Mapping[Point, str]) -> Iterator[tuple[Point, Point]]:
        """Neighbours of different outcome among the points that were run, along every line of the grid."""
        for axis in self._in_order:
            lines: dict[Point, list[int]] = {}
            for point in sorted(label):
                lines.setdefault(point[:axis] + point[axis + 1 :], []).append(point[axis])
            for rest, places in lines.items():
                for pair in itertools.pairwise(places):
                    a, b = ((*rest[:axis], place, *rest[axis:]) for place in pair)
                    if label[a] != label[b]:
                        yield a, b

    def _squares(self, label: Mapping[Point, str]) -> Iterator[list[Point]]:
        """Corners of the smallest squares with a change along one of their sides that is beyond doubt."""
        for a, b in self._changes(label):
            if _between(a, b) or not {a, b} <= self._settled:
                continue
            along = next(i for i, (p, q) in enumerate(zip(a, b, strict=True)) if p != q)
            for axis in self._in_order:
                if axis == along:
                    continue
                for step in (-1, 1):
                    if 0 <= a[axis] + step < self._axes[axis][0]:
                        yield [_moved(a, axis, step), _moved(b, axis, step)]

    @property
    def _in_order(self) -> list[int]:
        return [axis for axis, (_, ordered) in enumerate(self._axes) if ordered]


def _moved(point: Point, axis: int, step: int) -> Point:
    return (*point[:axis], point[axis] + step, *point[axis + 1 :])


def _between(a: Point, b: Point) -> Point | None:
    """The point half-way on a line of the grid; None when they stand side by side."""
    middle = tuple((p + q) // 2 for p, q in zip(a, b, strict=True))
    return None if middle in (a, b) else middle

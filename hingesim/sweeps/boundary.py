"""Where the outcome changes on a grid, found with few runs: the search, apart from what it searches.

Points of the grid are tuples of indices. A few points spread evenly come first, one run each. From then on every point is named by the
runs around it (see `borrowing`), and points beside a change get one run more, as long as their first outcome leads the second by little:
runs go where another one would tell most. A point begins with another seed than its neighbours do, so that every seed is asked all over
the map.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from hingesim.sweeps.borrowing import weighted
from hingesim.sweeps.tally import SEVERITY

Point = tuple[int, ...]
Ask = Callable[[list[tuple[Point, int]]], Sequence[str]]
"""Runs points with the numbers of their seeds; gives their outcomes."""

COARSE = 4
"""Steps of the grid between two first points: an island of an outcome that is smaller than this may be missed."""
LEAD = 0.6
"""Weight by which the first outcome of a point leads the second when it is settled; a run of its own counts one. Chosen with
`borrowing.NEAR`."""
APART = 2
"""Steps between two points that get a run at the same time: what one comes to changes what its neighbour needs."""


class Search:
    """Finds the changes of outcome on a grid.

    Args:
        ordered: for each axis its number of values, and whether they are in an order with something between them. Every value of an
            axis without order is a grid of its own.
        replicates: seeds; a point gets at most these, less one where they are even.
    """

    def __init__(self, ordered: Sequence[tuple[int, bool]], replicates: int) -> None:
        self._axes, self._seeds = tuple(ordered), replicates
        self._most = replicates - 1 if replicates > 2 and replicates % 2 == 0 else replicates  # one more than an odd number can only tie
        self._order = tuple(along for _, along in ordered)
        self._counts = np.zeros((*(size for size, _ in ordered), len(SEVERITY)), int)
        self.outcomes: dict[tuple[Point, int], str] = {}
        """What every run came to, by point and number of the seed."""

    def run(self, ask: Ask) -> Mapping[Point, str]:
        """Ask until the changes are found; returns the outcome of every point of the grid."""
        wave = list(itertools.product(*(self._first(*axis) for axis in self._axes)))
        names = np.zeros([size for size, _ in self._axes], int)
        while wave:
            asked = [(point, self._seed(point)) for point in sorted(wave)]
            for run, outcome in zip(asked, ask(asked), strict=True):
                self.outcomes[run] = outcome
                self._counts[(*run[0], SEVERITY.index(outcome))] += 1
            weights = weighted(self._counts, self._order)
            names = weights.argmax(axis=-1)
            wave = self._wanted(weights, names)
        return {point: SEVERITY[names[point]] for point in np.ndindex(names.shape)}

    def _first(self, size: int, ordered: bool) -> list[int]:
        if not ordered:
            return list(range(size))
        return sorted({round(place) for place in np.linspace(0, size - 1, -(-(size - 1) // COARSE) + 1)})

    def _seed(self, point: Point) -> int:
        """Number of the next seed of a point."""
        begin = sum((axis + 1) * at for axis, at in enumerate(point))
        return (begin + int(self._counts[point].sum())) % self._seeds

    def _wanted(self, weights: np.ndarray, names: np.ndarray) -> list[Point]:
        """Points that are to be run next, the closest first; none stands beside another."""
        second, first = np.moveaxis(np.partition(weights, -2, axis=-1)[..., -2:], -1, 0)
        lead = np.round(first - second, 9)
        open_ = self._beside_a_change(names) & (lead < LEAD) & (self._counts.sum(axis=-1) < self._most)
        free, taken = open_.copy(), []
        for point in sorted(map(tuple, np.argwhere(open_).tolist()), key=lambda point: (lead[point], point)):
            if free[point]:
                taken.append(point)
                reach = [APART - 1 if along else 0 for along in self._order]
                free[tuple(slice(max(0, at - room), at + room + 1) for at, room in zip(point, reach, strict=True))] = False
        return taken

    def _beside_a_change(self, names: np.ndarray) -> np.ndarray:
        """Whether a point next to one, corner to corner too, has another outcome."""
        near = np.pad(names, [(1, 1) if along else (0, 0) for along in self._order], mode="edge")
        beside = np.zeros(names.shape, bool)
        for step in itertools.product(*((0, 1, 2) if along else (0,) for along in self._order)):
            beside |= near[tuple(slice(at, at + size) for at, size in zip(step, names.shape, strict=True))] != names
        return beside

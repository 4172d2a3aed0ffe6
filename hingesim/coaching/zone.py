"""The good zone of an athlete: where around the advised setting her rep goes well, run by run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from hingesim.coaching.changes import changed, value_of
from hingesim.coaching.search import Rating
from hingesim.coaching.trial import LOST
from hingesim.recording.outcomes import OUTCOMES
from hingesim.scenario.parameters import Scenario

Came = Literal["good", "holds", "lost", "none"]
"""The weight goes back and a band is never slack; she keeps her balance; she loses it; no such rep."""
KNEE, DISTANCE, DEPTH = "hinge.knee_bend_deg", "band.distance_m", "hinge.depth_deg"
USUAL = {KNEE: (8.0, 32.0), DISTANCE: (1.5, 2.7), DEPTH: (50.0, 90.0)}
"""Least and greatest value that every map shows; it grows to hold every athlete (the cue of the knee; where coaches stand: judgement)."""
CELLS = 5
"""Values of either axis: a run each costs what the search for advice does."""


@dataclass(frozen=True, eq=False)
class Zone:
    """What came of one run at each crossing of two settings."""

    across: str
    upward: str
    """Dotted fields of the axes."""
    x: np.ndarray
    """shape (n,): values across."""
    y: np.ndarray
    """shape (n,): values upward."""
    came: tuple[tuple[Came, ...], ...]
    """A row for each value of y, a column for each of x."""


def upward_of(scenario: Scenario) -> str:
    """What a map shows upward: where she stands, or without a band how deep she folds."""
    return DEPTH if scenario.band is None else DISTANCE


def axis(field: str, scenarios: Iterable[Scenario]) -> np.ndarray:
    """shape (n,): values of an axis that all athletes share, evenly spread and wide enough for each of them."""
    own = [float(value_of(scenario, field)) for scenario in scenarios if value_of(scenario, field) is not None]
    low, high = min([USUAL[field][0], *own]), max([USUAL[field][1], *own])
    return np.linspace(low, high, CELLS)


def scenarios_of(scenario: Scenario, x: np.ndarray, y: np.ndarray) -> list[Scenario]:
    """The scenario at every crossing, row by row."""
    upward = upward_of(scenario)
    return [changed(scenario, {KNEE: float(a), upward: float(b)}) for b in y for a in x]


def came_of(rating: Rating) -> Came:
    """What came of one run."""
    if rating.outcome not in OUTCOMES:  # it could not be done
        return "none"
    return "good" if rating.good else "holds" if rating.closeness > LOST else "lost"


def zone(scenario: Scenario, x: np.ndarray, y: np.ndarray, ratings: Sequence[Rating]) -> Zone:
    """The map from what came of `scenarios_of`."""
    came: list[Came] = [came_of(rating) for rating in ratings]
    rows = tuple(tuple(came[k : k + len(x)]) for k in range(0, len(came), len(x)))
    return Zone(KNEE, upward_of(scenario), x, y, rows)

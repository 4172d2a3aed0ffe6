"""What an athlete can change today: single changes of a scenario, each with its effort, and combinations of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hingesim.coaching.changes import changed, value_of
from hingesim.common.data import settings
from hingesim.common.errors import InputError
from hingesim.scenario.parameters import Scenario


@dataclass(frozen=True)
class Change:
    """One lever moved to one place."""

    lever: str
    values: tuple[tuple[str, Any], ...]
    """New values by dotted fields."""
    effort: float
    """Against other changes; the smallest change is the one of least effort."""


@dataclass(frozen=True)
class Plan:
    """One change or several at once, and the scenario with them."""

    changes: tuple[Change, ...]
    scenario: Scenario

    @property
    def effort(self) -> float:
        """Of all changes together."""
        return sum(change.effort for change in self.changes)


def single_changes(scenario: Scenario) -> list[Change]:
    """Every single change, the smallest first."""
    found: list[Change] = []
    for lever, row in settings("advice")["lever"].items():
        if lever == "new_band":
            found += _new_bands(scenario, row)
        elif row.get("needs") == "band" and scenario.band is None:
            continue
        elif "ladder" in row:
            found += _rungs(scenario, lever, row)
        else:
            found += _steps(scenario, lever, row)
    return sorted(found, key=lambda change: change.effort)


def plans(scenario: Scenario, changes: Sequence[Change], together: int) -> list[Plan]:
    """Combinations of so many changes, of different levers each, the smallest first; those that no scenario can be are left out."""
    return sorted(_combined(scenario, changes, together), key=lambda plan: plan.effort)


def _combined(scenario: Scenario, changes: Sequence[Change], together: int) -> Iterator[Plan]:
    for several in itertools.combinations(changes, together):
        if len({change.lever for change in several}) < together or len({"new_band", "distance"} & {c.lever for c in several}) > 1:
            continue
        try:
            yield Plan(several, changed(scenario, {field: value for change in several for field, value in change.values}))
        except InputError:
            continue


def _steps(scenario: Scenario, lever: str, row: dict[str, Any]) -> Iterator[Change]:
    """Steps either way from where she is, rounded to whole steps, for a setting is said in round numbers."""
    own, step, places = float(value_of(scenario, row["field"])), row["step"], 6
    for way in (row["way"],) if "way" in row else (-1, 1):
        begin = (np.ceil(own / step - 1e-6) if way < 0 else np.floor(own / step + 1e-6)) * step
        for count in range(1, row["most"] + 1):
            value = round(float(begin + way * count * step), places)
            if row["low"] <= value <= row["high"]:
                yield Change(lever, ((row["field"], value),), row["effort"] * abs(value - own) / step)


def _rungs(scenario: Scenario, lever: str, row: dict[str, Any]) -> Iterator[Change]:
    """Bands of the catalogue; from one that is not in it every other is one step away."""
    ladder, own = row["ladder"], value_of(scenario, row["field"])
    for place, name in enumerate(ladder):
        if name != own:
            away = abs(place - ladder.index(own)) if own in ladder else 1
            yield Change(lever, ((row["field"], name),), row["effort"] * away)


def _new_bands(scenario: Scenario, row: dict[str, Any]) -> Iterator[Change]:
    if scenario.band is None:
        for place, name in enumerate(row["ladder"]):
            for distance_m in row["distances_m"]:
                values = (("band.name", name), ("band.distance_m", distance_m))
                yield Change("new_band", values, row["effort"] + 0.25 * place + 0.1 * abs(distance_m - row["distances_m"][1]))

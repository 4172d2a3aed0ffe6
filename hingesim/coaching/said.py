"""Cues that are said: each moves what the trainee means to do by a documented amount (`models/said.toml`)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from hingesim.coaching.changes import changed, value_of
from hingesim.common.data import settings
from hingesim.common.errors import FieldError, nearest
from hingesim.scenario.parameters import Scenario


@dataclass(frozen=True)
class Said:
    """One cue that can be said."""

    name: str
    says: Mapping[str, str]
    """The sentence, by language."""
    moves: dict[str, dict[str, float]]
    """How far each field moves, `by`, and to which value at most, `toward`."""

    def applied(self, scenario: Scenario) -> Scenario:
        """The scenario after it was said once."""
        values = {}
        for field, move in self.moves.items():
            own = float(value_of(scenario, field))
            way = move["toward"] - own
            values[field] = own + math.copysign(min(move["by"], abs(way)), way)
        return changed(scenario, values)


@cache
def said_cues() -> dict[str, Said]:
    """Every cue that can be said, by its name."""
    return {name: Said(name, row["says"], row["moves"]) for name, row in settings("said").items()}


def with_cue(scenario: Scenario, names: str) -> Scenario:
    """A scenario after a cue was said, or several with commas.

    Raises:
        FieldError: there is no such cue.
    """
    for name in (one.strip() for one in names.split(",")):
        if name not in said_cues():
            raise FieldError("--cue", name, nearest(name, said_cues()))
        scenario = said_cues()[name].applied(scenario)
    return scenario

"""Athletes by name: presets of the trainee (`models/athletes.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from hingesim.coaching.changes import changed
from hingesim.common.data import settings
from hingesim.common.errors import FieldError, nearest
from hingesim.scenario.parameters import Scenario


@dataclass(frozen=True)
class Preset:
    """One athlete."""

    name: str
    what: Mapping[str, str]
    """Who it is, in a line, by language."""
    source: str
    to: dict[str, Any]
    """Values by dotted fields; everything else stays."""


@cache
def athletes() -> dict[str, Preset]:
    """Every preset by its name."""
    return {name: Preset(name, row["what"], row["source"], row["to"]) for name, row in settings("athletes").items()}


def athlete_fields(name: str) -> dict[str, Any]:
    """What a preset sets, by dotted fields.

    Raises:
        FieldError: there is none of that name.
    """
    if name not in athletes():
        raise FieldError("--athlete", name, nearest(name, athletes()))
    return athletes()[name].to


def with_athlete(scenario: Scenario, name: str) -> Scenario:
    """A scenario done by an athlete of a name.

    Raises:
        FieldError: there is none of that name.
    """
    return changed(scenario, athlete_fields(name))

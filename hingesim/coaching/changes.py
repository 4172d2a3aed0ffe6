"""Changes of a scenario by dotted fields, as faults, cues and presets make them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hingesim.scenario.parameters import Scenario
from hingesim.scenario.reading import scenario_fields


def value_of(scenario: Scenario, field: str) -> Any:
    """The value of a field by its dotted name; None in a group that is not there."""
    group, name = field.split(".")
    return getattr(getattr(scenario, group), name, None)


def option_of(field: str) -> str:
    """The option that sets a field by its dotted name: it is the same in every language."""
    return scenario_fields()[field].metadata["option"]


def changed(scenario: Scenario, values: Mapping[str, Any]) -> Scenario:
    """A scenario with fields changed by their dotted names.

    Raises:
        FieldError: a value that is not allowed.
    """
    groups: dict[str, dict[str, Any]] = {}
    for field, value in values.items():
        group, name = field.split(".")
        groups.setdefault(group, {})[name] = value
    return scenario.replace(**groups)

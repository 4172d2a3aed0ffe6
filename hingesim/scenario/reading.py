"""Values of a scenario written as text: on the command line, in the ranges of a sweep."""

from __future__ import annotations

import dataclasses
from typing import Any

from hingesim.scenario.parameters import GROUPS, field_kinds

TABLES = ("band.force_table", "experiment.platform")
"""Fields whose values have commas and colons of their own."""
SWITCH = {"true": True, "false": False}


def scenario_fields() -> dict[str, dataclasses.Field[Any]]:
    """Every field of a scenario by its dotted name, in order."""
    return {f"{name}.{spec.name}": spec for name, group in GROUPS.items() for spec in dataclasses.fields(group)}  # type: ignore[arg-type]


def number(text: str) -> int | float:
    """A whole or decimal number.

    Raises:
        ValueError: it is none.
    """
    value = float(text)
    return int(value) if value.is_integer() else value


def number_or_text(text: str) -> int | float | str:
    """A number where it is one; anything else is left for validation to refuse, which knows what is allowed."""
    try:
        return number(text)
    except ValueError:
        return text


def value_or_text(field: str, text: str) -> Any:
    """What the text of a field stands for; what cannot be read is left for validation to refuse."""
    spec, (group, plain) = scenario_fields()[field], field.split(".")
    if field == "experiment.platform":  # a band reads its own table
        try:
            return [[float(piece) for piece in pair.split(":")] for pair in text.split(",")]
        except ValueError:
            return text
    if field_kinds(GROUPS[group])[plain] is bool:
        return SWITCH.get(text, text)
    return number_or_text(text) if "low" in spec.metadata else text

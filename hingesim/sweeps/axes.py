"""Axes of a sweep: any field of a scenario, with the values or the range it takes.

`5:40:8` is eight values from 5 to 40, ends included; `1.5,1.7,1.9` and `male,female` are lists; `5:40` is a range to draw from.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from hingesim.common.errors import FieldError, nearest
from hingesim.common.quantities import QuantityError, read_quantity
from hingesim.scenario.parameters import GROUPS, Scenario, field_kinds
from hingesim.scenario.reading import TABLES, number, scenario_fields, value_or_text

MOST = 10_000
"""Values on one axis; more are a slip of the keyboard."""


@dataclass(frozen=True)
class Axis:
    """What one field of the scenario takes on."""

    field: str
    """Dotted: `hinge.knee_bend_deg`."""
    values: tuple[Any, ...]
    """The values; of a range, its two ends."""
    kind: Literal["values", "range"] = "values"

    @property
    def whole(self) -> bool:
        """Whether the field takes whole numbers only."""
        group, field = self.field.split(".")
        return field_kinds(GROUPS[group])[field] is int


def read_axes(axes: Mapping[str, Any]) -> tuple[Axis, ...]:
    """Axes by name: a dotted field or the option of the command line; each a text as above or the values themselves.

    Raises:
        FieldError: an unknown name, or values that are malformed, not allowed, none, or given twice.
    """
    if not isinstance(axes, Mapping):
        raise FieldError("axes", axes, "a dictionary of values by the name of a field")
    found: dict[str, Axis] = {}
    for name, given in axes.items():
        field = field_of(name)
        if field in found:
            raise FieldError("axes", name, f"every field once ({field} is given twice)")
        found[field] = axis(field, given, name)
    return tuple(found.values())


def field_of(name: str) -> str:
    """The dotted name of a field, from itself or from its option: `--knee-bend` or `knee-bend`."""
    options = {spec.metadata["option"].lstrip("-"): field for field, spec in scenario_fields().items()}
    if not isinstance(name, str):
        raise FieldError("axes", name, "the name of a field, such as knee-bend")
    if name in scenario_fields():
        return name
    try:
        return options[name.lstrip("-")]
    except KeyError:
        raise FieldError("axes", name, nearest(name.lstrip("-"), scenario_fields() if "." in name else options)) from None


def axis(field: str, given: Any, name: str | None = None) -> Axis:
    """One axis from its text or its values; errors call it `name`."""
    name = name or field
    if isinstance(given, str):
        values, kind = _read(field, given, name)
    elif isinstance(given, Iterable) and getattr(given, "ndim", 1) > 0:
        values, kind = list(itertools.islice(given, MOST + 1)), "values"
    else:
        values, kind = [given], "values"
    if not 1 <= len(values) <= MOST:
        raise FieldError(name, given, f"1 to {MOST} values")
    checked = tuple(_checked(field, value, name) for value in values)
    if kind == "range" and not checked[0] < checked[1]:
        raise FieldError(name, given, "a range FROM:TO that rises")
    if len(set(checked)) < len(checked):
        raise FieldError(name, given, "values that all differ")
    return Axis(field, checked, kind)


def _read(field: str, text: str, name: str) -> tuple[list[Any], Literal["values", "range"]]:
    numeric = "low" in scenario_fields()[field].metadata
    # Tables have commas and colons of their own; several tables are set apart by semicolons.
    pieces = [piece.strip() for piece in text.split(";" if field in TABLES else ",")]
    if not numeric:
        return [value_or_text(field, piece) for piece in pieces], "values"
    allowed = "a number, FROM:TO:COUNT, FROM:TO, or a list such as 1.5,1.7,1.9"
    group, plain = field.split(".")
    unit = scenario_fields()[field].metadata["unit"] if field_kinds(GROUPS[group])[plain] is not int else ""
    ends: list[float | int] = []
    if len(pieces) == 1 and (parts := pieces[0].split(":"))[1:]:
        ends = [
            *(_number(part, unit, text, name, allowed) for part in parts[:2]),
            *(_number(part, "", text, name, allowed) for part in parts[2:]),
        ]
    if len(ends) == 2:
        return ends, "range"
    if len(ends) == 3:
        first, last, count = ends
        if not isinstance(count, int) or not 2 <= count <= MOST or first == last:
            raise FieldError(name, text, f"FROM:TO:COUNT with two different ends and a whole COUNT from 2 to {MOST}")
        for end in (first, last):  # as they were typed
            _checked(field, end, name)
        return [_tidy(float(value)) for value in np.linspace(first, last, count)], "values"
    return [_number(piece, unit, text, name, allowed) for piece in pieces], "values"


def _number(piece: str, unit: str, text: str, name: str, allowed: str) -> float | int:
    """A bare number or a quantity such as 5ft6, in the unit of the field."""
    try:
        return number(piece)
    except ValueError:
        pass
    try:
        return _tidy(read_quantity(piece, unit))
    except QuantityError as error:
        raise FieldError(name, text, f"{allowed} ({error})") from None


def _tidy(value: float) -> float | int:
    """1.7999999999999998 in the middle of a range is the 1.8 one would type."""
    near = float(f"{value:.12g}")
    return int(near) if near.is_integer() else near


def _checked(field: str, value: Any, name: str) -> Any:
    """The value as a scenario holds it, or the field's own error under the name the user knows."""
    try:
        group, plain = field.split(".")
        return getattr(getattr(with_values(Scenario(), {field: value}), group), plain)
    except FieldError as error:
        raise FieldError(name, error.given, error.allowed) from None


def with_values(scenario: Scenario, values: Mapping[str, Any]) -> Scenario:
    """The scenario with these fields changed, all at once."""
    groups: dict[str, dict[str, Any]] = {}
    for field, value in values.items():
        group, plain = field.split(".")
        groups.setdefault(group, {})[plain] = value
    return scenario.replace(**groups)

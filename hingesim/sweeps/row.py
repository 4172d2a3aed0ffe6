"""One row a run: every field of the scenario under its dotted name, the whole summary, and where the numbers come from.

| columns | type |
|---|---|
| `key` | text: names the run, equal for equal scenarios simulated by equal versions |
| `athlete.mass_kg`, `hinge.knee_bend_deg`, ... | the field's own type; all of `band.` empty for a run without a band |
| `outcome`, `reason`, `completed`, `came_of` | text, text, true or false, text; empty where the run failed |
| `margin_min_m`, `hip_moment_bottom_nm`, ... | numbers of the summary, unit as suffix; empty where there is none |
| `error` | text: why the run failed; empty otherwise |
| `seed`, `engine`, `version` | whole number, text, text |
| `machine`, `digest` | text: system and NumPy it ran on; hash of everything recorded, equal for equal bits |
| `wall_s` | seconds the run took |

Of a run that was given up once a loss was certain, `came_of` and `digest` are empty.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Literal, get_args, get_origin

import pyarrow as pa

from hingesim.common.data import settings
from hingesim.scenario.parameters import GROUPS, Scenario, field_kinds
from hingesim.scenario.reading import scenario_fields

Row = dict[str, Any]
"""A row as plain values, None for empty."""

NUMBERS = (
    "time_of_failure_s",
    "trunk_inclination_max_deg",
    "hip_posterior_travel_m",
    "com_x_min_m",
    "com_x_max_m",
    "cop_x_min_m",
    "cop_x_max_m",
    "heel_load_fraction_bottom",
    "heel_load_fraction_start",
    "heel_load_fraction_lowering",
    "heel_load_fraction_min",
    "margin_min_m",
    "margin_fore_aft_min_m",
    "band_tension_min_n",
    "band_tension_max_n",
    "band_slack_s",
    "hip_moment_bottom_nm",
    "lumbosacral_moment_bottom_nm",
    "passive_hip_share_bottom",
    *(f"hamstring_lengthening_bottom.{muscle}" for muscle in settings("hamstrings_hawkins_hull_1990")["muscle"]),
)
"""The numbers of a summary, in its order; a dictionary in it becomes one column for each of its keys."""
UNITS = {"m": "m", "deg": "deg", "n": "N", "s": "s", "nm": "N m"}
"""Unit by the last part of the name of a number."""


def unit_of(column: str) -> str:
    """Unit of a column; empty for shares, names and counts."""
    spec = scenario_fields().get(column)
    return spec.metadata.get("unit", "") if spec else UNITS.get(column.rpartition("_")[2], "")


def schema() -> pa.Schema:
    """The columns of a table of runs."""
    text, number = pa.string(), pa.float64()
    columns: list[tuple[str, pa.DataType]] = [("key", text)]
    for name in scenario_fields():
        group, field = name.split(".")
        columns.append((name, _arrow_type(field_kinds(GROUPS[group])[field])))
    columns += [("outcome", text), ("reason", text), ("completed", pa.bool_()), ("came_of", text)]
    columns += [(name, number) for name in NUMBERS]
    columns += [("error", text), ("seed", pa.int64()), ("engine", text), ("version", text), ("machine", text), ("digest", text)]
    columns += [("wall_s", number)]
    return pa.schema(columns)


def _arrow_type(kind: Any) -> pa.DataType:
    if isinstance(kind, types.UnionType):
        kind = next(k for k in get_args(kind) if k is not types.NoneType)
    if get_origin(kind) is Literal or kind is str:
        return pa.string()
    if get_origin(kind) is tuple:  # of pairs of numbers
        return pa.list_(pa.list_(pa.float64()))
    return {bool: pa.bool_(), int: pa.int64(), float: pa.float64()}[kind]


def flat(scenario: Scenario) -> Row:
    """The scenario as columns."""
    return {f"{name}.{field}": value for name, group in scenario.to_dict().items() if group for field, value in group.items()}


def scenario_of(row: Mapping[str, Any]) -> Scenario:
    """The scenario of a row."""
    values: dict[str, dict[str, Any]] = {name: {} for name in GROUPS}
    for column in scenario_fields():
        group, field = column.split(".")
        values[group][field] = row[column]
    return Scenario.from_dict({name: group for name, group in values.items() if any(value is not None for value in group.values())})


def measured(summary: Mapping[str, Any]) -> Row:
    """The columns of a finished run, from its summary."""
    row: Row = {}
    for name, value in summary.items():
        if isinstance(value, Mapping) and name != "scenario":
            row |= {f"{name}.{part}": number for part, number in value.items()}
        elif name != "scenario":
            row[name] = value
    return row

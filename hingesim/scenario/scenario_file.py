"""Scenarios from files: TOML by hand, JSON manifests beside pictures, and recordings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hingesim.common.archive import recording_file
from hingesim.common.errors import InputError
from hingesim.common.escaping import quoted
from hingesim.common.reading import json_object, named, toml_tables
from hingesim.scenario.parameters import Scenario

READERS = (".toml", ".json", ".npz")


def scenario_values(path: str | Path) -> dict[str, Any]:
    """The nested dictionary of a scenario file, not yet validated.

    A `.toml` holds the groups as tables; a `.json` is a manifest of one run or the groups themselves; a `.npz` is a recording
    or the dump of a failed run, whose scenario is taken.

    Raises:
        InputError: missing, unreadable or malformed file.
    """
    path = named(path, "scenario")
    if path.suffix not in READERS:
        raise InputError(f"scenario: got {quoted(path)}, allowed is a file that ends in {', '.join(READERS)}")
    if path.suffix == ".npz":
        return recorded_scenario(path).to_dict()
    values = toml_tables(path, "scenario") if path.suffix == ".toml" else json_object(path, "scenario")
    if isinstance(runs := values.get("runs"), list):
        if len(runs) != 1 or not isinstance(runs[0], dict):
            raise InputError(f"scenario: {quoted(path)} describes {len(runs)} runs; render it with hingesim render --from")
        values = runs[0]
    scenario = values.get("scenario", values)
    if not isinstance(scenario, dict):
        raise InputError(f"scenario: {quoted(path)} holds no scenario")
    return scenario


def load_scenario(path: str | Path) -> Scenario:
    """A validated scenario from a file (see `scenario_values`)."""
    return Scenario.from_dict(scenario_values(path))


def recorded_scenario(path: Path) -> Scenario:
    """The scenario of a recording; its arrays are not looked at, so that the dump of a failed run can be run again."""
    with recording_file(path) as (head, _):
        return Scenario.from_dict(head.get("scenario", {}))

"""Scenarios from files: TOML by hand, JSON manifests beside pictures, and recordings."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from hingesim.common.archive import incomplete, read_archive
from hingesim.common.errors import InputError
from hingesim.scenario.parameters import Scenario

READERS = (".toml", ".json", ".npz")


def scenario_values(path: str | Path) -> dict[str, Any]:
    """The nested dictionary of a scenario file, not yet validated.

    A `.toml` holds the groups as tables; a `.json` is a manifest of one run or the groups themselves; a `.npz` is a recording
    or the dump of a failed run, whose scenario is taken.

    Raises:
        InputError: missing, unreadable or malformed file.
    """
    path = Path(path)
    if path.suffix not in READERS:
        raise InputError(f"scenario: got {str(path)!r}, allowed is a file that ends in {', '.join(READERS)}")
    if path.suffix == ".npz":
        return recorded_scenario(path).to_dict()
    values = read_toml(path) if path.suffix == ".toml" else read_json(path)
    if isinstance(runs := values.get("runs"), list):
        if len(runs) != 1 or not isinstance(runs[0], dict):
            raise InputError(f"scenario: {str(path)!r} describes {len(runs)} runs; render it with hingesim render --from")
        values = runs[0]
    scenario = values.get("scenario", values)
    if not isinstance(scenario, dict):
        raise InputError(f"scenario: {str(path)!r} holds no scenario")
    return scenario


def load_scenario(path: str | Path) -> Scenario:
    """A validated scenario from a file (see `scenario_values`)."""
    return Scenario.from_dict(scenario_values(path))


def recorded_scenario(path: Path) -> Scenario:
    """The scenario of a recording; its arrays are not looked at, so that the dump of a failed run can be run again."""
    head, _ = read_archive(path, [])
    try:
        return Scenario.from_dict(head["scenario"])
    except KeyError as error:
        raise incomplete(path, error) from None


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file, or an InputError that says what is wrong with it."""
    try:
        values = json.loads(_text(path))
    except (ValueError, RecursionError) as error:
        raise InputError(f"scenario: {str(path)!r} is not valid JSON ({error})") from None
    if not isinstance(values, dict):
        raise InputError(f"scenario: {str(path)!r} must hold a JSON object")
    return values


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file, or an InputError that says what is wrong with it."""
    try:
        return tomllib.loads(_text(path))
    except (ValueError, OverflowError, RecursionError) as error:
        raise InputError(f"scenario: {str(path)!r} is not valid TOML ({error})") from None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"scenario: no file {str(path)!r}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"scenario: cannot read {str(path)!r} ({getattr(error, 'strerror', None) or error})") from None

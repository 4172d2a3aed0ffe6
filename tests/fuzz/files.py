"""Scenario files, manifests and galleries that are malformed."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path
from typing import Any

from hingesim import InputError, Scenario
from hingesim.scenario.scenario_file import load_scenario
from tests.fuzz.damage import broken_bytes, odd_values

BAND = Scenario().replace(band={}).to_dict()


def in_toml(values: dict[str, Any]) -> str:
    """Nested values as TOML, also those that this program would never write."""
    return "".join(f"{json.dumps(str(key))} = {_toml(value)}\n" for key, value in values.items() if value is not None)


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(str(key))} = {_toml(inner)}" for key, inner in value.items() if inner is not None) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(inner) for inner in value if inner is not None) + "]"
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return "inf" if value > 0 else "-inf"
    return json.dumps(value).replace("NaN", "nan").replace("\x7f", "")


def scenario_file(path: Path, random_: random.Random) -> Path:
    """A malformed scenario file beside `path`, of any kind that is read, or something that is no file at all."""
    kind = random_.randrange(10)
    if kind == 0:
        special = path.with_suffix(".toml")
        special.unlink(missing_ok=True)
        random_.choice((os.mkfifo, os.mkdir, lambda p: os.symlink("/dev/zero", p), lambda p: os.symlink(p, p)))(special)
        return special
    values = odd_values(BAND, random_)
    if kind <= 4:
        out = path.with_suffix(".json")
        told = json.dumps(values if kind < 4 else {"runs": [{"scenario": values}] * random_.choice((1, 1, 2))}).encode()
    else:
        out = path.with_suffix(".toml")
        told = in_toml(values if isinstance(values, dict) else {"hinge": values}).encode("utf-8", "surrogatepass")
    out.write_bytes(broken_bytes(told, random_) if kind in (3, 8) else told.decode().encode("utf-16") if kind == 9 else told)
    return out


def refused(error: BaseException) -> str | None:
    """What is wrong with how something was refused; None where it is one line that can be printed."""
    told = str(error)
    if not isinstance(error, InputError):
        return f"{type(error).__name__}: {told[:80]}"
    if "\n" in told or len(told) > 1500 or not told.isprintable():
        return f"message of {len(told)} characters: {told[:80]!r}"
    return None


def mishandled_scenario(path: Path) -> str | None:
    """What is wrong with how a scenario file is met."""
    try:
        scenario = load_scenario(path)
        again = Scenario.from_dict(scenario.to_dict())
    except BaseException as error:
        return refused(error)
    finally:
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink()
    return None if again == scenario else "a scenario that does not come back"

"""Access to the data files of `models/`, in a checkout and in an installed wheel alike."""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from hingesim.common.errors import HingesimError


@cache
def models_folder() -> Path:
    """Folder of the data files: inside the package when installed, beside it in a checkout.

    Raises:
        HingesimError: it is in neither place.
    """
    package = Path(__file__).parents[1]
    places = (package / "models", package.parent / "models")
    for place in places:
        if place.is_dir():
            return place
    raise HingesimError(f"models: no such folder, neither {places[0]} nor {places[1]}; install hingesim again, or work in a whole checkout")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of `models/<name>.csv`; lines that begin with # are its sources."""
    lines = (models_folder() / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


@cache
def settings(name: str) -> dict[str, Any]:
    """Content of `models/<name>.toml`."""
    return tomllib.loads(_text(name))


@cache
def part(name: str, key: str) -> Any:
    """What `models/<name>.toml` holds under one key, without reading the rest: of the texts of all languages those of one."""
    return tomllib.loads(_tables(name)[key])[key]


def keys(name: str) -> tuple[str, ...]:
    """Keys of `models/<name>.toml`, a file of tables, in order."""
    return tuple(_tables(name))


@cache
def _tables(name: str) -> dict[str, str]:
    """The text of a file of tables by their first key; a table begins with a line that begins with a bracket."""
    tables: dict[str, str] = {}
    for table in re.split(r"^(?=\[)", _text(name), flags=re.MULTILINE)[1:]:
        key = table.lstrip("[").partition("]")[0].partition(".")[0]
        tables[key] = tables.get(key, "") + table
    return tables


def _text(name: str) -> str:
    return (models_folder() / f"{name}.toml").read_text(encoding="utf-8")

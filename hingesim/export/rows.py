"""Summaries as rows: one recording a row, every number of `--json` and the scenario in columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hingesim.export.table import Table
from hingesim.recording.recording import Recording


def summary_rows(recordings: Sequence[Recording], titles: Sequence[str]) -> Table:
    """One row a recording; groups of the scenario and of a measure become dotted names."""
    return table_of_rows([{"run": title, **_flat(r.summary())} for r, title in zip(recordings, titles, strict=True)], "summary")


def table_of_rows(rows: Sequence[Mapping[str, Any]], title: str) -> Table:
    """Rows of equal or differing columns as a table; None where a row has no such value."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [np.array([_cell(row.get(name)) for row in rows] + [None], object)[:-1] for name in names]
    return Table(tuple(names), tuple(names), tuple(columns), title)


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            inner = _flat(value)
            flat |= inner if name == "scenario" else {f"{name}.{part}": v for part, v in inner.items()}
        else:
            flat[name] = value
    return flat


def _cell(value: Any) -> Any:
    """Pairs of numbers as one types them: `0:0,0.5:40`."""
    if isinstance(value, list | tuple | np.ndarray):
        return ",".join(":".join(f"{v:g}" for v in pair) for pair in value)
    return value

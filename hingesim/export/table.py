"""Columns of one or several recordings, at the recorded or another rate: what every kind of table is written from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hingesim.common.errors import FieldError
from hingesim.export.columns import Column
from hingesim.recording.recording import Recording


@dataclass(frozen=True, eq=False)
class Table:
    """Named columns of equal length."""

    headers: tuple[str, ...]
    """Words with units."""
    names: tuple[str, ...]
    """For programs: one word, unit as suffix."""
    columns: tuple[np.ndarray, ...]
    """shape (rows,) each: numbers, or objects."""
    title: str = "run"
    """Of its sheet in a workbook."""

    def __len__(self) -> int:
        return len(self.columns[0])


def times(recording: Recording, rate_hz: float | None) -> np.ndarray:
    """Sample times at a rate, from the start to the last that was recorded.

    Raises:
        FieldError: the rate is not a number from 1 to the recorded one.
    """
    time = recording.time_s
    recorded = 1 / float(np.median(np.diff(time))) if len(time) > 1 else 1.0
    if rate_hz is None:
        return time
    if not 1 <= rate_hz <= recorded * (1 + 1e-9):
        raise FieldError("rate", rate_hz, f"1 to {recorded:g} Hz, the rate of the recording")
    return time[0] + np.arange(int(np.floor((time[-1] - time[0]) * rate_hz + 1e-9)) + 1) / rate_hz


def sampled(recording: Recording, values: np.ndarray, at_s: np.ndarray) -> np.ndarray:
    """A signal at other times: linear between samples of numbers, the sample before for texts and whole numbers."""
    if at_s is recording.time_s:
        return values
    if values.dtype.kind != "f":
        return values[np.searchsorted(recording.time_s, at_s + 1e-9, side="right") - 1]
    return np.interp(at_s, recording.time_s, values)


def table_of(recordings: Sequence[Recording], columns: Sequence[Column], *, rate_hz: float | None = None, titles: Sequence[str]) -> Table:
    """All recordings below one another; of several, the first column says which."""
    at = [times(recording, rate_hz) for recording in recordings]
    stacked = [
        np.concatenate([sampled(r, np.asarray(column.values(r)), t) for r, t in zip(recordings, at, strict=True)]) for column in columns
    ]
    headers, names = [c.header for c in columns], [c.name for c in columns]
    if len(recordings) > 1:
        stacked.insert(0, np.repeat(np.array(titles, object), [len(t) for t in at]))
        headers.insert(0, "run")
        names.insert(0, "run")
    return Table(tuple(headers), tuple(names), tuple(stacked), titles[0])


def plain(value: Any) -> Any:
    """One cell as Python writes it: None where there is no number."""
    if isinstance(value, float | np.floating):
        return float(value) if np.isfinite(value) else None
    return value.item() if isinstance(value, np.generic) else value

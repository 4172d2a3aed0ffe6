"""The figure of a check as data: drawn by `report`, cheap to send between processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

POINTS = 200
"""Points kept of a line: enough for a small figure."""


@dataclass(frozen=True)
class Line:
    """One line of a figure. Markers when `published`, a solid line otherwise."""

    label: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    published: bool = False


@dataclass(frozen=True)
class Plot:
    """A figure: axis labels with units, and lines."""

    x_label: str
    y_label: str
    lines: tuple[Line, ...]
    logarithmic: bool = False
    """Whether both axes are logarithmic."""


def line(label: str, x: Sequence[float] | np.ndarray, y: Sequence[float] | np.ndarray, *, published: bool = False) -> Line:
    """A line of plain numbers, thinned to `POINTS`."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    every = max(1, -(-len(x) // POINTS))
    return Line(label, tuple(np.round(x[::every], 6).tolist()), tuple(np.round(y[::every], 6).tolist()), published)

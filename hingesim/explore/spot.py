"""The sweet spot of the map that the page has filled: where one may stray farthest and the weight still goes back, in a coach's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from hingesim.common.errors import FieldError
from hingesim.common.units import INCH_M
from hingesim.explore.asked import Asked
from hingesim.explore.described import grid
from hingesim.explore.parts import Host, Parts
from hingesim.maps.spots import in_steps, sweet_spot
from hingesim.recording.outcomes import OUTCOMES

ROUND = {"m": 0.05, "deg": 1.0}
"""Margins are rounded down to these."""


@dataclass(frozen=True)
class Filled:
    """A map of which every cell was run once."""

    x: np.ndarray
    y: np.ndarray
    outcome: np.ndarray

    @property
    def share(self) -> np.ndarray:
        """shape (ny, nx): all of the one run."""
        return np.ones(self.outcome.shape)

    @property
    def runs(self) -> np.ndarray:
        """shape (ny, nx): one each."""
        return np.ones(self.outcome.shape, int)


def spot(asked: Asked, host: Host) -> Parts:
    """Where it is: the numbers of its cell, its margins, and what a coach says to it; nothing where there is none."""
    about, told = grid(), asked.words
    xs, ys = np.array(about["xs"]), np.array(about["ys"])
    found = sweet_spot(Filled(xs, ys, _outcomes(asked.more["cells"], len(ys), len(xs))))
    if found is None:
        yield "spot", {"cell": None, "told": told["map"]["no_sweet"] + "."}, b""
        return
    at = {about["x"]: found.x, about["y"]: found.y}
    said = in_steps(told, at, asked.scenario(host.engine).athlete.height_m)
    places = {
        "x": told.quantity(found.x, "m"),
        "y": told.quantity(found.y, "deg"),
        "x_margin": _margin(asked, found.x_margin, "m"),
        "y_margin": _margin(asked, found.y_margin, "deg"),
    }
    header: dict[str, Any] = {"cell": [found.cell[1], found.cell[0]], "told": said, **places}
    yield "spot", header, b""


def _margin(asked: Asked, margin: float, unit: str) -> str:
    """How far one may stray, rounded down."""
    step = INCH_M if asked.drawing.units == "gym" and unit == "m" else ROUND[unit]
    down = np.floor(margin / step + 1e-9) * step
    return asked.words.quantity(float(down), unit)


def _outcomes(given: Any, rows: int, columns: int) -> np.ndarray:
    """shape (ny, nx): names of outcomes, empty where there is no plan."""
    allowed = f"{rows} rows of {columns} outcomes, from the lowest up; null where nothing is possible"
    if not isinstance(given, list) or len(given) != rows or not all(isinstance(row, list) and len(row) == columns for row in given):
        raise FieldError("cells", "something else", allowed)
    for cell in (cell for row in given for cell in row):
        if cell is not None and (not isinstance(cell, str) or cell not in OUTCOMES):
            raise FieldError("cells", cell, allowed)
    return np.array([[cell or "" for cell in row] for row in given])

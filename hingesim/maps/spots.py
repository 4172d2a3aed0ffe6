"""Places on a map: how deep a cell lies inside its region, the sweet spot with its margin, and what a coach says to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from hingesim.common.checks import choice
from hingesim.common.words import Words
from hingesim.recording.outcomes import OUTCOMES, SOUGHT
from hingesim.scenario.big_steps import half_steps


class Cells(Protocol):
    """What a place is found on: one panel of a map, rows and columns rising (`grid.Cells`)."""

    @property
    def x(self) -> np.ndarray:
        """shape (nx,): values across."""
        ...

    @property
    def y(self) -> np.ndarray:
        """shape (ny,): values upward."""
        ...

    @property
    def outcome(self) -> np.ndarray:
        """shape (ny, nx): what came of each cell."""
        ...

    @property
    def share(self) -> np.ndarray:
        """shape (ny, nx): share of its runs that came to it."""
        ...

    @property
    def runs(self) -> np.ndarray:
        """shape (ny, nx): number of its runs."""
        ...


@dataclass(frozen=True)
class Spot:
    """A place with the room around it, in the units of the axes."""

    cell: tuple[int, int]
    """Place in y and in x."""
    x: float
    y: float
    x_margin: float
    y_margin: float
    """All cells that reach into x +- x_margin and y +- y_margin have the outcome of the spot, and lie inside what was run."""


def edges(values: np.ndarray) -> np.ndarray:
    """shape (n + 1,): the edges of cells around n rising values, half-way between them."""
    middle = (values[1:] + values[:-1]) / 2
    return np.concatenate([[1.5 * values[0] - 0.5 * values[1]], middle, [1.5 * values[-1] - 0.5 * values[-2]]])


def depth(cells: Cells, outcome: str) -> np.ndarray:
    """shape (ny, nx): distance of the middle of a cell to the nearest cell of another outcome; 0 for cells of another outcome.

    The larger of the distances along x and y, each as a share of its axis, to the border of the other cell. The border of the map
    counts as one: nobody knows what is beyond.
    """
    other_y, other_x = np.nonzero(cells.outcome != outcome)
    xe, ye = edges(cells.x), edges(cells.y)
    wide, high = xe[-1] - xe[0], ye[-1] - ye[0]

    def gaps(at: np.ndarray, rims: np.ndarray, others: np.ndarray) -> np.ndarray:
        """shape (values, others): distance along one axis."""
        return np.maximum(np.maximum(rims[others] - at[:, None], at[:, None] - rims[others + 1]), 0.0)

    rim = np.minimum(
        np.minimum(cells.x - xe[0], xe[-1] - cells.x)[None, :] / wide, np.minimum(cells.y - ye[0], ye[-1] - cells.y)[:, None] / high
    )
    if len(other_x):
        dx, dy = gaps(cells.x, xe, other_x) / wide, gaps(cells.y, ye, other_y) / high
        rim = np.minimum(rim, np.maximum(dx[None, :, :], dy[:, None, :]).min(axis=2))
    return np.where(cells.outcome == outcome, rim, 0.0)


def deepest(cells: Cells, outcome: str) -> tuple[int, int] | None:
    """The cell with runs that lies deepest inside the region of an outcome, distance weighted by its share; None without one."""
    worth = np.where(cells.runs > 0, depth(cells, outcome) * cells.share, 0.0)
    if worth.max() <= 0:
        return None
    y, x = np.unravel_index(int(np.argmax(worth)), worth.shape)
    return int(y), int(x)


def sweet_spot(cells: Cells, outcome: str = SOUGHT) -> Spot | None:
    """The cell deepest inside the region of the good outcome, and how far one may stray from it; None where there is no such region.

    Raises:
        FieldError: there is no such outcome; names the nearest.
    """
    choice("outcome", outcome, OUTCOMES)
    cell = deepest(cells, outcome)
    if cell is None:
        return None
    room = float(depth(cells, outcome)[cell])
    x, y = float(cells.x[cell[1]]), float(cells.y[cell[0]])
    xe, ye = edges(cells.x), edges(cells.y)
    x_margin = room * float(np.ptp(xe))
    # One of the two meets the border of the region; the other may still have room.
    y_margin = _room(cells.outcome == outcome, xe, ye, x, y, x_margin)
    x_margin = _room((cells.outcome == outcome).T, ye, xe, y, x, y_margin)
    # Half a cell beyond the last value nothing was run.
    return Spot(cell, x, y, min(x_margin, *_within(x, cells.x)), min(y_margin, *_within(y, cells.y)))


def _within(at: float, values: np.ndarray) -> tuple[float, float]:
    """Distances to the first and the last of rising values."""
    return at - float(values[0]), float(values[-1]) - at


def _room(same: np.ndarray, across: np.ndarray, along: np.ndarray, at: float, start: float, half: float) -> float:
    """How far one may go both ways along an axis from `start`, with `half` on either side of `at` across it.

    Args:
        same: shape (cells along, cells across): the region.
        across, along: edges of the cells.
    """
    slack = 1e-9 * float(np.ptp(across))
    strip = (across[:-1] < at + half - slack) & (across[1:] > at - half + slack)
    blocked = ~same[:, strip].all(axis=1)
    low, high = along[:-1], along[1:]
    gaps = np.maximum(low - start, start - high)[blocked]
    return float(min([start - along[0], along[-1] - start, *gaps.tolist()]))


def in_steps(told: Words, at: Mapping[str, float], height_m: float) -> str:
    """What a coach says to a place: `Stand about 2.5 big steps away, bend the knee about 26 degrees.`

    Args:
        told: the language.
        at: values by dotted fields.
        height_m: of the athlete, whose steps they are.

    Returns:
        A sentence; empty for fields without such words.
    """
    parts = []
    for field in sorted(at):
        if field == "band.distance_m":
            parts.append(told.text("map", "coach_distance", steps=told.number(half_steps(at[field], height_m) / 2, "g")))
        elif field == "hinge.knee_bend_deg":
            parts.append(told.text("map", "coach_knee", degree=at[field]))
    said = ", ".join(parts)
    return f"{said[0].upper()}{said[1:]}." if said else ""

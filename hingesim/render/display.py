"""The display list: named shapes in page points, x to the right, y down; later shapes cover earlier ones, texts cover all.

A picture is a list of these; a backend turns the list into pixels (`raster`) or another format. One point is one pixel
at scale 1.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from hingesim.render.fonts import text_width

HALO_PT = 2
"""Width of the rim around a text with a halo."""


@dataclass(frozen=True, eq=False)
class Polygon:
    """A closed outline, filled, stroked or both."""

    name: str
    xy: np.ndarray
    """shape (k, 2), points."""
    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    opacity: float = 1.0


@dataclass(frozen=True, eq=False)
class Line:
    """An open polyline."""

    name: str
    xy: np.ndarray
    """shape (k, 2), points."""
    stroke: str
    width: float = 1.0
    dash: tuple[float, float] | None = None
    """Length of dash and gap in points."""
    opacity: float = 1.0


@dataclass(frozen=True)
class Disc:
    """An upright ellipse; a circle when `ry` is None."""

    name: str
    x: float
    y: float
    rx: float
    ry: float | None = None
    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    opacity: float = 1.0


@dataclass(frozen=True)
class Text:
    """One line of text; (x, y) is the left, middle or right end of its baseline."""

    name: str
    x: float
    y: float
    text: str
    size: float
    colour: str
    align: Literal["left", "middle", "right"] = "left"
    bold: bool = False
    halo: str | None = None
    """Colour of a thin rim that sets the text off from what lies under it."""

    @property
    def left(self) -> float:
        """Left end of the line."""
        return self.x - {"left": 0.0, "middle": 0.5, "right": 1.0}[self.align] * self.text_width

    @property
    def text_width(self) -> float:
        """Advance width in points."""
        return text_width(self.text, self.size, self.bold)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the line, ascenders and descenders included."""
        return self.left, self.y - 0.78 * self.size, self.left + self.text_width, self.y + 0.24 * self.size


Shape = Polygon | Line | Disc | Text


def texts_last(shapes: Iterable[Shape]) -> list[Shape]:
    """The shapes in the order in which they cover each other."""
    return sorted(shapes, key=lambda shape: isinstance(shape, Text))


def rounded(left: float, top: float, right: float, bottom: float, radius: float) -> np.ndarray:
    """shape (k, 2): outline of a box with round corners."""
    radius = min(radius, (right - left) / 2, (bottom - top) / 2)
    quarter = np.linspace(0, np.pi / 2, 7)
    corners = (
        (right - radius, bottom - radius),
        (left + radius, bottom - radius),
        (left + radius, top + radius),
        (right - radius, top + radius),
    )
    arcs = []
    for i, corner in enumerate(corners):
        angle = quarter + i * np.pi / 2
        arcs.append(np.array(corner) + radius * np.column_stack([np.cos(angle), np.sin(angle)]))
    return np.concatenate(arcs)


def box(left: float, top: float, right: float, bottom: float) -> np.ndarray:
    """shape (4, 2): outline of an upright box."""
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], float)

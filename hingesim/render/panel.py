"""Places on the page: a box holds a chart, a panel also turns world metres into page points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from hingesim.render.camera import View
from hingesim.render.look import Look
from hingesim.render.theme import LEAST_TEXT_PT, SMALL_PT, TEXT_PT

Lengths = TypeVar("Lengths", float, np.ndarray)


@dataclass(frozen=True)
class Box:
    """A rectangle of the page; x and y in points, y down."""

    left: float
    top: float
    right: float
    bottom: float
    unit: float
    """Scale of lines, marks and text."""
    look: Look

    @property
    def text_pt(self) -> float:
        """Size of labels."""
        return max(TEXT_PT * self.unit, LEAST_TEXT_PT)

    @property
    def small_pt(self) -> float:
        """Size of minor labels."""
        return max(SMALL_PT * self.unit, LEAST_TEXT_PT)


@dataclass(frozen=True)
class Panel(Box):
    """A rectangle with a view of the world; the strip between `ground_y` and `bottom` is floor."""

    view: View
    ground_y: float
    """Where the ground is drawn."""
    scale: float
    """Points per metre."""
    origin_x: float
    """Where the world's origin is drawn."""

    @property
    def floor_pt(self) -> float:
        """Height of the strip of floor below the ground line."""
        return self.bottom - self.ground_y

    @property
    def slab_pt(self) -> float:
        """Thickness of the drawn base of support."""
        return max(0.028 * self.scale, 5.0)

    def x(self, right_m: Lengths) -> Lengths:
        """Page x of a place to the right in the view."""
        return self.origin_x + self.scale * right_m

    def y(self, up_m: Lengths) -> Lengths:
        """Page y of a place up in the view."""
        return self.ground_y - self.scale * up_m

    def in_view(self, right_up_m: np.ndarray) -> np.ndarray:
        """shape (..., 2): page points of places (right, up) in the view."""
        # Each by itself: NumPy takes several times as long where the last axis is as short as this one.
        page = np.empty((*right_up_m.shape[:-1], 2))
        page[..., 0], page[..., 1] = self.x(right_up_m[..., 0]), self.y(right_up_m[..., 1])
        return page

    def to_page(self, point_world_m: np.ndarray) -> np.ndarray:
        """shape (..., 2): page points of world points of shape (..., 3)."""
        return self.in_view(self.view.project_m(point_world_m))

    def at(self, point_world_m: np.ndarray) -> tuple[float, float]:
        """Page point of one world point of shape (3,)."""
        right_m, up_m, _ = self.view.project_m(point_world_m).tolist()
        return self.x(right_m), self.y(up_m)

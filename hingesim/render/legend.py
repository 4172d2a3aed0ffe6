"""The legend: what the marks mean, in rows that fit the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.render import theme
from hingesim.render.captions import label
from hingesim.render.display import Disc, Polygon, Shape, Text, box
from hingesim.render.fonts import text_width
from hingesim.render.overlays import arrow

ENTRIES = ("com", "cop", "grf", "base")


@dataclass(frozen=True)
class Legend:
    """Rows of entries from (left, top) on; sizes in points."""

    left: float
    top: float
    right: float
    size: float
    """Text size."""
    row_pt: float
    """Distance of rows."""
    kept_pt: float
    """Room kept free at the right end of the first row."""

    @cached_property
    def rows(self) -> list[list[tuple[str, float]]]:
        """Entries with their left ends, by row."""
        rows: list[list[tuple[str, float]]] = [[]]
        x = self.left
        for key in ENTRIES:
            wide = 2.1 * self.size + text_width(label(key), self.size)
            if rows[-1] and x + wide > self.right - (self.kept_pt if len(rows) == 1 else 0.0):
                rows.append([])
                x = self.left
            rows[-1].append((key, x))
            x += wide + 1.3 * self.size
        return rows

    @property
    def bottom(self) -> float:
        """Lower end."""
        return self.top + len(self.rows) * self.row_pt

    def middle_y(self, row: int = 0) -> float:
        """Middle of a row."""
        return self.top + (row + 0.5) * self.row_pt

    def shapes(self) -> list[Shape]:
        """Marks and names."""
        out: list[Shape] = []
        for i, row in enumerate(self.rows):
            y = self.middle_y(i)
            for key, x in row:
                out += self._mark(key, x + 0.8 * self.size, y)
                out.append(Text(f"legend {key}", x + 2.0 * self.size, y + 0.34 * self.size, label(key), self.size, theme.QUIET))
        return out

    def _mark(self, key: str, x: float, y: float) -> list[Shape]:
        size = self.size
        if key == "grf":
            return arrow("legend arrow", np.array([x, y + 0.75 * size]), np.array([x, y - 0.75 * size]), theme.GRF, 0.22 * size)
        if key == "base":
            slab = box(x - 0.75 * size, y - 0.22 * size, x + 0.75 * size, y + 0.22 * size)
            return [Polygon("legend slab", slab, theme.BASE, theme.BASE_LINE)]
        return [Disc("legend disc", x, y, 0.45 * size, None, theme.COM if key == "com" else theme.COP)]

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
        """Entries with their left ends, in the fewest rows of equal length that fit."""
        rows: list[list[tuple[str, float]]] = []
        wide = [2.1 * self.size + text_width(label(key), self.size) + 1.3 * self.size for key in ENTRIES]
        for count in range(1, len(ENTRIES) + 1):
            size = -(-len(ENTRIES) // count)
            rows, fits = [], True
            for start in range(0, len(ENTRIES), size):
                ends = self.left + np.concatenate([[0.0], np.cumsum(wide[start : start + size])])
                fits &= bool(ends[-1] <= self.right - (0.0 if rows else self.kept_pt))
                rows.append(list(zip(ENTRIES[start : start + size], ends[:-1].tolist(), strict=True)))
            if fits:
                break
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

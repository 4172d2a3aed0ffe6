"""The legend: what the marks mean, in rows that fit the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.render.display import Disc, Polygon, Shape, Text, box
from hingesim.render.fonts import text_width
from hingesim.render.look import Look
from hingesim.render.marks import arrow, diamond, quartered

ENTRIES = ("com", "xcom", "cop", "grf", "base")


@dataclass(frozen=True)
class Legend:
    """Rows of entries from (left, top) on; sizes in points."""

    look: Look
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
    def entries(self) -> tuple[str, ...]:
        """The marks that are shown."""
        return tuple(key for key in ENTRIES if self.look.shows(key) and self.look.shows("legend"))

    @cached_property
    def rows(self) -> list[list[tuple[str, float]]]:
        """Entries with their left ends, as many in a row as fit."""
        rows: list[list[tuple[str, float]]] = []
        x = right = 0.0
        for key in self.entries:
            wide = 3.4 * self.size + text_width(self.look.words.label(key), self.size)
            if not rows or x + wide > right:
                right = self.right - (0.0 if rows else self.kept_pt)
                rows.append([])
                x = self.left
            rows[-1].append((key, x))
            x += wide
        return rows

    @property
    def bottom(self) -> float:
        """Lower end; a row is kept for what shares it even where there are no entries."""
        return self.top + max(len(self.rows), 1 if self.kept_pt else 0) * self.row_pt

    def middle_y(self, row: int = 0) -> float:
        """Middle of a row."""
        return self.top + (row + 0.5) * self.row_pt

    def shapes(self) -> list[Shape]:
        """Marks and names."""
        out: list[Shape] = []
        for i, row in enumerate(self.rows):
            y = self.middle_y(i)
            for key, x in row:
                name = self.look.words.label(key)
                out += self._mark(key, x + 0.8 * self.size, y)
                out.append(Text(f"legend {key}", x + 2.0 * self.size, y + 0.34 * self.size, name, self.size, self.look.theme.quiet))
        return out

    def _mark(self, key: str, x: float, y: float) -> list[Shape]:
        size, theme = self.size, self.look.theme
        if key == "grf":
            return arrow("legend arrow", np.array([x, y + 0.75 * size]), np.array([x, y - 0.75 * size]), theme.grf, 0.22 * size, theme.page)
        if key == "base":
            slab = box(x - 0.75 * size, y - 0.22 * size, x + 0.75 * size, y + 0.22 * size)
            return [Polygon("legend slab", slab, theme.base, theme.base_line)]
        if key == "xcom":
            return [diamond("legend diamond", x, y, 0.55 * size, theme, 0.5)]
        if key == "com":
            return quartered("legend com", x, y, 0.55 * size, theme, 1.0)
        return [Disc("legend disc", x, y, 0.45 * size, None, theme.cop)]

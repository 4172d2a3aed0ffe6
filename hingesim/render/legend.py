"""The legend: what the marks mean, in rows that fit the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from hingesim.render.camera import View
from hingesim.render.display import Shape, Text
from hingesim.render.fonts import text_width
from hingesim.render.look import Look
from hingesim.render.overlay import Overlay, in_paint_order


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
    views: tuple[View, ...] = ()
    """Views of the body on the page: what none of them shows is left out; every overlay where there are none."""

    @cached_property
    def entries(self) -> tuple[Overlay, ...]:
        """The overlays with a sign that are shown, those painted last first."""
        shown = in_paint_order(self.look.overlays) if self.look.shows("legend") else ()
        seen = (overlay for overlay in reversed(shown) if not self.views or any(overlay.seen_in(view) for view in self.views))
        return tuple(overlay for overlay in seen if overlay.sign(0.0, 0.0, 1.0, self.look))

    @cached_property
    def rows(self) -> list[list[tuple[Overlay, float]]]:
        """Entries with their left ends, as many in a row as fit."""
        rows: list[list[tuple[Overlay, float]]] = []
        x = right = 0.0
        for overlay in self.entries:
            wide = 3.4 * self.size + text_width(overlay.caption(self.look.words), self.size)
            if not rows or x + wide > right:
                right = self.right - (0.0 if rows else self.kept_pt)
                rows.append([])
                x = self.left
            rows[-1].append((overlay, x))
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
            for overlay, x in row:
                name = overlay.caption(self.look.words)
                out += overlay.sign(x + 0.8 * self.size, y, self.size, self.look)
                at = x + 2.0 * self.size, y + 0.34 * self.size
                out.append(Text(f"legend {overlay.name}", *at, name, self.size, self.look.theme.quiet))
        return out

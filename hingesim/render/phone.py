"""Halves under each other in the player on a phone: a page cut into its columns, with a legend laid out anew for their width.

Nothing is drawn twice: the page and one more strip below it hold everything, and the player moves pieces of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from hingesim.render import theme
from hingesim.render.display import Shape, Text
from hingesim.render.fonts import text_width, wrapped
from hingesim.render.legend import Legend
from hingesim.render.page import Page


@dataclass(frozen=True)
class Cut:
    """A rectangle of the page in points, and where its left upper corner goes."""

    left: float
    top: float
    right: float
    bottom: float
    x: float
    y: float


@dataclass(frozen=True, eq=False)
class Phone:
    """A page of several recordings for a screen less than 480 pixels wide."""

    page: Page

    @cached_property
    def width(self) -> float:
        """As wide as the widest half."""
        return max(right - left for left, right in self.page.columns)

    @cached_property
    def _head(self) -> list[Text]:
        """The title of the whole picture, in lines."""
        page, size = self.page, self.page.size(theme.HEAD_PT)
        lines = wrapped(page.drawing.title, size, self.width - 2 * page.pad, True) if page.drawing.title else []
        return [
            Text(f"phone head {i}", page.pad, page.height + (1.3 * i + 1.4) * size, line, size, page.look.theme.ink, bold=True)
            for i, line in enumerate(lines)
        ]

    @property
    def _head_pt(self) -> float:
        return (1.3 * len(self._head) + 0.6) * self.page.size(theme.HEAD_PT) if self._head else 0.0

    @cached_property
    def _legend(self) -> Legend:
        page, top = self.page, self.page.height + self._head_pt
        return replace(page.legend, left=page.pad, top=top, right=self.width - page.pad, kept_pt=self._clock_pt)

    @property
    def _clock_pt(self) -> float:
        """Room for clock and slow motion."""
        if not self.page.phases:
            return 0.0
        words = self.page.look.words
        said = f"{words.label('slow')}  {words.label('time', second=88.8)}"
        return text_width(said, self.page.size(theme.TEXT_PT), True) + self.page.pad

    @property
    def strip(self) -> list[Shape]:
        """What is drawn below the page: the title and the legend, once more."""
        return [*self._head, *self._legend.shapes()]

    @property
    def sheet_height(self) -> float:
        """Height of the page with the strip."""
        return self._legend.bottom + self.page.pad

    @cached_property
    def cuts(self) -> list[Cut]:
        """The title, every half with its caption, the legend, and the clock over it."""
        page, y = self.page, 0.0
        out = [Cut(0, page.height + 1, self.width, page.height + self._head_pt, 0, 0)] if self._head else []
        y += self._head_pt
        for left, right in page.columns:
            x = (self.width - (right - left)) / 2
            for top, bottom in ((page.title_pt, page.legend.top - 0.3 * page.pad), (page.bar_y, page.height)):
                if bottom - top > page.pad:
                    out.append(Cut(left + page.unit, top, right - page.unit, bottom, x + page.unit, y))
                    y += bottom - top
        legend = self._legend
        out.append(Cut(0, legend.top, self.width, self.sheet_height, 0, y))
        if page.phases:
            half = 0.5 * page.legend.row_pt
            left, middle = page.width - page.pad - self._clock_pt, page.legend.middle_y()
            out.append(Cut(left, middle - half, page.width, middle + half, self.width - page.width + left, y))
        return out

    @property
    def height(self) -> float:
        """Height of the cuts together."""
        return max(cut.y + cut.bottom - cut.top for cut in self.cuts)


def restacked(page: object) -> Phone | None:
    """The page for a phone; None where it has no halves beside each other."""
    return Phone(page) if isinstance(page, Page) and len(page.recordings) > 1 else None

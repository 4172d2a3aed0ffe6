"""Pages put together: halves under each other on a narrow or tall picture, and a page centred in a picture of a given shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from hingesim.common.papers import PAPERS
from hingesim.recording.recording import Recording
from hingesim.render.display import Disc, Line, Shape, Text
from hingesim.render.drawing import Drawing
from hingesim.render.look import Look
from hingesim.render.page import Page, page_of
from hingesim.render.storyboard import Storyboard
from hingesim.render.timeline import Instant

NARROW = 480
"""Pictures that are less wide have their halves under each other."""
STACKED = ("9:16", "1:1")
EDGE_TO_EDGE = ("bar", "floor", "ground")
"""Shapes as wide as the picture, where they are as wide as their page."""
EDGE_PT = 36
"""Blank around a storyboard on paper: half an inch, which printers leave."""
LAID_OUT = 1200
"""A storyboard for paper is laid out this wide, and scaled as a whole."""
LEAST_SHARE = 0.3
"""A page never fills less of the width than this; where that is too high for the shape, the picture grows taller."""


@dataclass(frozen=True, eq=False)
class Composed:
    """Pages at their places in one picture; like a `Page` for those who draw it."""

    pages: tuple[tuple[Page, float, float], ...]
    """Each with its left and upper end."""
    titles: tuple[str, ...]
    width: int
    height: int

    @property
    def look(self) -> Look:
        """Colours, words and overlays."""
        return self.pages[-1][0].look

    def backdrop(self) -> list[Shape]:
        """Everything that is the same in all frames."""
        return [shape for page, x, y in self.pages for shape in self._placed(page.backdrop(), page, x, y)]

    def shapes(self, instant: Instant) -> list[Shape]:
        """Everything that moves, at one instant."""
        return [shape for page, x, y in self.pages for shape in self._placed(page.shapes(instant), page, x, y)]

    def _placed(self, shapes: Sequence[Shape], page: Page, right: float, down: float) -> Sequence[Shape]:
        """The shapes at their places; floor and caption bar go on to the edges of the picture."""
        placed = [moved(shape, right, down) for shape in shapes] if right or down else shapes
        return [self._bled(shape, page, right) if shape.name in EDGE_TO_EDGE else shape for shape in placed]

    def _bled(self, shape: Shape, page: Page, right: float) -> Shape:
        if isinstance(shape, Text | Disc):
            return shape
        x = shape.xy[:, 0]
        x = np.where(x <= right, 0.0, np.where(x >= right + page.width, float(self.width), x))
        return replace(shape, xy=np.column_stack([x, shape.xy[:, 1]]))


def moved(shape: Shape, right: float, down: float) -> Shape:
    """The shape at another place. A picture has hundreds, and `replace` takes ten times as long."""
    twin, by = object.__new__(type(shape)), (right, down)
    fields = twin.__dict__
    fields.update(shape.__dict__)
    if isinstance(shape, Text | Disc):
        fields["x"], fields["y"] = shape.x + right, shape.y + down
    else:
        fields["xy"] = shape.xy + by
    return twin


def composed(recordings: Sequence[Recording], titles: Sequence[str] | None, drawing: Drawing, width: int) -> Page | Composed:
    """The page of a clip: side by side, or stacked where it is narrow or tall; in the shape that was asked for."""
    every = tuple(recordings)
    stacked = len(every) > 1 and (drawing.aspect in STACKED or (drawing.aspect is None and width < NARROW))
    if drawing.aspect is None:
        return _stack(every, titles, drawing, width) if stacked else page_of(every, titles, drawing, width)
    across, up = (int(part) for part in drawing.aspect.split(":"))
    height = 2 * round(width * up / across / 2)
    inner = width
    while True:
        page = _stack(every, titles, drawing, inner) if stacked else page_of(every, titles, drawing, inner)
        if page.height <= height or inner <= LEAST_SHARE * width:
            break
        inner = min(inner - 2, 2 * int(inner * max(0.6, height / page.height) / 2))
    height = max(height, page.height)
    left, top = (width - page.width) / 2, (height - page.height) / 2
    parts = page.pages if isinstance(page, Composed) else ((page, 0.0, 0.0),)
    return Composed(tuple((part, x + left, y + top) for part, x, y in parts), page.titles, width, height)


def _stack(recordings: tuple[Recording, ...], titles: Sequence[str] | None, drawing: Drawing, width: int) -> Composed:
    """One page a recording on one scale; the title above the first, the legend under the last."""
    end = max(float(r.time_s[-1]) for r in recordings)
    pages = []
    for i, recording in enumerate(recordings):
        hidden = set(drawing.hide) | ({"legend"} - set(drawing.show) if i + 1 < len(recordings) else set())
        part = replace(drawing, hide=tuple(sorted(hidden)), title=drawing.title if i == 0 else "")
        page = page_of((recording,), None if titles is None else titles[i : i + 1], part, width)
        pages.append(replace(page, until_s=end))
    scale = min(page.scale for page in pages)
    pages = [replace(page, most_scale=scale) for page in pages]
    tops = np.cumsum([0, *(page.height for page in pages)])
    placed = tuple((page, 0.0, float(top)) for page, top in zip(pages, tops, strict=False))
    return Composed(placed, tuple(page.titles[0] for page in pages), width, int(tops[-1]))


def on_paper(board: Storyboard, paper: str, dots_per_pt: float) -> tuple[list[Shape], tuple[int, int]]:
    """The shapes of a storyboard as large as its page allows, upright or on its side, and the size of the page in dots."""
    drawn = replace(board, width=LAID_OUT)
    pages = [(round(dots_per_pt * wide), round(dots_per_pt * high)) for wide, high in (PAPERS[paper][::-1], PAPERS[paper])]
    edge = 2 * EDGE_PT * dots_per_pt
    size, factor = max(
        ((page, min((page[0] - edge) / drawn.width, (page[1] - edge) / drawn.height)) for page in pages), key=lambda found: found[1]
    )
    left, top = (size[0] - factor * drawn.width) / 2, (size[1] - factor * drawn.height) / 2
    return [moved(scaled(shape, factor), left, top) for shape in drawn.shapes()], size


def scaled(shape: Shape, factor: float) -> Shape:
    """The shape as large, lines and words included."""
    if isinstance(shape, Text):
        return replace(shape, x=factor * shape.x, y=factor * shape.y, size=factor * shape.size)
    if isinstance(shape, Disc):
        ry = None if shape.ry is None else factor * shape.ry
        return replace(shape, x=factor * shape.x, y=factor * shape.y, rx=factor * shape.rx, ry=ry, width=factor * shape.width)
    dash = {"dash": (factor * shape.dash[0], factor * shape.dash[1])} if isinstance(shape, Line) and shape.dash else {}
    return replace(shape, xy=factor * np.asarray(shape.xy), width=factor * shape.width, **dash)

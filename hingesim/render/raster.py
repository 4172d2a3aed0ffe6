"""Display list to pixels, with AGG for shapes and FreeType (through Pillow) for text.

Texts are laid over the pixels as they come from AGG: a picture of Pillow has four bytes a pixel, and to go there and back took twice
as long as all texts.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageColor, ImageDraw

from hingesim.render.display import HALO_PT, Disc, Line, Polygon, Shape, Text
from hingesim.render.fonts import font

if TYPE_CHECKING:
    import aggdraw


@lru_cache(maxsize=1024)
def _brush(colour: str | None, opacity: float) -> aggdraw.Brush | None:
    import aggdraw  # where shapes are drawn by something else, it may be missing

    return aggdraw.Brush(colour, round(255 * opacity)) if colour else None


@lru_cache(maxsize=1024)
def _pen(colour: str | None, width: float, opacity: float) -> aggdraw.Pen | None:
    import aggdraw

    return aggdraw.Pen(colour, width, round(255 * opacity)) if colour else None


def drawn(shapes: Iterable[Shape], size: tuple[int, int], page: str) -> Image.Image:
    """The shapes over a page of one colour; `size` is width and height."""
    import aggdraw

    picture = np.empty((size[1], size[0], 3), np.uint8)
    _draw(shapes, aggdraw.Draw("RGB", size, page), picture)
    return Image.fromarray(picture)


class Cels:
    """Pictures over one that stands still: its pixels, RGB, row by row, and its width and height."""

    def __init__(self, still: bytes, size: tuple[int, int]) -> None:
        self._still, self._size = still, size

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process has a surface of its own."""
        return Cels, (self._still, self._size)

    @cached_property
    def _sheet(self) -> tuple[aggdraw.Draw, np.ndarray]:
        """One for all pictures: to be given fresh memory takes longer than to copy what stands still."""
        import aggdraw

        return aggdraw.Draw("RGB", self._size), np.empty((self._size[1], self._size[0], 3), np.uint8)

    def drawn(self, shapes: Iterable[Shape]) -> bytes:
        """The pixels of what stands still with the shapes over it."""
        surface, picture = self._sheet
        surface.frombytes(self._still)
        _draw(shapes, surface, picture)
        return picture.tobytes()


def _draw(shapes: Iterable[Shape], surface: aggdraw.Draw, picture: np.ndarray) -> None:
    """Into the picture, of shape (H, W, 3), what is on the surface with the shapes over it."""
    texts: list[Text] = []
    for shape in shapes:
        if isinstance(shape, Polygon):
            pen, brush = _pen(shape.stroke, shape.width, shape.opacity), _brush(shape.fill, shape.opacity)
            surface.polygon(shape.xy.ravel().tolist(), pen, brush)
        elif isinstance(shape, Line):
            _line(surface, shape)
        elif isinstance(shape, Disc):
            _ellipse(surface, shape)
        else:
            texts.append(shape)
    rows = picture.reshape(len(picture), -1)  # of all three colours in a row: NumPy is slow where the last axis is short
    rows[:] = np.frombuffer(surface.tobytes(), np.uint8).reshape(rows.shape)
    for text in texts:
        if text.halo:
            _print(rows, text, text.halo, HALO_PT)
        _print(rows, text, text.colour, 0)


def _print(rows: np.ndarray, text: Text, colour: str, rim: int) -> None:
    """Lay one line of text over the pixels, as far as it is on the page; rounded as by Pillow's `paste`."""
    kept, ink, left, top = _ink(text.text, text.size, text.bold, rim, colour)
    x, y = 3 * (round(text.left) + left), round(text.y) + top
    (down, across), (high, wide) = ink.shape, rows.shape
    seen = slice(max(-y, 0), max(high - y, 0)), slice(max(-x, 0), max(wide - x, 0))
    under = rows[max(y, 0) : max(y + down, 0), max(x, 0) : max(x + across, 0)]
    mixed = under * kept[seen]
    mixed += ink[seen]
    mixed += mixed >> 8
    mixed >>= 8
    under[:] = mixed


@lru_cache(maxsize=512)
def _ink(text: str, size: float, bold: bool, rim: int, colour: str) -> tuple[np.ndarray, np.ndarray, int, int]:
    """Share of what lies under one line of text that is kept, of 255; what is added to it, of 255 * 255, with half of 255 for rounding; and
    where the upper left corner lies from the left end of the baseline. Both have shape (height, 3 * width), uint16."""
    face = font(size, bold)
    left, top, right, bottom = (round(edge) for edge in face.getbbox(text, anchor="ls", stroke_width=rim))
    mask = Image.new("L", (max(right - left, 1) + 2, max(bottom - top, 1) + 2))
    ImageDraw.Draw(mask).text((1 - left, 1 - top), text, 255, face, anchor="ls", stroke_width=rim)
    covered = np.asarray(mask).astype(np.uint16)[..., None] * np.ones(3, np.uint16)
    added = covered * np.array(ImageColor.getrgb(colour)[:3], np.uint16) + np.uint16(128)
    return (255 - covered).reshape(len(covered), -1), added.reshape(len(covered), -1), left - 1, top - 1


def _ellipse(surface: aggdraw.Draw, disc: Disc) -> None:
    ry = disc.rx if disc.ry is None else disc.ry
    pen, brush = _pen(disc.stroke, disc.width, disc.opacity), _brush(disc.fill, disc.opacity)
    surface.ellipse((disc.x - disc.rx, disc.y - ry, disc.x + disc.rx, disc.y + ry), pen, brush)


def _line(surface: aggdraw.Draw, line: Line) -> None:
    pen = _pen(line.stroke, line.width, line.opacity)
    for piece in [line.xy] if line.dash is None else dashes(line.xy, *line.dash):
        surface.line(piece.ravel().tolist(), pen)


def dashes(xy: np.ndarray, on: float, off: float) -> list[np.ndarray]:
    """Straight dashes along a polyline of shape (k, 2)."""
    step = np.hypot(*np.diff(xy, axis=0).T)
    along = np.concatenate([[0.0], np.cumsum(step)])
    starts = np.arange(0.0, along[-1], on + off)
    ends = np.minimum(starts + on, along[-1])
    a, b = (np.column_stack([np.interp(at, along, xy[:, i]) for i in (0, 1)]) for at in (starts, ends))
    return list(np.stack([a, b], axis=1))

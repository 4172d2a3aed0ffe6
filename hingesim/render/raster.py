"""Display list to pixels, with AGG for shapes and FreeType (through Pillow) for text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from hingesim.render.display import HALO_PT, Disc, Line, Polygon, Shape, Text
from hingesim.render.fonts import font

if TYPE_CHECKING:
    import aggdraw


@lru_cache(maxsize=1024)
def _brush(colour: str, opacity: int) -> aggdraw.Brush:
    import aggdraw  # where shapes are drawn by something else, it may be missing

    return aggdraw.Brush(colour, opacity)


def _pen(colour: str, width: float, opacity: float) -> aggdraw.Pen:
    import aggdraw

    return aggdraw.Pen(colour, width, round(255 * opacity))


def drawn(shapes: Iterable[Shape], under: Image.Image) -> Image.Image:
    """The shapes over a copy of an RGB image."""
    import aggdraw

    image = under.copy()
    surface = aggdraw.Draw(image)
    texts: list[Text] = []
    for shape in shapes:
        if isinstance(shape, Text):
            texts.append(shape)
        elif isinstance(shape, Line):
            _line(surface, shape)
        else:
            _area(surface, shape)
    surface.flush()
    for text in texts:
        if text.halo:
            _print(image, text, text.halo, HALO_PT)
        _print(image, text, text.colour, 0)
    return image


def blank(size: tuple[int, int], colour: str) -> Image.Image:
    """An empty page of `size` (width, height)."""
    return Image.new("RGB", size, colour)


def _print(image: Image.Image, text: Text, colour: str, rim: int) -> None:
    ink, left, top = _ink(text.text, text.size, text.bold, rim)
    image.paste(colour, (round(text.left) + left, round(text.y) + top), ink)


@lru_cache(maxsize=1024)
def _ink(text: str, size: float, bold: bool, rim: int) -> tuple[Image.Image, int, int]:
    """Coverage of one line of text, and where its upper left corner lies from the left end of the baseline."""
    face = font(size, bold)
    left, top, right, bottom = (round(edge) for edge in face.getbbox(text, anchor="ls", stroke_width=rim))
    mask = Image.new("L", (max(right - left, 1) + 2, max(bottom - top, 1) + 2))
    ImageDraw.Draw(mask).text((1 - left, 1 - top), text, 255, face, anchor="ls", stroke_width=rim)
    return mask, left - 1, top - 1


def _area(surface: aggdraw.Draw, shape: Polygon | Disc) -> None:
    brush = _brush(shape.fill, round(255 * shape.opacity)) if shape.fill else None
    pen = _pen(shape.stroke, shape.width, shape.opacity) if shape.stroke else None
    if isinstance(shape, Polygon):
        surface.polygon(shape.xy.ravel().tolist(), pen, brush)
    else:
        ry = shape.rx if shape.ry is None else shape.ry
        surface.ellipse((shape.x - shape.rx, shape.y - ry, shape.x + shape.rx, shape.y + ry), pen, brush)


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

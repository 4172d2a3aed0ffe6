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
def _brush(colour: str | None, opacity: float) -> aggdraw.Brush | None:
    import aggdraw  # where shapes are drawn by something else, it may be missing

    return aggdraw.Brush(colour, round(255 * opacity)) if colour else None


@lru_cache(maxsize=1024)
def _pen(colour: str | None, width: float, opacity: float) -> aggdraw.Pen | None:
    import aggdraw

    return aggdraw.Pen(colour, width, round(255 * opacity)) if colour else None


def drawn(shapes: Iterable[Shape], size: tuple[int, int], under: str | bytes) -> Image.Image:
    """The shapes over a page of one colour, or over the pixels of an RGB picture, row by row; `size` is width and height."""
    import aggdraw

    surface = aggdraw.Draw("RGB", size, under if isinstance(under, str) else None)
    if isinstance(under, bytes):
        surface.frombytes(under)
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
    image = Image.frombytes("RGB", size, surface.tobytes())
    for text in texts:
        if text.halo:
            _print(image, text, text.halo, HALO_PT)
        _print(image, text, text.colour, 0)
    return image


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

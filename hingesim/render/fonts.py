"""Fonts and text measure: DejaVu Sans as shipped with matplotlib, so that pictures look the same on every system."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont

from hingesim.common.errors import HingesimError

ELLIPSIS = "…"


@cache
def _file(bold: bool) -> str:
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        raise HingesimError("pictures need the fonts of matplotlib, which is not installed")
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return str(Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / name)


@lru_cache(maxsize=64)
def font(size: float, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The face at a size in points (pixels)."""
    return ImageFont.truetype(_file(bold), size)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Advance width of one line in points."""
    return float(font(size, bold).getlength(text))


def wrapped(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """The text in lines no wider than `room` points; a longer word is cut."""
    lines: list[str] = []
    for word in text.split(" "):  # a no-break space stays
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(fitted(word, size, room, bold))
    return lines or [""]


def fitted(text: str, size: float, room: float, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than `room` points."""
    if text_width(text, size, bold) <= room:
        return text
    while text and text_width(text + ELLIPSIS, size, bold) > room:
        text = text[:-1].rstrip()
    return text + ELLIPSIS if text else ""

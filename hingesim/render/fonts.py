"""Fonts and text measure: DejaVu Sans shipped with the package, so that pictures look the same on every system."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

ELLIPSIS = "…"


FOLDER = Path(__file__).parent / "fontfiles"


@lru_cache(maxsize=64)
def font(size: float, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The face at a size in points (pixels)."""
    return ImageFont.truetype(FOLDER / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"), size)


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

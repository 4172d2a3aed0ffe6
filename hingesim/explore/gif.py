"""A GIF of pictures that a browser has drawn: where Python has nothing that draws, it still can write the file."""

from __future__ import annotations

import base64
import binascii
import io
from collections.abc import Sequence
from typing import Any

from PIL import Image

from hingesim.common.errors import FieldError

MOST_FRAMES, MOST_CHARACTERS, MOST_SIDE = 400, 400_000, 2000
"""Of one clip: pictures, characters of one in base64, pixels of a side."""
COLOURS, LOOKED_AT = 128, 8
"""Of the palette, and pictures from which it is chosen."""


def gif_of(given: Any, fps: float) -> bytes:
    """An animation that plays for ever.

    Args:
        given: pictures of one size, PNG in base64.
        fps: pictures a second.

    Raises:
        FieldError: they are something else.
    """
    allowed = f"1 to {MOST_FRAMES} pictures of one size, PNG in base64"
    if not isinstance(given, list) or not 1 <= len(given) <= MOST_FRAMES:
        raise FieldError("frames", "something else", allowed)
    frames = [_picture(each, allowed) for each in given]
    if len({frame.size for frame in frames}) > 1:
        raise FieldError("frames", "several sizes", allowed)
    palette = _palette(frames)
    first, *others = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    out = io.BytesIO()
    first.save(out, "GIF", save_all=True, append_images=others, duration=round(1000 / fps), loop=0)
    return out.getvalue()


def _picture(given: Any, allowed: str) -> Image.Image:
    if not isinstance(given, str) or len(given) > MOST_CHARACTERS:
        raise FieldError("frames", "something else", allowed)
    try:
        picture = Image.open(io.BytesIO(base64.b64decode(given, validate=True)), formats=["PNG"])
        if max(picture.size) > MOST_SIDE:
            raise FieldError("frames", f"{picture.size[0]} x {picture.size[1]}", f"at most {MOST_SIDE} pixels a side")
        return picture.convert("RGB")
    except (binascii.Error, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, FieldError):
            raise
        raise FieldError("frames", "something else", allowed) from None


def _palette(frames: Sequence[Image.Image]) -> Image.Image:
    """One for the whole clip, so that still parts do not flicker: from some of its pictures, one under the other."""
    some = frames[:: max(1, len(frames) // LOOKED_AT)]
    wide, high = some[0].size
    sheet = Image.new("RGB", (wide, high * len(some)))
    for place, frame in enumerate(some):
        sheet.paste(frame, (0, place * high))
    return sheet.quantize(COLOURS)

"""Whether the colours that mean something are still there in a clip with a palette: its frames decoded, beside the same drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from hingesim.render.clip import Clip
from hingesim.render.display import Disc, Line, Polygon
from hingesim.render.palette import MEANT
from hingesim.render.timeline import Instant, timeline
from tests.colour import lab, lab_of, rgb

FADED = 5.0
"""Most CIELAB distance of a colour that means something from what it is in the clip. Just noticeable side by side is 2.3; what is told
apart by colour is at least 30 apart (`tests/render/test_colour_vision.py`), limbs 14, so none is taken for another."""
FLAT = 2
"""Pixels so near to the colour of a shape, of 255, are its own, without a share of what is beside it."""
LOOKED_AT = 12
"""Frames of a clip."""


def decoded(path: Path, times_s: list[float]) -> Iterator[np.ndarray]:
    """shape (H, W, 3), uint8: what a player shows at playing times, which rise; equal frames in a row are one that lasts longer."""
    with Image.open(path) as clip:
        number, until_ms = 0, clip.info["duration"]
        for time_s in times_s:
            while until_ms <= 1000 * time_s + 1e-6 and number + 1 < clip.n_frames:
                number += 1
                clip.seek(number)
                until_ms += clip.info["duration"]
            yield np.asarray(clip.convert("RGB"))


def furthest(path: Path, clip: Clip) -> dict[str, float]:
    """By name of what is drawn: the largest distance of its colour to that in the file."""
    every = list(timeline(clip.recordings, clip.drawing))
    some = sorted({round(i * (len(every) - 1) / (LOOKED_AT - 1)) for i in range(LOOKED_AT)})
    found: dict[str, float] = {}
    shown = decoded(path, [number / clip.drawing.fps for number in some])
    for number, picture in zip(some, shown, strict=True):
        drawn = next(clip.frames(iter([every[number]])))
        for name, colour in coloured(clip, every[number]):
            own = (np.abs(drawn.astype(int) - rgb(colour)).max(axis=-1) <= FLAT).nonzero()
            if len(own[0]):
                found[name] = max(found.get(name, 0.0), float(np.linalg.norm(lab_of(picture[own]) - lab(colour), axis=-1).max()))
    return found


def coloured(clip: Clip, instant: Instant) -> Iterator[tuple[str, str]]:
    """Name and colour of everything that means something."""
    for shape in clip.page.shapes(instant):
        name = re.sub(r" \d+$", "", shape.name)
        if name in MEANT and isinstance(shape, Polygon | Line | Disc):
            colour = shape.stroke if isinstance(shape, Line) else shape.fill
            if colour:
                yield name, colour

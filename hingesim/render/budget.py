"""A picture within a size: width, frame rate and colours give way until the file is small enough.

The ways to draw it stand on a ladder from the finest to the coarsest; the finest that fits is found by halving.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from pathlib import Path

from hingesim.common.errors import FieldError
from hingesim.render.clip import WRITERS, Clip, Report
from hingesim.render.drawing import FEWEST, LEAST_WIDTH, Drawing

LADDER = (
    (1.0, 25, 256),
    (0.9, 25, 256),
    (0.9, 20, 128),
    (0.8, 20, 128),
    (0.7, 20, 128),
    (0.7, 20, 64),
    (0.6, 20, 64),
    (0.6, 10, 64),
    (0.5, 10, 64),
    (0.5, 10, 32),
    (0.4, 10, 32),
    (0.33, 10, 16),
    (0.25, 10, FEWEST),
)
"""Share of the width, frames per second at most, colours at most."""
GIVES_WAY = {
    ".gif": ("width", "fps", "colours"),
    ".apng": ("width", "fps", "colours"),
    ".mp4": ("width", "fps"),
    ".webp": ("width", "fps"),
    ".png": ("width",),
    ".html": ("fps",),
    ".glb": ("fps",),
}
"""What makes a file of each kind smaller; vectors are as small as they get."""


def ladder(clip: Clip, kind: str) -> list[Clip]:
    """Ways to draw a clip, the finest first, as it was asked for."""
    asked = clip.at_width(kind).drawing
    rungs: list[Drawing] = []
    width = asked.width or LEAST_WIDTH
    for share, rate, palette in LADDER:
        narrower = width if share == 1 else max(min(LEAST_WIDTH, width), 2 * round(share * width / 2))
        coarser = {"width": narrower, "fps": min(asked.fps, rate), "colours": min(asked.colours, palette)}
        drawing = replace(asked, max_size=None, **{name: coarser[name] for name in GIVES_WAY.get(kind, ())})
        if drawing not in rungs:
            rungs.append(drawing)
    return [replace(clip, drawing=drawing) for drawing in rungs]


def write_within(clip: Clip, part: Path, kind: str, most_bytes: int, report: Report | None) -> Clip:
    """Write the finest picture of at most `most_bytes`; returns the clip as it was drawn.

    Raises:
        FieldError: the coarsest one is larger.
    """
    rungs = ladder(clip, kind)
    tries = 2 + len(rungs).bit_length()
    written: list[int] = []

    def size(rung: int) -> int:
        before = len(written)
        WRITERS[kind](rungs[rung], part, kind, lambda done: report(min(1.0, (before + done) / tries)) if report else None)
        written.append(rung)
        return part.stat().st_size

    if size(0) <= most_bytes:
        return rungs[0]
    finest = 1 + bisect_left(range(1, len(rungs)), True, key=lambda rung: size(rung) <= most_bytes)
    best = min(finest, len(rungs) - 1)
    smallest = part.stat().st_size if written[-1] == best else size(best)
    if finest == len(rungs):
        raise FieldError("max_size", clip.drawing.max_size, f"{smallest / 1000:.0f}kB or more, the smallest {kind[1:]} of this picture")
    return rungs[best]

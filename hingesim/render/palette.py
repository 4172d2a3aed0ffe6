"""The colours that a palette must hold: those that mean something cover few pixels, and a palette chosen by area forgets them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from PIL import ImageColor

from hingesim.recording.recording import Recording
from hingesim.render.display import Line, Shape, Text
from hingesim.render.gear import tension_colour
from hingesim.render.overlays.weight import scale_fill
from hingesim.render.theme import Theme

MEANT = ("stamp", "scale heel fill", "scale toes fill", "centre of mass", "centre of pressure", "hip arrow", "band")
"""Names in the display list of what is told by its colour as well, the most important first."""
TONES = 10
"""Most colours that are kept for one of them: the band has another with every newton."""
NEAR = 7.0
"""A tone so near to one that is kept, of 255, is not kept as well: hardly noticeable side by side."""
SHARE = 3
"""At most the palette over this is kept; the others follow from the pictures."""


def meant_colours(recordings: Iterable[Recording], theme: Theme, pictures: Iterable[Iterable[Shape]], colours: int) -> list[str]:
    """Colours that mean something in a clip, the most important first, each once.

    Args:
        recordings: of the clip; a stamp or the strongest pull may be shown for a moment that none of the pictures has.
        theme: how it is drawn.
        pictures: display lists of some of its frames.
        colours: of the whole palette.
    """
    found: dict[str, set[str]] = {name: set() for name in MEANT}
    for recording in recordings:
        found["stamp"].add(theme.stamp[recording.outcome.name])
        if recording.outcome.lost:
            found["stamp"].add(theme.stamp["lost"])
        if recording.scenario.band is not None:
            found["band"].update(tension_colour(float(tension_n), theme) for tension_n in recording.band_tension_n)
    for shape in (shape for picture in pictures for shape in picture):
        if shape.name in found and not isinstance(shape, Text) and (colour := shape.stroke if isinstance(shape, Line) else shape.fill):
            found[shape.name].add(colour)
    kept: list[str] = []
    for name in MEANT:
        kept += _tones(found[name].difference(kept), min(TONES, colours // SHARE - len(kept)))
    return kept


def stated_colours(theme: Theme) -> list[str]:
    """What a theme says of verdicts, marks and the scales: for pictures of which no display list is left."""
    return list(dict.fromkeys([*theme.stamp.values(), scale_fill(theme.cop, theme), theme.com, theme.cop, theme.measure]))


def _tones(colours: Iterable[str], most: int) -> list[str]:
    """At most so many of them that lie farthest apart: each is the one farthest from those before it."""
    every = sorted(colours)
    at = np.array([ImageColor.getrgb(colour) for colour in every], float).reshape(-1, 3)
    kept: list[str] = []
    apart = np.full(len(every), np.inf)
    while len(kept) < most and apart.max(initial=0.0) > NEAR:
        farthest = int(apart.argmax())
        kept.append(every[farthest])
        apart = np.minimum(apart, np.linalg.norm(at - at[farthest], axis=1))
    return kept

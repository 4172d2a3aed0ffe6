"""Colours and sizes of the pictures: one place to change the look."""

from __future__ import annotations

from functools import lru_cache

PAGE = "#ffffff"
INK = "#1f2733"
"""Text and outlines."""
QUIET = "#5b6675"
"""Secondary text."""
FLOOR, GROUND_LINE, SHADOW = "#eef0f3", "#8c96a3", "#c9ced6"
CAPTION_PAGE, CAPTION_INK = "#242b3a", "#ffffff"
DIVIDER = "#d5dae1"

BODY = {
    "skin": "#e9b899",
    "skin_line": "#c78f70",
    "hair_female": "#5a3b2a",
    "hair_male": "#43362f",
    "shirt": "#3f7fb5",
    "stance_leg": "#2f3d5c",
    "free_leg": "#8493ab",
    "shoe": "#23262d",
    "sole": "#f2f2f2",
    "sock": "#f5f6f8",
    "eye": "#1f2733",
    "weight": "#4a4f57",
}
FAR_LIGHTENING = 0.22
"""Share of white mixed into the colours of the far side."""

COM = "#d81b60"
COP = "#1565c0"
GRF = "#1b8a5a"
BASE, BASE_LINE = "#ffd166", "#b7851a"
BAND_SLACK, BAND_LOW, BAND_HIGH = "#8a8f98", "#f2a25c", "#c62f1d"
POST = "#6d7683"
"""Okabe-Ito relatives: told apart with the common colour-vision deficiencies, and by shape."""

STAMP = {
    "posterior_shift": "#1b7f4d",
    "held": "#3b6ea5",
    "stood": "#3b6ea5",
    "on_toes": "#b26a00",
    "stalled": "#7a5c99",
    "forward_fall": "#c0271a",
    "backward_fall": "#c0271a",
    "sideways_fall": "#c0271a",
    "foot_touch": "#b26a00",
    "lost": "#d9480f",
}

TEXT_PT, TITLE_PT, SMALL_PT, CAPTION_PT = 12.5, 16.0, 11.0, 15.0
"""Text sizes in points at unit 1."""
LEAST_TEXT_PT = 9.0
"""No text is drawn smaller than this."""
OUTLINE_PT = 1.5
"""Width of the dark line around the body at unit 1."""


@lru_cache(maxsize=4096)
def mix(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other` mixed in, as #rrggbb."""
    pairs = ((int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)

"""Colours and sizes of the pictures: one place to change the look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from hingesim.render.outcome_looks import OUTCOME_LOOKS

TEXT_PT, TITLE_PT, SMALL_PT, CAPTION_PT, HEAD_PT = 12.5, 16.0, 11.0, 15.0, 19.0
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


@dataclass(frozen=True)
class Theme:
    """The colours of one look, all as #rrggbb.

    Marks are told apart by shape as well as by colour; their colours are relatives of the Okabe-Ito set, which stays
    distinct with the common colour-vision deficiencies.
    """

    name: str
    page: str
    ink: str
    """Text."""
    quiet: str
    """Secondary text."""
    outline: str
    """Line around the body."""
    floor: str
    ground_line: str
    shadow: str
    divider: str
    caption_page: str
    """Bar with the coach's words."""
    caption_ink: str
    com: str
    xcom: str
    cop: str
    grf: str
    base: str
    base_line: str
    measure: str
    """Angle arcs and dimension lines."""
    band_slack: str
    band_low: str
    band_high: str
    post: str
    stamp_ink: str
    far_lightening: float
    """Share of the page colour mixed into the colours of the far side."""
    body: Mapping[str, str]
    """Skin, hair, clothes and weight."""
    stamp: Mapping[str, str]
    """By outcome; `lost` while a fall is under way."""

    def __reduce__(self) -> tuple[Any, ...]:
        """For another process: tables that nobody can change cannot go there, what is in them can."""
        return _theme, ({name: dict(value) if isinstance(value, Mapping) else value for name, value in self.__dict__.items()},)


def _theme(told: dict[str, Any]) -> Theme:
    frozen: dict[str, Any] = {name: MappingProxyType(value) if isinstance(value, dict) else value for name, value in told.items()}
    return Theme(**frozen)


LIGHT = Theme(
    name="light",
    page="#ffffff",
    ink="#1f2733",
    quiet="#4f5968",
    outline="#1f2733",
    floor="#eef0f3",
    ground_line="#87919e",
    shadow="#d0d4db",
    divider="#d5dae1",
    caption_page="#242b3a",
    caption_ink="#ffffff",
    com="#d81b60",
    xcom="#5a1a96",
    cop="#1565c0",
    grf="#1b8a5a",
    base="#ffdb80",
    base_line="#9c7010",
    measure="#8a5a00",
    band_slack="#8a8f98",
    band_low="#f2a25c",
    band_high="#c62f1d",
    post="#6d7683",
    stamp_ink="#ffffff",
    far_lightening=0.22,
    body=MappingProxyType(
        {
            "skin": "#e9b899",
            "skin_line": "#c78f70",
            "hair_female": "#5a3b2a",
            "hair_male": "#43362f",
            "shirt": "#3f7fb5",
            "stance_leg": "#2f3d5c",
            "free_leg": "#9fb0cc",
            "shoe": "#23262d",
            "sole": "#f2f2f2",
            "sock": "#f5f6f8",
            "eye": "#1f2733",
            "mouth": "#b5635a",
            "weight": "#4a4f57",
        }
    ),
    stamp=MappingProxyType({**{name: look.light for name, look in OUTCOME_LOOKS.items()}, "lost": "#c93f06"}),
)

DARK = replace(
    LIGHT,
    name="dark",
    page="#171c26",
    ink="#eef1f6",
    quiet="#a9b4c4",
    outline="#0a0d13",
    floor="#252d3b",
    ground_line="#6d7a8d",
    shadow="#10141c",
    divider="#3a4556",
    caption_page="#0c1018",
    com="#ff5c93",
    xcom="#dcc4ff",
    cop="#5aa9f7",
    grf="#43c98b",
    base="#463b20",
    base_line="#ffe09a",
    measure="#ffd27a",
    band_slack="#9aa3b1",
    band_low="#f2a25c",
    band_high="#ff6a4d",
    post="#8d98a8",
    stamp_ink="#10141c",
    far_lightening=0.2,
    body=MappingProxyType(
        {
            **LIGHT.body,
            "hair_female": "#a87653",
            "hair_male": "#9c775b",
            "shirt": "#66b4ea",
            "stance_leg": "#677cc6",
            "free_leg": "#b4c1d6",
            "shoe": "#77829a",
            "weight": "#7d8694",
        }
    ),
    stamp=MappingProxyType({**{name: look.dark for name, look in OUTCOME_LOOKS.items()}, "lost": "#ff9a5c"}),
)

PRINT = replace(
    LIGHT,
    name="print",
    quiet="#4a4a4a",
    ink="#000000",
    outline="#000000",
    floor="#f4f4f4",
    ground_line="#555555",
    shadow="#d8d8d8",
    divider="#bbbbbb",
    caption_page="#ffffff",
    caption_ink="#000000",
    base="#f5e3b0",
    base_line="#5c430d",
    band_high="#a81f0f",
    far_lightening=0.3,
    body=MappingProxyType({**LIGHT.body, "shirt": "#6fa8d6", "stance_leg": "#1f2a44", "free_leg": "#c9d3e0"}),
)
"""For paper: no dark areas, and grey values that stay apart."""

THEMES = {theme.name: theme for theme in (LIGHT, DARK, PRINT)}

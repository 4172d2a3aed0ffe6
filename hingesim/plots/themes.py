"""Themes of the figures by where they will be seen: sizes, strokes and colours.

Every pair of curves that meet in one plot differs in lightness or stroke and in hue, so they are told apart with the common
colour-vision deficiencies and in grey print; texts keep a contrast of 4.5 to 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hingesim.common.errors import FieldError, nearest
from hingesim.render.theme import DARK, LIGHT

Dashes = str | tuple[float, tuple[float, ...]]


RUNS: tuple[tuple[str, Dashes], ...] = (
    ("#dd6b10", (0, (4, 1.6))),
    ("#00695c", "-"),
    ("#2e1a66", (0, (1, 1.3))),
    ("#c2417b", (0, (6, 1.4, 1, 1.4))),
)


@dataclass(frozen=True)
class Colours:
    """Colours of what all plots share."""

    com: str = LIGHT.com
    xcom: str = "#2b1a55"
    cop: str = LIGHT.cop
    base: str = "#ffe9bd"
    edge: str = LIGHT.base_line
    edge_text: str = "#7a5a10"
    foot: str = LIGHT.floor
    foot_line: str = LIGHT.ground_line
    moving: str = "#edf2f8"
    """Shading of the phases in which the body moves."""
    lost: str = "#c0271a"
    slack: str = LIGHT.band_slack
    ink: str = LIGHT.ink
    quiet: str = LIGHT.quiet
    page: str = "#ffffff"
    runs: tuple[tuple[str, Dashes], ...] = RUNS
    """Colour and dashes of the first to fourth recording; a recording that stands alone is drawn like the second."""


@dataclass(frozen=True)
class FigureTheme:
    """How a figure looks. The page is `width_in` wide unless a width is asked for; its type stays readable within the limits."""

    name: str
    width_in: float
    narrowest_in: float
    widest_in: float
    """The page is laid out between these widths; a picture that is smaller or larger still is scaled as a whole."""
    dpi: float
    """Pixels to the inch of a .png."""
    type_pt: float
    """Size of the type, and the unit (em) of all distances."""
    stroke: float
    """Width of lines relative to the screen."""
    height_in: float | None = None
    """Height of the page where it is given; otherwise it follows from the panels."""
    colours: Colours = Colours()

    @property
    def em_in(self) -> float:
        """One em in inches."""
        return self.type_pt / 72

    def page(self, width_px: int | None) -> tuple[float, float]:
        """Width of the page in inches and pixels to the inch, for a picture that is `width_px` wide."""
        if width_px is None:
            return self.width_in, self.dpi
        width_in = min(max(width_px / self.dpi, self.narrowest_in), self.widest_in)
        return width_in, (width_px + 1e-3) / width_in  # the raster rounds down

    @property
    def settings(self) -> dict[Any, Any]:
        """The look as settings of matplotlib."""
        c = self.colours
        return {
            "font.family": "DejaVu Sans",
            "font.size": self.type_pt,
            "text.color": c.ink,
            "figure.facecolor": c.page,
            "axes.facecolor": c.page,
            "savefig.facecolor": c.page,
            "axes.labelsize": self.type_pt,
            "axes.titlesize": 1.1 * self.type_pt,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": c.quiet,
            "axes.labelcolor": c.ink,
            "axes.linewidth": 0.8 * self.stroke,
            "axes.unicode_minus": True,
            "xtick.color": c.quiet,
            "ytick.color": c.quiet,
            "xtick.labelsize": 0.9 * self.type_pt,
            "ytick.labelsize": 0.9 * self.type_pt,
            "xtick.major.width": 0.8 * self.stroke,
            "ytick.major.width": 0.8 * self.stroke,
            "xtick.major.size": 0.35 * self.type_pt,
            "ytick.major.size": 0.35 * self.type_pt,
            "legend.frameon": False,
            "legend.fontsize": 0.95 * self.type_pt,  # keys.SIZE
            # Outlines look the same where the font is missing; a PDF carries its font and keeps its text.
            "svg.fonttype": "path",
            "svg.hashsalt": "hingesim",
            "pdf.fonttype": 42,
        }


PRINTED = Colours(com="#a3003f", cop="#3b86c4", base="#f3ead6", edge="#8a6a1a", foot="#f2f2f2", foot_line="#6f6f6f", moving="#f1f1f1")
"""Spread in lightness, so that the three curves stay apart when the page is printed in greys."""

DARKENED = Colours(
    com=DARK.com,
    xcom=DARK.xcom,
    cop=DARK.cop,
    base="#4a4128",
    edge=DARK.base_line,
    edge_text="#e3c77a",
    foot=DARK.floor,
    foot_line=DARK.ground_line,
    moving="#242c3b",
    lost=DARK.stamp["lost"],
    slack=DARK.band_slack,
    ink=DARK.ink,
    quiet=DARK.quiet,
    page=DARK.page,
    runs=tuple(zip(("#f0944a", "#4fc3a8", "#b7a6f2", "#d9407f"), (dashes for _, dashes in RUNS), strict=True)),
)
"""The colours of a dark clip."""

THEMES = {
    theme.name: theme
    for theme in (
        # A web page or document: 1440 pixels wide.
        FigureTheme("screen", width_in=7.2, narrowest_in=3.5, widest_in=9.0, dpi=200, type_pt=9, stroke=1.0),
        # Two columns of a journal or a worksheet; 1050 pixels give one column of 3.5 inches.
        FigureTheme("print", width_in=7.2, narrowest_in=3.5, widest_in=7.2, dpi=300, type_pt=8, stroke=0.85, colours=PRINTED),
        # The same on a dark page: beside a dark clip.
        FigureTheme("dark", width_in=7.2, narrowest_in=3.5, widest_in=9.0, dpi=200, type_pt=9, stroke=1.0, colours=DARKENED),
        # A whole slide of 16 to 9, 1920 by 1080 pixels, opaque white so that it reads on any template.
        FigureTheme("slides", width_in=40 / 3, narrowest_in=40 / 3, widest_in=40 / 3, dpi=144, type_pt=16, stroke=1.9, height_in=7.5),
    )
}


MAP_THEMES = {name: theme for name, theme in THEMES.items() if theme.colours.page == "#ffffff"}
"""Those of maps, whose pale colours and figures need a white page."""


def find_theme(name: str, among: Mapping[str, FigureTheme] = THEMES) -> FigureTheme:
    """The theme of a name.

    Raises:
        FieldError: there is no such theme.
    """
    if name not in among:
        raise FieldError("theme", name, nearest(str(name), among))
    return among[name]

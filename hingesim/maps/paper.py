"""What every figure of a sweep is drawn on: checked, sized, with the type and the strokes of its theme, saved whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hingesim.common.files import FIGURES, check_output
from hingesim.common.words import words
from hingesim.plots.figure import save
from hingesim.plots.sheet import Sheet
from hingesim.plots.themes import MAP_THEMES, find_theme
from hingesim.render.drawing import checked_width

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LARGE = 1.15
"""Size of a bold line above a figure, in em."""


@dataclass(frozen=True)
class Paper:
    """A page for one figure."""

    sheet: Sheet
    width_in: float
    dpi: float
    """Pixels to the inch."""
    path: str | Path | None
    """Where the figure is saved; None: nowhere."""

    def drawn(self, draw: Callable[[Sheet, float, float], Figure], *, hatch: float) -> Figure:
        """What `draw` makes of the sheet, the width and the resolution; `hatch` is the width of hatches in pt, on a screen."""
        import matplotlib as mpl

        theme = self.sheet.theme
        with mpl.rc_context({**theme.settings, "hatch.linewidth": hatch * theme.stroke}):
            figure = draw(self.sheet, self.width_in, self.dpi)
            if self.path is not None:
                save(figure, Path(self.path))
        return figure


def paper(path: str | Path | None, theme: str, lang: str, width: int | None, units: str = "metric") -> Paper:
    """The page for these arguments, which are those of `outcome_map`.

    Raises:
        InputError: one of them is not allowed.
    """
    if path is not None:
        check_output(path, FIGURES)
    look, told = find_theme(theme, MAP_THEMES), words(lang, units)
    width_in, dpi = look.page(None if width is None else checked_width(width))
    return Paper(Sheet((), look, told, width_in / look.em_in), width_in, dpi, path)


def write_head(figure: Figure, sheet: Sheet, lines: Sequence[tuple[str, bool]], page: float, edge: float, line: float) -> None:
    """Lines above a figure, each with whether it is bold; `page` is the height of the page, lengths are in em."""
    for i, (text, bold) in enumerate(lines):
        size, weight = (LARGE if bold else 1.0) * sheet.theme.type_pt, "bold" if bold else "normal"
        figure.text(edge / sheet.width_em, 1 - (edge + line * i) / page, text, va="top", fontweight=weight, fontsize=size)

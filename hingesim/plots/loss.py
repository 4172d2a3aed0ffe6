"""The mark of the instant at which balance was lost: a dotted line over the plot and a cross on the curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hingesim.plots.run import Run
from hingesim.plots.sheet import Sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZE_EM = 0.85


def cross(ax: Axes, sheet: Sheet, x: float, y: float) -> None:
    """The cross itself."""
    size = SIZE_EM * sheet.theme.type_pt
    ax.plot([x], [y], "X", color=sheet.theme.colours.lost, markersize=size, markeredgecolor=sheet.theme.colours.page, zorder=5, gid="lost")


def mark(ax: Axes, sheet: Sheet, run: Run, values: np.ndarray) -> None:
    """A cross on the curve through `values` of shape (T,)."""
    if run.lost_s is not None:
        cross(ax, sheet, run.lost_s, float(run.at_loss(values)))


def line(ax: Axes, sheet: Sheet, run: Run) -> None:
    """The dotted line."""
    if run.lost_s is not None:
        ax.axvline(
            run.lost_s, color=sheet.theme.colours.lost, linewidth=sheet.stroke(0.9), linestyle=(0, (1.5, 2)), zorder=1, gid="lost line"
        )

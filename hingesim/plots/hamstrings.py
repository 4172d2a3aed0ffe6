"""How far the posture of the stance leg stretches the hamstrings: the mean of the three two-joint muscles, and their range."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hingesim.plots import curves
from hingesim.plots.panel import Panel, Plot
from hingesim.plots.run import Run
from hingesim.plots.sheet import Sheet, sentence

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST_PERCENT = 5.0


def muscles_percent(run: Run) -> np.ndarray:
    """shape (T, 3): change of the muscle-tendon length of each muscle against upright standing."""
    return 100 * np.column_stack(list(run.loads.hamstring_length_change().values()))


def _plots(sheet: Sheet) -> list[Plot]:
    def draw(ax: Axes) -> None:
        ax.axhline(0, color=sheet.theme.colours.quiet, linewidth=sheet.stroke(0.6), zorder=0.5)
        for run in sheet.runs:
            muscles = muscles_percent(run)[run.shown]
            ax.fill_between(run.time_s, muscles.min(axis=1), muscles.max(axis=1), color=run.look["color"], alpha=0.2, linewidth=0, zorder=1)
            curves.curve(ax, sheet, run, muscles_percent(run).mean(axis=1))
        ax.set_ylim(*curves.scale([muscles_percent(run)[run.shown] for run in sheet.runs], LEAST_PERCENT))

    return [Plot(sentence(sheet.told["hamstrings"]), draw)]


PANEL = Panel("hamstrings", _plots, label="length", key="runs", height_em=lambda sheet: 6.5, least_em=12.0)

"""Tension of the band; where it is slack the curve lies on zero and is underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hingesim.plots import curves
from hingesim.plots.panel import Panel, Plot
from hingesim.plots.run import Run
from hingesim.plots.sheet import Sheet, sentence
from hingesim.recording.metrics import SLACK_N

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEAST_N = 25.0


def slack(run: Run) -> np.ndarray:
    """shape of the shown samples: whether there is a band and it hangs slack."""
    return (run.recording.band_tension_n[run.shown] < SLACK_N) & (run.recording.scenario.band is not None)


def _plots(sheet: Sheet) -> list[Plot]:
    banded = [run for run in sheet.runs if run.recording.scenario.band]

    def draw(ax: Axes) -> None:
        for run in banded:
            curves.curve(ax, sheet, run, run.recording.band_tension_n)
            if slack(run).any():
                line = {"color": sheet.theme.colours.slack, "linewidth": sheet.stroke(5.0), "solid_capstyle": "butt"}
                ax.plot(run.time_s, np.where(slack(run), 0.0, np.nan), zorder=1, gid="slack", **line)
        if not banded:
            ax.text(
                0.5, 0.5, sheet.words["title"]["plain"], transform=ax.transAxes, ha="center", va="center", color=sheet.theme.colours.quiet
            )
        ax.set_ylim(*curves.scale([run.recording.band_tension_n[run.shown] for run in banded] or [np.zeros(1)], LEAST_N))

    return [Plot(sentence(sheet.told["band"]), draw)]


PANEL = Panel("band", _plots, label="tension", key="runs", height_em=lambda sheet: 6.5, least_em=12.0)

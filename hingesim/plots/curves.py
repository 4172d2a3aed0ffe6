"""Plots of one quantity each, with the curves of all recordings over each other, on one scale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from hingesim.plots import loss
from hingesim.plots.panel import Plot
from hingesim.plots.run import Run
from hingesim.plots.sheet import Sheet, sentence

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Quantity = tuple[str, Callable[[Run], np.ndarray]]
"""Key of the title, and the values of shape (T,) of a run, or as many as are to be shown."""
WIDTH = 1.7


def plots(sheet: Sheet, quantities: Sequence[Quantity], *, least_span: float) -> list[Plot]:
    """One plot for each quantity; the common scale spans at least `least_span` and shows the zero."""
    shown = [_shown(run, values(run))[1] for run in sheet.runs for _, values in quantities]
    limits = scale(shown, least_span)

    def plot(key: str, values: Callable[[Run], np.ndarray]) -> Plot:
        def draw(ax: Axes) -> None:
            ax.axhline(0, color=sheet.theme.colours.quiet, linewidth=sheet.stroke(0.6), zorder=0.5)
            for run in sheet.runs:
                curve(ax, sheet, run, values(run))
            ax.set_ylim(*limits)

        return Plot(sentence(sheet.told[key]), draw)

    return [plot(key, values) for key, values in quantities]


def curve(ax: Axes, sheet: Sheet, run: Run, values: np.ndarray) -> None:
    """The curve of one run, with the cross where balance was lost; it may end before the recording does."""
    ax.plot(*_shown(run, values), linewidth=sheet.stroke(WIDTH), zorder=3 - 0.1 * run.number, gid=f"run {run.number}", **run.look)
    loss.mark(ax, sheet, run, values)


def _shown(run: Run, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Times and values that are shown."""
    count = min(len(values), len(run.time_s))
    return run.time_s[:count], values[:count]


def scale(shown: Sequence[np.ndarray], least_span: float) -> tuple[float, float]:
    """Limits of y that show all values and zero, with a little air."""
    low = min(0.0, *(float(np.nanmin(values)) for values in shown))
    high = max(0.0, *(float(np.nanmax(values)) for values in shown))
    missing = max(0.0, least_span - (high - low))
    low, high = (low - missing, high) if high <= 0 else (low, high + missing)
    air = 0.08 * (high - low)
    return low - air, high + air

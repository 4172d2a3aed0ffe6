"""Centre of mass, extrapolated centre of mass and centre of pressure fore-aft over time, against the functional base of support."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from hingesim.plots import ends, loss
from hingesim.plots.panel import Panel, Plot
from hingesim.plots.run import Run
from hingesim.plots.sheet import Sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BEYOND_CM = 6.0
"""The plot reaches at least this far beyond the base of support ..."""
AROUND_CM = 1.5
"""... and this far beyond everything that happens while balance is kept."""
SIGNALS: tuple[tuple[str, Any, float], ...] = (("cop", "-", 1.1), ("xcom", (0, (4, 1.6)), 1.5), ("com", "-", 2.2))
"""Key, dashes and width of the curves."""


def looks(sheet: Sheet) -> list[tuple[str, dict[str, Any]]]:
    """Key and look of each signal, in the order of drawing."""
    return [
        (key, {"color": getattr(sheet.theme.colours, key), "linestyle": dashes, "linewidth": sheet.stroke(width)})
        for key, dashes, width in SIGNALS
    ]


def signal_cm(run: Run, key: str) -> np.ndarray:
    """shape (T, 2): ahead of the ankle and toward the inner side of the foot."""
    return 100 * getattr(run.metrics, f"{key}_m")


def _plots(sheet: Sheet) -> list[Plot]:
    def ends(run: Run) -> list[float]:
        seen = np.concatenate([signal_cm(run, key)[run.balanced, 0] for key, _, _ in SIGNALS])
        base = (100 * run.metrics.back_m - BEYOND_CM, 100 * run.metrics.front_m + BEYOND_CM)
        return [*base, float(np.nanmin(seen)) - AROUND_CM, float(np.nanmax(seen)) + AROUND_CM]

    every = [end for run in sheet.runs for end in ends(run)]
    limits = (min(every), max(every))

    def plot(run: Run) -> Plot:
        told = sheet.words.label("told", name=run.name, said=sheet.words.verdict(run.recording.outcome))
        return Plot(told, lambda ax: _draw(ax, sheet, run, limits), run)

    return [plot(run) for run in sheet.runs]


def _draw(ax: Axes, sheet: Sheet, run: Run, limits: tuple[float, float]) -> None:
    colours = sheet.theme.colours
    back, front = 100 * run.metrics.back_m, 100 * run.metrics.front_m
    ax.axhspan(back, front, color=colours.base, zorder=0, linewidth=0)
    for edge in (back, front):
        ax.axhline(edge, color=colours.edge, linewidth=sheet.stroke(0.9), zorder=0.5)
    curves = {key: (run.time_s, signal_cm(run, key)[run.shown, 0]) for key, _, _ in SIGNALS}
    for key, look in looks(sheet):
        ax.plot(*curves[key], zorder=2, gid=key, **look)
    loss.mark(ax, sheet, run, signal_cm(run, "xcom")[:, 0])
    ax.set_ylim(*limits)
    for text, edge, inward in (("toe", front, -1), ("heel", back, 1)):
        ends.name(ax, sheet, sheet.told[text], edge, inward, list(curves.values()))


PANEL = Panel(
    "position",
    _plots,
    label="position",
    key="signals",
    height_em=lambda sheet: {1: 10.0 if sheet.slide else 14.0, 2: 11.5, 3: 9.0}.get(len(sheet.runs), 8.0),
    least_em=13.0,
    stacked=True,
)

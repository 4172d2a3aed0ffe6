"""The paths of centre of mass, extrapolated centre of mass and centre of pressure over the stance foot from above, toes to the right.

The frame is the foot's own, so the foot stands still and the paths move. A left foot has its inner side below, as it is seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hingesim.plots import loss
from hingesim.plots.panel import Panel, Plot
from hingesim.plots.position import AROUND_CM, SIGNALS, looks, signal_cm
from hingesim.plots.run import Run
from hingesim.plots.sheet import Sheet, sentence
from hingesim.render.foot import foot_outline_m

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

AHEAD_CM = 3.0
"""Ground ahead of the toes: room for the way out of the foot."""
BEYOND_S = 0.25
"""The paths go on this long after a loss of balance; then the foot turns over its edge."""
THINNER = 0.7
"""Paths turn and cross: they are drawn thinner than curves over time."""
HIGHEST_EM = 15.0
"""A single foot is not drawn higher than this."""
MARKS = (("start", "o"), ("bottom", "D"))
"""Moments that are marked on every path (keys of the section `moment`), and the shape of the mark."""


def outline_cm(run: Run) -> np.ndarray:
    """shape (k, 2): the shoe, ahead of the ankle and toward the inner side."""
    return 100 * foot_outline_m(run.recording.humanoid) * [1, run.recording.humanoid.side]


def moments(run: Run) -> dict[str, int]:
    """Sample of every marked moment that was reached in balance."""
    bottom, kept = int(run.metrics.bottom[len(run.metrics.bottom) // 2]), run.balanced.stop or len(run.recording.time_s)
    reached = run.recording.place[bottom] > 0.99 and bottom < kept
    return {"start": 0} | ({"bottom": bottom} if reached else {})


def limits_cm(sheet: Sheet) -> tuple[np.ndarray, np.ndarray]:
    """Least and greatest (ahead, inner) of the drawing: every foot, and everything that happens while balance is kept."""
    parts = [part for run in sheet.runs for part in (outline_cm(run), *(signal_cm(run, key)[run.balanced] for key, _, _ in SIGNALS))]
    seen = np.concatenate(parts)
    return np.nanmin(seen, axis=0) - AROUND_CM, np.nanmax(seen, axis=0) + np.array([AHEAD_CM, AROUND_CM])


def _aspect(sheet: Sheet) -> float:
    low, high = limits_cm(sheet)
    return float((high[0] - low[0]) / (high[1] - low[1]))


def _plots(sheet: Sheet) -> list[Plot]:
    limits = limits_cm(sheet)

    def plot(run: Run) -> Plot:
        alone = len(sheet.runs) == 1
        return Plot(sentence(sheet.told["foot_from_above"]) if alone else run.name, lambda ax: _draw(ax, sheet, run, limits), run)

    return [plot(run) for run in sheet.runs]


def _draw(ax: Axes, sheet: Sheet, run: Run, limits: tuple[np.ndarray, np.ndarray]) -> None:
    from matplotlib.patches import PathPatch, Polygon

    colours, size = sheet.theme.colours, sheet.theme.type_pt
    shoe = {"facecolor": colours.foot, "edgecolor": colours.foot_line, "linewidth": sheet.stroke(1.0)}
    ax.add_patch(PathPatch(_rounded(outline_cm(run)), zorder=0, gid="foot", **shoe))
    base = {"facecolor": colours.base, "edgecolor": colours.edge, "linewidth": sheet.stroke(0.9)}
    ax.add_patch(Polygon(100 * run.metrics.base_m, zorder=0.5, gid="base", **base))
    at = moments(run)
    for key, look in looks(sheet):
        path = signal_cm(run, key)
        ax.plot(*path[_drawn(run)].T, zorder=2, gid=key, **{**look, "linewidth": THINNER * look["linewidth"]})
        for moment, shape in MARKS:
            if moment in at:
                face = colours.page if moment == "start" else look["color"]
                edge = look["color"] if moment == "start" else colours.page
                dot = {"markersize": 0.55 * size, "markerfacecolor": face, "markeredgecolor": edge, "markeredgewidth": sheet.stroke(1.0)}
                ax.plot(*path[at[moment]], shape, zorder=4, gid=f"{key} {moment}", **dot)
    if run.lost_s is not None:
        loss.cross(ax, sheet, *run.at_loss(signal_cm(run, "xcom")))
    (x0, y0), (x1, y1) = limits
    ax.set_xlim(x0, x1)
    ax.set_ylim((y0, y1) if run.recording.humanoid.side > 0 else (y1, y0))
    ax.set_aspect("equal", adjustable="box", anchor="C")


def _drawn(run: Run) -> slice:
    """Samples of the paths."""
    return slice(None) if run.lost_s is None else slice(0, int(np.searchsorted(run.recording.time_s, run.lost_s + BEYOND_S)))


def _rounded(corners: np.ndarray) -> Path:
    """The smooth closed curve (quadratic B-spline) that touches the middle of every edge."""
    from matplotlib.path import Path

    middles = (corners + np.roll(corners, -1, axis=0)) / 2
    points = np.stack([np.roll(corners, -1, axis=0), np.roll(middles, -1, axis=0)], axis=1).reshape(-1, 2)
    return Path(np.vstack([middles[:1], points]), [Path.MOVETO, *[Path.CURVE3] * len(points)])


PANEL = Panel(
    "foot", _plots, label="inner", key="signals", height_em=lambda sheet: HIGHEST_EM, least_em=13.0, across="ahead", aspect=_aspect
)

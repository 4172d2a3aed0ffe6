"""One panel of a map: cells, hatches, borders, slack line, sweet spot and the marks of the cells whose figures are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hingesim.common.words import Words
from hingesim.maps import labels
from hingesim.maps.cards import Card
from hingesim.maps.grid import Cells
from hingesim.maps.looks import LOOKS
from hingesim.maps.slack import When
from hingesim.maps.spots import Spot
from hingesim.plots.themes import FigureTheme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.collections import QuadMesh

MOST_TICKS = 9
DASHES: dict[When, tuple[float, tuple[float, ...]]] = {"somewhere": (0, (5, 2)), "at_start": (0, (1, 1.6))}
"""Of the line where the band goes slack somewhere in the hinge, and of the one where it is slack from the start."""


def draw_outcomes(ax: Axes, cells: Cells) -> None:
    """Every cell in the colour of its outcome, paler where runs disagree, with the hatch of its region."""
    from matplotlib.colors import to_rgb

    colours = [[to_rgb(LOOKS[name].shaded(share)) if name else (1, 1, 1) for name, share in zip(*row, strict=True)] for row in _rows(cells)]
    ax.pcolormesh(cells.x_edges, cells.y_edges, np.array(colours), edgecolors="face", linewidth=0.1, zorder=1)
    for name in dict.fromkeys(cells.outcome.ravel().tolist()):
        if name and LOOKS[name].hatch:
            hatch(ax, cells, name)


def hatch(ax: Axes, cells: Cells, outcome: str) -> None:
    """The hatch of one region; `gid` is the outcome."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    look = LOOKS[outcome]
    xe, ye = cells.x_edges, cells.y_edges
    boxes = [
        Path([(xe[x], ye[y]), (xe[x + 1], ye[y]), (xe[x + 1], ye[y + 1]), (xe[x], ye[y + 1]), (xe[x], ye[y])], closed=True)
        for y, x in np.argwhere(cells.outcome == outcome)
    ]
    region = Path.make_compound_path(*boxes)
    ax.add_patch(PathPatch(region, facecolor="none", edgecolor=look.ink, linewidth=0, hatch=look.hatch, zorder=2, gid=outcome))


def draw_metric(ax: Axes, cells: Cells, low: float, high: float) -> QuadMesh:
    """Every cell in the colour of its mean."""
    return ax.pcolormesh(cells.x_edges, cells.y_edges, cells.value, cmap="cividis", vmin=low, vmax=high, zorder=1)


def draw_borders(ax: Axes, cells: Cells, colour: str, width: float) -> None:
    """A line wherever the outcome changes from one cell to the next."""
    from matplotlib.collections import LineCollection

    xe, ye = cells.x_edges, cells.y_edges
    sides = [[(xe[x + 1], ye[y]), (xe[x + 1], ye[y + 1])] for y, x in np.argwhere(cells.outcome[:, 1:] != cells.outcome[:, :-1])]
    sides += [[(xe[x], ye[y + 1]), (xe[x + 1], ye[y + 1])] for y, x in np.argwhere(cells.outcome[1:] != cells.outcome[:-1])]
    ax.add_collection(LineCollection(sides, colors=colour, linewidths=width, capstyle="round", zorder=3), autolim=False)


def draw_slack(ax: Axes, lines: dict[When, np.ndarray], theme: FigureTheme) -> None:
    """Where the band goes slack, in a white rim; `gid` is when."""
    for when, points in lines.items():
        ax.plot(*points.T, color="#ffffff", linewidth=3.6 * theme.stroke, zorder=4, solid_capstyle="round")
        ax.plot(*points.T, color=theme.colours.ink, linewidth=1.5 * theme.stroke, linestyle=DASHES[when], zorder=5, gid=f"slack {when}")


def draw_runs(ax: Axes, cells: Cells, theme: FigureTheme) -> None:
    """A dot in every cell that was run, where others only follow."""
    y, x = np.nonzero(cells.runs)
    ax.plot(cells.x[x], cells.y[y], ".", color=theme.colours.ink, markersize=0.22 * theme.type_pt, markeredgewidth=0, zorder=3, gid="runs")


def draw_spot(ax: Axes, spot: Spot, theme: FigureTheme) -> None:
    """The sweet spot in the box of its margin."""
    from matplotlib.patches import Rectangle

    corner = spot.x - spot.x_margin, spot.y - spot.y_margin
    for colour, width in (("#ffffff", 3.4), (theme.colours.ink, 1.3)):
        ax.add_patch(
            Rectangle(corner, 2 * spot.x_margin, 2 * spot.y_margin, fill=False, edgecolor=colour, linewidth=width * theme.stroke, zorder=6)
        )
    ax.plot(spot.x, spot.y, "*", color="#ffffff", markeredgecolor=theme.colours.ink, markersize=1.7 * theme.type_pt, zorder=8, gid="spot")


def draw_number(ax: Axes, card: Card, cells: Cells, theme: FigureTheme) -> None:
    """The number of a card on its cell."""
    y, x = card.cell  # type: ignore[misc]
    badge = {"boxstyle": "circle,pad=0.22", "facecolor": "#ffffff", "edgecolor": theme.colours.ink, "linewidth": 0.9 * theme.stroke}
    ax.text(cells.x[x], cells.y[y], str(card.number), ha="center", va="center", fontweight="bold", zorder=7, bbox=badge)


def dress(ax: Axes, told: Words, cells: Cells, x: str, y: str, *, left: bool, below: bool) -> None:
    """Limits, ticks and labels; numbers of y on the left panels, of x on the lowest."""
    from matplotlib.ticker import FuncFormatter

    ax.set(xlim=(cells.x_edges[0], cells.x_edges[-1]), ylim=(cells.y_edges[0], cells.y_edges[-1]))
    for axis, values, field in ((ax.xaxis, cells.x, x), (ax.yaxis, cells.y, y)):
        if len(values) <= MOST_TICKS:
            axis.set_ticks(values)
        axis.set_major_formatter(FuncFormatter(lambda value, _, field=field: labels.tick(told, field, value)))
    ax.tick_params(labelleft=left, labelbottom=below)
    if left:
        ax.set_ylabel(labels.axis_label(told, y))
    if below:
        ax.set_xlabel(labels.axis_label(told, x))
    for side in ax.spines.values():
        side.set_visible(True)
        side.set_zorder(9)


def _rows(cells: Cells) -> list[tuple[list[str], list[float]]]:
    return [(names.tolist(), shares.tolist()) for names, shares in zip(cells.outcome, cells.share, strict=True)]

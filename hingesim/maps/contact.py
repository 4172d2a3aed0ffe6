"""The contact sheet of a sweep: one figure for every cell of the map, at the moment that tells what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from hingesim.common.errors import InputError
from hingesim.common.processes import cores, kill_workers, worker_pool
from hingesim.common.words import ENGLISH
from hingesim.maps import labels, pictogram
from hingesim.maps.cards import row_of
from hingesim.maps.grid import Grid, grid_of
from hingesim.maps.looks import LOOKS
from hingesim.maps.paper import paper
from hingesim.plots.blank import blank
from hingesim.plots.sheet import Sheet
from hingesim.render.display import Shape
from hingesim.render.drawing import checked_title
from hingesim.render.theme import mix
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.simulate import simulate
from hingesim.sweeps import SweepTable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_COLUMNS, MOST_ROWS = 9, 8
"""Of a finer grid every second, third ... cell is shown: figures stay large enough to read."""
LEFT, BELOW, TITLE, EDGE, LINE, GAP = 5.2, 3.6, 4.1, 0.9, 1.3, 0.3
"""Room for labels, below, for title and settings, around; height of a line of text; between frames; in em."""


def contact_sheet(
    table: SweepTable,
    path: str | Path | None = None,
    *,
    x: str | None = None,
    y: str | None = None,
    theme: str = "screen",
    lang: str = ENGLISH.language,
    units: str = "metric",
    width: int | None = None,
    title: str = "",
    workers: int | None = None,
    progress: Callable[[float], None] | None = None,
) -> Figure:
    """Draw one figure a cell: its first run that came to the most frequent outcome, simulated again.

    Args:
        table, path, x, y, theme, lang, width, title: as of `outcome_map`.
        workers: processes that simulate; default: one a core.
        progress: called with the share of the figures that are there.

    Raises:
        InputError: an argument is not allowed, or the file cannot be written.
    """
    page = paper(path, theme, lang, width, units)
    title = checked_title(title)
    grid = grid_of(table, x=x, y=y)
    shown = _shown(grid)
    if not shown:
        raise InputError("map: no cell of this sweep has a run to show")
    frames = _frames(grid, shown, workers or cores(), progress)
    return page.drawn(lambda sheet, width_in, dpi: _sheet(grid, frames, sheet, width_in, dpi, title), hatch=0.5)


def thinned(count: int, most: int) -> list[int]:
    """Places of at most so many of `count` values, evenly spread, both ends included."""
    return sorted({round(place) for place in np.linspace(0, count - 1, min(count, most))})


def _shown(grid: Grid) -> dict[tuple[int, int], Scenario]:
    """The scenario of every frame, by cell."""
    _, cells = grid.panels[0]
    places = [(y, x) for y in thinned(len(cells.y), MOST_ROWS) for x in thinned(len(cells.x), MOST_COLUMNS)]
    run = [cell for cell in places if cells.agreeing[cell] and cells.outcome[cell] != "not_possible"]
    return {cell: grid.table.scenario(row=row_of(grid, 0, cell)) for cell in run}


def _frames(
    grid: Grid, shown: dict[tuple[int, int], Scenario], workers: int, progress: Callable[[float], None] | None
) -> dict[tuple[int, int], list[Shape]]:
    pool = worker_pool(min(workers, len(shown)))
    try:
        out = {}
        for cell, shapes in zip(shown, pool.map(frame, shown.values()), strict=True):
            out[cell] = shapes
            if progress:
                progress(len(out) / len(shown))
        return out
    finally:
        kill_workers(pool)


def frame(scenario: Scenario) -> list[Shape]:
    """The shapes of one run, simulated in this process."""
    return pictogram.shapes(simulate(scenario))


def _sheet(grid: Grid, frames: dict[tuple[int, int], list[Shape]], sheet: Sheet, width_in: float, dpi: float, title: str) -> Figure:
    _, cells = grid.panels[0]
    rows, columns = thinned(len(cells.y), MOST_ROWS)[::-1], thinned(len(cells.x), MOST_COLUMNS)
    wide = (sheet.width_em - LEFT - EDGE) / len(columns)
    tall = wide + LINE
    page = TITLE + tall * len(rows) + BELOW
    scale = 1.0
    if sheet.theme.height_in is not None:
        page = sheet.theme.height_in / sheet.theme.em_in
        scale = min(1.0, (page - TITLE - BELOW) / (tall * len(rows)))
    wide, tall = wide * scale, tall * scale
    figure = blank(width_in, page * sheet.theme.em_in, dpi)
    ax = figure.add_axes((0, 0, 1, 1), label="page")
    ax.set(xlim=(0, sheet.width_em), ylim=(page, 0))
    ax.set_axis_off()
    told = sheet.words
    title = title or told.text("map", "title", x=labels.axis_name(told, grid.x), y=labels.axis_name(told, grid.y))
    title = sheet.lines(title, sheet.width_em - 2 * EDGE, size=1.15, bold=True, most=1)[0]
    ax.text(EDGE, EDGE, title, va="top", fontweight="bold", fontsize=1.15 * sheet.theme.type_pt)
    settings = sheet.lines(labels.who(told, grid.table), sheet.width_em - 2 * EDGE, most=1)[0]
    ax.text(EDGE, EDGE + 1.6, settings, va="top", color=sheet.theme.colours.quiet)
    for i, y in enumerate(rows):
        top = TITLE + i * tall
        ax.text(LEFT - 0.5, top + tall / 2, labels.tick(told, grid.y, float(cells.y[y])), ha="right", va="center")
        for j, x in enumerate(columns):
            box = LEFT + j * wide, top, wide - GAP, tall - GAP
            _cell(ax, sheet, str(cells.outcome[y, x]), box)
            if (y, x) in frames:
                place = box[0] / sheet.width_em, 1 - (top + box[3] - 0.15) / page, box[2] / sheet.width_em, (box[3] - LINE - 0.15) / page
                pictogram.draw(figure.add_axes(place, label=f"cell {y} {x}"), frames[y, x])
    for j, x in enumerate(columns):
        value = labels.tick(told, grid.x, float(cells.x[x]))
        ax.text(LEFT + j * wide + (wide - GAP) / 2, TITLE + len(rows) * tall + 0.3, value, ha="center", va="top")
    middle = TITLE + len(rows) * tall / 2
    ax.text(EDGE, middle, labels.axis_label(told, grid.y), rotation=90, va="center", ha="left")
    ax.text(LEFT + len(columns) * wide / 2, TITLE + len(rows) * tall + 1.9, labels.axis_label(told, grid.x), ha="center", va="top")
    return figure


def _cell(ax: Axes, sheet: Sheet, outcome: str, box: tuple[float, float, float, float]) -> None:
    """The card of one cell: a pale ground, and a strip in the colour and hatch of its outcome with its name."""
    from matplotlib.patches import Rectangle

    if not outcome:
        return
    look, (left, top, wide, tall) = LOOKS[outcome], box
    ax.add_patch(Rectangle((left, top), wide, tall, facecolor=mix(look.fill, "#ffffff", 0.84), edgecolor=look.ink, linewidth=0.6))
    ax.add_patch(Rectangle((left, top), wide, LINE, facecolor=mix(look.fill, "#ffffff", 0.35), edgecolor=look.ink, linewidth=0.6))
    size = 0.78
    name = labels.sentence(labels.outcome_name(sheet.words, outcome))
    name = sheet.lines(name, wide - 0.3, size=size, most=1)[0]
    ax.text(left + wide / 2, top + LINE / 2 + 0.05, name, ha="center", va="center", fontsize=size * sheet.theme.type_pt)

"""The key of a map: a card for every outcome with its colour, hatch, count and, for the larger regions, the figure of one of its runs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from hingesim.common.words import Words
from hingesim.maps import labels, pictogram
from hingesim.maps.grid import Grid
from hingesim.maps.looks import LOOKS
from hingesim.maps.spots import deepest, depth
from hingesim.recording.recording import Recording
from hingesim.simulation.simulate import simulate

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_FIGURES = 5
"""Regions that get a figure: these runs are simulated again."""


@dataclass(frozen=True, eq=False)
class Card:
    """One outcome in the key."""

    outcome: str
    count: int
    total: int
    panel: int | None = None
    cell: tuple[int, int] | None = None
    """The cell whose figure is shown, in which panel; None without a figure."""
    number: int = 0
    """Stands on the cell and on the card; 0 without a figure."""
    recording: Recording | None = None


def cards(grid: Grid, figures: bool = True) -> list[Card]:
    """Cards of all outcomes of a map, most cells first; simulates the run of every figure."""
    total, out = sum(grid.counts.values()), []
    for outcome, count in grid.counts.most_common():
        place = _deepest_of_all(grid, outcome) if figures and outcome != "not_possible" else None
        number = sum(card.number > 0 for card in out) + 1
        if place is None or number > MOST_FIGURES:
            out.append(Card(outcome, count, total))
            continue
        panel, cell = place
        out.append(Card(outcome, count, total, panel, cell, number, simulate(grid.table.scenario(row=row_of(grid, panel, cell)))))
    return out


def _deepest_of_all(grid: Grid, outcome: str) -> tuple[int, tuple[int, int]] | None:
    """Panel and cell that lie deepest inside the region of an outcome."""
    found = []
    for panel, (_, cells) in enumerate(grid.panels):
        if cell := deepest(replace(cells, runs=cells.agreeing), outcome):  # a run of it is shown
            found.append((depth(cells, outcome)[cell] * cells.share[cell], panel, cell))
    return max(found, key=lambda place: place[0])[1:] if found else None


def row_of(grid: Grid, panel: int, cell: tuple[int, int]) -> int:
    """The first run of a cell that came to its outcome, as the number of its row."""
    cells, told = grid.panels[panel][1], grid.table.column("outcome")
    return next(row for row in cells.rows[cell] if told[row].as_py() == cells.outcome[cell])


def draw_figure(ax: Axes, card: Card) -> None:
    """The figure of a card, in axes of its own."""
    if card.recording is not None:
        pictogram.draw(ax, pictogram.shapes(card.recording))


def swatch(ax: Axes, card: Card, box: tuple[float, float, float, float]) -> None:
    """The colour and hatch of an outcome in a box (left, bottom, width, height) of the axes."""
    from matplotlib.patches import Rectangle

    look = LOOKS[card.outcome]
    left, bottom, width, height = box
    ax.add_patch(Rectangle((left, bottom), width, height, facecolor=look.fill, edgecolor=look.ink, hatch=look.hatch * 2, linewidth=0.6))


def texts(told: Words, card: Card) -> tuple[str, str]:
    """Name and count."""
    name = labels.sentence(labels.outcome_name(told, card.outcome))
    return name, told.text("map", "cells", count=card.count, total=card.total)

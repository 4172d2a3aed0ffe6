"""The outcome map of a sweep, or the map of one of its numbers: panels, key and the line about the sweet spot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hingesim.common.words import ENGLISH
from hingesim.maps import key, labels, panel
from hingesim.maps.cards import Card, cards
from hingesim.maps.grid import Grid, grid_of
from hingesim.maps.paper import LARGE, paper, write_head
from hingesim.maps.slack import slack_lines
from hingesim.maps.spots import Spot, in_steps, sweet_spot
from hingesim.plots.blank import blank
from hingesim.plots.sheet import Sheet
from hingesim.render.drawing import checked_title
from hingesim.sweeps import SweepTable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

EDGE, LEFT, GAP, LINE = 0.9, 5.2, 1.2, 1.5
"""Blank around the page, room for the labels of y, between panels, height of a line of text; in em."""
BELOW = 3.4
"""Room under the panels for numbers and label of x."""
BESIDE = 44.0
"""From this width of the page on the key stands beside the map."""
SHAPE = 0.82
"""Height of a panel over its width, where the page does not say."""
WIDE, NARROW = 17.0, 14.0
"""Width of a key beside the map, and least width of a column of a key below it."""
FIGURE, LEAST_FIGURE = 5.0, 2.2
"""Height of the figures in the key, and on a page of given height the least."""
BAR = 4.6
"""Width of the colour bar of a metric with its numbers."""


def outcome_map(
    table: SweepTable,
    path: str | Path | None = None,
    *,
    x: str | None = None,
    y: str | None = None,
    facet: str | None = None,
    metric: str | None = None,
    theme: str = "screen",
    lang: str = ENGLISH.language,
    units: str = "metric",
    width: int | None = None,
    title: str = "",
) -> Figure:
    """Draw which outcome is most frequent at every crossing of two axes, with the sweet spot and where the band goes slack.

    The figures in the key are runs of the map simulated again.

    Args:
        table: a sweep over a grid; of a refined one every cell is named by the runs around it.
        path: where to save it, `.png`, `.svg` or `.pdf`, whole or not at all; None only returns the figure.
        x: field across, dotted or as its option; default: the first axis of the sweep.
        y: field upward; default: the next.
        facet: field of a third axis, one panel for each value.
        metric: a number of the summary to map (`margin_fore_aft_min_m`) instead of the outcome; its mean over the seeds.
        theme: `screen`, `print` or `slides`.
        lang: code of a language of `models/captions.toml`.
        units: `metric`, or `gym` for feet, inches and pounds.
        width: pixels of a `.png`, 160 to 4096; a vector figure gets the same page.
        title: a text above; default: the axes.

    Raises:
        InputError: an argument is not allowed, or the file cannot be written.
    """
    page = paper(path, theme, lang, width, units)
    grid = grid_of(table, x=x, y=y, facet=facet, metric=metric)
    return page.drawn(lambda sheet, width_in, dpi: _Map(grid, sheet, metric, checked_title(title)).figure(width_in, dpi), hatch=0.55)


@dataclass(frozen=True, eq=False)
class _Map:
    grid: Grid
    sheet: Sheet
    metric: str | None
    title: str = ""

    def figure(self, width_in: float, dpi: float) -> Figure:
        sheet, em_in = self.sheet, self.sheet.theme.em_in
        spots = [None if self.grid.unfinished else sweet_spot(cells) for _, cells in self.grid.panels]
        lines = [slack_lines(self.grid, i) for i in range(len(self.grid.panels))]
        every = [] if self.metric else cards(self.grid)
        head = self._head(spots)
        top = EDGE + LINE * len(head) + (LINE + 0.4 if self.grid.facet else 0.6)
        beside = bool(every) and sheet.width_em >= BESIDE and (len(self.grid.panels) <= 2 or sheet.theme.height_in is not None)
        room, told = self._key(beside, top, lambda room: self._entries(room, every, spots, lines))
        high = key.height(told, room.columns) if told else 0.0
        right = EDGE + (room.wide + 1.4 if beside else 0.0) + (BAR if self.metric else 0.0)
        across = _across(len(self.grid.panels))
        rows = -(-len(self.grid.panels) // across)
        wide = (sheet.width_em - LEFT - right - GAP * (across - 1)) / across
        between = GAP + (LINE if self.grid.facet else 0.0)
        foot = BELOW + EDGE + (0.0 if beside else high + 0.6)
        if sheet.theme.height_in is not None:
            page = sheet.theme.height_in / em_in
            tall = max(6.0, (page - top - foot - between * (rows - 1)) / rows)
        else:
            tall = max(SHAPE * wide, (high - BELOW) / rows - between if beside else 0.0)
            page = top + rows * tall + between * (rows - 1) + foot
        figure = blank(width_in, page * em_in, dpi)
        write_head(figure, sheet, head, page, EDGE, LINE)
        for i, (value, cells) in enumerate(self.grid.panels):
            row, column = divmod(i, across)
            at = LEFT + column * (wide + GAP), top + row * (tall + between)
            ax = figure.add_axes(
                (at[0] / sheet.width_em, 1 - (at[1] + tall) / page, wide / sheet.width_em, tall / page), label=f"panel {i}"
            )
            if self.grid.facet:
                name = self._facet(value)
                fits = sheet.wide_em(name, size=1.1, bold=True) <= wide
                ax.set_title(name if fits else labels.value_text(sheet.words, self.grid.facet, value), loc="left", fontweight="bold")
            self._panel(ax, i, spots[i], lines[i], every)
            last = i + across >= len(self.grid.panels)
            panel.dress(ax, sheet.words, cells, self.grid.x, self.grid.y, left=column == 0, below=last)
        if self.metric:
            self._bar(figure, (sheet.width_em - EDGE - BAR + 0.6, top, 1.0, rows * tall + between * (rows - 1)), page)
        if told:
            place = (sheet.width_em - EDGE - room.wide, top) if beside else (EDGE, page - EDGE - high)
            key.draw(figure, sheet, room, told, *place)
        return figure

    def _key(self, beside: bool, top: float, entries: Callable[[key.Room], list[key.Entry]]) -> tuple[key.Room, list[key.Entry]]:
        """The room of the key and its entries; on a page of given height figures shrink until it fits."""
        wide_em, high_in = self.sheet.width_em, self.sheet.theme.height_in
        if not beside:
            columns = max(1, int((wide_em - 2 * EDGE + 1) // (NARROW + 1)))
            room = key.Room(columns, (wide_em - 2 * EDGE - columns + 1) / columns, FIGURE)
            return room, entries(room)
        room = key.Room(1, WIDE, FIGURE)
        while (
            high_in is not None
            and room.figure > LEAST_FIGURE
            and key.height(entries(room), 1) > high_in / self.sheet.theme.em_in - top - EDGE
        ):
            room = replace(room, figure=room.figure - 0.4)
        return room, entries(room)

    def _entries(self, room: key.Room, every: list[Card], spots: list[Spot | None], lines: list[Any]) -> list[key.Entry]:
        drawn = list(dict.fromkeys(when for found in lines for when in found))
        shaded = next(iter(self.grid.counts), None) if any((cells.share < 1).any() for _, cells in self.grid.panels) else None
        own = any(cells.inferred for _, cells in self.grid.panels)
        return key.entries(self.sheet, room, every, slack=drawn, spot=any(spots), own=own, shaded=None if self.metric else shaded)

    def _facet(self, value: Any) -> str:
        """`Own weight shift back (0 to 1) = 0.5`."""
        field, told = self.grid.facet or "", self.sheet.words
        return f"{labels.sentence(labels.axis_name(told, field))} = {labels.value_text(told, field, value)}"

    def _head(self, spots: list[Spot | None]) -> list[tuple[str, bool]]:
        """Lines above the map, and whether they are bold."""
        told, room = self.sheet.words, self.sheet.width_em - 2 * EDGE
        axes = {"x": labels.axis_name(told, self.grid.x), "y": labels.axis_name(told, self.grid.y)}
        metric = {"metric": labels.metric_label(told, self.metric)} if self.metric else {}
        title = self.title or told.text("map", "metric" if self.metric else "title", **axes, **metric)
        lines = [(line, True) for line in self.sheet.lines(title, room, size=LARGE, bold=True)]
        lines += [(line, False) for line in self.sheet.lines(labels.who(told, self.grid.table), room)]
        if self.grid.unfinished:
            have, count = self.grid.run_cells
            said = told.text("map", "unfinished", count=have, total=count)
            return lines + [(line, True) for line in self.sheet.lines(said, room)]
        if known := self.grid.refinement:
            said = told.text("map", "refined", count=known.runs, total=known.of, percent=100 * known.unlike)
            lines += [(line, False) for line in self.sheet.lines(said, room)]
        for (value, cells), spot in zip(self.grid.panels, spots, strict=True):
            if self.grid.facet and spot is None:
                continue
            before = f"{self._facet(value)}. " if self.grid.facet else ""
            if spot is None:
                text = told["map"]["no_sweet"]
            else:
                places = {
                    "x": labels.around(told, self.grid.x, spot.x, spot.x_margin),
                    "y": labels.around(told, self.grid.y, spot.y, spot.y_margin),
                }
                text = before + told.text("map", "sweet", **places)
                height_m = self.grid.table.scenario(row=cells.rows[spot.cell][0]).athlete.height_m
                text += ". " + in_steps(told, {self.grid.x: spot.x, self.grid.y: spot.y}, height_m)
            lines += [(line, False) for line in self.sheet.lines(text, room)]
        return lines

    def _panel(self, ax: Axes, i: int, spot: Spot | None, lines: Any, every: list[Card]) -> None:
        cells, theme = self.grid.panels[i][1], self.sheet.theme
        if self.metric:
            panel.draw_metric(ax, cells, *self._range)
        else:
            panel.draw_outcomes(ax, cells)
        panel.draw_borders(ax, cells, "#ffffff" if self.metric else theme.colours.ink, 1.1 * theme.stroke)
        panel.draw_slack(ax, lines, theme)
        if cells.inferred:
            panel.draw_runs(ax, cells, theme)
        if spot:
            panel.draw_spot(ax, spot, theme)
        for card in every:
            if card.panel == i and card.cell is not None and (spot is None or card.cell != spot.cell):
                panel.draw_number(ax, card, cells, theme)

    @property
    def _range(self) -> tuple[float, float]:
        every = np.concatenate([cells.value.ravel() for _, cells in self.grid.panels])
        known = every[np.isfinite(every)]
        return (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)

    def _bar(self, figure: Figure, box: tuple[float, float, float, float], page: float) -> None:
        from matplotlib.cm import ScalarMappable
        from matplotlib.colors import Normalize
        from matplotlib.ticker import FuncFormatter

        left, top, wide, tall = box
        ax = figure.add_axes((left / self.sheet.width_em, 1 - (top + tall) / page, wide / self.sheet.width_em, tall / page), label="bar")
        bar = figure.colorbar(ScalarMappable(Normalize(*self._range), "cividis"), cax=ax)
        bar.ax.yaxis.set_major_formatter(FuncFormatter(lambda value, _: self.sheet.words.number(round(value, 9), ".3g")))


def _across(panels: int) -> int:
    """Panels in a row."""
    return panels if panels <= 3 else 2 if panels == 4 else 3

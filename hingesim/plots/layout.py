"""Where every plot stands on the page. All distances are in em, from the top left corner of the page downward."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from hingesim.common.errors import FieldError
from hingesim.plots.panel import Panel, Plot
from hingesim.plots.sheet import Sheet

EDGE, GAP, AFTER = 0.8, 1.8, 0.8
"""Blank around the page, between the plots of a row, and below a row."""
TICKS, LABEL, TITLE = 1.7, 1.4, 1.5
"""Heights of the tick labels, of the label of x, and of a line of a title."""
NUMBERS = 2.9
"""Width of the tick labels of y with their ticks."""
LEFT = EDGE + NUMBERS + 2 * 1.25
"""From the edge of the page to the axes: numbers and a label of y in two lines."""
LEAST_EM = 7.0
"""Axes on a slide are at least this high."""
SIDE_BY_SIDE = (2, 3, 4)
"""Most plots in a row: on a slide the least of these that leaves all axes high enough."""


@dataclass
class Row:
    """Plots side by side."""

    panel: Panel
    plots: list[Plot]
    columns: int
    """Room for so many; the last row of a panel may hold fewer."""
    wide: float
    """Width of the axes."""
    titles: list[list[str]]
    """Lines of the title of each plot."""
    label: list[str]
    """Lines of the label of y."""
    height: float
    """Height of the axes."""
    labelled: bool = True
    """Whether it shows the numbers and the label of x."""
    top: float = 0.0
    """From the top of the page to the top of the axes."""

    @property
    def head(self) -> float:
        """Height of the titles."""
        return TITLE * max(len(lines) for lines in self.titles) + 0.2

    @property
    def tail(self) -> float:
        """Height of what stands below the axes."""
        return AFTER + (TICKS + LABEL if self.labelled else 0.0)


@dataclass
class Layout:
    """The rows, the height of the page and the places of the keys."""

    rows: list[Row]
    height: float
    keys: dict[str, float]
    """From the top of the page to the key before the first panel that needs it."""


def lay_out(sheet: Sheet, panels: Sequence[tuple[Panel, list[Plot]]], key_heights: dict[str, float]) -> Layout:
    """Give every plot its place.

    Args:
        panels: every panel with its plots.
        key_heights: height of the key of every kind; it stands before the first panel of that kind.

    Raises:
        FieldError: a page of given height has no room for so many panels.
    """
    keys = sum(key_heights.values()) + AFTER / 2 * len(key_heights)
    rows = _filled(sheet, panels, keys) if sheet.slide else _rows(sheet, panels)
    y, places, waiting = EDGE, {}, dict(key_heights)
    for row in rows:
        if row.panel.key in waiting:
            places[row.panel.key] = y
            y += waiting.pop(row.panel.key) + AFTER / 2
        row.top = y + row.head
        y = row.top + row.height + row.tail
    return Layout(rows, y - AFTER + EDGE, places)


def _filled(sheet: Sheet, panels: Sequence[tuple[Panel, list[Plot]]], keys: float) -> list[Row]:
    """Rows that fill the height of a slide: as few plots side by side as it has room for."""
    for most in SIDE_BY_SIDE:
        rows = _rows(sheet, panels, most)
        room = (sheet.theme.height_in or 0.0) / sheet.theme.em_in - 2 * EDGE + AFTER - keys - sum(row.head + row.tail for row in rows)
        share = room / sum(row.height for row in rows)
        if min(share * row.height for row in rows) >= LEAST_EM:
            for row in rows:
                row.height *= share
                row.label = _label(sheet, row.panel, row.height)
            return rows
    names = ",".join(panel.name for panel, _ in panels)
    raise FieldError("panels", names, f"what a slide has room for (recordings: {len(sheet.runs)}): name fewer panels, or another theme")


def _rows(sheet: Sheet, panels: Sequence[tuple[Panel, list[Plot]]], most: int = max(SIDE_BY_SIDE)) -> list[Row]:
    """The rows at the height their panels ask for, with at most so many plots side by side."""
    rows = []
    for panel, plots in panels:
        columns = _columns(sheet, panel, plots, most)
        wide = _wide(columns, sheet)
        height = panel.height_em(sheet) if panel.aspect is None else min(panel.height_em(sheet), wide / panel.aspect(sheet))
        for i in range(0, len(plots), columns):
            part = plots[i : i + columns]
            titles = [_title(sheet, plot.title, wide) for plot in part]
            rows.append(Row(panel, part, columns, wide, titles, _label(sheet, panel, height), height))
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        row.labelled = below is None or not (row.panel.timed and below.panel.timed and row.columns == below.columns == len(below.plots))
    return rows


def _columns(sheet: Sheet, panel: Panel, plots: list[Plot], most: int) -> int:
    if panel.stacked and not sheet.slide:
        return 1
    room = sheet.width_em - LEFT - EDGE + GAP
    most = max(1, min(len(plots), most, int(room / (panel.least_em + GAP))))
    columns = math.ceil(len(plots) / math.ceil(len(plots) / most))
    told = [plot.title for plot in plots if plot.run is None]
    while columns > 1 and any("…" in line for title in told for line in _title(sheet, title, _wide(columns, sheet))):
        columns = math.ceil(columns / 2)
    return columns


def _label(sheet: Sheet, panel: Panel, height: float) -> list[str]:
    """The label of y may be as long as its axes with title and gap are high."""
    return sheet.lines(sheet.told[panel.label], height + AFTER + TITLE - 0.3)


def _title(sheet: Sheet, title: str, wide: float) -> list[str]:
    return sheet.lines(title, wide, size=1.1, bold=True)


def _wide(columns: int, sheet: Sheet) -> float:
    return (sheet.width_em - LEFT - EDGE + GAP) / columns - GAP

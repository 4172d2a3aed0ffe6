"""The bar chart of a sensitivity study: which knob explains how much of the margin and of the falls."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from hingesim.common.words import ENGLISH
from hingesim.maps import labels
from hingesim.maps.paper import paper
from hingesim.plots.blank import blank
from hingesim.plots.sheet import Sheet
from hingesim.sweeps.sensitivity import FALL, Index, Sensitivity

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

EDGE, LINE, TITLE, ROW, BETWEEN, BELOW, NAMES = 0.9, 1.5, 2.0, 2.5, 1.6, 3.6, 15.0
"""Lengths in em: blank around, a line of text, title of a panel, a parameter, between panels, under the last, the names at the left."""
LOOK = {"first": ("#1f5f8b", "#14181f", ""), "total": ("#a9cbe3", "#1f5f8b", "///")}
"""Face, edge and hatch of the bars: told apart without colour. An estimate may fall a little below zero; its bar does not."""


def bars(
    result: Sensitivity, path: str | Path | None = None, *, theme: str = "screen", lang: str = ENGLISH.language, width: int | None = None
) -> Figure:
    """Draw the indices with their 95 % intervals, the most important parameter on top.

    Args:
        path, theme, lang, width: as of `outcome_map`.

    Raises:
        InputError: an argument is not allowed, or the file cannot be written.
    """
    return paper(path, theme, lang, width).drawn(lambda sheet, width_in, dpi: _figure(result, sheet, width_in, dpi), hatch=0.6)


def _figure(result: Sensitivity, sheet: Sheet, width_in: float, dpi: float) -> Figure:
    told, em_in = sheet.words, sheet.theme.em_in
    names = min(NAMES, 0.42 * sheet.width_em)
    highs = [max(1, len(rows)) * ROW for rows in result.indices.values()]
    top = EDGE + 1.3 * LINE + LINE
    page = top + sum(highs) + TITLE * len(highs) + BETWEEN * (len(highs) - 1) + BELOW
    if sheet.theme.height_in is not None:
        stretch = (sheet.theme.height_in / em_in - (page - sum(highs))) / sum(highs)
        highs, page = [stretch * high for high in highs], sheet.theme.height_in / em_in
    figure = blank(width_in, page * em_in, dpi)
    title = told["map"]["sensitivity"]
    figure.text(EDGE / sheet.width_em, 1 - EDGE / page, title, va="top", fontweight="bold", fontsize=1.15 * sheet.theme.type_pt)
    y = top
    every = [row for rows in result.indices.values() for row in rows]
    longest = max([1.0, *(max(row.first + row.first_interval, row.total + row.total_interval) for row in every)])
    for (number, rows), high in zip(result.indices.items(), highs, strict=True):
        y += TITLE
        place = (EDGE + names) / sheet.width_em, 1 - (y + high) / page, (sheet.width_em - 2 * EDGE - names) / sheet.width_em, high / page
        ax = figure.add_axes(place, label=number)
        _panel(ax, sheet, number, rows, names)
        ax.set_xlim(0, 1.02 * longest)
        last = number == list(result.indices)[-1]
        ax.tick_params(labelbottom=last)
        ax.set_xlabel(labels.sentence(told["map"]["share"]) if last else "")
        y += high + BETWEEN
    _key(figure, sheet, page, told.text("map", "runs", count=result.runs))
    return figure


def _panel(ax: Axes, sheet: Sheet, number: str, rows: tuple[Index, ...], names: float) -> None:
    told = sheet.words
    ax.set_title(labels.sentence(labels.metric_name(told, number)), loc="left", fontweight="bold")
    if not rows:
        said = told["map"]["fallen" if number == FALL else "same"]
        ax.text(0.02, 0.5, said, transform=ax.transAxes, va="center", color=sheet.theme.colours.quiet)
        ax.set_yticks([])
        return
    place = np.arange(len(rows))
    firsts, totals = [(r.first, r.first_interval) for r in rows], [(r.total, r.total_interval) for r in rows]
    for gid, offset, values in (("first", -0.19, firsts), ("total", 0.19, totals)):
        middle, half = np.array(values).T
        face, edge, hatch = LOOK[gid]
        drawn = ax.barh(place + offset, np.maximum(middle, 0), 0.36, facecolor=face, edgecolor=edge, hatch=hatch, linewidth=0.6, zorder=2)
        for patch in drawn:
            patch.set_gid(gid)
        line = {"ecolor": sheet.theme.colours.ink, "elinewidth": sheet.stroke(1.1), "capsize": 2.5, "zorder": 3}
        ax.errorbar(middle, place + offset, xerr=half, fmt="none", **line)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.set_yticks(place)
    ax.set_yticklabels(["\n".join(sheet.lines(labels.sentence(labels.axis_name(told, row.field)), names - 1.0)) for row in rows])
    ax.grid(axis="x", color="#e3e7ec", linewidth=0.7, zorder=0)
    ax.set_axisbelow(True)
    ax.tick_params(axis="y", length=0)


def _key(figure: Figure, sheet: Sheet, page: float, runs: str) -> None:
    from matplotlib.patches import Patch

    told = sheet.words["map"]
    handles = [Patch(facecolor=face, edgecolor=edge, hatch=hatch, label=told[gid]) for gid, (face, edge, hatch) in LOOK.items()]
    handles.append(Patch(facecolor="none", edgecolor="none", label=f"({runs})"))
    at = EDGE / sheet.width_em, 1 - (EDGE + 1.25 * LINE) / page
    figure.legend(handles=handles, loc="upper left", bbox_to_anchor=at, ncols=3, borderaxespad=0, borderpad=0, columnspacing=1.4)

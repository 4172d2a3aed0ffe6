"""How often each outcome came about along one axis: the bars of sweeps over one field, a panel for each sweep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from hingesim.common.errors import InputError
from hingesim.common.words import ENGLISH, Words
from hingesim.maps import labels
from hingesim.maps.grid import one_axis
from hingesim.maps.looks import LOOKS
from hingesim.maps.paper import LARGE, paper, write_head
from hingesim.maps.spots import edges
from hingesim.plots.blank import blank
from hingesim.plots.sheet import Sheet
from hingesim.render.captions import band_name
from hingesim.render.drawing import checked_title
from hingesim.render.options import checked_titles
from hingesim.sweeps import SweepTable
from hingesim.sweeps.tally import named

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

EDGE, LEFT, GAP, LINE, TITLE, BELOW, TALL = 0.9, 4.6, 1.6, 1.5, 2.0, 3.6, 13.0
"""Lengths in em: blank around, the numbers at the left, between panels, a line of text, title of a panel, under a panel, a panel."""
BESIDE = 44.0
"""From this width of the page on panels stand beside each other."""
MOST = 4
FULL = 0.92
"""Width of a bar, as a share of its place."""


@dataclass(frozen=True, eq=False)
class Shares:
    """One sweep. The rows of `share` are outcomes, its columns values of the axis."""

    name: str
    x: np.ndarray
    """shape (nx,): rising."""
    outcomes: tuple[str, ...]
    share: np.ndarray
    """shape (outcomes, nx): of the runs that were done; columns sum to one, or to zero where there are none."""
    runs: np.ndarray
    """shape (nx,)."""


def shares_of(table: SweepTable, field: str, name: str = "") -> Shares:
    """Count the runs of a sweep along one axis; outcomes as in the keys of maps, the best first."""
    found = [float(value) for value in table.column(field).to_pylist()]
    values = sorted(set(found))
    counts = {value: Counter[str]() for value in values}
    for value, outcome in zip(found, table.column("outcome").to_pylist(), strict=True):
        counts[value][named(outcome)] += 1
    outcomes = tuple(outcome for outcome in LOOKS if any(count[outcome] for count in counts.values()))
    runs = np.array([sum(counts[value].values()) for value in values])
    share = np.array([[counts[value][outcome] for value in values] for outcome in outcomes]) / np.maximum(runs, 1)
    return Shares(name, np.array(values), outcomes, share, runs)


def share_chart(
    tables: Sequence[SweepTable],
    path: str | Path | None = None,
    *,
    x: str | None = None,
    titles: Sequence[str] | None = None,
    theme: str = "screen",
    lang: str = ENGLISH.language,
    units: str = "metric",
    width: int | None = None,
    title: str = "",
) -> Figure:
    """Draw how often each outcome came about at every value of one axis.

    Args:
        tables: one to four sweeps, each over one field, the same in all.
        x: the field, dotted or as its option; default: that of the first sweep.
        titles: one per sweep; default: with or without band.
        path, theme, lang, units, width, title: as of `outcome_map`.

    Raises:
        InputError: an argument is not allowed, a sweep has other axes, or the file cannot be written.
    """
    page = paper(path, theme, lang, width, units)
    if not 1 <= len(tables) <= MOST:
        raise InputError(f"sweeps: got {len(tables)}, allowed is 1 to {MOST}")
    names = checked_titles(titles)
    if names is not None and len(names) != len(tables):
        raise InputError(f"titles: got {len(names)}, allowed is one for each of {len(tables)} sweeps")
    told = page.sheet.words
    field = one_axis(tables[0], x)
    for table in tables[1:]:
        one_axis(table, field)
    every = [shares_of(t, field, names[i] if names else _title(t, told)) for i, t in enumerate(tables)]
    done, values = sum(int((s.runs == s.runs.max()).sum()) for s in every), sum(len(s.runs) for s in every)
    head = [checked_title(title) or told.text("map", "shares", x=labels.axis_name(told, field))]
    head += [told.text("map", "part", count=done, total=values)] if done < values else []
    return page.drawn(lambda sheet, width_in, dpi: _figure(every, field, sheet, head, width_in, dpi), hatch=0.55)


def _title(table: SweepTable, told: Words) -> str:
    band = table.scenario(row=0).band
    return told["title"]["plain"] if band is None else f"{told['title']['band']} · {band_name(band, told)}"


def _figure(every: list[Shares], field: str, sheet: Sheet, head: list[str], width_in: float, dpi: float) -> Figure:
    from matplotlib.patches import Patch

    told, em_in, wide = sheet.words, sheet.theme.em_in, sheet.width_em
    lines = [(line, i == 0) for i, text in enumerate(head) for line in sheet.lines(text, wide - 2 * EDGE, size=LARGE, bold=i == 0, most=3)]
    across = min(len(every), 2) if wide >= BESIDE else 1
    rows = -(-len(every) // across)
    present = [outcome for outcome in LOOKS if any(outcome in shares.outcomes for shares in every)]
    names = [labels.sentence(labels.outcome_name(told, outcome)) for outcome in present]
    columns = max(1, int((wide - 2 * EDGE) // (max(map(sheet.wide_em, names)) + 5.0)))
    top, key = EDGE + LINE * len(lines) + 0.6, LINE * -(-len(names) // columns) + EDGE
    fixed = top + key + rows * (TITLE + BELOW)
    tall = TALL if sheet.theme.height_in is None else max(5.0, (sheet.theme.height_in / em_in - fixed) / rows)
    page = fixed + rows * tall
    figure = blank(width_in, page * em_in, dpi)
    write_head(figure, sheet, lines, page, EDGE, LINE)
    each = (wide - across * LEFT - EDGE - GAP * (across - 1)) / across
    for i, shares in enumerate(every):
        row, column = divmod(i, across)
        left, down = LEFT + column * (each + GAP + LEFT), top + row * (tall + TITLE + BELOW) + TITLE
        ax = figure.add_axes((left / wide, 1 - (down + tall) / page, each / wide, tall / page), label=f"panel {i}")
        _panel(ax, shares, field, sheet, each)
    handles = [
        Patch(facecolor=LOOKS[o].fill, edgecolor=LOOKS[o].ink, hatch=LOOKS[o].hatch, linewidth=0, label=n)
        for o, n in zip(present, names, strict=True)
    ]
    at = EDGE / wide, key / page
    figure.legend(handles=handles, loc="upper left", bbox_to_anchor=at, ncols=columns, borderaxespad=0, borderpad=0, columnspacing=1.4)
    return figure


def _panel(ax: Axes, shares: Shares, field: str, sheet: Sheet, wide: float) -> None:
    told = sheet.words
    name = f"{shares.name} · {told.text('map', 'runs', count=int(shares.runs.sum()))}"
    ax.set_title(sheet.lines(name, wide, bold=True, most=1)[0], loc="left", fontweight="bold")
    ends = edges(shares.x)
    bar, bottom = FULL * np.diff(ends), np.zeros(len(shares.x))
    for outcome, share in zip(shares.outcomes, 100 * shares.share, strict=True):
        look = LOOKS[outcome]
        middle = (ends[:-1] + ends[1:]) / 2
        drawn = ax.bar(middle, share, bar, bottom=bottom, facecolor=look.fill, edgecolor=look.ink, hatch=look.hatch, linewidth=0)
        for patch in drawn:
            patch.set_gid(outcome)
        bottom = bottom + share
    ax.set(xlim=(ends[0], ends[-1]), ylim=(0, 100), xlabel=labels.axis_label(told, field), ylabel=told["map"]["of_runs"])
    ax.spines[["top", "right"]].set_visible(False)

"""The key of a map as a column beside it or as columns below: entries flow from top to bottom. Distances in em."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from hingesim.maps import cards
from hingesim.maps.cards import Card
from hingesim.maps.looks import LOOKS
from hingesim.maps.panel import DASHES
from hingesim.maps.slack import When
from hingesim.plots.sheet import Sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SWATCH, LINE = (2.3, 1.9), 1.3
"""Size of a swatch, height of a line of text."""
SHAPE = 1.18
"""Width of a figure over its height."""
SHARES = (0.4, 0.6, 0.8, 1.0)
"""Shares of agreeing runs whose shade is shown."""


@dataclass(frozen=True)
class Room:
    """What the key has room for."""

    columns: int
    wide: float
    """Width of a column."""
    figure: float
    """Height of a figure."""


@dataclass(frozen=True)
class Entry:
    """One entry of the key."""

    height: float
    draw: Callable[[Axes, float, float], None]
    """Draws it in axes in em, y down, with its upper left corner at a place."""
    card: Card | None = None
    """The card whose figure stands at its right end."""


def entries(
    sheet: Sheet, room: Room, every: Sequence[Card], *, slack: Sequence[When], spot: bool, own: bool, shaded: str | None
) -> list[Entry]:
    """All entries of a map.

    Args:
        slack: lines that are drawn.
        spot: whether a sweet spot is marked.
        own: whether some cells were not run.
        shaded: outcome whose colour shows the shades; None when every cell is of one shade.
    """
    out = [_card(sheet, room, card) for card in every]
    if spot:
        out.append(_note(sheet, room, sheet.words["map"]["spot"], _star))
    for when in slack:
        out.append(_note(sheet, room, sheet.words["map"][when], lambda ax, x, y, s, when=when: _dashes(ax, x, y, s, when)))
    if shaded:
        out.append(_note(sheet, room, sheet.words["map"]["agree"], lambda ax, x, y, s: _shades(ax, x, y, s, shaded)))
    if own:
        out.append(_note(sheet, room, sheet.words["map"]["own"], _dot))
    return out


def height(every: Sequence[Entry], columns: int) -> float:
    """Height of the key in a number of columns."""
    return max(sum(entry.height for entry in column) for column in _columns(every, columns))


def draw(figure: Figure, sheet: Sheet, room: Room, every: Sequence[Entry], left: float, top: float) -> None:
    """Draw the key with its upper left corner at a place of the page."""
    page = figure.get_figheight() / sheet.theme.em_in
    ax = figure.add_axes((0, 0, 1, 1), label="key", zorder=-1)
    ax.set(xlim=(0, sheet.width_em), ylim=(page, 0))
    ax.set_axis_off()
    for i, column in enumerate(_columns(every, room.columns)):
        x, y = left + i * (room.wide + 1), top
        for entry in column:
            entry.draw(ax, x, y)
            if entry.card is not None and entry.card.recording is not None:
                wide = SHAPE * room.figure
                at = (x + room.wide - wide) / sheet.width_em, 1 - (y + room.figure) / page
                place = *at, wide / sheet.width_em, room.figure / page
                cards.draw_figure(figure.add_axes(place, label=f"figure {entry.card.outcome}"), entry.card)
            y += entry.height


def _columns(every: Sequence[Entry], columns: int) -> list[list[Entry]]:
    """Entries in columns of about equal height, in their order."""
    target, out = sum(entry.height for entry in every) / columns, [[]]
    for entry in every:
        if sum(e.height for e in out[-1]) + entry.height / 2 > target and len(out) < columns:
            out.append([])
        out[-1].append(entry)
    return out


def _card(sheet: Sheet, room: Room, card: Card) -> Entry:
    name, count = cards.texts(sheet.words, card)
    colours, drawn = sheet.theme.colours, card.recording is not None
    wide = room.wide - SWATCH[0] - 0.6 - (SHAPE * room.figure + 0.3 if drawn else 0)
    lines = sheet.lines(name, wide, bold=True, most=3)
    counted = sheet.lines(count, wide, size=0.9, most=2)
    high = max(SWATCH[1], LINE * (len(lines) + len(counted)), room.figure if drawn else 0.0) + 0.5

    def draw(ax: Axes, x: float, y: float) -> None:
        cards.swatch(ax, card, (x, y + 0.1, *SWATCH))
        for i, line in enumerate(lines):
            ax.text(x + SWATCH[0] + 0.6, y + 0.1 + LINE * i, line, va="top", fontweight="bold")
        for i, line in enumerate(counted):
            at = y + 0.2 + LINE * (len(lines) + i)
            ax.text(x + SWATCH[0] + 0.6, at, line, va="top", color=colours.quiet, fontsize=0.9 * sheet.theme.type_pt)
        if card.number:
            badge = {"boxstyle": "circle,pad=0.22", "facecolor": "#ffffff", "edgecolor": colours.ink, "linewidth": sheet.stroke(0.9)}
            ax.text(x + SWATCH[0] / 2, y + 0.1 + SWATCH[1] / 2, str(card.number), ha="center", va="center", fontweight="bold", bbox=badge)

    return Entry(high, draw, card)


def _note(sheet: Sheet, room: Room, text: str, mark: Callable[[Axes, float, float, Sheet], None]) -> Entry:
    lines = sheet.lines(text, room.wide - SWATCH[0] - 0.6, size=0.9, most=3)

    def draw(ax: Axes, x: float, y: float) -> None:
        mark(ax, x, y + 0.65, sheet)
        for i, line in enumerate(lines):
            ax.text(x + SWATCH[0] + 0.6, y + LINE * i, line, va="top", fontsize=0.9 * sheet.theme.type_pt)

    return Entry(LINE * len(lines) + 0.5, draw)


def _star(ax: Axes, x: float, y: float, sheet: Sheet) -> None:
    from matplotlib.patches import Rectangle

    ink = sheet.theme.colours.ink
    ax.add_patch(Rectangle((x, y - 0.7), SWATCH[0], 1.4, fill=False, edgecolor=ink, linewidth=sheet.stroke(1.3)))
    ax.plot(x + SWATCH[0] / 2, y, "*", color="#ffffff", markeredgecolor=ink, markersize=1.1 * sheet.theme.type_pt)


def _dashes(ax: Axes, x: float, y: float, sheet: Sheet, when: When) -> None:
    ax.plot([x, x + SWATCH[0]], [y, y], color=sheet.theme.colours.ink, linewidth=sheet.stroke(1.5), linestyle=DASHES[when])


def _dot(ax: Axes, x: float, y: float, sheet: Sheet) -> None:
    ax.plot(x + SWATCH[0] / 2, y, ".", color=sheet.theme.colours.ink, markersize=0.4 * sheet.theme.type_pt, markeredgewidth=0)


def _shades(ax: Axes, x: float, y: float, sheet: Sheet, outcome: str) -> None:
    from matplotlib.patches import Rectangle

    for i, share in enumerate(SHARES):
        wide = SWATCH[0] / len(SHARES)
        ax.add_patch(Rectangle((x + i * wide, y - 0.5), wide, 1.0, facecolor=LOOKS[outcome].shaded(share), linewidth=0))
    ax.plot(*np.array([[x, x + SWATCH[0]], [y + 0.5, y + 0.5]]), color=sheet.theme.colours.quiet, linewidth=sheet.stroke(0.6))

"""Keys: what lines, colours and marks mean, in lines as wide as the page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hingesim.plots import band, curves, foot
from hingesim.plots.loss import SIZE_EM
from hingesim.plots.panel import Panel
from hingesim.plots.position import looks
from hingesim.plots.sheet import Sheet, sentence

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend

Entry = tuple["Artist", str]
SIZE = 0.95
HANDLE, PAD, SPACE = 2.4, 0.7, 1.6
"""Lengths of a sample and of the gaps after it and after its label, relative to the size of the type of the key."""
LINE = 1.5
"""Height of a line of a key in em."""


def signals(sheet: Sheet, panels: list[Panel]) -> list[Entry]:
    """Curves, base of support and moments."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    theme = sheet.theme
    out: list[Entry] = [(Line2D([], [], **look), sentence(sheet.told[key])) for key, look in reversed(looks(sheet))]
    edge = {"facecolor": theme.colours.base, "edgecolor": theme.colours.edge, "linewidth": sheet.stroke(0.9)}
    out.append((Patch(**edge), sentence(sheet.told["base"])))
    if foot.PANEL in panels:
        reached = {moment for run in sheet.runs for moment in foot.moments(run)}
        for moment, shape in foot.MARKS:
            if moment in reached:
                face = theme.colours.page if moment == "start" else theme.colours.ink
                dot: dict[str, Any] = {"linestyle": "", "markersize": 0.55 * theme.type_pt, "markeredgewidth": sheet.stroke(1.0)}
                mark = Line2D([], [], marker=shape, markerfacecolor=face, markeredgecolor=theme.colours.ink, **dot)
                out.append((mark, sheet.words["moment"][moment]))
    return out


def runs(sheet: Sheet, panels: list[Panel]) -> list[Entry]:
    """Recordings, where there are several, and slack stretches of the band."""
    from matplotlib.lines import Line2D

    several = sheet.runs if len(sheet.runs) > 1 else ()
    wide = sheet.stroke(curves.WIDTH)
    out: list[Entry] = [
        (Line2D([], [], linewidth=wide, **run.look), sheet.lines(run.name, 0.4 * sheet.width_em, most=1)[0]) for run in several
    ]
    if band.PANEL in panels and any(band.slack(run).any() for run in sheet.runs):
        out.append((Line2D([], [], color=sheet.theme.colours.slack, linewidth=sheet.stroke(5.0)), sentence(sheet.told["slack"])))
    return out


def lost(sheet: Sheet) -> list[Entry]:
    """The cross, by what it stands for."""
    from matplotlib.lines import Line2D

    theme = sheet.theme
    cross = {"color": theme.colours.lost, "markersize": SIZE_EM * theme.type_pt, "markeredgecolor": theme.colours.page, "linestyle": ""}
    said = dict.fromkeys(run.lost_key for run in sheet.runs if run.lost_s is not None)
    return [(Line2D([], [], marker="X", **cross), sentence(" / ".join(sheet.told[key] for key in said)))] if said else []


def legends(figure: Figure, sheet: Sheet, entries: list[Entry], room_em: float) -> list[Legend]:
    """One legend for every line of a key, filled from the left with what fits in `room_em`."""
    lines: list[list[Entry]] = [[]]
    for entry in entries:
        if lines[-1] and sum(_wide_em(sheet, label) for _, label in [*lines[-1], entry]) - SPACE > room_em:
            lines.append([])
        lines[-1].append(entry)
    plain = {"loc": "upper left", "borderpad": 0, "borderaxespad": 0, "handlelength": HANDLE, "handletextpad": PAD, "columnspacing": SPACE}
    return [figure.legend(*zip(*line, strict=True), ncols=len(line), **plain) for line in lines]


def _wide_em(sheet: Sheet, label: str) -> float:
    return SIZE * (HANDLE + PAD + SPACE) + sheet.wide_em(label, size=SIZE)

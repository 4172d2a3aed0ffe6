"""Shading and names of the phases of the hinge, as planned."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from hingesim.motion.exercises import exercise_of
from hingesim.motion.schedule import PHASES
from hingesim.plots.run import Run
from hingesim.plots.sheet import Sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOVING = ("lower", "raise")
SIZE, LINE = 0.9, 1.3
"""Size of the names and height of their line, in em."""


def spans(run: Run) -> list[tuple[str, float, float]]:
    """Name, begin and end in seconds of every phase that takes time."""
    scenario = run.recording.scenario
    schedule = exercise_of(scenario).schedule(scenario)
    rows = zip(schedule.phase, itertools.pairwise(schedule.starts_s.tolist()), strict=True)
    return [(PHASES[int(phase)], begin, end) for phase, (begin, end) in rows if end > begin]


def common(runs: tuple[Run, ...]) -> Run | None:
    """A run whose phases are those of all; None when they move at different times."""
    first = spans(runs[0])
    return runs[0] if all(spans(run) == first for run in runs[1:]) else None


def shade(ax: Axes, sheet: Sheet, run: Run) -> None:
    """Shade the phases in which the body moves."""
    for phase, begin, end in spans(run):
        if phase in MOVING and begin < sheet.end_s:
            ax.axvspan(begin, min(end, sheet.end_s), color=sheet.theme.colours.moving, linewidth=0, zorder=-1)


def make_room(ax: Axes, height_em: float) -> None:
    """Lower the bottom of a plot by a line for the names."""
    low, high = ax.get_ylim()
    ax.set_ylim(low - LINE * (high - low) / (height_em - LINE), high)


def name(ax: Axes, sheet: Sheet, run: Run, wide_em: float) -> None:
    """Write the name of every phase at the bottom of a plot that is `wide_em` wide, where there is room for it."""
    told, theme = sheet.words["phase"], sheet.theme
    for phase, begin, end in spans(run):
        begin, end = np.minimum([begin, end], sheet.end_s)
        if sheet.wide_em(told[phase], size=SIZE) + 0.3 <= (end - begin) / sheet.end_s * wide_em:
            page = {
                "facecolor": theme.colours.moving if phase in MOVING else theme.colours.page,
                "edgecolor": "none",
                "pad": 0.1 * theme.type_pt,
            }
            place = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points", "ha": "center", "va": "bottom", "bbox": page}
            text = {"fontsize": SIZE * theme.type_pt, "color": theme.colours.quiet, "gid": "phase"}
            ax.annotate(told[phase], ((begin + end) / 2, 0.0), (0, 0.2 * theme.type_pt), **text, **place)

"""Figures of recordings for slides and papers: balance, angles and band over time."""

from __future__ import annotations

import itertools
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hingesim.errors import InputError
from hingesim.files import FIGURES, written_whole
from hingesim.metrics import SLACK_N, Metrics
from hingesim.recording import Recording
from hingesim.render.captions import title
from hingesim.schedule import PHASES
from hingesim.words import words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DPI = 200
WIDTH_IN = 7.2
LATE_S = 0.6
"""After a loss of balance the traces are shown this long; then the body only falls."""
BEYOND_CM = 9.0
"""The position panel reaches this far beyond the base of support."""
COLOURS = {"com": "#D81B60", "xcom": "#7B5EA7", "cop": "#1565C0", "base": "#FFE3A3", "edge": "#B7851A", "lost": "#C0271A", "ink": "#1F2733"}
RUNS = (("#C44E12", (0, (4, 2))), ("#00695C", "-"), ("#5B4A9C", (0, (1, 1.4))), ("#6D6D6D", (0, (6, 1.5, 1, 1.5))))
"""Colour and line style of the first to fourth recording: told apart without colour vision and in grey print."""
STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#5B6675",
    "axes.labelcolor": COLOURS["ink"],
    "axes.titlesize": 10,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "xtick.color": "#5B6675",
    "ytick.color": "#5B6675",
    "legend.frameon": False,
    "legend.fontsize": 8,
    "svg.hashsalt": "hingesim",
    "pdf.fonttype": 42,
}


def trace(recordings: Sequence[Recording], path: str | Path | None = None, *, titles: Sequence[str] | None = None) -> Figure:
    """Balance over time: one position panel per recording, then trunk and knee angle, then band tension.

    Args:
        recordings: one to four; in step from the start.
        path: where to save it, `.png`, `.svg` or `.pdf`, whole or not at all; None only returns the figure.
        titles: one per recording; default: with or without band.

    Raises:
        InputError: an argument is not allowed, or the file cannot be written.
    """
    every = (recordings,) if isinstance(recordings, Recording) else tuple(recordings)
    if not 1 <= len(every) <= len(RUNS):
        raise InputError(f"recordings: got {len(every)}, allowed are 1 to {len(RUNS)}")
    if titles is not None and len(titles) != len(every):
        raise InputError(f"titles: got {len(titles)}, allowed is one for each of the {len(every)} recordings")
    if path is not None and Path(path).suffix.lower() not in FIGURES:
        raise InputError(f"output: got {str(path)!r}, allowed is a name that ends in {', '.join(FIGURES[:-1])} or {FIGURES[-1]}")
    import matplotlib as mpl

    given = tuple(titles) if titles is not None else tuple(title(r, words()) for r in every)
    # File names become titles: no mathematics in them, and nothing that is not text.
    names = tuple(os.fsencode(name).decode("utf-8", "replace").replace("$", r"\$") for name in given)
    with mpl.rc_context(STYLE):
        figure = _figure([_Run(r, n, i) for i, (r, n) in enumerate(zip(every, names, strict=True))])
        if path is not None:
            _save(figure, Path(path))
    return figure


def _save(figure: Figure, path: Path) -> None:
    kind = path.suffix.lower()[1:]
    undated = {"png": {"Software": None}, "svg": {"Date": None}, "pdf": {"CreationDate": None}}[kind]
    with written_whole(path) as part:
        figure.savefig(part, format=kind, dpi=DPI, metadata=undated)


@dataclass(frozen=True, eq=False)
class _Run:
    """One recording with its name and look."""

    recording: Recording
    name: str
    number: int

    @property
    def metrics(self) -> Metrics:
        return Metrics(self.recording)

    @property
    def shown(self) -> slice:
        """Samples that are shown."""
        r, failure = self.recording, self.recording.outcome.time_s
        return slice(None) if failure is None else slice(0, int(np.searchsorted(r.time_s, failure + LATE_S)))

    @property
    def time_s(self) -> np.ndarray:
        return self.recording.time_s[self.shown]

    @property
    def look(self) -> dict[str, Any]:
        colour, style = RUNS[self.number]
        return {"color": colour, "linestyle": style, "linewidth": 1.6}


def _figure(runs: list[_Run]) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    banded = any(run.recording.scenario.band for run in runs)
    heights = [2.1] * len(runs) + [1.7] + [1.3] * banded
    figure = Figure(figsize=(WIDTH_IN, sum(heights) + 0.9), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots(len(heights), 1, sharex=True, height_ratios=heights, squeeze=False)[:, 0]
    longest = max(runs, key=lambda run: float(run.recording.time_s[-1]))
    figure.get_layout_engine().set(hspace=0.04, h_pad=0.05)  # type: ignore[union-attr]
    for ax, run in zip(axes, runs, strict=False):
        _position(ax, run)
    low, high = min(100 * run.metrics.back_m for run in runs), max(100 * run.metrics.front_m for run in runs)
    for ax in axes[: len(runs)]:
        ax.set_ylim(low - BEYOND_CM, high + BEYOND_CM)
    _angles(axes[len(runs)], runs)
    if banded:
        _tension(axes[-1], runs)
    for i, ax in enumerate(axes):
        _phases(ax, longest.recording, named=i == 0)
        ax.tick_params(length=3)
    axes[0].set_xlim(0, float(longest.recording.time_s[-1]))
    axes[-1].set_xlabel(words()["plot"]["time"])
    figure.align_ylabels(axes)
    return figure


def _position(ax: Axes, run: _Run) -> None:
    """CoM, XcoM and CoP against the functional base of support, cm ahead of the ankle."""
    told, m = words()["plot"], run.metrics
    back, front = 100 * m.back_m, 100 * m.front_m
    ax.axhspan(back, front, color=COLOURS["base"], zorder=0, linewidth=0)
    for edge in (back, front):
        ax.axhline(edge, color=COLOURS["edge"], linewidth=0.9, zorder=0.5)
    rows = (("cop", m.cop_m, "-", 1.1), ("xcom", m.xcom_m, (0, (4, 1.6)), 1.4), ("com", m.com_m, "-", 2.0))
    for key, values, style, width in rows:
        ax.plot(run.time_s, 100 * values[run.shown, 0], color=COLOURS[key], linestyle=style, linewidth=width, label=told[key], zorder=2)
    ax.set_title(f"{run.name}: {run.recording.outcome.title}")
    ax.set_ylabel(told["position"])
    end = {"xycoords": ("axes fraction", "data"), "fontsize": 7.5, "color": "#7A5A10", "ha": "right", "xytext": (-3, 0)}
    for edge, name, side in ((front, "toe", "top"), (back, "heel", "bottom")):
        ax.annotate(told[name], (1.0, edge), textcoords="offset points", va=side, **end)
    failure = run.recording.outcome.time_s
    if failure is not None:
        at = float(np.interp(failure, run.recording.time_s, 100 * m.xcom_m[:, 0]))
        key = "touched" if run.recording.outcome.name == "foot_touch" else "lost"
        ax.axvline(failure, color=COLOURS["lost"], linewidth=1.0, linestyle=(0, (2, 2)), zorder=1)
        ax.plot([failure], [at], "X", color=COLOURS["lost"], markersize=8, markeredgecolor="white", zorder=4, label=told[key])
    if run.number == 0:
        ax.legend(loc="upper right", bbox_to_anchor=(1.0, 1.27), ncols=4, handlelength=2.2, columnspacing=1.2, borderaxespad=0)


def _angles(ax: Axes, runs: list[_Run]) -> None:
    """Trunk inclination (thick) and knee flexion (thin) of every run."""
    told = words()["plot"]
    for run in runs:
        r = run.recording
        for values, name, width in ((r.trunk_inclination_deg, "trunk", 2.0), (r.joint_deg("knee_flexion"), "knee", 1.0)):
            label = f"{told[name]}, {run.name.lower()}" if len(runs) > 1 else told[name]
            ax.plot(run.time_s, values[run.shown], label=label, zorder=3 - 0.1 * run.number, **{**run.look, "linewidth": width})
        _ending(ax, run, r.trunk_inclination_deg)
    ax.set_ylabel(told["angle"])
    ax.set_ylim(min(0.0, ax.get_ylim()[0]), (1.25 + 0.13 * len(runs)) * max(ax.get_ylim()[1], 60))
    ax.legend(loc="upper right", ncols=2, handlelength=3.0, columnspacing=1.2, borderaxespad=0.2)


def _ending(ax: Axes, run: _Run, values: np.ndarray) -> None:
    """A cross where balance was lost."""
    failure = run.recording.outcome.time_s
    if failure is not None:
        at = float(np.interp(failure, run.recording.time_s, values))
        ax.plot([failure], [at], "X", color=COLOURS["lost"], markersize=7, markeredgecolor="white", zorder=4)


def _tension(ax: Axes, runs: list[_Run]) -> None:
    """Band tension; slack stretches lie on zero and are marked."""
    told = words()["plot"]
    banded = [run for run in runs if run.recording.scenario.band]
    for run in banded:
        tension = run.recording.band_tension_n
        ax.plot(run.time_s, tension[run.shown], label=run.name, **run.look)
        slack = np.where(tension < SLACK_N, 0.0, np.nan)[run.shown]
        if np.isfinite(slack).any():
            ax.plot(run.time_s, slack, color=COLOURS["lost"], linewidth=4, solid_capstyle="butt", label=told["slack"], zorder=3)
        _ending(ax, run, tension)
    ax.set_ylabel(told["tension"])
    ax.set_ylim(0, 1.35 * max(20.0, *(float(run.recording.band_tension_n.max()) for run in banded)))
    if len(runs) > 1 or any((run.recording.band_tension_n < SLACK_N).any() for run in banded):
        ax.legend(loc="upper right", ncols=len(banded) + 1)


def _phases(ax: Axes, recording: Recording, *, named: bool) -> None:
    """Shade every other phase; name them on top of the first panel."""
    changes = np.flatnonzero(np.diff(recording.phase)) + 1
    starts = np.concatenate([[0], changes, [len(recording.time_s) - 1]])
    for a, b in itertools.pairwise(starts):
        begin, end = float(recording.time_s[a]), float(recording.time_s[b])
        phase = PHASES[int(recording.phase[a])]
        if phase in ("lower", "raise"):
            ax.axvspan(begin, end, color="#3B6EA5", alpha=0.06, linewidth=0, zorder=-1)
        if named and end > begin:
            place = {"xycoords": ("data", "axes fraction"), "ha": "center", "va": "bottom", "fontsize": 8, "color": "#5B6675"}
            ax.annotate(words()["phase"][phase], ((begin + end) / 2, 0.015), **place)

"""A still picture of the key moments: one row per recording, one column per moment, on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.recording import Recording
from hingesim.render import captions, theme
from hingesim.render.camera import SIDE, View
from hingesim.render.display import Shape, Text
from hingesim.render.fonts import fitted, text_width
from hingesim.render.legend import Legend
from hingesim.render.panel import Panel
from hingesim.render.pose import pose_at
from hingesim.render.scene import Scene
from hingesim.schedule import PHASES
from hingesim.words import words

MOST = 6
APART_S = 0.15
"""Moments closer than this are shown once."""


def moments(recording: Recording) -> list[tuple[str, float]]:
    """Name (key of the `moment` texts) and time of 3 to 6 key moments of the first rep, in order."""
    r, failure = recording, recording.outcome.time_s
    end = float(r.time_s[-1])
    found = [("start", float(r.time_s[0]))]
    for name, phase, share in (("lowering", "lower", 0.5), ("bottom", "pause", 0.5), ("rising", "raise", 0.5)):
        span = _span(r, phase)
        if span is not None:
            found.append((name, span[0] + share * (span[1] - span[0])))
    if _span(r, "pause") is None and r.progress.max() > 0.999:
        found.append(("bottom", float(r.time_s[int(np.argmax(r.progress))])))
    if failure is not None:
        found = [(name, t) for name, t in found if t < failure - APART_S]
        found += [("lost", failure), ("falling", failure + 0.55 * (end - failure))]
    found = [(name, t) for name, t in sorted(found, key=lambda item: item[1]) if t < end - APART_S]
    return [*found[: MOST - 1], ("down" if r.ended == "down" else "end", end)]


def _span(recording: Recording, phase: str) -> tuple[float, float] | None:
    """Begin and end of the first stretch of a phase, when it was gone through to its end."""
    at = np.flatnonzero(recording.phase == PHASES.index(phase))
    if not len(at):
        return None
    stop = at[0] + int(np.argmax(np.diff(at, append=at[-1] + 2) > 1))
    if stop >= len(recording.time_s) - 1:
        return None
    return float(recording.time_s[at[0]]), float(recording.time_s[stop])


@dataclass(frozen=True, eq=False)
class Storyboard:
    """The layout: lengths in points."""

    recordings: tuple[Recording, ...]
    titles: tuple[str, ...]
    width: int
    view: View = SIDE

    @cached_property
    def rows(self) -> list[tuple[int, list[tuple[str, float]]]]:
        """Index of the recording and its moments, row by row; one recording alone is broken into two rows."""
        rows = [(i, moments(r)) for i, r in enumerate(self.recordings)]
        if len(rows) > 1:
            return rows
        every = rows[0][1]
        half = (len(every) + 1) // 2
        return [(0, every[:half]), (0, every[half:])]

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """One scene per recording."""
        return tuple(Scene(r, self.view) for r in self.recordings)

    @cached_property
    def unit(self) -> float:
        """Scale of text and lines."""
        return float(np.clip((self.width / max(len(row) for _, row in self.rows) / 400) ** 0.75, 0.62, 3.0))

    def _size(self, points: float) -> float:
        return max(points * self.unit, theme.LEAST_TEXT_PT)

    @cached_property
    def scale(self) -> float:
        """Points per metre, the same everywhere."""
        return min(self.width / (len(row) * self._wide_m(i)) for i, row in self.rows)

    def _wide_m(self, recording: int) -> float:
        left, right, _ = self.scenes[recording].extent_m
        return right - left

    @cached_property
    def cells(self) -> list[tuple[int, str, float, Panel]]:
        """Recording, name and time of every moment, and its place."""
        out = []
        y, last = 0.0, -1
        for i, row in self.rows:
            left, right, top = self.scenes[i].extent_m
            y += self._title_pt if i != last else 0.0
            last = i
            ground = y + self._name_pt + self.scale * top
            wide = self.width / (max(len(shown) for _, shown in self.rows) if len(self.recordings) == 1 else len(row))
            for k, (name, t) in enumerate(row):
                origin = (k + 0.5) * wide - self.scale * (left + right) / 2
                panel = Panel(self.view, k * wide, (k + 1) * wide, y + self._name_pt, ground, self._floor_pt, self.scale, origin, self.unit)
                out.append((i, name, t, panel))
            y = ground + self._floor_pt + 0.6 * self._size(theme.TEXT_PT)
        return out

    @property
    def _title_pt(self) -> float:
        return 2.2 * self._size(theme.TITLE_PT)

    @property
    def _name_pt(self) -> float:
        return 1.8 * self._size(theme.TEXT_PT)

    @property
    def _floor_pt(self) -> float:
        return max(0.15 * self.scale, 2.3 * self._size(theme.SMALL_PT))

    @cached_property
    def legend(self) -> Legend:
        """The legend under the last row."""
        pad, last = 10 * self.unit, self.cells[-1][3]
        size = self._size(theme.SMALL_PT)
        return Legend(pad, last.ground_y + self._floor_pt + 0.5 * pad, self.width - pad, size, 2.0 * size, 0.0)

    @cached_property
    def height(self) -> int:
        """Page height, even."""
        return 2 * int(np.ceil((self.legend.bottom + 5 * self.unit) / 2))

    def shapes(self) -> list[Shape]:
        """The whole picture."""
        pad, out, seen = 10 * self.unit, self.legend.shapes(), set()
        for i, name, t, panel in self.cells:
            pose = pose_at(self.recordings[i], t)
            out += self.scenes[i].backdrop(panel) + self.scenes[i].shapes(pose, panel)
            size = self._size(theme.TEXT_PT)
            colour = theme.STAMP["lost"] if name in ("lost", "falling", "down") else theme.QUIET
            told = fitted(moment_title(name, t), size, panel.right - panel.left - pad, True)
            out.append(Text(f"moment {i} {t:.2f}", panel.left + pad, panel.top - 0.6 * size, told, size, colour, bold=True))
            if i not in seen:
                seen.add(i)
                out += self._title(i, panel.top - self._name_pt)
        return out

    def _title(self, i: int, bottom: float) -> list[Shape]:
        pad, size, outcome = 10 * self.unit, self._size(theme.TITLE_PT), self.recordings[i].outcome
        y = bottom - 0.7 * size
        title = fitted(self.titles[i], size, self.width - 2 * pad, True)
        out: list[Shape] = [Text(f"title {i}", pad, y, title, size, theme.INK, bold=True)]
        x = pad + text_width(title, size, True) + 1.2 * size
        verdict = fitted(f"{outcome.title}: {outcome.coach}", 0.85 * size, self.width - pad - x)
        return [*out, Text(f"verdict {i}", x, y, verdict, 0.85 * size, theme.STAMP[outcome.name])]


def moment_title(name: str, time_s: float) -> str:
    """`Bottom, 2.7 s`."""
    return f"{words()['moment'][name]}, {captions.label('time', second=time_s)}"

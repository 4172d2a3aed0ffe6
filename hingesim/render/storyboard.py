"""A still picture of the key moments: one row per recording and view, one column per moment, on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.common.words import Words
from hingesim.motion.schedule import PHASES
from hingesim.recording.recording import Recording
from hingesim.render import captions, theme
from hingesim.render.camera import FRONT, VIEWS, View
from hingesim.render.display import Shape, Text
from hingesim.render.drawing import Drawing
from hingesim.render.fonts import fitted, text_width, wrapped
from hingesim.render.legend import Legend
from hingesim.render.look import Look, look_of
from hingesim.render.panel import Panel
from hingesim.render.pose import pose_at
from hingesim.render.scene import Scene
from hingesim.render.timeline import sinking_s

MOST = 6
CELL_PT = 300.0
"""Width of a moment at unit 1: the smallest text is 6 to 7 points high on a printed page."""
WIDEST_M = 9.5
"""Most ground that a row shows."""
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
    if _span(r, "pause") is None and r.place.max() > 0.999:
        found.append(("bottom", float(r.time_s[int(np.argmax(r.place))])))
    if failure is not None:
        found = [(name, t) for name, t in found if t < failure - APART_S]
        found += [("lost", failure), ("falling", sinking_s(r))] if r.outcome.lost else [("step", failure)]
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
    drawing: Drawing
    width: int

    @cached_property
    def look(self) -> Look:
        """Colours, words and overlays."""
        return look_of(self.drawing)

    @cached_property
    def views(self) -> tuple[View, ...]:
        """The view of each recording: the first that was asked for; without one a loss to the side is seen from ahead."""
        if self.drawing.panels != Drawing().panels and self.drawing.views:
            return (VIEWS[self.drawing.views[0]],) * len(self.recordings)
        return tuple(FRONT if r.outcome.name == "sideways_fall" else VIEWS["side"] for r in self.recordings)

    @cached_property
    def rows(self) -> list[tuple[int, list[tuple[str, float]]]]:
        """Index of the recording and its moments, row by row; a row that would be too wide to read is broken."""
        rows = []
        for i, recording in enumerate(self.recordings):
            every = moments(recording)
            lines = int(np.ceil(len(every) * self._wide_m(i) / WIDEST_M))
            each = -(-len(every) // lines)
            rows += [(i, every[k : k + each]) for k in range(0, len(every), each)]
        return rows

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """One scene per recording."""
        return tuple(Scene(r, view, self.look) for r, view in zip(self.recordings, self.views, strict=True))

    @cached_property
    def unit(self) -> float:
        """Scale of text and lines: the same picture at every size."""
        return float(np.clip(self.width / max(len(row) for _, row in self.rows) / CELL_PT, 0.62, 4.0))

    def _size(self, points: float) -> float:
        return max(points * self.unit, theme.LEAST_TEXT_PT)

    @cached_property
    def scale(self) -> float:
        """Points per metre, the same everywhere."""
        if self.drawing.scale == "shared":
            return self.width / WIDEST_M
        return min(self.width / (len(row) * self._wide_m(i)) for i, row in self.rows)

    def _wide_m(self, recording: int) -> float:
        left, right, _, _ = self.scenes[recording].extent_m
        return right - left

    @cached_property
    def cells(self) -> list[tuple[int, str, float, Panel]]:
        """Recording, name and time of every moment, and its place."""
        out = []
        y, last = self._head_pt, -1
        for i, row in self.rows:
            left, right, top, _ = self.scenes[i].extent_m
            y += self._title_pt if i != last else 0.0
            last = i
            ground = y + self._name_pt + self.scale * top
            wide = self.width / max(len(shown) for other, shown in self.rows if other == i)
            for k, (name, t) in enumerate(row):
                origin = (k + 0.5) * wide - self.scale * (left + right) / 2
                edge = (k + 1) * wide if k + 1 < len(row) else self.width
                place = (k * wide, y + self._name_pt, edge, ground + self._floor_pt)
                panel = Panel(*place, self.unit, self.look, self.views[i], ground, self.scale, origin)
                out.append((i, name, t, panel))
            y = ground + self._floor_pt + self._cue_pt + 0.6 * self._size(theme.TEXT_PT)
        return out

    @property
    def _head_pt(self) -> float:
        """Height of the title of the whole sheet."""
        return 1.9 * self._size(theme.HEAD_PT) if self.drawing.title else 0.0

    @property
    def _settings_pt(self) -> float:
        return 1.6 * self._size(theme.SMALL_PT) if self.look.shows("settings") else 0.0

    @property
    def _title_pt(self) -> float:
        """Height of the lines over the first row of a recording: its name with the verdict, and what was set."""
        return 2.2 * self._size(theme.TITLE_PT) + self._settings_pt

    @property
    def _name_pt(self) -> float:
        return 1.8 * self._size(theme.TEXT_PT)

    @property
    def _floor_pt(self) -> float:
        return max(self.scale * max(s.extent_m[3] for s in self.scenes), 2.3 * self._size(theme.SMALL_PT))

    def _cue(self, i: int, time_s: float, wide: float) -> list[str]:
        """What a coach says at a moment, in lines."""
        if not self.look.shows("caption"):
            return []
        said = captions.cue(pose_at(self.recordings[i], time_s), self.look.words)
        return wrapped(said, self._size(theme.SMALL_PT), wide - 20 * self.unit)

    @cached_property
    def _cue_pt(self) -> float:
        """Height of the longest cue."""
        wide = self.width / max(len(row) for _, row in self.rows)
        lines = max(len(self._cue(i, t, wide)) for i, row in self.rows for _, t in row)
        return (1.35 * lines + 0.5) * self._size(theme.SMALL_PT) if lines else 0.0

    @cached_property
    def legend(self) -> Legend:
        """The legend under the last row."""
        pad, last = 10 * self.unit, self.cells[-1][3]
        size = self._size(theme.SMALL_PT)
        return Legend(
            self.look,
            pad,
            last.bottom + self._cue_pt + 0.5 * pad,
            self.width - pad,
            size,
            2.0 * size,
            0.0,
            tuple(dict.fromkeys(self.views)),
        )

    @cached_property
    def height(self) -> int:
        """Page height, even."""
        return 2 * int(np.ceil((self.legend.bottom + 5 * self.unit) / 2))

    def shapes(self) -> list[Shape]:
        """The whole picture."""
        pad, out, seen = 10 * self.unit, [*self._head(), *self.legend.shapes()], set()
        for i, name, t, panel in self.cells:
            pose = pose_at(self.recordings[i], t)
            out += self.scenes[i].backdrop(panel) + self.scenes[i].shapes(pose, panel)
            size = self._size(theme.TEXT_PT)
            colours = self.look.theme
            colour = colours.stamp["lost"] if name in ("lost", "step", "falling", "down") else colours.quiet
            told = fitted(moment_title(name, t, self.look.words), size, panel.right - panel.left - pad, True)
            out.append(Text(f"moment {i} {t:.2f}", panel.left + pad, panel.top - 0.6 * size, told, size, colour, bold=True))
            small = self._size(theme.SMALL_PT)
            for k, line in enumerate(self._cue(i, t, panel.right - panel.left)):
                out.append(
                    Text(
                        f"cue {i} {t:.2f} {k}", panel.left + pad, panel.bottom + (1.35 * k + 1.3) * small, line, small, self.look.theme.ink
                    )
                )
            if i not in seen:
                seen.add(i)
                out += self._title(i, panel.top - self._name_pt)
        return out

    def _head(self) -> list[Shape]:
        if not self.drawing.title:
            return []
        pad, size = 10 * self.unit, self._size(theme.HEAD_PT)
        return [
            Text(
                "head", pad, 1.4 * size, fitted(self.drawing.title, size, self.width - 2 * pad, True), size, self.look.theme.ink, bold=True
            )
        ]

    def _title(self, i: int, bottom: float) -> list[Shape]:
        pad, size, outcome = 10 * self.unit, self._size(theme.TITLE_PT), self.recordings[i].outcome
        y = bottom - 0.7 * size - self._settings_pt
        title = fitted(self.titles[i], size, self.width - 2 * pad, True)
        out: list[Shape] = [Text(f"title {i}", pad, y, title, size, self.look.theme.ink, bold=True)]
        x = pad + text_width(title, size, True) + 1.2 * size
        words = self.look.words
        told = words.label("told", name=words.verdict(outcome), said=words.told(outcome))
        verdict = fitted(told, 0.85 * size, self.width - pad - x)
        if self._settings_pt:
            small = self._size(theme.SMALL_PT)
            told = fitted(captions.BETWEEN.join(captions.settings(self.recordings[i], words)), small, self.width - 2 * pad)
            out.append(Text(f"settings {i}", pad, bottom - 0.4 * small, told, small, self.look.theme.quiet))
        return [*out, Text(f"verdict {i}", x, y, verdict, 0.85 * size, self.look.theme.stamp[outcome.name])]


def moment_title(name: str, time_s: float, words: Words) -> str:
    """`Bottom, 2.7 s`."""
    return f"{words['moment'][name]}, {words.label('time', second=time_s)}"

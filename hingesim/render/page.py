"""One page: recordings side by side on one scale and one ground line, titles above, legend and coach's words below."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.recording import Recording
from hingesim.render import captions, theme
from hingesim.render.camera import SIDE, View
from hingesim.render.display import Line, Polygon, Shape, Text, box, rounded
from hingesim.render.fonts import fitted, text_width, wrapped
from hingesim.render.legend import Legend
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose, pose_at
from hingesim.render.scene import Scene
from hingesim.render.timeline import Instant
from hingesim.words import words

TALLEST = {1: 0.62, 2: 0.42}
"""Most height of the scene strip over the page width, by number of panels; more panels as two."""
LEAST_SHARE = 0.72
"""A panel is at least this share of an equal one wide."""


@dataclass(frozen=True, eq=False)
class Page:
    """The fixed layout of a clip."""

    recordings: tuple[Recording, ...]
    titles: tuple[str, ...]
    width: int
    view: View = SIDE

    @cached_property
    def scenes(self) -> tuple[Scene, ...]:
        """One scene per recording."""
        return tuple(Scene(r, self.view) for r in self.recordings)

    @cached_property
    def unit(self) -> float:
        """Scale of text and lines: 1 for a panel 480 points wide, growing slower than the panel."""
        return float(np.clip((self.width / len(self.recordings) / 480) ** 0.75, 0.62, 3.0))

    def _size(self, points: float) -> float:
        return max(points * self.unit, theme.LEAST_TEXT_PT)

    @property
    def _pad(self) -> float:
        return 10 * self.unit

    @cached_property
    def columns(self) -> tuple[tuple[float, float], ...]:
        """Left and right end of every panel: as wide as its scene needs on the common scale."""
        need = np.array([right - left for left, right, _ in (s.extent_m for s in self.scenes)])
        share = np.maximum(need / need.sum(), LEAST_SHARE / len(need))
        ends = np.concatenate([[0.0], np.cumsum(share / share.sum())]) * self.width
        return tuple(itertools.pairwise(ends.tolist()))

    @cached_property
    def scale(self) -> float:
        """Points per metre, the same in all panels."""
        wide = min((b - a) / (s.extent_m[1] - s.extent_m[0]) for (a, b), s in zip(self.columns, self.scenes, strict=True))
        tall = TALLEST[min(len(self.scenes), 2)] * self.width / max(s.extent_m[2] for s in self.scenes)
        return min(wide, tall)

    @cached_property
    def _stamps(self) -> list[float]:
        """Widest stamp of every panel."""
        size = self._size(theme.TEXT_PT)
        told = [(words()["stamp"]["lost"], r.outcome.title) for r in self.recordings]
        return [max(text_width(t, size, True) for t in both) + 2 * self._pad for both in told]

    @cached_property
    def _stamp_below(self) -> bool:
        """Whether the stamp needs a row of its own under the title."""
        size = self._size(theme.TITLE_PT)
        return any(
            text_width(title, size, True) + stamp + 3 * self._pad > b - a
            for title, stamp, (a, b) in zip(self.titles, self._stamps, self.columns, strict=True)
        )

    @cached_property
    def header_pt(self) -> float:
        """Height of the strip with titles and stamps."""
        row = 2.0 * self._size(theme.TITLE_PT)
        return row + (1.9 * self._size(theme.TEXT_PT) if self._stamp_below else 0.0) + 0.4 * self._pad

    @cached_property
    def ground_y(self) -> float:
        """Where the common ground line lies."""
        return self.header_pt + self.scale * max(s.extent_m[2] for s in self.scenes)

    @property
    def floor_pt(self) -> float:
        """Height of the floor strip."""
        return max(0.15 * self.scale, 2.3 * self._size(theme.SMALL_PT))

    @cached_property
    def panels(self) -> tuple[Panel, ...]:
        """The place of every scene; its content is centred."""
        out = []
        for scene, (a, b) in zip(self.scenes, self.columns, strict=True):
            left, right, _ = scene.extent_m
            origin = (a + b) / 2 - self.scale * (left + right) / 2
            out.append(Panel(self.view, a, b, self.header_pt, self.ground_y, self.floor_pt, self.scale, origin, self.unit))
        return tuple(out)

    @property
    def _clock_pt(self) -> float:
        size = self._size(theme.TEXT_PT)
        return text_width(f"{captions.label('slow')}  {captions.label('time', second=88.8)}", size, True) + self._pad

    @cached_property
    def legend(self) -> Legend:
        """The legend under the floor, with the clock at the right end of its first row."""
        top = self.ground_y + self.floor_pt + 0.3 * self._pad
        row = 1.75 * self._size(theme.TEXT_PT)
        return Legend(self._pad, top, self.width - self._pad, self._size(theme.SMALL_PT), row, self._clock_pt)

    @cached_property
    def bar_y(self) -> float:
        """Top of the bar with the coach's words."""
        return self.legend.bottom + 0.3 * self._pad

    @cached_property
    def _cue_lines(self) -> int:
        """Lines kept for the longest cue of the clip."""
        size = self._size(theme.CAPTION_PT)
        return max(
            len(wrapped(cue, size, b - a - 2 * self._pad))
            for r, (a, b) in zip(self.recordings, self.columns, strict=True)
            for cue in captions.all_cues(r)
        )

    @cached_property
    def height(self) -> int:
        """Page height, even."""
        bar = (self._cue_lines * 1.35 + 0.9) * self._size(theme.CAPTION_PT)
        return 2 * int(np.ceil((self.bar_y + bar) / 2))

    def _cues(self, poses: Sequence[Pose]) -> list[Shape]:
        size, out = self._size(theme.CAPTION_PT), []
        for i, (pose, (a, b)) in enumerate(zip(poses, self.columns, strict=True)):
            lines = wrapped(captions.cue(pose), size, b - a - 2 * self._pad)
            top = self.bar_y + (self.height - self.bar_y - 1.35 * size * len(lines)) / 2
            for j, line in enumerate(lines):
                out.append(Text(f"cue {i} {j}", a + self._pad, top + (1.35 * j + 1.02) * size, line, size, theme.CAPTION_INK))
        return out

    def _stamp(self, i: int, pose: Pose) -> list[Shape]:
        told = captions.stamp(pose)
        if told is None:
            return []
        text, key = told
        (a, b), size = self.columns[i], self._size(theme.TEXT_PT)
        wide = min(text_width(text, size, True) + 2 * self._pad, b - a - 2 * self._pad)
        high = 1.75 * size
        left = a + self._pad if self._stamp_below else b - self._pad - wide
        top = 2.0 * self._size(theme.TITLE_PT) if self._stamp_below else 0.5 * (self.header_pt - high) + 0.2 * self._pad
        shown = fitted(text, size, wide - self._pad, True)
        return [
            Polygon(f"stamp {i}", rounded(left, top, left + wide, top + high, high / 2), theme.STAMP[key]),
            Text(f"stamp {i}", left + wide / 2, top + 0.5 * high + 0.36 * size, shown, size, "#ffffff", "middle", bold=True),
        ]

    def backdrop(self) -> list[Shape]:
        """Everything that is the same in all frames."""
        out: list[Shape] = []
        for i, (scene, panel, title, (a, b)) in enumerate(zip(self.scenes, self.panels, self.titles, self.columns, strict=True)):
            out += scene.backdrop(panel)
            size = self._size(theme.TITLE_PT)
            shown = fitted(title, size, b - a - 2 * self._pad, True)
            out.append(Text(f"title {i}", a + self._pad, 1.45 * size + 0.2 * self._pad, shown, size, theme.INK, bold=True))
        out.append(Polygon("bar", box(0, self.bar_y, self.width, self.height), theme.CAPTION_PAGE))
        for a, _ in self.columns[1:]:
            out.append(Line("divider", np.array([[a, 0.6 * self._pad], [a, self.legend.top]]), theme.DIVIDER, self.unit))
            out.append(
                Line("divider", np.array([[a, self.bar_y], [a, self.height]]), theme.mix(theme.CAPTION_PAGE, "#ffffff", 0.25), self.unit)
            )
        return out + self.legend.shapes()

    def poses(self, time_s: float) -> list[Pose]:
        """The pose of every recording at a time."""
        return [pose_at(r, time_s) for r in self.recordings]

    def shapes(self, instant: Instant) -> list[Shape]:
        """Everything that moves, at one instant."""
        poses = self.poses(instant.time_s)
        out: list[Shape] = []
        for i, (scene, panel, pose) in enumerate(zip(self.scenes, self.panels, poses, strict=True)):
            out += scene.shapes(pose, panel) + self._stamp(i, pose)
        return out + self._cues(poses) + self._clock(instant)

    def _clock(self, instant: Instant) -> list[Shape]:
        size = self._size(theme.TEXT_PT)
        y = self.legend.middle_y() + 0.34 * size
        time = captions.label("time", second=instant.time_s)
        out: list[Shape] = [Text("clock", self.width - self._pad, y, time, size, theme.INK, "right", bold=True)]
        if instant.slow:
            room = text_width(f"  {captions.label('time', second=88.8)}", size, True)
            out.append(
                Text("slow motion", self.width - self._pad - room, y, captions.label("slow"), size, theme.STAMP["lost"], "right", bold=True)
            )
        return out


def page_of(recordings: Sequence[Recording], titles: Sequence[str] | None, width: int) -> Page:
    """A page with the given titles, or the default ones."""
    return Page(tuple(recordings), tuple(titles) if titles is not None else tuple(captions.title(r) for r in recordings), width)

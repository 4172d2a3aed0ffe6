"""One page: what a clip shows at an instant, on a fixed layout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.recording.recording import Recording
from hingesim.recording.titles import title_of
from hingesim.render import captions, foot, theme
from hingesim.render.card_chart import FORMS, CardChart
from hingesim.render.display import Line, Polygon, Shape, Text, box, rounded
from hingesim.render.drawing import Drawing
from hingesim.render.fonts import fitted, text_width, wrapped
from hingesim.render.layout import Layout
from hingesim.render.panel import Box, Panel
from hingesim.render.phase_bar import PhaseBar
from hingesim.render.pose import Pose, pose_at
from hingesim.render.time_chart import TimeChart
from hingesim.render.timeline import Instant, shown_s
from hingesim.render.why import WhyChart


@dataclass(frozen=True, eq=False)
class FootChart:
    """The foot from above with the path of the pressure, as a chart."""

    recording: Recording
    box: Box

    @cached_property
    def panel(self) -> Panel:
        """The view from above."""
        return foot.foot_place(self.box, self.recording)

    def backdrop(self) -> list[Shape]:
        """The foot where it stood at the start."""
        return foot.backdrop(pose_at(self.recording, float(self.recording.time_s[0])), self.panel)

    def shapes(self, pose: Pose) -> list[Shape]:
        """Mass and pressure."""
        return foot.weight_over(pose, self.panel, path=True)


@dataclass(frozen=True, eq=False)
class Page(Layout):
    """The pictures of a clip as display lists."""

    @property
    def end_s(self) -> float:
        """When the longest recording ends."""
        return self.until_s if self.until_s is not None else max(float(r.time_s[-1]) for r in self.recordings)

    @cached_property
    def _charts(self) -> tuple[tuple[int, FootChart | TimeChart | WhyChart | CardChart], ...]:
        kinds = {
            "foot": lambda i, box: FootChart(self.recordings[i], box),
            "trace": lambda i, box: TimeChart(self.recordings[i], box, self.end_s),
            "why": lambda i, box: WhyChart(self.recordings[i], box),
            "scorecard": lambda i, box: CardChart(self.cards[i], box, form),
        }
        cards = [box.right - box.left for _, name, box in self.charts if name == "scorecard"]
        form = self.card_form(min(cards)) if cards else FORMS[-1]
        return tuple((i, kinds[name](i, box)) for i, name, box in self.charts)

    @cached_property
    def _phase_bars(self) -> tuple[PhaseBar, ...]:
        return tuple(PhaseBar(r, box, self.end_s) for r, box in zip(self.recordings, self.phases, strict=False))

    @cached_property
    def _last(self) -> dict[int, tuple[float, list[Shape]]]:
        """By number of the panel: the time its scene was last drawn at, and what it showed. A recording that has ended stays as it is."""
        return {}

    def backdrop(self) -> list[Shape]:
        """Everything that is the same in all frames."""
        out: list[Shape] = []
        look, pad, size = self.look, self.pad, self.size(theme.TITLE_PT)
        for i, (title, (a, b)) in enumerate(zip(self.titles, self.columns, strict=True)):
            shown = fitted(title, size, b - a - 2 * pad, True)
            out.append(Text(f"title {i}", a + pad, self.title_pt + 1.45 * size + 0.2 * pad, shown, size, look.theme.ink, bold=True))
            out += self._settings(i)
        if self.drawing.title:
            head = self.size(theme.HEAD_PT)
            told = fitted(self.drawing.title, head, self.width - 2 * pad, True)
            out.append(Text("head", pad, 1.4 * head, told, head, look.theme.ink, bold=True))
        for _, scene, panel in self.panels:
            out += scene.backdrop(panel)
            if self.view_name_pt:
                name = fitted(look.words["view"][scene.view.name.replace("-", "_")], panel.small_pt, panel.right - panel.left - 2 * pad)
                y = panel.top - 0.5 * panel.small_pt
                out.append(Text(f"view {scene.view.name}", panel.left + pad, y, name, panel.small_pt, look.theme.quiet))
        for part in (*(chart for _, chart in self._charts), *self._phase_bars):
            out += part.backdrop()
        if self.cue_lines:
            out.append(Polygon("bar", box(0, self.bar_y, self.width, self.height), look.theme.caption_page))
        for a, _ in self.columns[1:]:
            out.append(Line("divider", np.array([[a, 0.6 * pad], [a, self.legend.top - 0.3 * pad]]), look.theme.divider, self.unit))
            if self.cue_lines:
                pale = theme.mix(look.theme.caption_page, look.theme.caption_ink, 0.25)
                out.append(Line("divider", np.array([[a, self.bar_y], [a, self.height]]), pale, self.unit))
        return out + self.legend.shapes()

    def poses(self, time_s: float) -> list[Pose]:
        """The pose of every recording at a time."""
        return [pose_at(r, shown_s(r, time_s, self.end_s)) for r in self.recordings]

    def shapes(self, instant: Instant) -> list[Shape]:
        """Everything that moves, at one instant."""
        poses = self.poses(instant.time_s)
        out: list[Shape] = []
        for place, (i, scene, panel) in enumerate(self.panels):
            if (last := self._last.get(place)) is None or last[0] != poses[i].time_s:
                last = self._last[place] = poses[i].time_s, scene.shapes(poses[i], panel)
            out += last[1]
        for i, chart in self._charts:
            out += chart.shapes(poses[i])
        for pose, phases in zip(poses, self._phase_bars, strict=False):
            out += phases.shapes(pose)
        for i, pose in enumerate(poses):
            out += self._again(i, pose, instant.time_s)
        if self.look.shows("stamp"):
            out += [shape for i, pose in enumerate(poses) for shape in self._stamp(i, pose)]
        return out + (self._cues(poses) if self.cue_lines else []) + (self._clock(instant) if self.phases else [])

    def _cues(self, poses: Sequence[Pose]) -> list[Shape]:
        size, out = self.size(theme.CAPTION_PT), []
        for i, (pose, (a, b)) in enumerate(zip(poses, self.columns, strict=True)):
            lines = wrapped(captions.cue(pose, self.look.words), size, b - a - 2 * self.pad)
            top = self.bar_y + (self.height - self.bar_y - 1.35 * size * len(lines)) / 2
            for j, line in enumerate(lines):
                y = top + (1.35 * j + 1.02) * size
                out.append(Text(f"cue {i} {j}", a + self.pad, y, line, size, self.look.theme.caption_ink))
        return out

    def _settings(self, i: int) -> list[Shape]:
        """What was set, as much as there is room for."""
        if not self.look.shows("settings"):
            return []
        (a, b), size, parts = self.columns[i], self.size(theme.SMALL_PT), captions.settings(self.recordings[i], self.look.words)
        while len(parts) > 1 and text_width(captions.BETWEEN.join(parts), size) > b - a - 2 * self.pad:
            parts = parts[:-1]
        told = fitted(captions.BETWEEN.join(parts), size, b - a - 2 * self.pad)
        y = self.header_pt - 0.5 * size
        return [Text(f"settings {i}", a + self.pad, y, told, size, self.look.theme.quiet)]

    def _again(self, i: int, pose: Pose, time_s: float) -> list[Shape]:
        """Says that a fall is shown once more."""
        if pose.over or time_s <= float(self.recordings[i].time_s[-1]):
            return []
        size, (a, _) = self.size(theme.TEXT_PT), self.columns[i]
        y = self.header_pt + 1.3 * size
        return [Text(f"again {i}", a + self.pad, y, self.look.words.label("again"), size, self.look.theme.stamp["lost"], bold=True)]

    def _stamp(self, i: int, pose: Pose) -> list[Shape]:
        told = captions.stamp(pose, self.look.words)
        if told is None:
            return []
        text, key = told
        (a, b), size = self.columns[i], self.size(theme.TEXT_PT)
        wide = min(text_width(text, size, True) + 2 * self.pad, b - a - 2 * self.pad)
        high = 1.75 * size
        left = a + self.pad if self.stamp_below else b - self.pad - wide
        top = self.title_pt + (2.0 * self.size(theme.TITLE_PT) if self.stamp_below else 0.5 * (self.names_pt - high) + 0.2 * self.pad)
        shown, colours = fitted(text, size, wide - self.pad, True), self.look.theme
        return [
            Polygon(f"stamp {i}", rounded(left, top, left + wide, top + high, high / 2), colours.stamp[key]),
            Text(f"stamp {i}", left + wide / 2, top + 0.5 * high + 0.36 * size, shown, size, colours.stamp_ink, "middle", bold=True),
        ]

    def _clock(self, instant: Instant) -> list[Shape]:
        size, words, right = self.size(theme.TEXT_PT), self.look.words, self.width - self.pad
        y = self.legend.middle_y() + 0.34 * size
        time = words.label("time", second=min(instant.time_s, self.end_s))
        out: list[Shape] = [Text("clock", right, y, time, size, self.look.theme.ink, "right", bold=True)]
        if instant.slow:
            room = text_width(f"  {words.label('time', second=88.8)}", size, True)
            out.append(Text("slow motion", right - room, y, words.label("slow"), size, self.look.theme.stamp["lost"], "right", bold=True))
        return out


def page_of(recordings: Sequence[Recording], titles: Sequence[str] | None, drawing: Drawing, width: int) -> Page:
    """A page with the given titles, or the default ones of its language."""
    every = tuple(recordings)
    words = Page(every, (), drawing, width).look.words
    return Page(every, tuple(titles) if titles is not None else tuple(title_of(r.scenario, words) for r in every), drawing, width)

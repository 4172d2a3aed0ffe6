"""Where everything stands on a page: recordings in columns, views and charts in rows, on one scale.

One recording has its views side by side; several have one row for each view. Charts follow below, as many beside each other as
fit under their recording. All lengths in points.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.common.doors import through
from hingesim.common.errors import FieldError
from hingesim.recording.recording import Recording
from hingesim.render import captions, theme
from hingesim.render.camera import VIEWS
from hingesim.render.card import CardRow
from hingesim.render.card_chart import CardForm, Form, common_form
from hingesim.render.drawing import Drawing
from hingesim.render.fonts import text_width, wrapped
from hingesim.render.legend import Legend
from hingesim.render.look import Look, look_of
from hingesim.render.panel import Box, Panel
from hingesim.render.scene import Scene

TALLEST = {1: 0.62, 2: 0.42}
"""Most height of a row of scenes over the page width, by number of scenes in it; more scenes as two."""
LEAST_SHARE = 0.72
"""A scene is at least this share of an equal one wide."""
LEAST_CHART_PT = 250.0
"""Least width of a chart beside another one, at unit 1."""
CHART_PT, CHART_SHAPE = (130.0, 230.0), 0.55
"""Least and most height of a chart at unit 1, and its height over its width."""

SHARED_M = 3.8
"""Ground that a scene shows on the shared scale: room for a fall, or for a band whose anchor is 2.4 m ahead."""
CHART_ROWS = 15.5
"""Least height of a chart in lines of text."""


@dataclass(frozen=True, eq=False)
class Layout:
    """The fixed geometry of a clip."""

    recordings: tuple[Recording, ...]
    titles: tuple[str, ...]
    drawing: Drawing
    width: int
    until_s: float | None = None
    """End of the time axis; None where the longest recording says."""
    most_scale: float = float("inf")
    """Points per metre at most: where several pages share a scale."""

    @cached_property
    def look(self) -> Look:
        """Colours, words and overlays."""
        return look_of(self.drawing)

    @cached_property
    def scene_rows(self) -> tuple[tuple[tuple[int, Scene], ...], ...]:
        """Index of the recording and scene of every cell, row by row."""
        every = [(i, Scene(r, VIEWS[name], self.look)) for name in self.drawing.views for i, r in enumerate(self.recordings)]
        across = len(every) if len(self.recordings) == 1 else len(self.recordings)
        return tuple(tuple(every[k : k + across]) for k in range(0, len(every), max(across, 1)))

    @property
    def across(self) -> int:
        """Number of scenes in a row."""
        return len(self.scene_rows[0]) if self.scene_rows else len(self.recordings)

    @cached_property
    def unit(self) -> float:
        """Scale of text and lines: 1 for a scene 480 points wide, growing slower than the scene."""
        return float(np.clip((self.width / self.across / 480) ** 0.75, 0.62, 3.0))

    def size(self, points: float) -> float:
        """A text size."""
        return max(points * self.unit, theme.LEAST_TEXT_PT)

    @property
    def pad(self) -> float:
        """Distance to the edge."""
        return 10 * self.unit

    @cached_property
    def cells(self) -> tuple[tuple[float, float], ...]:
        """Left and right end of every cell of a row: as wide as its scenes need on the common scale."""
        need = np.ones(self.across)
        if self.scene_rows:
            need = np.max([[s.extent_m[1] - s.extent_m[0] for _, s in row] for row in self.scene_rows], axis=0)
        share = np.maximum(need / need.sum(), LEAST_SHARE / len(need))
        ends = np.concatenate([[0.0], np.cumsum(share / share.sum())]) * self.width
        return tuple(itertools.pairwise(ends.tolist()))

    @property
    def columns(self) -> tuple[tuple[float, float], ...]:
        """Left and right end of every recording's part of the page."""
        return self.cells if len(self.recordings) > 1 else ((0.0, float(self.width)),)

    @cached_property
    def scale(self) -> float:
        """Points per metre, the same in all scenes."""
        scenes = [(cell, s) for row in self.scene_rows for cell, (_, s) in zip(self.cells, row, strict=True)]
        wide = min((b - a) / (s.extent_m[1] - s.extent_m[0]) for (a, b), s in scenes)
        own = min(self.most_scale, wide, TALLEST[min(self.across, 2)] * self.width / max(s.extent_m[2] for _, s in scenes))
        if self.drawing.scale == "own":
            return own
        shared = self.width / (self.across * SHARED_M)
        if shared > own:
            raise FieldError("scale", "shared", f"own, as this picture shows more than {SHARED_M:g} m of ground")
        return shared

    @cached_property
    def stamp_below(self) -> bool:
        """Whether the stamp needs a row of its own under the title."""
        if not self.look.shows("stamp"):
            return False
        title_pt, text_pt = self.size(theme.TITLE_PT), self.size(theme.TEXT_PT)
        for r, title, (a, b) in zip(self.recordings, self.titles, self.columns, strict=True):
            stamp = max(text_width(t, text_pt, True) for t in captions.all_stamps(r, self.look.words)) + 2 * self.pad
            if text_width(title, title_pt, True) + stamp + 3 * self.pad > b - a:
                return True
        return False

    @property
    def title_pt(self) -> float:
        """Height of the title of the whole picture."""
        return 1.9 * self.size(theme.HEAD_PT) if self.drawing.title else 0.0

    @property
    def settings_pt(self) -> float:
        """Height of the line with the settings."""
        return 1.5 * self.size(theme.SMALL_PT) if self.look.shows("settings") else 0.0

    @property
    def header_pt(self) -> float:
        """Height of the strip with titles, stamps and settings."""
        return self.title_pt + self.names_pt + self.settings_pt

    @cached_property
    def names_pt(self) -> float:
        """Height of the strip with the names of the recordings and stamps."""
        return 2.0 * self.size(theme.TITLE_PT) + (1.9 * self.size(theme.TEXT_PT) if self.stamp_below else 0.0) + 0.4 * self.pad

    @property
    def view_name_pt(self) -> float:
        """Height of the line with the name of a view, where there are several."""
        return 1.7 * self.size(theme.SMALL_PT) if len(self.drawing.views) > 1 else 0.0

    @cached_property
    def panels(self) -> tuple[tuple[int, Scene, Panel], ...]:
        """Recording, scene and place of every scene; its content is centred."""
        out, top = [], self.header_pt
        for row in self.scene_rows:
            top += self.view_name_pt
            ground = top + self.scale * max(s.extent_m[2] for _, s in row)
            bottom = ground + max(self.scale * max(s.extent_m[3] for _, s in row), 2.3 * self.size(theme.SMALL_PT))
            for (i, scene), (a, b) in zip(row, self.cells, strict=True):
                left, right, _, _ = scene.extent_m
                origin = (a + b) / 2 - self.scale * (left + right) / 2
                out.append((i, scene, Panel(a, top, b, bottom, self.unit, self.look, scene.view, ground, self.scale, origin)))
            top = bottom
        return tuple(out)

    @property
    def scenes_bottom(self) -> float:
        """Lower end of the scenes."""
        return self.panels[-1][2].bottom if self.panels else self.header_pt

    @cached_property
    def charts(self) -> tuple[tuple[int, str, Box], ...]:
        """Recording, kind and place of every chart."""
        out, names, u = [], self.drawing.charts, self.unit
        if not names:
            return ()
        narrowest = min(b - a for a, b in self.columns)
        fit = int(np.clip(narrowest // (LEAST_CHART_PT * u), 1, len(names)))
        high = max(float(np.clip(CHART_SHAPE * narrowest / fit, CHART_PT[0] * u, CHART_PT[1] * u)), CHART_ROWS * self.size(theme.SMALL_PT))
        top = self.scenes_bottom + 0.6 * self.pad
        for row in (names[k : k + fit] for k in range(0, len(names), fit)):
            wide = [(b - a - 2 * self.pad + 0.6 * self.pad) / len(row) - 0.6 * self.pad for a, b in self.columns]
            needs = self._cards_pt(wide) if "scorecard" in row else []
            bottom = top + max(needs if row == ("scorecard",) else [high, *needs])
            for place, name in enumerate(row):
                for i, ((a, _), w) in enumerate(zip(self.columns, wide, strict=True)):
                    left = a + self.pad + place * (w + 0.6 * self.pad)
                    out.append((i, name, Box(left, top, left + w, bottom, u, self.look)))
            top = bottom + 0.6 * self.pad
        return tuple(out)

    @cached_property
    def cards(self) -> tuple[tuple[CardRow, ...], ...]:
        """The rows of the scorecard of every recording, from above: what a rep is worth is not judged here."""
        return tuple(through("card_rows")(recording, self.look.words) for recording in self.recordings)

    def _cards_pt(self, wide: Sequence[float]) -> list[float]:
        """Heights of the scorecards of these widths."""
        size, form = self.size(theme.SMALL_PT), self.card_form(min(wide))
        return [CardForm(rows, w, size, form).high for rows, w in zip(self.cards, wide, strict=True)]

    def card_form(self, narrowest: float) -> Form:
        """How all scorecards of the page are laid out, the narrowest of this width."""
        return common_form(self.cards, narrowest, self.size(theme.SMALL_PT))

    @cached_property
    def phases(self) -> tuple[Box, ...]:
        """The bar of phases of every recording; none when it is not shown."""
        if not self.look.shows("phase"):
            return ()
        top = (self.charts[-1][2].bottom if self.charts else self.scenes_bottom) + 0.6 * self.pad
        bottom = top + 1.55 * self.size(theme.SMALL_PT)
        return tuple(Box(a + self.pad, top, b - self.pad, bottom, self.unit, self.look) for a, b in self.columns)

    @cached_property
    def legend(self) -> Legend:
        """The legend, with the clock at the right end of its first row."""
        above = self.phases[-1].bottom if self.phases else self.charts[-1][2].bottom if self.charts else self.scenes_bottom
        size, words = self.size(theme.TEXT_PT), self.look.words
        clock = text_width(f"{words.label('slow')}  {words.label('time', second=88.8)}", size, True) + self.pad if self.phases else 0.0
        top, views = above + 0.45 * self.pad, tuple(VIEWS[name] for name in self.drawing.views)
        return Legend(self.look, self.pad, top, self.width - self.pad, self.size(theme.SMALL_PT), 1.75 * size, clock, views)

    @cached_property
    def bar_y(self) -> float:
        """Top of the bar with the coach's words."""
        return self.legend.bottom + 0.3 * self.pad

    @cached_property
    def cue_lines(self) -> int:
        """Lines kept for the longest cue of the clip."""
        if not self.look.shows("caption"):
            return 0
        size = self.size(theme.CAPTION_PT)
        return max(
            len(wrapped(cue, size, b - a - 2 * self.pad))
            for r, (a, b) in zip(self.recordings, self.columns, strict=True)
            for cue in captions.all_cues(r, self.look.words)
        )

    @cached_property
    def height(self) -> int:
        """Page height, even."""
        bar = (self.cue_lines * 1.35 + 0.9) * self.size(theme.CAPTION_PT) if self.cue_lines else 0.0
        return 2 * int(np.ceil((self.bar_y + bar) / 2))

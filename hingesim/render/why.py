"""Why she tips or holds: the turning moments about the ankle as bars, against what the foot can answer with.

What each moment is, and its sign: `recording.moments`. The ground can answer with its normal force at most at the front or back end
of the functional base: the range between these two moments is what the foot can hold now. Weight and band together outside of it:
the body turns over that end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.motion.exercises import exercise_of
from hingesim.recording.moments import Moments
from hingesim.recording.recording import Recording
from hingesim.render.display import Line, Polygon, Shape, Text, box, rounded
from hingesim.render.fonts import fitted, text_width, wrapped
from hingesim.render.panel import Box
from hingesim.render.pose import Pose

ROWS = ("gravity", "band", "together", "ground")
BACKWARD, FORWARD = -0.8, 1.9
"""Ends of the scale over the largest moment that the foot can hold."""
SAID_LINE = 1.25
"""Distance of the lines of the sentence, in text sizes."""
FELT_NM = 5.0
"""A band with less moment is not what keeps her (judgement)."""
ALONE = 0.9
"""While the foot carries less of what the ground does, its range says nothing (judgement)."""
ROW_PT = 3.4
"""Most height of a row over the text size."""


@dataclass(frozen=True, eq=False)
class WhyChart:
    """The bars; lengths in points."""

    recording: Recording
    box: Box

    @cached_property
    def moments(self) -> Moments:
        """What is shown."""
        return Moments(self.recording)

    @cached_property
    def rows(self) -> tuple[str, ...]:
        """Names of the bars from above."""
        return ROWS if self._pull else tuple(row for row in ROWS if row not in ("band", "together"))

    @cached_property
    def _pull(self) -> str | None:
        """What else turns her, as a key of its name; None where nothing does."""
        exercise = exercise_of(self.recording.scenario)
        if self.recording.scenario.band is not None or exercise.wears_band:
            return "band"
        return "wall" if exercise.aid and exercise.aid.kind == "wall" else None

    @property
    def _range_nm(self) -> tuple[float, float]:
        """Moments at both ends of the scale, about what the foot can hold forward under body weight."""
        front = self.recording.weight_n * self.recording.metrics.front_m
        return BACKWARD * front, FORWARD * front

    @property
    def _words(self) -> Mapping[str, str]:
        """The texts, of a foot or of both."""
        words = self.box.look.words
        return {**words["why"], **words["why_two"]} if len(self.recording.footing.feet) > 1 else words["why"]

    def _wrapped(self, key: str) -> list[str]:
        """A sentence in lines."""
        f = self.box
        return wrapped(self._words[key], f.small_pt, f.right - f.left - 14 * f.unit)

    @cached_property
    def _lines(self) -> int:
        """Lines kept for the longest sentence."""
        return max(len(self._wrapped(key)) for key in ("leans", "leans_wall", "holds", "holds_plain", "tips", "elsewhere"))

    @cached_property
    def _plot(self) -> tuple[float, float, float, float]:
        f, words = self.box, self._words
        room = max(text_width(words[row], f.small_pt) for row in (*ROWS, "wall"))
        left = f.left + 8 * f.unit + min(room, 0.34 * (f.right - f.left)) + 6 * f.unit
        return left, f.top + (3.2 + SAID_LINE * self._lines) * f.small_pt, f.right - 9 * f.unit, f.bottom - 0.5 * f.small_pt

    def x(self, moment_nm: float) -> float:
        """Page x of a moment, held inside the chart."""
        left, _, right, _ = self._plot
        low, high = self._range_nm
        return float(left + (right - left) * np.clip((moment_nm - low) / (high - low), 0, 1))

    def _row(self, i: int) -> tuple[float, float]:
        """Top and bottom of a bar."""
        _, top, _, bottom = self._plot
        high = min((bottom - 1.4 * self.box.small_pt - top) / len(self.rows), ROW_PT * self.box.small_pt)
        top += (bottom - 1.4 * self.box.small_pt - top - len(self.rows) * high) / 2
        return top + (i + 0.18) * high, top + (i + 0.82) * high

    def backdrop(self) -> list[Shape]:
        """Frame and names."""
        f, words = self.box, self._words
        theme, size, u = f.look.theme, f.small_pt, f.unit
        left, top, right, _ = self._plot
        half = (right - left) / 2 - 2 * u
        title = fitted(words["title"], size, f.right - f.left - 14 * u)
        out: list[Shape] = [
            Polygon("why frame", rounded(f.left, f.top, f.right, f.bottom, 6 * u), theme.page, theme.divider, 1.2 * u),
            Text("why title", f.left + 7 * u, f.top + 1.25 * size, title, size, theme.quiet),
        ]
        out += [
            Text("why backward", left, top - 0.35 * size, fitted(words["tips_backward"], size, half), size, theme.quiet),
            Text("why forward", right, top - 0.35 * size, fitted(words["tips_forward"], size, half), size, theme.quiet, "right"),
        ]
        for i, row in enumerate(self.rows):
            above, below = self._row(i)
            name = fitted(words[self._pull if row == "band" and self._pull else row], size, left - f.left - 12 * u)
            out.append(Text(f"why {row}", left - 6 * u, (above + below) / 2 + 0.35 * size, name, size, theme.ink, "right"))
        return out

    def _held(self, limits_nm: tuple[float, float]) -> list[Shape]:
        """The range that the foot can hold now, its name, and the zero line."""
        theme, size, u, words = self.box.look.theme, self.box.small_pt, self.box.unit, self._words
        left, top, right, bottom = self._plot
        back, front = (self.x(limit) for limit in limits_nm)
        zero = self.x(0.0)
        out: list[Shape] = [
            Polygon("why range", box(back, top, front, bottom), theme.base, None, opacity=0.55),
            Line("why zero", np.array([[zero, top], [zero, bottom]]), theme.ground_line, 1.2 * u),
        ]
        name = fitted(words["range"], size, right - left)
        middle = float(np.clip((back + front) / 2, left + text_width(name, size) / 2, right - text_width(name, size) / 2))
        out.append(Text("why range", middle, bottom - 0.35 * size, name, size, theme.quiet, "middle", halo=theme.page))
        for edge in (back, front):
            out.append(Line("why edge", np.array([[edge, top], [edge, bottom]]), theme.base_line, 1.1 * u))
        return out

    def _state(self, gravity_nm: float, band_nm: float, back_nm: float, front_nm: float) -> str:
        """What the bars say, as a key of the sentences."""
        if not back_nm <= gravity_nm + band_nm <= front_nm:
            return "tips"
        if band_nm > FELT_NM and gravity_nm < (back_nm + front_nm) / 2:
            return "leans_wall" if self._pull == "wall" else "leans"
        return "holds" if self.recording.scenario.band else "holds_plain"

    def _said(self, state: str) -> list[Shape]:
        """What the bars say, in one sentence."""
        f, said = self.box, self._wrapped(state)
        colour = f.look.theme.stamp["forward_fall"] if state in ("tips", "elsewhere") else f.look.theme.ink
        places = (f.top + (2.55 + SAID_LINE * i) * f.small_pt for i in range(len(said)))
        lines = enumerate(zip(places, said, strict=True))
        return [Text(f"why said {i}", f.left + 7 * f.unit, y, line, f.small_pt, colour) for i, (y, line) in lines]

    def shapes(self, pose: Pose) -> list[Shape]:
        """The bars now, over what the foot can hold now."""
        times, m, theme, words = self.recording.time_s, self.moments, self.box.look.theme, self.box.look.words
        size, u, (_, _, right, _) = self.box.small_pt, self.box.unit, self._plot
        gravity, band, ground = (float(np.interp(pose.time_s, times, v)) for v in (m.gravity_nm, m.band_nm, m.ground_nm))
        total = gravity + band
        back, front = (float(np.interp(pose.time_s, times, limit)) for limit in m.limits_nm.T)
        stands = "free_foot" in self.recording.footing.feet and not pose.lost
        alone = stands or pose.heel_load + pose.toe_load > ALONE
        state = self._state(gravity, band, back, front) if alone else "elsewhere"
        outside = not back <= total <= front
        spans = {
            "gravity": (0.0, gravity, theme.com),
            "band": (gravity, total, theme.band_high),
            "together": (0.0, total, theme.stamp["lost"] if outside else theme.xcom),
            "ground": (0.0, -ground, theme.grf),
        }
        out = (self._held((back, front)) if alone else []) + self._said(state)
        for i, row in enumerate(self.rows):
            above, below = self._row(i)
            start, end, colour = spans[row]
            bar = box(self.x(start), above, self.x(end), below)
            if end > self._range_nm[1]:  # a point where it runs off the scale
                tip = 0.5 * (below - above)
                bar = np.array([[bar[0, 0], above], [right - tip, above], [right, above + tip], [right - tip, below], [bar[0, 0], below]])
            out.append(Polygon(f"why {row} bar", bar, colour, theme.outline, 0.8 * u))
            said, tip = f"{words.number(end - start, 'z.0f')} {words['why']['unit']}", max(self.x(start), self.x(end))
            place = min(tip + 4 * u, right - text_width(said, size))
            out.append(Text(f"why {row} value", place, (above + below) / 2 + 0.35 * size, said, size, theme.ink, halo=theme.page))
        return out

"""Balance over time as a panel of the animation: mass, pressure and heading against the base of support, up to now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.recording.recording import Recording
from hingesim.render.display import Line, Polygon, Shape, Text, box, rounded
from hingesim.render.fonts import fitted, text_width
from hingesim.render.panel import Box
from hingesim.render.pose import Pose

BEYOND_CM = 8.0
"""Ground shown beyond both ends of the base of support."""
LATE_S = 0.6
"""The curves go on for this long after a loss of balance."""
POINTS = 240
"""Most corners of a drawn curve."""


@dataclass(frozen=True, eq=False)
class TimeChart:
    """Centimetres ahead of the ankle, upward, over time; lengths in points."""

    recording: Recording
    box: Box
    end_s: float
    """End of the time axis."""

    @cached_property
    def _plot(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the area with the curves."""
        f = self.box
        names = (f.look.words.label(key) for key in ("heel", "toe"))
        left = f.left + 8 * f.unit + max(text_width(name, f.small_pt) for name in names) + 5 * f.unit
        return left, f.top + 1.9 * f.small_pt, f.right - 9 * f.unit, f.bottom - 1.9 * f.small_pt

    @cached_property
    def _range_cm(self) -> tuple[float, float]:
        m = self.recording.metrics
        return 100 * m.back_m - BEYOND_CM, 100 * m.front_m + BEYOND_CM

    def x(self, time_s: float | np.ndarray) -> np.ndarray:
        """Page x of a time."""
        left, _, right, _ = self._plot
        return left + (right - left) * np.asarray(time_s) / self.end_s

    def y(self, ahead_cm: float | np.ndarray) -> np.ndarray:
        """Page y of a place, held inside the chart."""
        _, top, _, bottom = self._plot
        low, high = self._range_cm
        return bottom - (bottom - top) * (np.clip(ahead_cm, low, high) - low) / (high - low)

    def backdrop(self) -> list[Shape]:
        """Frame, base of support, names of the axes."""
        f, m = self.box, self.recording.metrics
        theme, size, u = f.look.theme, f.small_pt, f.unit
        left, top, right, bottom = self._plot
        front, back = float(self.y(100 * m.front_m)), float(self.y(100 * m.back_m))
        title = fitted(f"{f.look.words['view']['trace']} (s)", size, f.right - f.left - 14 * u)
        out: list[Shape] = [
            Polygon("trace frame", rounded(f.left, f.top, f.right, f.bottom, 6 * u), theme.page, theme.divider, 1.2 * u),
            Polygon("trace base", box(left, front, right, back), theme.base, None, opacity=0.55),
            Line("trace axis", np.array([[left, top], [left, bottom], [right, bottom]]), theme.ground_line, 1.2 * u),
            Text("trace title", f.left + 7 * u, f.top + 1.25 * size, title, size, theme.quiet),
            Text("trace toe", left - 5 * u, front + 0.35 * size, f.look.words.label("toe"), size, theme.quiet, "right"),
            Text("trace heel", left - 5 * u, back + 0.35 * size, f.look.words.label("heel"), size, theme.quiet, "right"),
        ]
        out += [Line("trace edge", np.array([[left, y], [right, y]]), theme.base_line, 1.1 * u) for y in (front, back)]
        step = next(s for s in (1, 2, 5, 10, 20, 60, 120, 300, 600) if self.end_s / s * 3.2 * size < right - left or s == 600)
        for second in np.arange(0, self.end_s, step):
            x = float(self.x(second))
            out.append(Text(f"trace {second:g}", x, bottom + 1.3 * size, f"{second:g}", size, theme.quiet, "middle"))
        return out

    def shapes(self, pose: Pose) -> list[Shape]:
        """The curves up to now, the moment balance was lost, and a line at now."""
        f, m, lost = self.box, self.recording.metrics, self.recording.outcome.time_s
        theme, u, shows = f.look.theme, f.unit, f.look.shows
        _, top, _, bottom = self._plot
        every = max(1, len(self.recording.time_s) // POINTS)
        # Once she falls the foot tips, and places ahead of it lose their meaning.
        shown = pose.samples if lost is None else min(pose.samples, int(np.searchsorted(self.recording.time_s, lost + LATE_S)))
        until = slice(0, shown, every)
        curves = (
            ("cop", m.cop_m, theme.cop, 1.4, None),
            ("xcom", m.xcom_m, theme.xcom, 1.6, (4 * u, 2.5 * u)),
            ("com", m.com_m, theme.com, 2.4, None),
        )
        out: list[Shape] = []
        for key, values, colour, width, dash in curves:
            at = np.column_stack([self.x(self.recording.time_s[until]), self.y(100 * values[until, 0])])
            at = at[np.isfinite(at).all(axis=1)]
            if len(at) > 1 and shows(key):
                out.append(Line(f"trace {key}", at, colour, width * u, dash))
        now = float(self.x(pose.time_s))
        out.append(Line("trace now", np.array([[now, top], [now, bottom]]), theme.ink, 1.1 * u))
        if lost is not None and pose.time_s >= lost:
            x, r = float(self.x(lost)), 4.5 * u
            y = float(self.y(100 * np.interp(lost, self.recording.time_s, m.xcom_m[:, 0])))
            for way in (-1, 1):
                out.append(Line("trace lost", np.array([[x - r, y - way * r], [x + r, y + way * r]]), theme.stamp["lost"], 2.4 * u))
        return out

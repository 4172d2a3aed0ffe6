"""The bar of phases under a scene: where in the movement we are, and when balance was lost."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.motion.schedule import PHASES
from hingesim.recording.recording import Recording
from hingesim.render.display import Line, Polygon, Shape, Text, box
from hingesim.render.fonts import text_width
from hingesim.render.panel import Box
from hingesim.render.pose import Pose
from hingesim.render.theme import mix


@dataclass(frozen=True, eq=False)
class PhaseBar:
    """One recording's phases over the time axis that all recordings share."""

    recording: Recording
    box: Box
    end_s: float
    """End of the time axis."""

    @cached_property
    def spans(self) -> list[tuple[str, float, float]]:
        """Phase, begin and end of every stretch that was gone through."""
        r = self.recording
        changes = np.flatnonzero(np.diff(r.phase)) + 1
        cuts = [float(r.time_s[i]) for i in (0, *changes.tolist(), len(r.time_s) - 1)]
        phases = [PHASES[int(r.phase[i])] for i in (0, *changes.tolist())]
        return [(phase, a, b) for phase, (a, b) in zip(phases, itertools.pairwise(cuts), strict=True) if b > a]

    def x(self, time_s: float) -> float:
        """Page x of a time."""
        f = self.box
        return f.left + (f.right - f.left) * time_s / self.end_s

    def backdrop(self) -> list[Shape]:
        """One field for every phase."""
        f = self.box
        fields = ((box(self.x(begin), f.top, self.x(end), f.bottom), self._shade(phase)) for phase, begin, end in self.spans)
        return [Polygon(f"phase {i}", xy, shade, f.look.theme.page, f.unit) for i, (xy, shade) in enumerate(fields)]

    def _shade(self, phase: str) -> str:
        theme = self.box.look.theme
        return mix(theme.floor, theme.ground_line, 0.30 if phase in ("lower", "raise") else 0.08)

    @cached_property
    def _names(self) -> list[Shape]:
        """The name of every phase where it fits."""
        f, size, out = self.box, self.box.small_pt, []
        for i, (phase, begin, end) in enumerate(self.spans):
            name, (a, b) = f.look.words["phase"][phase], self._free(self.x(begin), self.x(end))
            if text_width(name, size) + 6 * f.unit <= b - a:
                at = (a + b) / 2, (f.top + f.bottom) / 2 + 0.35 * size
                out.append(Text(f"phase {i}", *at, name, size, f.look.theme.ink, "middle", halo=self._shade(phase)))
        return out

    def _free(self, left: float, right: float) -> tuple[float, float]:
        """The larger part of a field beside the mark of the loss of balance."""
        lost, keep = self.recording.outcome.time_s, 0.5 * (self.box.bottom - self.box.top)
        if lost is None or not left - keep < self.x(lost) < right + keep:
            return left, right
        return max((left, self.x(lost) - keep), (self.x(lost) + keep, right), key=lambda part: part[1] - part[0])

    def shapes(self, pose: Pose) -> list[Shape]:
        """A line at now, the names of the phases over it, and a cross where balance was lost once it was."""
        f, theme, lost = self.box, self.box.look.theme, self.recording.outcome.time_s
        x, u = self.x(pose.time_s), f.unit
        out: list[Shape] = []
        if lost is not None and pose.time_s >= lost:
            at, r = self.x(lost), 0.32 * (f.bottom - f.top)
            middle = (f.top + f.bottom) / 2
            for way in (-1, 1):
                cross = np.array([[at - r, middle - way * r], [at + r, middle + way * r]])
                out += [Line("phase lost rim", cross, theme.page, 5 * u), Line("phase lost", cross, theme.stamp["lost"], 2.6 * u)]
        mark = np.array([[x, f.top - 3 * u], [x, f.bottom + 3 * u]])
        return [*out, Line("phase rim", mark, theme.page, 4.6 * u), Line("phase now", mark, theme.ink, 2.2 * u), *self._names]

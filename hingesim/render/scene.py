"""One recording in one panel: what stands still, and what moves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.body import band_hands
from hingesim.recording import Recording
from hingesim.render import inset, overlays, theme
from hingesim.render.camera import View
from hingesim.render.display import Line, Polygon, Shape, box
from hingesim.render.figure import Figure
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose, pose_at

EXTENT_SAMPLES = 24
MARGIN_M = 0.10


@dataclass(frozen=True, eq=False)
class Scene:
    """The drawing of one recording in one view, without a place on a page."""

    recording: Recording
    view: View

    @cached_property
    def figure(self) -> Figure:
        """The body."""
        return Figure(self.recording.humanoid, self.view)

    @cached_property
    def extent_m(self) -> tuple[float, float, float]:
        """Left end, right end and height that hold everything of the whole recording, margins included."""
        times = np.linspace(self.recording.time_s[0], self.recording.time_s[-1], EXTENT_SAMPLES)
        body = np.array([self.figure.extent_m(pose_at(self.recording, float(t))) for t in times])
        left, right, top = body[:, 0].min(), body[:, 2].max(), body[:, 3].max()
        if self.anchor_m is not None:
            left, right = min(left, self.anchor_m[0] - 0.2), max(right, self.anchor_m[0] + 0.15)
            top = max(top, self.anchor_m[1] + overlays.ANCHOR_TOP_M + 0.15)
        return float(left) - MARGIN_M, float(right) + MARGIN_M, float(top) + 0.06

    @cached_property
    def start(self) -> Pose:
        """The first pose."""
        return pose_at(self.recording, float(self.recording.time_s[0]))

    @cached_property
    def anchor_m(self) -> tuple[float, float] | None:
        """Distance and height of the band's anchor."""
        band = self.recording.scenario.band
        return (band.distance_m, band.anchor_height_m) if band else None

    def backdrop(self, panel: Panel) -> list[Shape]:
        """What stands still: floor, ground line, post."""
        return [*self._ground(panel), *overlays.post(self.anchor_m, panel)]

    def _ground(self, panel: Panel) -> list[Shape]:
        floor = box(panel.left, panel.ground_y, panel.right, panel.ground_y + panel.floor_pt)
        line = np.array([[panel.left, panel.ground_y], [panel.right, panel.ground_y]])
        return [Polygon("floor", floor, theme.FLOOR), Line("ground", line, theme.GROUND_LINE, 1.2 * panel.unit)]

    def shapes(self, pose: Pose, panel: Panel) -> list[Shape]:
        """What moves, from back to front; the floor hides what has sunk into it."""
        hands = band_hands(self.recording.scenario)
        above = inset.place(panel, self.recording)
        out: list[Shape] = inset.shapes(pose, self.start, above) if above else []
        for limb, shapes in self.figure.shapes(pose, lambda at: _above(panel, panel.in_view(at)), panel.unit).items():
            arm = limb.removesuffix("_arm")
            if limb != arm:
                out += overlays.band_strand(pose, panel, arm) if arm in hands else []
                out += overlays.weight(pose, panel, arm)
            out += shapes
        return [
            *out,
            *self._ground(panel),
            *overlays.shadow(self.figure.extent_m(pose), panel),
            *overlays.base(pose, panel),
            *overlays.anchor(self.anchor_m, panel),
            *overlays.ground_force(pose, panel),
            *overlays.mass(pose, panel),
            *overlays.band_label(pose, panel),
            *overlays.base_labels(self.start, panel),
        ]


def _above(panel: Panel, xy: np.ndarray) -> np.ndarray:
    """Page points of shape (..., 2), none lower than the floor strip, which hides what has sunk into it."""
    return np.stack([xy[..., 0], np.minimum(xy[..., 1], panel.ground_y + panel.floor_pt - 3 * panel.unit)], axis=-1)

"""One recording in one view, without overlays: how far it reaches, its body at any pose, its first pose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.body.band import anchor_world_m
from hingesim.motion.hands import band_arms
from hingesim.recording.recording import Recording
from hingesim.render import aids, gear
from hingesim.render.camera import View
from hingesim.render.display import Shape
from hingesim.render.figure import Figure
from hingesim.render.look import Look
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose, pose_at

EXTENT_SAMPLES = 24
MARGIN_M = 0.10
FLOOR_M = 0.24
"""Floor shown below the ground line: room for the scales."""
MAT_M = 0.55
"""Half width of the mat where the ground is seen from above."""


@dataclass(frozen=True, eq=False)
class Stage:
    """What overlays may read, without a place on a page."""

    recording: Recording
    view: View
    look: Look

    @cached_property
    def figure(self) -> Figure:
        """The body."""
        return Figure(self.recording.humanoid, self.view, self.look.theme)

    @cached_property
    def extent_m(self) -> tuple[float, float, float, float]:
        """Left end, right end, top, and how far below the ground line: they hold everything of the whole recording, margins included."""
        body = np.array([self.figure.extent_m(pose_at(self.recording, float(t))) for t in self._times_s])
        left, right, top, below = body[:, 0].min(), body[:, 2].max(), body[:, 3].max(), FLOOR_M
        band = self.recording.scenario.band
        if band is not None:
            x, y = self.view.project_m(anchor_world_m(band))[:2]
            left, right, top = min(left, x - 0.2), max(right, x + 0.15), max(top, y + gear.ANCHOR_TOP_M + 0.15)
        for x, y, _ in self.view.project_m(aids.corners_world_m(self.recording)).tolist():
            left, right, top = min(left, x - 0.1), max(right, x + 0.1), max(top, y + 0.05)
        if not self.view.level:
            across = self.view.project_m(self.mat_world_m)
            left, right, below = min(left, across[:, 0].min()), max(right, across[:, 0].max()), max(below, -across[:, 1].min() + 0.04)
        return float(left) - MARGIN_M, float(right) + MARGIN_M, float(top) + 0.06, float(below)

    @property
    def _times_s(self) -> np.ndarray:
        """Times spread over the recording."""
        return np.linspace(self.recording.time_s[0], self.recording.time_s[-1], EXTENT_SAMPLES)

    @cached_property
    def balls_m(self) -> np.ndarray:
        """shape (times, balls, 2): middles of all parts of the body at times spread over the recording, right and up."""
        return np.array([self.figure.balls_m(pose_at(self.recording, float(t)))[:, :2] for t in self._times_s])

    @cached_property
    def strands_m(self) -> np.ndarray:
        """shape (points, 2): points of the band at times spread over the recording, right and up; none without one."""
        band, arms = self.recording.scenario.band, band_arms(self.recording.scenario)
        if band is None:
            return np.zeros((0, 2))
        chains = [gear.chain_world_m(pose_at(self.recording, float(t)), band, arm) for t in self._times_s for arm in arms]
        return self.view.project_m(np.concatenate(chains))[:, :2]

    @cached_property
    def busy_m(self) -> np.ndarray:
        """shape (points, 2): where body and band ever are."""
        return np.concatenate([self.balls_m.reshape(-1, 2), self.strands_m])

    @cached_property
    def mat_world_m(self) -> np.ndarray:
        """shape (4, 3): corners of a mat under the trainee and the anchor."""
        places = [float(self.recording.com_world_m[:, 0].min()), float(self.recording.com_world_m[:, 0].max())]
        if self.recording.scenario.band is not None:
            places.append(self.recording.scenario.band.distance_m)
        places += aids.corners_world_m(self.recording)[:, 0].tolist()
        back, front = min(places) - 0.45, max(places) + 0.3
        return np.array([[back, -MAT_M, 0], [front, -MAT_M, 0], [front, MAT_M, 0], [back, MAT_M, 0]])

    @cached_property
    def start(self) -> Pose:
        """The first pose."""
        return pose_at(self.recording, float(self.recording.time_s[0]))

    def body(self, pose: Pose, panel: Panel) -> dict[str, list[Shape]]:
        """The shapes of every limb, the farthest limb first."""
        lowest = panel.bottom - 3 * panel.unit

        def to_page(right_up_m: np.ndarray) -> np.ndarray:
            xy = panel.in_view(right_up_m)
            if self.view.level:  # the floor strip hides what has sunk into it
                np.minimum(xy[..., 1], lowest, out=xy[..., 1])
            return xy

        return self.figure.shapes(pose, to_page, panel.unit)

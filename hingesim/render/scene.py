"""One recording in one view: what stands still, and what moves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.body.band import anchor_world_m
from hingesim.body.whole import band_hands
from hingesim.recording.recording import Recording
from hingesim.render import foot, gear, marks, measures
from hingesim.render.camera import SIDE, View
from hingesim.render.display import Line, Polygon, Shape, Text, box
from hingesim.render.figure import Figure
from hingesim.render.look import Look
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose, pose_at

EXTENT_SAMPLES = 24
INSET_COVERED = 0.6
"""The inset is left out where the body would ever cover more than this share of its width."""
MARGIN_M = 0.10
FLOOR_M = 0.15
"""Floor shown below the ground line."""
MAT_M = 0.55
"""Half width of the mat where the ground is seen from above."""

MARKS = {"trail": marks.trail, "grf": marks.ground_force, "com": marks.mass, "xcom": marks.heading, "cop": marks.pressure}
"""Marks of balance over the body by overlay, later ones over earlier ones."""


@dataclass(frozen=True, eq=False)
class Scene:
    """The drawing of one recording in one view, without a place on a page."""

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
        if not self.view.level:
            across = self.view.project_m(self._mat_world_m)
            left, right, below = min(left, across[:, 0].min()), max(right, across[:, 0].max()), max(below, -across[:, 1].min() + 0.04)
        return float(left) - MARGIN_M, float(right) + MARGIN_M, float(top) + 0.06, float(below)

    @property
    def _times_s(self) -> np.ndarray:
        """Times spread over the recording."""
        return np.linspace(self.recording.time_s[0], self.recording.time_s[-1], EXTENT_SAMPLES)

    @cached_property
    def _balls_m(self) -> np.ndarray:
        """shape (times, balls, 2): middles of all parts of the body, right and up."""
        return np.array([self.figure.balls_m(pose_at(self.recording, float(t)))[:, :2] for t in self._times_s])

    @cached_property
    def _mat_world_m(self) -> np.ndarray:
        """shape (4, 3): corners of a mat under the trainee and the anchor."""
        places = [float(self.recording.com_world_m[:, 0].min()), float(self.recording.com_world_m[:, 0].max())]
        if self.recording.scenario.band is not None:
            places.append(self.recording.scenario.band.distance_m)
        back, front = min(places) - 0.45, max(places) + 0.3
        return np.array([[back, -MAT_M, 0], [front, -MAT_M, 0], [front, MAT_M, 0], [back, MAT_M, 0]])

    @cached_property
    def start(self) -> Pose:
        """The first pose."""
        return pose_at(self.recording, float(self.recording.time_s[0]))

    def inset(self, panel: Panel) -> Panel | None:
        """The place of the foot from above, when it is shown and there is room."""
        place = foot.inset_place(panel, self.recording) if self.view is SIDE and self.look.shows("inset") else None
        if place is None:
            return None
        reach = place.left + INSET_COVERED * (place.right - place.left)
        right, top = np.moveaxis(panel.in_view(self._balls_m), -1, 0)
        covered = bool(((right > reach) & (top < place.bottom)).any())
        return None if covered else place

    def backdrop(self, panel: Panel) -> list[Shape]:
        """What stands still: floor, ground line, post, silhouette of the start, the empty foot plan."""
        out = self._ground(panel)
        if self.view is SIDE and self.look.shows("hips"):
            out += measures.ghost(self._body(self.start, panel), panel)
        if above := self.inset(panel):
            out += foot.ground_plan(self.start, above)
        return [*out, *gear.post(self.recording.scenario.band, panel)]

    def _ground(self, panel: Panel) -> list[Shape]:
        theme = panel.look.theme
        if not self.view.level:
            return [Polygon("floor", panel.to_page(self._mat_world_m), theme.floor, theme.divider, 1.2 * panel.unit)]
        floor = box(panel.left, panel.ground_y, panel.right, panel.bottom)
        line = np.array([[panel.left, panel.ground_y], [panel.right, panel.ground_y]])
        return [Polygon("floor", floor, theme.floor), Line("ground", line, theme.ground_line, 1.2 * panel.unit)]

    def _body(self, pose: Pose, panel: Panel) -> dict[str, list[Shape]]:
        sunk = self.view.level  # the floor strip hides what has sunk into it
        return self.figure.shapes(pose, lambda at: _above(panel, panel.in_view(at)) if sunk else panel.in_view(at), panel.unit)

    def _figure(self, pose: Pose, panel: Panel) -> list[Shape]:
        """The body with what it holds, from back to front."""
        hands, over = band_hands(self.recording.scenario), gear.hides_trainee(panel)
        out: list[Shape] = []
        strands: list[Shape] = []
        for limb, shapes in self._body(pose, panel).items():
            arm = limb.removesuffix("_arm")
            if limb != arm:
                strand = gear.strand(pose, panel, arm) if arm in hands else []
                (strands if over else out).extend(strand)
                out += gear.weight(pose, panel, arm)
            out += shapes
        return out + strands

    def shapes(self, pose: Pose, panel: Panel) -> list[Shape]:
        """What moves, from back to front."""
        shows, above = self.look.shows, self.inset(panel)
        shadow, base = marks.shadow(pose, self.figure.extent_m(pose), panel), marks.base(pose, panel) if shows("base") else []
        body = self._figure(pose, panel)
        out = foot.weight_over(pose, above, path=False) if above else []
        if self.view.level:
            # Seen edge-on, the floor strip lies before the body.
            out += [*body, *self._ground(panel), *shadow, *base]
        else:
            out += [*shadow, *body, *base]
        if self.view is SIDE and shows("weight"):
            out += marks.weight_bar(pose, panel)
        out += gear.anchor(self.recording.scenario.band, panel)
        for overlay, drawn in (
            ("trail", marks.trail),
            ("grf", marks.ground_force),
            ("cop", marks.pressure),
            ("com", marks.mass),
            ("xcom", marks.heading),
        ):
            if shows(overlay):
                out += drawn(pose, panel)
        labels = gear.tension_label(pose, panel)
        if self.view is SIDE:
            labels += marks.base_labels(pose, self.start, panel) if shows("base") else []
            labels += measures.hips_back(pose, self.start, panel) if shows("hips") and pose.planted else []
            labels += measures.angles(pose, panel) if shows("angles") else []
        return out + readable(labels, panel)


def readable(shapes: list[Shape], panel: Panel) -> list[Shape]:
    """The shapes without the texts that would leave the panel or cover an earlier text."""
    out: list[Shape] = []
    taken: list[tuple[float, float, float, float]] = []
    for shape in shapes:
        if isinstance(shape, Text):
            a = shape.box
            inside = panel.left <= a[0] and a[2] <= panel.right and panel.top <= a[1] and a[3] <= panel.bottom
            if not inside or any(a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3] for b in taken):
                continue
            taken.append(a)
        out.append(shape)
    return out


def _above(panel: Panel, xy: np.ndarray) -> np.ndarray:
    """Page points of shape (..., 2), none lower than the floor strip, which hides what has sunk into it."""
    return np.stack([xy[..., 0], np.minimum(xy[..., 1], panel.bottom - 3 * panel.unit)], axis=-1)

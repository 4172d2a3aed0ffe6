"""One recording in one view: what stands still, and what moves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from hingesim.motion.hands import band_arms
from hingesim.render import aids, gear, ground
from hingesim.render.display import Shape, Text
from hingesim.render.overlay import Overlay, Plane, in_paint_order
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage


@dataclass(frozen=True, eq=False)
class Scene(Stage):
    """The drawing of one recording in one view, without a place on a page."""

    @cached_property
    def overlays(self) -> tuple[Overlay, ...]:
        """The overlays that are shown in this view, in the order they are painted."""
        return tuple(overlay for overlay in in_paint_order(self.look.overlays) if overlay.seen_in(self.view))

    def backdrop(self, panel: Panel) -> list[Shape]:
        """What stands still: floor, ground line, what overlays draw behind everything, post or wall."""
        out = ground.floor(panel, self.mat_world_m)
        for overlay in self.overlays:
            out += overlay.still(self, panel)
        out += aids.still(self.recording, panel)
        return out if gear.hides_trainee(panel) else [*out, *gear.post(self.recording.scenario.band, panel)]

    def _figure(self, pose: Pose, panel: Panel) -> list[Shape]:
        """The body with what it holds, from back to front."""
        arms, over = band_arms(self.recording.scenario), gear.hides_trainee(panel)
        out: list[Shape] = aids.strand(pose, panel)
        strands: list[Shape] = []
        for limb, shapes in self.body(pose, panel).items():
            arm = limb.removesuffix("_arm")
            if limb != arm:
                held = [*(gear.strand(pose, panel, arm) if arm in arms else []), *aids.bar(pose, panel, arm)]
                (strands if over else out).extend(held)
                out += gear.weight(pose, panel, arm)
            out += shapes
        return out + strands

    def shapes(self, pose: Pose, panel: Panel) -> list[Shape]:
        """What moves, from back to front."""
        planes: dict[Plane, list[Shape]] = {plane: [] for plane in Plane}
        labels: list[Shape] = []
        for overlay in self.overlays:
            planes[overlay.plane] += overlay.moving(self, pose, panel)
            labels += overlay.labels(self, pose, panel)
        body, shadow = self._figure(pose, panel), ground.shadow(pose, self.figure.extent_m(pose), panel)
        # Seen edge-on, the floor strip lies before the body.
        standing = [*body, *ground.floor(panel, self.mat_world_m), *shadow] if self.view.level else [*shadow, *body]
        if gear.hides_trainee(panel):
            standing += gear.post(self.recording.scenario.band, panel)
        over = [*planes[Plane.FLOOR], *gear.anchor(self.recording.scenario.band, panel), *planes[Plane.OVER]]
        return [*planes[Plane.BEHIND], *standing, *over, *readable(labels, panel)]


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

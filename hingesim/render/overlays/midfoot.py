"""The line through mid-foot."""

from __future__ import annotations

import numpy as np

from hingesim.body.support import stance_cop_m
from hingesim.render.camera import SIDE, View
from hingesim.render.display import Line, Shape
from hingesim.render.look import Look
from hingesim.render.overlay import Overlay, once_a_clip
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage

ABOVE = 0.68
"""Height of the line in statures: over the centre of mass of a standing body."""


def midfoot_world_m(start: Pose) -> np.ndarray:
    """shape (3,): the place on the ground under the middle of the functional base, where the foot stands at the start."""
    h = start.recording.humanoid
    return start.point_world_m("stance_foot", np.array([*stance_cop_m(h), h.heel_m[2]])) * [1, 1, 0]


@once_a_clip
def _foot(stage: Stage, panel: Panel) -> tuple[float, float]:
    """Where the line begins."""
    return panel.at(midfoot_world_m(stage.start))


class MidFoot(Overlay):
    """Line through mid-foot: weight over it is weight in balance."""

    name, rank = "midfoot", 5

    def seen_in(self, view: View) -> bool:
        """From the side."""
        return view == SIDE

    def moving(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """Straight up from the foot."""
        x, y = _foot(stage, panel)
        top = panel.y(ABOVE * stage.recording.scenario.athlete.height_m)
        return [Line("mid-foot line", np.array([[x, y], [x, top]]), panel.look.theme.ground_line, 1.8 * panel.unit)]

    def sign(self, x: float, y: float, size: float, look: Look) -> list[Shape]:
        """An upright line."""
        ends = np.array([[x, y - 0.75 * size], [x, y + 0.75 * size]])
        return [Line(f"sign {self.name}", ends, look.theme.ground_line, 0.18 * size)]


OVERLAY = MidFoot()

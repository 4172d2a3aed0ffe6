"""The centre of mass."""

from __future__ import annotations

import numpy as np

from hingesim.render.camera import FRONT
from hingesim.render.display import Line, Polygon, Shape
from hingesim.render.look import Look
from hingesim.render.overlay import Overlay
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.signs import quartered
from hingesim.render.stage import Stage


class CentreOfMass(Overlay):
    """Centre of mass with its plumb line."""

    name, rank = "com", 50

    def moving(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """The mark, the line down from it, and where that meets the ground."""
        u, theme = panel.unit, panel.look.theme
        x, y = panel.at(pose.com_world_m)
        foot_x, foot_y = panel.at(pose.com_world_m * [1, 1, 0])
        tip_y = foot_y + (0.0 if stage.view != FRONT else 7 * u)  # from ahead the pressure is marked there
        mark = np.array([[foot_x, tip_y], [foot_x - 4 * u, tip_y + 8 * u], [foot_x + 4 * u, tip_y + 8 * u]])
        return [
            Line("plumb line", np.array([[x, y], [foot_x, foot_y]]), theme.com, 1.8 * u, (5 * u, 4 * u)),
            Polygon("plumb mark", mark, theme.com, theme.page, u),
            *quartered("centre of mass", x, y, 7 * u, theme, 2 * u),
        ]

    def ground_point_world_m(self, pose: Pose) -> np.ndarray | None:
        """Under the centre of mass."""
        return pose.com_world_m

    def sign(self, x: float, y: float, size: float, look: Look) -> list[Shape]:
        """A disc with two of its quarters light."""
        return quartered(f"sign {self.name}", x, y, 0.55 * size, look.theme, 0.11 * size)


OVERLAY = CentreOfMass()

"""The extrapolated centre of mass."""

from __future__ import annotations

import numpy as np

from hingesim.render.display import Line, Shape
from hingesim.render.look import Look
from hingesim.render.overlay import Overlay
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.signs import diamond
from hingesim.render.stage import Stage


class Heading(Overlay):
    """Extrapolated centre of mass: where the weight is heading."""

    name, rank, shown = "xcom", 40, False

    def moving(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """The mark on the ground, and the way to it from under the centre of mass."""
        u, theme = panel.unit, panel.look.theme
        start, (x, y) = panel.at(pose.com_world_m * [1, 1, 0]), panel.at(pose.xcom_world_m)
        x = float(np.clip(x, panel.left + 8 * u, panel.right - 8 * u))
        way = Line("way to the XcoM", np.array([start, (x, y)]), theme.xcom, 2.2 * u)
        return [way, diamond("extrapolated centre of mass", x, y, 6.5 * u, theme, u)]

    def ground_point_world_m(self, pose: Pose) -> np.ndarray | None:
        """Where the weight is heading."""
        return pose.xcom_world_m

    def sign(self, x: float, y: float, size: float, look: Look) -> list[Shape]:
        """A diamond."""
        return [diamond(f"sign {self.name}", x, y, 0.53 * size, look.theme, 0.06 * size)]


OVERLAY = Heading()

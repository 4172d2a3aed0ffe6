"""The centre of pressure."""

from __future__ import annotations

import numpy as np

from hingesim.render.display import Disc, Shape
from hingesim.render.look import Look
from hingesim.render.overlay import Overlay
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage


class Pressure(Overlay):
    """Pressure point under the foot."""

    name, rank = "cop", 30

    def moving(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """A disc on the ground."""
        if pose.cop_world_m is None:
            return []
        x, y = panel.at(pose.cop_world_m)
        return [Disc("centre of pressure", x, y, 5.5 * panel.unit, None, panel.look.theme.cop, panel.look.theme.page, 1.6 * panel.unit)]

    def ground_point_world_m(self, pose: Pose) -> np.ndarray | None:
        """Where the ground presses; None in the air."""
        return pose.cop_world_m

    def sign(self, x: float, y: float, size: float, look: Look) -> list[Shape]:
        """A disc."""
        return [Disc(f"sign {self.name}", x, y, 0.46 * size, None, look.theme.cop, look.theme.page, 0.1 * size)]


OVERLAY = Pressure()

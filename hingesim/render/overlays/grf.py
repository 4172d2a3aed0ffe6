"""The ground reaction force."""

from __future__ import annotations

import numpy as np

from hingesim.render.display import Shape
from hingesim.render.look import Look
from hingesim.render.overlay import Overlay
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.signs import arrow
from hingesim.render.stage import Stage

BODY_WEIGHT_M = 0.5
"""Drawn length of a ground force of one body weight."""
MOST_BODY_WEIGHTS = 1.8
"""Longer arrows (impacts) are cut here."""
LEAST_BODY_WEIGHTS = 0.05
"""A smaller force is not drawn."""


class GroundForce(Overlay):
    """Ground reaction force, its length in body weights."""

    name, rank, shown = "grf", 20, False

    def moving(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """An arrow from the centre of pressure."""
        size = float(np.linalg.norm(pose.grf_body_weights))
        if pose.grf_from_world_m is None or size <= LEAST_BODY_WEIGHTS:
            return []
        force = pose.grf_body_weights * min(1.0, MOST_BODY_WEIGHTS / size)
        tail, tip = np.array(panel.at(pose.grf_from_world_m)), np.array(panel.at(pose.grf_from_world_m + BODY_WEIGHT_M * force))
        return arrow("ground force", tail, tip, panel.look.theme.grf, 3.2 * panel.unit, panel.look.theme.page)

    def sign(self, x: float, y: float, size: float, look: Look) -> list[Shape]:
        """An arrow."""
        ends = np.array([x, y + 0.75 * size]), np.array([x, y - 0.75 * size])
        return arrow(f"sign {self.name}", *ends, look.theme.grf, 0.22 * size, look.theme.page)


OVERLAY = GroundForce()

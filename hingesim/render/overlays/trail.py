"""The path of the centre of mass."""

from __future__ import annotations

import numpy as np

from hingesim.render.display import Line, Shape
from hingesim.render.overlay import Overlay
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage

STEP = 4
"""Every so many samples of the path are drawn."""


class Trail(Overlay):
    """Path of the centre of mass so far."""

    name, rank, shown = "trail", 10, False

    def moving(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """A line with a light rim."""
        path = panel.to_page(np.append(pose.recording.com_world_m[: pose.samples : STEP], pose.com_world_m[None], axis=0))
        if len(path) < 2:
            return []
        theme, u = panel.look.theme, panel.unit
        return [Line("trail rim", path, theme.page, 4.2 * u, opacity=0.8), Line("trail", path, theme.com, 2.0 * u)]


OVERLAY = Trail()

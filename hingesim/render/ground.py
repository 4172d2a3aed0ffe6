"""The floor and the shadow on it."""

from __future__ import annotations

import numpy as np

from hingesim.render.display import Disc, Line, Polygon, Shape, box
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose

SHADOW_M = 0.07
"""Half height of the shadow where the ground is seen from above."""


def floor(panel: Panel, mat_world_m: np.ndarray) -> list[Shape]:
    """A strip with the ground line, or a mat with these corners, shape (4, 3), where the ground is seen from above."""
    theme = panel.look.theme
    if not panel.view.level:
        return [Polygon("floor", panel.to_page(mat_world_m), theme.floor, theme.divider, 1.2 * panel.unit)]
    strip = box(panel.left, panel.ground_y, panel.right, panel.bottom)
    line = np.array([[panel.left, panel.ground_y], [panel.right, panel.ground_y]])
    return [Polygon("floor", strip, theme.floor), Line("ground", line, theme.ground_line, 1.2 * panel.unit)]


def shadow(pose: Pose, extent_m: tuple[float, float, float, float], panel: Panel) -> list[Shape]:
    """A flat soft shadow on the floor under a body of this extent."""
    left, right = panel.x(extent_m[0]), panel.x(extent_m[2])
    middle, half = (left + right) / 2, (right - left) / 2
    y, high = panel.ground_y + 0.31 * panel.floor_pt, 0.17 * panel.floor_pt
    if not panel.view.level:
        # Seen from above it lies around the point under the centre of mass.
        y, high = panel.at(pose.com_world_m * [1, 1, 0])[1], SHADOW_M * panel.scale
    return [Disc("shadow", middle, y, half * ring, high * ring, panel.look.theme.shadow, opacity=0.3) for ring in (1.0, 0.88, 0.74, 0.58)]

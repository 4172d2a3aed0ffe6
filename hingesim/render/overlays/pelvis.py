"""The tilt of the pelvis."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import LINK
from hingesim.render.camera import FRONT, View
from hingesim.render.display import Line, Shape, Text
from hingesim.render.overlay import Overlay
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage

REACH_M = 0.24
"""How far the line goes on beyond the middle of the hips on either side."""


def tilt_deg(pose: Pose) -> float:
    """Angle between the line through both hips and the level, seen from ahead; positive where the free hip is the lower one."""
    stance, free = (pose.position_world_m[LINK[link]] for link in ("hip_carrier_1", "free_thigh"))
    return float(np.degrees(np.arctan2(stance[2] - free[2], abs(stance[1] - free[1]))))


class Pelvis(Overlay):
    """Line through both hips with its tilt, from ahead."""

    name, rank = "pelvis", 65
    words = ("pelvis",)

    def seen_in(self, view: View) -> bool:
        """From ahead."""
        return view == FRONT

    def labels(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """The line, the level, and the angle between them."""
        theme, u = panel.look.theme, panel.unit
        ends = np.array([panel.at(pose.position_world_m[LINK[link]]) for link in ("hip_carrier_1", "free_thigh")])
        middle, along = ends.mean(axis=0), ends[1] - ends[0]
        reach = REACH_M * panel.scale
        along = along / max(float(np.hypot(*along)), 1e-6) * reach
        line, level = np.array([middle - along, middle + along]), middle + np.array([[-reach, 0.0], [reach, 0.0]])
        said = panel.look.words.label("pelvis", degree=abs(tilt_deg(pose)))
        x = float(line[:, 0].max()) + 6 * u
        y = float(middle[1]) + 0.35 * panel.small_pt
        return [
            Line("pelvis level", level, theme.measure, 1.4 * u, (4 * u, 3 * u)),
            Line("pelvis rim", line, theme.page, 5 * u),
            Line("pelvis line", line, theme.measure, 2.6 * u),
            Text("label pelvis", x, y, said, panel.small_pt, theme.measure, "left", True, theme.page),
        ]


OVERLAY = Pelvis()

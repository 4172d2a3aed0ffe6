"""Joint angles as arcs on the figure from the side."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import LINK
from hingesim.render.camera import SIDE, View
from hingesim.render.display import Line, Polygon, Shape, Text
from hingesim.render.overlay import Overlay
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage

REACH_M = {"trunk": 0.36, "hip": 0.22, "knee": 0.22}
"""Radius of each arc."""
LABEL_M = 0.10
"""Distance of the knee's label ahead of the joint."""
LEAST_DEG = 4.0
"""A smaller angle has no arc."""


class Angles(Overlay):
    """Trunk, hip and knee angle."""

    name, rank, shown = "angles", 80, False
    words = ("angle_trunk", "angle_hip", "angle_knee")

    def seen_in(self, view: View) -> bool:
        """From the side."""
        return view == SIDE

    def labels(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """Trunk inclination from vertical, flexion of the stance hip from the line of the thigh, of the knee from that of the shank."""
        r = pose.recording
        hip, knee, ankle = (pose.position_world_m[LINK[name]] for name in ("hip_carrier_1", "stance_thigh", "stance_shank"))
        trunk, pelvis = (pose.rotation_world[LINK[name]][:, 2] for name in ("trunk", "pelvis"))
        inclination = float(np.degrees(np.arctan2(trunk[0], trunk[2])))
        hip_deg, knee_deg = (float(np.interp(pose.time_s, r.time_s, r.joint_deg(name))) for name in ("hip_flexion", "knee_flexion"))
        up = np.array([0.0, 0.0, 1.0])
        return [
            *_arc("trunk", hip, up, trunk, inclination, panel),
            *_arc("hip", hip, hip - knee, pelvis, hip_deg, panel),
            *_arc("knee", knee, knee - ankle, hip - knee, knee_deg, panel),
        ]


def _arc(name: str, vertex: np.ndarray, fro: np.ndarray, to: np.ndarray, degree: float, panel: Panel) -> list[Shape]:
    """A dashed line where the segment would be straight, an arc from it to where it is, and the angle."""
    theme, u = panel.look.theme, panel.unit
    reach = REACH_M[name]
    a, b = (float(np.arctan2(*panel.view.project_m(d)[[1, 0]])) for d in (fro, to))
    turn = (b - a + np.pi) % (2 * np.pi) - np.pi
    x, y = panel.at(vertex)
    radius = reach * panel.scale

    def rim(angle: np.ndarray, share: float = 1.0) -> np.ndarray:
        return np.column_stack([x + share * radius * np.cos(angle), y - share * radius * np.sin(angle)])

    out: list[Shape] = [Line(f"{name} straight", np.vstack([[x, y], rim(np.array([a]), 1.15)]), theme.measure, 1.4 * u, (4 * u, 3 * u))]
    if abs(np.degrees(turn)) >= LEAST_DEG:
        arc = rim(a + np.linspace(0, turn, 25))
        fan = np.vstack([[x, y], arc])
        out += [
            Polygon(f"{name} angle", fan, theme.measure, None, opacity=0.18),
            Line(f"{name} rim", arc, theme.page, 4.2 * u),
            Line(f"{name} arc", arc, theme.measure, 2.2 * u),
        ]
    said = panel.look.words.label(f"angle_{name}", degree=degree)
    # Behind the back and in front of the knee nothing else is drawn.
    ahead = name == "knee"
    across, up = (6 * u + LABEL_M * panel.scale, -0.3 * panel.small_pt) if ahead else (-6 * u, radius)
    out.append(
        Text(f"label {name}", x + across, y - up, said, panel.small_pt, theme.measure, "left" if ahead else "right", True, theme.page)
    )
    return out


OVERLAY = Angles()

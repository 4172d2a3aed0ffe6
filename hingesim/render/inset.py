"""The stance foot from above: where the weight is over the base of support, sideways too."""

from __future__ import annotations

import numpy as np

from hingesim.humanoid import Humanoid
from hingesim.recording import Recording
from hingesim.render import overlays, theme
from hingesim.render.camera import TOP
from hingesim.render.captions import label
from hingesim.render.display import Disc, Polygon, Shape, Text, rounded
from hingesim.render.fonts import text_width
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose

BEHIND_M, AHEAD_M, ASIDE_M = 0.10, 0.26, 0.09
"""Ground that is shown behind, ahead and beside the ankle."""
LARGEST = 460.0
"""Most points per metre at unit 1."""
LEAST_GAIN = 1.4
"""The inset is only drawn when it shows the foot this much larger than the scene."""
CLEAR_M, ABOVE = 0.30, 0.70
"""Room kept free ahead of the standing trainee, and the height (in statures) that the inset stays above."""


def place(panel: Panel, recording: Recording) -> Panel | None:
    """The inset's own panel, in the upper right of the scene beside the anchor's label; None where there is no room for it."""
    u, ankle = panel.unit, recording.root_position_world_m[0]
    right = panel.right - 10 * u
    band = recording.scenario.band
    if band is not None:
        right = min(right, panel.x(band.distance_m) - overlays.label_width_pt(panel) / 2 - 8 * u)
    top = panel.top + 2 * u
    room = panel.y(ABOVE * recording.scenario.athlete.height_m) - top - 1.7 * panel.small_pt
    wide = right - panel.x(float(ankle[0]) + CLEAR_M)
    scale = min(LARGEST * u, room / (2 * ASIDE_M), wide / (BEHIND_M + AHEAD_M))
    left = right - (BEHIND_M + AHEAD_M) * scale
    if scale < LEAST_GAIN * panel.scale or text_width(label("inset"), panel.small_pt) + 14 * u > right - left:
        return None
    origin = left + (BEHIND_M - float(ankle[0])) * scale
    middle = top + 1.7 * panel.small_pt + ASIDE_M * scale
    return Panel(TOP, left, right, top, middle + scale * float(ankle[1]), 0.0, scale, origin, u)


def shapes(pose: Pose, start: Pose, panel: Panel) -> list[Shape]:
    """The place where the foot stood at the start with its base of support, and mass and pressure now; toes to the right."""
    h, u, size = pose.recording.humanoid, panel.unit, panel.small_pt
    bottom = panel.top + 1.7 * size + 2 * ASIDE_M * panel.scale
    sole = np.column_stack([foot_outline_m(h), np.full(len(foot_outline_m(h)), h.heel_m[2])])
    frame = rounded(panel.left, panel.top, panel.right, bottom, 6 * u)
    out: list[Shape] = [
        Polygon("inset frame", frame, theme.PAGE, theme.DIVIDER, 1.2 * u),
        Text("label inset", panel.left + 7 * u, panel.top + 1.25 * size, label("inset"), size, theme.QUIET),
        Polygon(
            "inset foot", _inside(panel.to_page(start.point_world_m("stance_foot", sole)), panel, bottom), theme.FLOOR, theme.GROUND_LINE, u
        ),
        Polygon("inset base", _inside(panel.to_page(start.base_world_m()), panel, bottom), theme.BASE, theme.BASE_LINE, u),
    ]
    marks = [("inset mass", pose.com_world_m, theme.COM, 5.5)]
    if pose.cop_world_m is not None:
        marks.append(("inset pressure", pose.cop_world_m, theme.COP, 4.8))
    for name, point, colour, radius in marks:
        x, y = _inside(panel.to_page(point)[None], panel, bottom)[0]
        out.append(Disc(name, float(x), float(y), radius * u, None, colour, theme.PAGE, 1.3 * u))
    return out


def _inside(xy: np.ndarray, panel: Panel, bottom: float) -> np.ndarray:
    """Points of shape (k, 2) held inside the frame: what has left it is shown at its edge."""
    pad = 6 * panel.unit
    return np.clip(xy, [panel.left + pad, panel.top + 1.5 * panel.small_pt + pad], [panel.right - pad, bottom - pad])


def foot_outline_m(h: Humanoid) -> np.ndarray:
    """shape (k, 2): outline of the shoe in the stance-foot frame, broader at the ball, the big toe on the inner side."""
    length, half = h.proportions.segments["foot"].length_m, 0.55 * h.proportions.foot_width_m
    # Share of the length from the heel, outer and inner half width relative to the widest.
    rows = np.array(
        [
            (0.0, 0.3, 0.3),
            (0.06, 0.58, 0.58),
            (0.2, 0.68, 0.66),
            (0.45, 0.82, 0.62),
            (0.68, 1.0, 0.98),
            (0.84, 0.84, 1.0),
            (0.95, 0.45, 0.82),
            (1.0, 0.0, 0.5),
        ]
    )
    x = h.heel_m[0] + rows[:, 0] * length
    outer, inner = -rows[:, 1] * half * h.side, rows[:, 2] * half * h.side
    return np.concatenate([np.column_stack([x, outer]), np.column_stack([x, inner])[::-1]])

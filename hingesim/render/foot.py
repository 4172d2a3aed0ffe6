"""The stance foot from above: where the weight is over the base of support, sideways too; as a panel, or small in a corner."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np

from hingesim.body.humanoid import Humanoid
from hingesim.body.support import sole_outline
from hingesim.recording.recording import Recording
from hingesim.render import gear
from hingesim.render.camera import TOP
from hingesim.render.display import Line, Polygon, Shape, Text, rounded
from hingesim.render.fonts import fitted, text_width
from hingesim.render.overlay import in_paint_order
from hingesim.render.panel import Box, Panel
from hingesim.render.pose import Pose, down_from

BEHIND_M, AHEAD_M, ASIDE_M = 0.10, 0.26, 0.09
"""Ground that is shown behind, ahead and beside the ankle."""
LEAST_GAIN, MOST_GAIN = 1.4, 2.5
"""The inset shows the foot so much larger than the scene, or is not drawn."""
CLEAR_M, KEEP_M = 0.30, 0.08
"""Room kept free ahead of the standing trainee's ankle, and around the inset."""
SIZES = 5
"""Sizes of the inset that are tried."""
SIGN_PT = 10.0
"""Size of the signs on the foot at unit 1."""
TITLE_ROWS = 1.7
"""Height of the line with the title, in text sizes."""


def inset_place(panel: Panel, recording: Recording, busy_m: np.ndarray) -> Panel | None:
    """The inset's own panel: ahead of her, beside the anchor's label, at the upper end of the scene or on the floor.

    None where neither has room for it.

    Args:
        panel: the scene.
        recording: of the scene.
        busy_m: points that are ever covered by the body or the band, shape (points, 2), right and up in the view.
    """
    u, ankle, band = panel.unit, recording.root_position_world_m[0], recording.scenario.band
    right, title = panel.right - 10 * u, TITLE_ROWS * panel.small_pt
    if band is not None:
        right = min(right, gear.label_span_pt(band, panel)[0] - 8 * u)
    busy, keep = panel.in_view(busy_m), KEEP_M * panel.scale
    largest = min(MOST_GAIN * panel.scale, (right - panel.x(float(ankle[0]) + CLEAR_M)) / (BEHIND_M + AHEAD_M))
    least = max(LEAST_GAIN * panel.scale, (text_width(panel.look.words.label("inset"), panel.small_pt) + 14 * u) / (BEHIND_M + AHEAD_M))
    for low, scale in itertools.product((False, True), np.linspace(largest, least, SIZES) if largest >= least else ()):
        high = title + 2 * ASIDE_M * scale
        top = panel.ground_y - 6 * u - high if low else panel.top + 2 * u
        left = right - (BEHIND_M + AHEAD_M) * scale
        near, upright = np.array([left, top]) - keep, np.array([right, top + high]) + keep
        if top >= panel.top and not ((busy > near) & (busy < upright)).all(axis=1).any():
            return _over(Box(left, top, right, top + high, u, panel.look), ankle, float(scale))
    return None


def foot_place(box: Box, recording: Recording) -> Panel:
    """The foot as large as the box allows."""
    wide, high = box.right - box.left, box.bottom - box.top - TITLE_ROWS * box.small_pt
    return _over(box, recording.root_position_world_m[0], min(wide / (BEHIND_M + AHEAD_M), high / (2 * ASIDE_M)))


def _over(box: Box, ankle_world_m: np.ndarray, scale: float) -> Panel:
    """A view from above with the foot in the middle of the box, under its title."""
    ahead = (AHEAD_M - BEHIND_M) / 2 + float(ankle_world_m[0])
    middle = (box.top + TITLE_ROWS * box.small_pt + box.bottom) / 2
    origin = (box.left + box.right) / 2 - scale * ahead
    ground = middle + scale * float(ankle_world_m[1])
    return Panel(box.left, box.top, box.right, box.bottom, box.unit, box.look, TOP, ground, scale, origin)


def backdrop(start: Pose, panel: Panel) -> list[Shape]:
    """What stands still: frame, title, the foot where it stood at the start with its base; toes to the right."""
    h, u, size, theme = start.recording.humanoid, panel.unit, panel.small_pt, panel.look.theme
    sole = np.column_stack([foot_outline_m(h), np.full(len(foot_outline_m(h)), h.heel_m[2])])
    border = rounded(panel.left, panel.top, panel.right, panel.bottom, 6 * u)
    title = fitted(panel.look.words.label("inset"), size, panel.right - panel.left - 14 * u)
    outline = panel.to_page(start.point_world_m("stance_foot", sole))
    return [
        Polygon("inset frame", border, theme.page, theme.divider, 1.2 * u),
        Text("label inset", panel.left + 7 * u, panel.top + 1.25 * size, title, size, theme.quiet),
        Polygon("inset foot", _inside(outline, panel), theme.floor, theme.ground_line, u),
        Polygon("inset base", _inside(panel.to_page(start.base_world_m()), panel), theme.base, theme.base_line, u),
    ]


def weight_over(pose: Pose, panel: Panel, *, path: bool) -> list[Shape]:
    """Mass and pressure over the foot now, with the path of the pressure so far when asked for."""
    u, theme = panel.unit, panel.look.theme
    out: list[Shape] = []
    if path:
        trodden = pose.recording.foot_cop_world_m[: min(pose.samples, _until(pose)) : 2]
        trodden = trodden[np.isfinite(trodden).all(axis=1)]
        if len(trodden) > 1:
            at = panel.to_page(np.column_stack([trodden, np.zeros(len(trodden))]))
            out.append(Line("cop path", _inside(at, panel), theme.cop, 1.3 * u, opacity=0.75))
    for overlay in reversed(in_paint_order(panel.look.overlays)):  # the smaller sign of the pressure over that of the mass
        point = overlay.ground_point_world_m(pose)
        if point is not None:
            x, y = _inside(panel.to_page(point)[None], panel)[0]
            out += [replace(shape, name=f"inset {shape.name}") for shape in overlay.sign(float(x), float(y), SIGN_PT * u, panel.look)]
    return out


def _until(pose: Pose) -> int:
    """Number of samples before she is down: then the foot only lies there."""
    return int(np.searchsorted(pose.recording.time_s, down_from(pose.recording)))


def _inside(xy: np.ndarray, panel: Panel) -> np.ndarray:
    """Points of shape (k, 2) held inside the frame: what has left it is shown at its edge."""
    pad = 6 * panel.unit
    return np.clip(xy, [panel.left + pad, panel.top + 1.5 * panel.small_pt + pad], [panel.right - pad, panel.bottom - pad])


def foot_outline_m(h: Humanoid) -> np.ndarray:
    """shape (k, 2): outline of the sole in the stance-foot frame, its corners rounded off; where the foot touches the ground."""
    return _smooth(sole_outline(h))


def _smooth(corners: np.ndarray, between: int = 6) -> np.ndarray:
    """shape (between * k, 2): a closed Catmull-Rom curve through corners of shape (k, 2)."""
    t = np.linspace(0, 1, between, endpoint=False)[:, None, None]
    a, b, c, d = (np.roll(corners, shift, axis=0) for shift in (1, 0, -1, -2))
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return curve.transpose(1, 0, 2).reshape(-1, 2)

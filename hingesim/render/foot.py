"""The stance foot from above: where the weight is over the base of support, sideways too; as a panel, or small in a corner."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np

from hingesim.body.humanoid import LINK, Humanoid
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
"""Ground that is shown behind, ahead and beside the ankle, or the ankles of both feet."""
LEAST_GAIN, MOST_GAIN = 1.4, 2.5
"""The inset shows the foot so much larger than the scene, or is not drawn."""
PAST_M, TOUCHES_M = 0.05, 0.03
"""Ground that is shown behind the base of support; a sole this near to the ground is drawn."""
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
    u, span, band = panel.unit, _span(recording), recording.scenario.band
    right, title = panel.right - 10 * u, TITLE_ROWS * panel.small_pt
    if band is not None:
        right = min(right, gear.label_span_pt(band, panel)[0] - 8 * u)
    busy, keep = panel.in_view(busy_m), KEEP_M * panel.scale
    largest = min(MOST_GAIN * panel.scale, (right - panel.x(span.ankle_x_m + CLEAR_M)) / (span.behind_m + AHEAD_M))
    least = max(LEAST_GAIN * panel.scale, (text_width(_title(panel, recording), panel.small_pt) + 14 * u) / (span.behind_m + AHEAD_M))
    for low, scale in itertools.product((False, True), np.linspace(largest, least, SIZES) if largest >= least else ()):
        high = title + (span.left_m - span.right_m) * scale
        top = panel.ground_y - 6 * u - high if low else panel.top + 2 * u
        left = right - (span.behind_m + AHEAD_M) * scale
        near, upright = np.array([left, top]) - keep, np.array([right, top + high]) + keep
        if top >= panel.top and not ((busy > near) & (busy < upright)).all(axis=1).any():
            return _over(Box(left, top, right, top + high, u, panel.look), span, float(scale))
    return None


def foot_place(box: Box, recording: Recording) -> Panel:
    """The foot as large as the box allows."""
    wide, high = box.right - box.left, box.bottom - box.top - TITLE_ROWS * box.small_pt
    span = _span(recording)
    return _over(box, span, min(wide / (span.behind_m + AHEAD_M), high / (span.left_m - span.right_m)))


def _title(panel: Panel, recording: Recording) -> str:
    """What is shown from above."""
    return panel.look.words.label("inset" if len(recording.footing.feet) == 1 else "inset_two")


@dataclass(frozen=True)
class _Span:
    """Ground that is shown, world."""

    ankle_x_m: float
    behind_m: float
    right_m: float
    left_m: float


def _span(recording: Recording) -> _Span:
    """What the feet that she stands on need."""
    x, y = recording.root_position_world_m[0, :2].tolist()
    across = [y]
    if len(recording.footing.feet) > 1:
        across.append(float(recording.link_poses.position_world_m[0, LINK["free_foot"], 1]))
    behind_m = PAST_M - float(recording.metrics.base_m[:, 0].min())
    return _Span(x, max(BEHIND_M, behind_m), min(across) - ASIDE_M, max(across) + ASIDE_M)


def _over(box: Box, span: _Span, scale: float) -> Panel:
    """A view from above with the feet in the middle of the box, under its title."""
    ahead = (AHEAD_M - span.behind_m) / 2 + span.ankle_x_m
    middle = (box.top + TITLE_ROWS * box.small_pt + box.bottom) / 2
    origin = (box.left + box.right) / 2 - scale * ahead
    ground = middle + scale * (span.left_m + span.right_m) / 2
    return Panel(box.left, box.top, box.right, box.bottom, box.unit, box.look, TOP, ground, scale, origin)


def backdrop(start: Pose, panel: Panel) -> list[Shape]:
    """What stands still: frame, title, the foot where it stood at the start with its base; toes to the right."""
    u, size, theme = panel.unit, panel.small_pt, panel.look.theme
    border = rounded(panel.left, panel.top, panel.right, panel.bottom, 6 * u)
    title = fitted(_title(panel, start.recording), size, panel.right - panel.left - 14 * u)
    soles = [
        Polygon("inset foot", _inside(panel.to_page(_on_ground(start, foot)), panel), theme.floor, theme.ground_line, u)
        for foot in start.recording.footing.feet
    ]
    return [
        Polygon("inset frame", border, theme.page, theme.divider, 1.2 * u),
        Text("label inset", panel.left + 7 * u, panel.top + 1.25 * size, title, size, theme.quiet),
        *soles,
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


def _on_ground(start: Pose, foot: str) -> np.ndarray:
    """shape (k, 3): outline of what of a sole is on the ground: all of a flat foot, the toes of one on its toes."""
    outline = foot_outline_m(start.recording.humanoid, foot)
    sole = start.point_world_m(foot, np.column_stack([outline, np.full(len(outline), start.recording.humanoid.heel_m[2])]))
    return sole[sole[:, 2] < TOUCHES_M]


def foot_outline_m(h: Humanoid, foot: str = "stance_foot") -> np.ndarray:
    """shape (k, 2): outline of a sole in the frame of its foot, its corners rounded off; where the foot touches the ground."""
    return _smooth(sole_outline(h, foot))


def _smooth(corners: np.ndarray, between: int = 6) -> np.ndarray:
    """shape (between * k, 2): a closed Catmull-Rom curve through corners of shape (k, 2)."""
    t = np.linspace(0, 1, between, endpoint=False)[:, None, None]
    a, b, c, d = (np.roll(corners, shift, axis=0) for shift in (1, 0, -1, -2))
    curve = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return curve.transpose(1, 0, 2).reshape(-1, 2)

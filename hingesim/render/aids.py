"""What else holds her: a post under her fingers, a wall behind her foot, a bar in its pivot, or a band round her hips with its post."""

from __future__ import annotations

import itertools

import numpy as np

from hingesim.body.support import convex_hull
from hingesim.motion.aid import Landmine
from hingesim.recording.recording import Recording
from hingesim.render import gear
from hingesim.render.display import Line, Polygon, Shape
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.theme import mix

BAR_M, SLEEVE_M, SLEEVE_LONG_M = 0.028, 0.05, 0.4
"""Thickness of a bar and of its sleeve, in which the hand holds it, and how long that is (as barbells are, recalled)."""
EMPTY_KG = 10.0
"""What the hand carries of an empty bar of 20 kg; the rest are plates on its sleeve."""
PIVOT_HALF_M, GRIP_M = 0.1, 0.05
"""Half width of the foot of a pivot; how far the bar sticks out beyond the palm."""
WALL_M, WALL_HALF_M, WALL_TOP = 0.07, 0.45, 2.2
"""Thickness and half width of what is drawn of a wall; its height over that of the foot on it."""


def corners_world_m(recording: Recording) -> np.ndarray:
    """shape (k, 3): the ends of what stands there; none where nothing does."""
    aid = recording.aid
    if aid is None:
        return np.zeros((0, 3))
    if aid.kind == "wall":
        face, _, foot_m = aid.fixed_m
        ends = (face - WALL_M, face), (-WALL_HALF_M, WALL_HALF_M), (0.0, WALL_TOP * foot_m)
        return np.array(list(itertools.product(*ends)))
    if aid.kind == "bar":
        return np.add(aid.fixed_m, [[-PIVOT_HALF_M, 0.0, 0.0], [PIVOT_HALF_M, 0.0, 0.0]])
    return np.add(aid.fixed_m, [0.0, 0.0, gear.ANCHOR_TOP_M])[None]


def still(recording: Recording, panel: Panel) -> list[Shape]:
    """What stands there: an upright post, a piece of a wall, or the foot of a pivot."""
    aid, corners, theme = recording.aid, corners_world_m(recording), panel.look.theme
    if aid is None:
        return []
    if aid.kind == "bar":
        ends = (-PIVOT_HALF_M, PIVOT_HALF_M), (-PIVOT_HALF_M, PIVOT_HALF_M), (-aid.fixed_m[2], 0.01)
        box = aid.fixed_m + np.array(list(itertools.product(*ends)))
        return [Polygon("pivot", convex_hull(panel.to_page(box)), theme.post, mix(theme.post, theme.outline, 0.5), panel.unit)]
    if aid.kind == "wall":
        return [Polygon("wall", convex_hull(panel.to_page(corners)), mix(theme.post, theme.page, 0.7), theme.post, panel.unit)]
    return list(gear.post_shapes(corners[0], panel))


def strand(pose: Pose, panel: Panel) -> list[Shape]:
    """The band from the hips to its post."""
    aid = pose.recording.aid
    if aid is None or aid.kind != "band":
        return []
    return gear.band_lines(panel.to_page(np.array([pose.aid_world_m, aid.fixed_m])), pose.aid_n, panel)


def bar_world_m(pose: Pose) -> np.ndarray | None:
    """shape (3, 3): pivot, beginning of the sleeve and end of a bar; on the floor once the hand is off it. None where there is none."""
    aid = pose.recording.aid
    if not isinstance(aid, Landmine):
        return None
    so_far = pose.recording.aid_world_m[: max(pose.samples, 1)] - aid.fixed_m
    off = np.flatnonzero(np.abs(np.linalg.norm(so_far, axis=1) - aid.bar_m) > aid.let_go_m)
    way = pose.aid_world_m - aid.fixed_m
    if len(off):  # it has fallen where it was let go, and lies there
        way = so_far[off[0]] * [1.0, 1.0, 0.0]
    way *= aid.bar_m / np.linalg.norm(way)
    return aid.fixed_m + np.array([0.0, 1 - SLEEVE_LONG_M / aid.bar_m, 1 + GRIP_M / aid.bar_m])[:, None] * way


def bar(pose: Pose, panel: Panel, arm: str) -> list[Shape]:
    """The bar in the hand of an arm, with what is on it."""
    ends, theme = bar_world_m(pose), panel.look.theme
    if ends is None or pose.recording.aid.link != f"{arm}_forearm":  # type: ignore[union-attr]
        return []
    xy, metal, rim = panel.to_page(ends), theme.body["weight"], mix(theme.body["weight"], theme.outline, 0.6)
    out: list[Shape] = [
        Line("bar", xy[:2], rim, BAR_M * panel.scale + 1.6 * panel.unit),
        Line("bar", xy[:2], metal, BAR_M * panel.scale),
        Line("sleeve", xy[1:], rim, SLEEVE_M * panel.scale + 1.6 * panel.unit),
        Line("sleeve", xy[1:], metal, SLEEVE_M * panel.scale),
    ]
    excess_kg = pose.recording.scenario.load.mass_kg - EMPTY_KG
    if excess_kg > 0:
        along = ends[2] - ends[0]
        along /= np.linalg.norm(along)
        level = np.cross([0.0, 0.0, 1.0], along) / np.hypot(*along[:2])
        turn = np.linspace(0, 2 * np.pi, 32, endpoint=False)[:, None]
        rim_m = gear.disc_radius_m(excess_kg) * (np.cos(turn) * level + np.sin(turn) * np.cross(along, level))
        faces = np.vstack([ends[1] + way * gear.PLATE_M * along + rim_m for way in (0.0, 1.0)])
        faces[:, 2] = np.maximum(faces[:, 2], 0.0)
        out.append(Polygon("plate", convex_hull(panel.to_page(faces)), metal, theme.outline, 1.5 * panel.unit))
    return out

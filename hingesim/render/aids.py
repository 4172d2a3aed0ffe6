"""What else holds her: the post under her fingers, the wall behind her foot, or the band round her hips with its post."""

from __future__ import annotations

import itertools

import numpy as np

from hingesim.body.support import convex_hull
from hingesim.recording.recording import Recording
from hingesim.render import gear
from hingesim.render.display import Polygon, Shape
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.theme import mix

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
    return np.add(aid.fixed_m, [0.0, 0.0, gear.ANCHOR_TOP_M])[None]


def still(recording: Recording, panel: Panel) -> list[Shape]:
    """What stands there: an upright post, or a piece of a wall."""
    aid, corners = recording.aid, corners_world_m(recording)
    if aid is None:
        return []
    if aid.kind == "wall":
        theme = panel.look.theme
        return [Polygon("wall", convex_hull(panel.to_page(corners)), mix(theme.post, theme.page, 0.7), theme.post, panel.unit)]
    return list(gear.post_shapes(corners[0], panel))


def strand(pose: Pose, panel: Panel) -> list[Shape]:
    """The band from the hips to its post."""
    aid = pose.recording.aid
    if aid is None or aid.kind != "band":
        return []
    return gear.band_lines(panel.to_page(np.array([pose.aid_world_m, aid.fixed_m])), pose.aid_n, panel)

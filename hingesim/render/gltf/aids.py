"""What else holds her, in a 3-D file: a post, a wall, a bar in its pivot, or a band round the hips with its post."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hingesim.render.aids import BAR_M, EMPTY_KG, PIVOT_HALF_M, SLEEVE_M, bar_world_m, corners_world_m
from hingesim.render.gear import PLATE_M, disc_radius_m
from hingesim.render.gltf.mesh import box, tube
from hingesim.render.gltf.parts import Parts
from hingesim.render.gltf.props import DOWN, POST_RADIUS_M, SHADES_N, UNIT, UP
from hingesim.render.gltf.turns import pointing
from hingesim.render.pose import Pose

STRAND_M = 0.008
"""Radius of a band round the hips."""


def add_aid(parts: Parts, poses: Sequence[Pose]) -> None:
    """What stands there, and what moves with her."""
    recording = poses[0].recording
    aid, corners = recording.aid, corners_world_m(recording)
    if aid is None:
        return
    stands = parts.part(aid.kind if aid.kind == "wall" else "aid_post", np.zeros((1, 3)))
    if aid.kind == "wall":
        parts.give(stands, "post", box(corners.min(axis=0), corners.max(axis=0)))
    elif aid.kind == "bar":
        half = np.array([PIVOT_HALF_M, PIVOT_HALF_M, 0.01])
        parts.give(stands, "post", box((aid.fixed_m - half) * [1, 1, 0], aid.fixed_m + half))
        _add_bar(parts, np.array([bar_world_m(pose) for pose in poses]), recording.scenario.load.mass_kg)
    else:
        parts.give(stands, "post", tube(corners[0] * np.array([[1, 1, 0], [1, 1, 1]]), POST_RADIUS_M))
    if aid.kind == "band":
        at = np.array([pose.aid_world_m for pose in poses])
        long_m = np.linalg.norm(aid.fixed_m - at, axis=1)
        strand = parts.part("aid_band", at, pointing(aid.fixed_m - at, DOWN), np.column_stack([np.ones((len(at), 2)), long_m]))
        shade = int(np.searchsorted(SHADES_N, np.mean([pose.aid_n for pose in poses]), side="right"))
        parts.give(strand, f"band_taut_{shade}", tube(UNIT, STRAND_M))


def _add_bar(parts: Parts, ends_m: np.ndarray, load_kg: float) -> None:
    """A bar with its sleeve, and a plate where the hand carries more than half an empty one. `ends_m` (T, 3, 3): pivot, sleeve, end."""
    way, long_m = ends_m[:, 2] - ends_m[:, 0], float(np.linalg.norm(ends_m[0, 2] - ends_m[0, 0]))
    part = parts.part("bar", ends_m[:1, 0], pointing(way, UP))
    sleeve = float(np.linalg.norm(ends_m[0, 1] - ends_m[0, 0]))
    rods = [tube(np.array([[0, 0, 0], [0, 0, sleeve]]), BAR_M / 2), tube(np.array([[0, 0, sleeve], [0, 0, long_m]]), SLEEVE_M / 2)]
    if load_kg > EMPTY_KG:
        rods.append(tube(np.array([[0, 0, sleeve], [0, 0, sleeve + PLATE_M]]), disc_radius_m(load_kg - EMPTY_KG)))
    parts.give(part, "weight", *rods)

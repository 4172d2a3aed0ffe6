"""The body of a 3-D file: the links as a skeleton, and the drawn body over them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from hingesim.body.humanoid import JOINT_NAMES, LINK_NAMES
from hingesim.render.gltf import mesh
from hingesim.render.gltf.mesh import Mesh
from hingesim.render.gltf.parts import Parts
from hingesim.render.gltf.turns import quaternions
from hingesim.render.pose import Pose
from hingesim.render.solids import Solids, solids_of

BULGE_M, COARSEST, FINEST = 0.0008, 2, 7
"""How far a ball bulges over its triangles; ends of the fineness of a hull (see `mesh.geodesic`)."""
PROBES, HIDDEN_DEPTH_M = 5, 0.003
"""Fineness of the directions in which a hull is probed, and how deep in it a triangle never shows: more than it bulges in between."""
CLOTH_M = 0.004
"""A hull over balls that another colour already covers lies this far over it."""
PAINT_M = 0.001
"""A patch or a feature lies this far over the surface."""


def add_body(parts: Parts, poses: Sequence[Pose], joint_rad: np.ndarray) -> None:
    """The links in the tree of the joints, link i as part i, and the drawn body over them.

    Args:
        parts: without any part yet.
        poses: one for every keyframe.
        joint_rad: shape (T, n) at the keyframes.
    """
    h = poses[0].recording.humanoid
    root = np.array([pose.rotation_world[0] for pose in poses])
    parts.part(LINK_NAMES[0], np.array([pose.position_world_m[0] for pose in poses]), quaternions(root))
    for j in range(len(JOINT_NAMES)):
        half = joint_rad[:, j, None] / 2
        turn = np.hstack([np.sin(half) * h.axis[j], np.cos(half)])
        parts.part(LINK_NAMES[j + 1], h.origin_m[j][None], turn, parent=int(h.parent[j]))

    for material, one in _skin(solids_of(h), np.array([part.bind for part in parts.every])):
        parts.meshes[material].append(one)


def _skin(solids: Solids, bind: np.ndarray) -> Iterator[tuple[str, Mesh]]:
    """The hulls and patches of the body with their materials, without the triangles that another hull on the same link hides for good."""
    link = np.array(solids.link)
    centre = np.einsum("bij,bj->bi", bind[link], np.column_stack([solids.local_m, np.ones(len(link))]))[:, :3]
    probes = mesh.geodesic(PROBES)[0]
    colours: dict[int, str] = {}
    hulls: list[tuple[str, np.ndarray, np.ndarray]] = []
    # How far every hull that lies within one link reaches in the probing directions.
    covers: dict[int, list[np.ndarray]] = defaultdict(list)
    for piece in solids.hulls:
        balls = np.array(piece.balls)
        over = any(colours.setdefault(ball, piece.colour) != piece.colour for ball in piece.balls)
        lift = CLOTH_M if over else PAINT_M if piece.detail else 0.0
        radius = np.array(solids.radius_m)[balls] + lift
        hulls.append((piece.colour, balls, radius))
        if len(set(link[balls].tolist())) == 1:
            covers[int(link[balls[0]])].append((probes @ centre[balls].T + radius).max(axis=1))
    for material, balls, radius in hulls:
        fineness = mesh.SIDE_RAD / 2 * np.sqrt(radius.max() / (2 * BULGE_M))
        one = mesh.hull(centre[balls], radius, link[balls], int(np.clip(np.rint(fineness), COARSEST, FINEST)))
        reach = one.point_m @ probes.T
        gone = np.zeros(len(one.triangle), bool)
        for moved_by in set(link[balls].tolist()):
            for cover in covers[moved_by]:
                within = (one.part == moved_by) & (reach <= cover - HIDDEN_DEPTH_M).all(axis=1)
                gone |= within[one.triangle].all(axis=1)
        if not gone.all():
            yield material, one.without(gone)
    for patch in solids.patches:
        carrier = int(link[patch.ball])
        rim = np.array(patch.rim) @ bind[carrier][:3, :3].T
        yield patch.colour, mesh.cap(centre[patch.ball], solids.radius_m[patch.ball] + PAINT_M, rim, carrier)

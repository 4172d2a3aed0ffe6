"""Triangle meshes: hulls over balls, tubes along a line, flat plates. Lengths in metres; counter-clockwise seen from outside."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

AROUND = 14
"""Corners of a tube's cross-section."""
CAP_RINGS = 9
"""Rings of corners from the middle of a cap to its edge."""
SIDE_RAD = 1.107
"""Angle between neighbouring corners of an icosahedron."""


@dataclass(frozen=True, eq=False)
class Mesh:
    """Triangles with smooth normals; every vertex moves with one part."""

    point_m: np.ndarray
    """shape (V, 3)."""
    normal: np.ndarray
    """shape (V, 3), unit."""
    triangle: np.ndarray
    """shape (F, 3): indices of vertices."""
    part: np.ndarray
    """shape (V,): index of the part that carries the vertex."""

    def placed(self, frame: np.ndarray, part: int) -> Mesh:
        """The mesh of a part in the world.

        Args:
            frame: shape (4, 4), from the part to the world.
            part: index of the part.
        """
        normal = self.normal @ np.linalg.inv(frame[:3, :3])
        normal = normal / np.linalg.norm(normal, axis=1, keepdims=True)
        return Mesh(self.point_m @ frame[:3, :3].T + frame[:3, 3], normal, self.triangle, np.full(len(self.part), part))

    def without(self, gone: np.ndarray) -> Mesh:
        """The mesh without some triangles, and without the vertices that no triangle needs any more.

        Args:
            gone: shape (F,), which triangles.
        """
        triangle = self.triangle[~gone]
        kept, renamed = np.unique(triangle, return_inverse=True)
        return Mesh(self.point_m[kept], self.normal[kept], renamed.reshape(-1, 3), self.part[kept])


def joined(meshes: Sequence[Mesh]) -> Mesh:
    """All meshes as one."""
    starts = itertools.accumulate((len(m.point_m) for m in meshes), initial=0)
    return Mesh(
        np.concatenate([m.point_m for m in meshes]),
        np.concatenate([m.normal for m in meshes]),
        np.concatenate([m.triangle + start for m, start in zip(meshes, starts, strict=False)]),
        np.concatenate([m.part for m in meshes]),
    )


@lru_cache(maxsize=16)
def geodesic(frequency: int) -> tuple[np.ndarray, np.ndarray]:
    """Directions of shape (10 f^2 + 2, 3) spread evenly over the sphere, and the triangles between them: an icosahedron cut f times."""
    golden = (1 + 5**0.5) / 2
    corners = np.array([np.roll([0, a, b * golden], shift) for shift in range(3) for a in (-1, 1) for b in (-1, 1)], float)
    side = np.linalg.norm(corners[:, None] - corners, axis=2)
    faces = [t for t in itertools.combinations(range(12), 3) if all(np.isclose(side[i, j], 2) for i, j in itertools.combinations(t, 2))]
    points, triangles = [], []
    for face in faces:
        a, b, c = corners[list(face)]
        if np.linalg.det([a, b, c]) < 0:
            b, c = c, b
        at: dict[tuple[int, int], int] = {}
        for i in range(frequency + 1):
            for j in range(frequency + 1 - i):
                at[i, j] = len(points)
                points.append((a * (frequency - i - j) + b * i + c * j) / frequency)
        for i, j in at:
            if (i + 1, j) in at and (i, j + 1) in at:
                triangles.append((at[i, j], at[i + 1, j], at[i, j + 1]))
            if (i + 1, j + 1) in at:
                triangles.append((at[i + 1, j], at[i + 1, j + 1], at[i, j + 1]))
    _, first, same = np.unique(np.round(points, 6), axis=0, return_index=True, return_inverse=True)
    once = np.array(points)[first]
    return once / np.linalg.norm(once, axis=1, keepdims=True), same.reshape(-1)[np.array(triangles)]


def hull(centre_m: np.ndarray, radius_m: np.ndarray, part: np.ndarray, frequency: int) -> Mesh:
    """Convex hull of balls: in every direction the farthest ball's rim, carried by that ball's part.

    Where the farthest ball changes between neighbouring directions, they are moved to the direction in which these balls reach equally
    far: the straight flank between two balls and the flat face over three then start and end where they touch the balls.

    Args:
        centre_m: shape (k, 3).
        radius_m: shape (k,).
        part: shape (k,), index of the part that carries each ball.
        frequency: fineness, see `geodesic`.
    """
    even, triangle = geodesic(frequency)
    reach = even @ centre_m.T + radius_m
    owner = reach.argmax(axis=1)
    edges = np.concatenate([triangle[:, [a, b]] for a, b in ((0, 1), (1, 2), (2, 0))])  # every edge in both directions
    edges = edges[owner[edges[:, 0]] != owner[edges[:, 1]]]
    lead = reach[edges[:, 0], owner[edges[:, 0]]] - reach[edges[:, 0], owner[edges[:, 1]]]
    rivals: dict[int, list[int]] = {}
    for here, there in edges[np.argsort(lead, kind="stable")].tolist():
        found = rivals.setdefault(here, [])
        if owner[there] not in found:
            found.append(int(owner[there]))
    direction = even.copy()
    near = np.cos(1.6 * SIDE_RAD / frequency)
    for here, found in rivals.items():
        for equals in (found[:2], found[:1]):
            moved = _equal_reach(even[here], centre_m[owner[here]] - centre_m[equals], radius_m[equals] - radius_m[owner[here]])
            if moved is not None and moved @ even[here] > near:
                direction[here] = moved
                break
    point = centre_m[owner] + radius_m[owner, None] * direction
    return Mesh(point, direction, _facing(triangle, point, direction), np.asarray(part)[owner])


def _facing(triangle: np.ndarray, point_m: np.ndarray, normal: np.ndarray) -> np.ndarray:
    """The triangles, each counter-clockwise seen from where its normals point: a sliver whose corners were moved may have turned over."""
    a, b, c = (point_m[triangle[:, i]] for i in range(3))
    turned = (np.cross(b - a, c - a) * normal[triangle].sum(axis=1)).sum(axis=1) < 0
    return np.where(turned[:, None], triangle[:, ::-1], triangle)


def _equal_reach(direction: np.ndarray, away_m: np.ndarray, shorter_m: np.ndarray) -> np.ndarray | None:
    """shape (3,): the direction d nearest to a given one with away_m @ d = shorter_m (one or two rows); None where there is none."""
    square = away_m @ away_m.T
    if np.linalg.det(square) < 1e-6 * np.trace(square) ** len(square):
        return None
    inverse = away_m.T @ np.linalg.inv(square)
    given = inverse @ shorter_m
    free = direction - inverse @ (away_m @ direction)
    left = 1 - given @ given
    size = np.linalg.norm(free)
    return given + np.sqrt(left) * free / size if left > 0 and size > 1e-9 else None


def cap(centre_m: np.ndarray, radius_m: float, rim: np.ndarray, part: int) -> Mesh:
    """The part of a ball's surface within an edge.

    Args:
        centre_m: shape (3,).
        radius_m: of the ball.
        rim: shape (k, 3), unit vectors from the centre to the edge, clockwise seen from outside.
        part: index of the part that carries it.
    """
    middle = rim.mean(axis=0) / np.linalg.norm(rim.mean(axis=0))
    share = np.linspace(0, 1, CAP_RINGS)[:, None, None]
    direction = (1 - share) * middle + share * rim
    direction = (direction / np.linalg.norm(direction, axis=2, keepdims=True)).reshape(-1, 3)
    triangle = _strips(np.arange(len(direction)).reshape(CAP_RINGS, -1))
    return Mesh(centre_m + radius_m * direction, direction, triangle, np.full(len(direction), part))


def ball(centre_m: Sequence[float], radius_m: float, frequency: int = 3) -> Mesh:
    """A ball."""
    return hull(np.array([centre_m], float), np.array([radius_m]), np.zeros(1, int), frequency)


def tube(line_m: np.ndarray, radius_m: float | Sequence[float], *, closed: bool = False) -> Mesh:
    """A round tube along a line that does not turn back, with flat ends.

    Args:
        line_m: shape (k, 3), corners of the middle line.
        radius_m: one radius, or one for every corner; zero makes a point.
        closed: whether the line returns to its first corner.
    """
    line = np.asarray(line_m, float)
    radius = np.broadcast_to(np.asarray(radius_m, float), len(line))
    ahead = np.roll(line, -1, axis=0) - np.roll(line, 1, axis=0) if closed else np.gradient(line, axis=0)
    ahead = ahead / np.linalg.norm(ahead, axis=1, keepdims=True)
    if not closed:
        line, ahead, radius = (np.concatenate([a[:1], a, a[-1:]]) for a in (line, ahead, radius))
        radius[[0, -1]] = 0.0
    # One axis that the line is nowhere parallel to keeps the rings from twisting.
    still = np.eye(3)[np.abs(ahead).max(axis=0).argmin()]
    side = np.cross(ahead, still)
    side = side / np.linalg.norm(side, axis=1, keepdims=True)
    other = np.cross(ahead, side)
    turn = np.linspace(0, 2 * np.pi, AROUND, endpoint=False)
    normal = side[:, None] * np.cos(turn)[:, None] + other[:, None] * np.sin(turn)[:, None]
    point = line[:, None] + radius[:, None, None] * normal
    corner = np.arange(len(line) * AROUND).reshape(len(line), AROUND)
    triangle = _strips(np.concatenate([corner, corner[:1]]) if closed else corner)
    return Mesh(point.reshape(-1, 3), normal.reshape(-1, 3), triangle, np.zeros(corner.size, int))


def _strips(corner: np.ndarray) -> np.ndarray:
    """shape (F, 3): triangles between every two rings of corners of shape (rings, k), each ring closed."""
    here, there = corner[:-1], corner[1:]
    next_here, next_there = np.roll(here, -1, axis=1), np.roll(there, -1, axis=1)
    return np.stack([here, next_here, there, next_here, next_there, there], axis=-1).reshape(-1, 3)


def box(low_m: np.ndarray, high_m: np.ndarray) -> Mesh:
    """A box between two corners, shape (3,) each, with its edges along the axes."""
    middle, half, axes = (low_m + high_m) / 2, (high_m - low_m) / 2, np.eye(3)
    point, normal, triangle = [], [], []
    for i, way in itertools.product(range(3), (-1, 1)):
        out, right, up = way * axes[i], axes[(i + 1) % 3], way * axes[(i + 2) % 3]
        start = len(point)
        point += [middle + half * (out + a * right + b * up) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
        normal += [out] * 4
        triangle += [(start, start + 1, start + 2), (start, start + 2, start + 3)]
    return Mesh(np.array(point), np.array(normal), np.array(triangle), np.zeros(len(point), int))


def plate(outline_m: np.ndarray, height_m: float) -> Mesh:
    """A flat convex plate that faces up.

    Args:
        outline_m: shape (k, 2), counter-clockwise from above.
        height_m: above the ground.
    """
    count = len(outline_m)
    point = np.column_stack([outline_m, np.full(count, height_m)])
    fan = np.array([(0, i, i + 1) for i in range(1, count - 1)])
    return Mesh(point, np.tile([0.0, 0.0, 1.0], (count, 1)), fan, np.zeros(count, int))

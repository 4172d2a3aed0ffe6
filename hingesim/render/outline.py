"""Outlines of chains of balls and of hulls in a view, all of a body at once.

The edge of a chain runs along its right tangents, round the last ball, back along its left tangents and round the first; at
every ball between it turns on that ball's rim from one tangent to the next. Where it turns inward it crosses itself, but no
place inside is left with winding number zero: filled by the nonzero rule it is exactly the union of the hulls over
neighbouring balls.

Points are arrays of shape (2, points) here: with two numbers a row NumPy takes several times as long.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

STEP_RAD = np.radians(13)
"""Most turn from one corner to the next along the rim of a chain's ball."""
DIRECTIONS = 40
"""Corners of the outline of a hull over three balls or more."""


class Chains:
    """Edges of chains of two balls or more."""

    def __init__(self, chains: Sequence[Sequence[int]]) -> None:
        """Tables of the balls of every chain."""
        first, last, turns, begin = [], [], [], []
        for chain in chains:
            start, count = len(first), len(chain) - 1
            first += chain[:-1]
            last += chain[1:]
            begin.append(len(turns))
            turns += [(chain[j], start + j - 1, start + j, -1, -1) for j in range(1, count)]
            turns += [(chain[-1], start + count - 1, start + count - 1, -1, 1)]
            turns += [(chain[j], start + j, start + j - 1, 1, 1) for j in range(count - 1, 0, -1)]
            turns += [(chain[0], start, start, 1, -1)]
        self._first, self._last, self._begin = np.array(first), np.array(last), np.array(begin)
        # Every turn on a rim: the segments before and after it, the tangent it comes from and goes to (right -1, left 1).
        self._ball, self._before, self._after, self._come, self._go = np.array(turns).T
        self._round = np.where(self._come > self._go, 2 * np.pi, 0.0)

    def edges(self, centre: np.ndarray, radius: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Corners of all edges, one after the other, and the outward unit vectors there, shape (2, corners); number of each edge's.

        Args:
            centre: shape (2, balls).
            radius: shape (balls,).
        """
        right, up = (at[self._last] - at[self._first] for at in centre)
        heading = np.arctan2(up, right)
        length = np.maximum(np.hypot(right, up), 1e-9)
        # Angle between the heading and the outward normals of the tangents; a ball inside its neighbour has none.
        tangent = np.arccos(np.clip((radius[self._first] - radius[self._last]) / length, -1, 1))
        start = heading[self._before] + self._come * tangent[self._before]
        bend = (heading[self._after] - heading[self._before] + np.pi) % (2 * np.pi) - np.pi
        turn = heading[self._before] + bend + self._go * tangent[self._after] - start + self._round
        steps = np.ceil(np.abs(turn) / STEP_RAD).astype(int) + 1
        at = np.repeat(np.arange(len(steps)), steps)
        share = (np.arange(len(at)) - (np.cumsum(steps) - steps)[at]) / np.maximum(steps - 1, 1)[at]
        angle = start[at] + share * turn[at]
        normal = np.stack([np.cos(angle), np.sin(angle)])
        return _on_rims(centre, radius, self._ball[at], normal), normal, np.add.reduceat(steps, self._begin)


class Hulls:
    """Edges of hulls over any number of balls: in every direction the farthest ball's rim."""

    def __init__(self, hulls: Sequence[Sequence[int]]) -> None:
        """Tables of the balls of every hull."""
        most = max(len(hull) for hull in hulls)
        self._balls = np.array([(*hull, *[hull[0]] * (most - len(hull))) for hull in hulls])
        angle = np.linspace(0, 2 * np.pi, DIRECTIONS, endpoint=False)
        self._direction = np.stack([np.cos(angle), np.sin(angle)])
        self._normal = np.tile(self._direction, len(hulls))
        self._first = np.arange(len(hulls))[:, None]

    def edges(self, centre: np.ndarray, radius: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Corners of all edges, `DIRECTIONS` of each, and the outward unit vectors there, as `Chains.edges`."""
        reach = centre.T @ self._direction + radius[:, None]
        chosen = self._balls[self._first, reach[self._balls].argmax(axis=1)].ravel()
        return _on_rims(centre, radius, chosen, self._normal), self._normal


def _on_rims(centre: np.ndarray, radius: np.ndarray, ball: np.ndarray, normal: np.ndarray) -> np.ndarray:
    """shape (2, points): where a direction, of unit length, meets the rim of a ball."""
    far = radius[ball]
    return np.stack([at[ball] + far * way for at, way in zip(centre, normal, strict=True)])

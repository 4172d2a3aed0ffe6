"""Views of the world: orthographic projections. A new view is one more `View` value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class View:
    """An orthographic camera; the three axes are orthonormal world vectors (x forward, y left, z up)."""

    name: str
    right: tuple[float, float, float]
    """World direction that points to the right of the picture."""
    up: tuple[float, float, float]
    """World direction that points up in the picture."""
    away: tuple[float, float, float]
    """World direction that points away from the viewer."""

    def project_m(self, point_world_m: np.ndarray) -> np.ndarray:
        """shape (..., 3): metres to the right, up and away from the viewer, of world points of shape (..., 3)."""
        return np.asarray(point_world_m) @ np.array([self.right, self.up, self.away]).T


SIDE = View("side", right=(1, 0, 0), up=(0, 0, 1), away=(0, 1, 0))
"""From the trainee's right: forward is to the right, the right leg is the nearer one."""
TOP = View("top", right=(1, 0, 0), up=(0, 1, 0), away=(0, 0, -1))
"""From above: forward is to the right, the trainee's left is up."""

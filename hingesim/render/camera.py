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

    @property
    def level(self) -> bool:
        """Whether the ground is seen edge-on, as a line."""
        return self.away[2] == 0

    def project_m(self, point_world_m: np.ndarray) -> np.ndarray:
        """shape (..., 3): metres to the right, up and away from the viewer, of world points of shape (..., 3)."""
        return np.asarray(point_world_m) @ np.array([self.right, self.up, self.away]).T


SIDE = View("side", right=(1, 0, 0), up=(0, 0, 1), away=(0, 1, 0))
"""From the trainee's right: forward is to the right, the right leg is the nearer one."""
FRONT = View("front", right=(0, 1, 0), up=(0, 0, 1), away=(-1, 0, 0))
"""From ahead: the trainee faces the viewer, her left is to the right."""


def _turned(name: str, turn_deg: float, tilt_deg: float) -> View:
    """A camera at the right side turned toward the front, looking down."""
    a, e = np.radians(turn_deg), np.radians(tilt_deg)
    level = np.array([-np.sin(a), np.cos(a), 0.0])
    right, up = np.array([np.cos(a), np.sin(a), 0.0]), np.sin(e) * level + np.cos(e) * np.array([0.0, 0.0, 1.0])
    away = np.cos(e) * level - np.sin(e) * np.array([0.0, 0.0, 1.0])
    return View(name, tuple(right.tolist()), tuple(up.tolist()), tuple(away.tolist()))  # type: ignore[arg-type]


THREE_QUARTER = _turned("three-quarter", 36.0, 11.0)
"""From the right and ahead, a little from above: forward is to the right and toward the viewer."""
TOP = View("top", right=(1, 0, 0), up=(0, 1, 0), away=(0, 0, -1))
"""From above: forward is to the right, the trainee's left is up."""
VIEWS = {view.name: view for view in (SIDE, FRONT, THREE_QUARTER)}
"""The views of the body by name."""

"""Parts that move in a 3-D file: every link of the body and every mark is one, with its keyframes and what it carries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np

from hingesim.body.kinematics import quaternion_rotations
from hingesim.render.gltf.mesh import Mesh

STILL = np.array([[0.0, 0.0, 0.0, 1.0]])
"""No rotation."""
HIDDEN = 1e-4
"""Scale of a part that does not show: never zero, as some viewers invert it."""
LEAST_BIND_SCALE = 0.01
"""A part that starts hidden is fitted to its mesh at this scale, for the sake of single precision."""


@dataclass(frozen=True, eq=False)
class Part:
    """A node of the file. Tracks have one row for every keyframe, or a single one when they stand still."""

    name: str
    parent: int | None
    """Index of the part it hangs on; None: on the world of the recording."""
    position_m: np.ndarray
    """shape (T or 1, 3), in the frame of the parent."""
    quat_xyzw: np.ndarray
    """shape (T or 1, 4), in the frame of the parent."""
    scale: np.ndarray
    """shape (T or 1, 3)."""
    bind: np.ndarray
    """shape (4, 4): from the part to the scene at the first keyframe, where the meshes are fitted to it."""


@dataclass
class Parts:
    """All parts of one recording and the meshes they carry.

    Args:
        scene: shape (4, 4), from the world of the recording (z up) to the scene.
    """

    scene: np.ndarray
    every: list[Part] = field(default_factory=list)
    meshes: dict[str, list[Mesh]] = field(default_factory=lambda: defaultdict(list))
    """By name of the material; in the scene at the first keyframe."""

    def part(
        self,
        name: str,
        position_m: np.ndarray,
        quat_xyzw: np.ndarray = STILL,
        scale: np.ndarray | None = None,
        parent: int | None = None,
    ) -> int:
        """Add a part; returns its index."""
        scale = np.ones((1, 3)) if scale is None else scale
        frame = np.eye(4)
        frame[:3, :3] = quaternion_rotations(quat_xyzw[0]) * np.maximum(scale[0], LEAST_BIND_SCALE)
        frame[:3, 3] = position_m[0]
        above = self.scene if parent is None else self.every[parent].bind
        self.every.append(Part(name, parent, np.atleast_2d(position_m), np.atleast_2d(quat_xyzw), scale, above @ frame))
        return len(self.every) - 1

    def give(self, part: int, material: str, *carried: Mesh) -> None:
        """Let a part carry meshes given in its own frame."""
        self.meshes[material] += [one.placed(self.every[part].bind, part) for one in carried]

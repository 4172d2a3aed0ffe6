"""A scene in the words of glTF: nodes, skins, materials, animation, cameras.

Everything that moves hangs on skins, every vertex on one joint with its full weight: skeletal animation is what slide programs are sure
to play, and one rule serves hulls within a link, hulls between two links and marks alike. The meshes are stored in the pose of the first
keyframe, so that a viewer without skins, or one that frames the picture before it plays, sees the start.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from hingesim.common.version import VERSION
from hingesim.render.gltf.container import INDICES, VERTICES, Glb
from hingesim.render.gltf.mesh import Mesh, joined
from hingesim.render.gltf.parts import Parts
from hingesim.render.gltf.turns import quaternions

Y_UP_XYZW = (-(0.5**0.5), 0.0, 0.0, 0.5**0.5)
"""From the world (z up) to the scene (y up)."""
ROUGHNESS = 0.85
YFOV_DEG, ASPECT, AIR = 26.0, 1.5, 1.1
"""Lens of the cameras, narrowest window in which everything is seen, and room around it."""
CAMERAS = {"side": (0.0, 0.1, 1.0), "three-quarter": (0.62, 0.3, 0.78), "front": (1.0, 0.15, 0.12)}
"""Directions in the scene from its middle to the viewer; the first is the one a viewer starts with."""


class Scene:
    """The file of a scene, filled recording by recording.

    Args:
        colours: #rrggbb by name of the material.
    """

    def __init__(self, colours: Mapping[str, str]) -> None:
        self._colours = colours
        self._file = Glb(f"hingesim {VERSION}")
        self._materials: dict[str, int] = {}
        self._channels: list[dict[str, Any]] = []
        self._samplers: list[dict[str, Any]] = []
        self._recordings: list[int] = []
        self._roots: list[int] = []

    def add_recording(
        self, title: str, offset_m: float, parts: Parts, key_s: np.ndarray, stage: dict[str, Mesh], extras: dict[str, Any]
    ) -> None:
        """Add a recording as one node of its parts, their animation, and what stands still.

        Args:
            title: name of the node.
            offset_m: how far ahead the recording stands.
            parts: everything that moves.
            key_s: shape (T,), playing time of every keyframe from zero on.
            stage: what stands still, by material.
            extras: told with the node.
        """
        nodes, tops = self._add_nodes(parts)
        self._animate(parts, nodes, key_s)
        still = self._file.add("meshes", name="stage", primitives=[self._primitive(name, one) for name, one in stage.items()])
        tops.append(self._file.add("nodes", name="stage", mesh=still))
        self._recordings.append(self._file.add("nodes", name=title, translation=[offset_m, 0.0, 0.0], children=tops, extras=extras))
        fitted = np.linalg.inv([part.bind for part in parts.every])
        skin = self._file.add("skins", name=title, joints=nodes, inverseBindMatrices=self._file.numbers(fitted))
        whole = [self._primitive(name, joined(meshes), skinned=True) for name, meshes in parts.meshes.items()]
        mesh = self._file.add("meshes", name=title, primitives=whole)
        # The frame of a skinned mesh is ignored: it belongs at the root.
        self._roots.append(self._file.add("nodes", name=f"{title}: figure", mesh=mesh, skin=skin))

    def _add_nodes(self, parts: Parts) -> tuple[list[int], list[int]]:
        """Nodes of all parts, and those that hang on the recording itself."""
        nodes: list[int] = []
        below: list[list[int]] = [[] for _ in parts.every]
        tops: list[int] = []
        for part in reversed(parts.every):  # backwards, as a node names its children and these come after it
            i = len(parts.every) - 1 - len(nodes)
            nodes.append(
                self._file.add(
                    "nodes",
                    name=part.name,
                    translation=part.position_m[0].tolist(),
                    rotation=part.quat_xyzw[0].tolist(),
                    scale=None if len(part.scale) == 1 else part.scale[0].tolist(),
                    children=below[i] or None,
                )
            )
            (tops if part.parent is None else below[part.parent]).insert(0, nodes[-1])
        return nodes[::-1], tops

    def _animate(self, parts: Parts, nodes: list[int], key_s: np.ndarray) -> None:
        """Channels of every track that moves."""
        times = self._file.numbers(key_s, bounds=True)
        for part, node in zip(parts.every, nodes, strict=True):
            for path, values in (("translation", part.position_m), ("rotation", part.quat_xyzw), ("scale", part.scale)):
                if len(values) > 1:
                    self._samplers.append({"input": times, "output": self._file.numbers(values)})
                    self._channels.append({"sampler": len(self._samplers) - 1, "target": {"node": node, "path": path}})

    def _primitive(self, material: str, one: Mesh, *, skinned: bool = False) -> dict[str, Any]:
        """A mesh in one material."""
        attributes = {
            "POSITION": self._file.numbers(one.point_m, target=VERTICES, bounds=True),
            "NORMAL": self._file.numbers(one.normal, target=VERTICES),
        }
        if skinned:
            joints, weights = np.zeros((2, len(one.part), 4), np.uint8)
            joints[:, 0], weights[:, 0] = one.part, 255
            attributes["JOINTS_0"] = self._file.numbers(joints, target=VERTICES)
            attributes["WEIGHTS_0"] = self._file.numbers(weights, target=VERTICES, normalized=True)
        kind = np.uint16 if len(one.point_m) < 2**16 - 1 else np.uint32
        indices = self._file.numbers(one.triangle.reshape(-1).astype(kind), target=INDICES)
        return {"attributes": attributes, "indices": indices, "material": self._material(material)}

    def _material(self, name: str) -> int:
        if name not in self._materials:
            matte = {"baseColorFactor": linear(self._colours[name]), "metallicFactor": 0.0, "roughnessFactor": ROUGHNESS}
            self._materials[name] = self._file.add("materials", name=name, pbrMetallicRoughness=matte)
        return self._materials[name]

    def add_cameras(self, long_m: float, half_m: float, high_m: float) -> None:
        """Cameras that see a scene of this length, half width and height from the side, from ahead, and in between."""
        middle = np.array([long_m / 2, high_m / 2, 0.0])
        half = np.tan(np.radians(YFOV_DEG) / 2)
        for name, toward in CAMERAS.items():
            away = np.array(toward) / np.linalg.norm(toward)
            right = np.cross([0.0, 1.0, 0.0], away)
            right = right / np.linalg.norm(right)
            seen = abs(right[0]) * long_m + 2 * abs(right[2]) * half_m
            tall = high_m + 2 * half_m * away[1] * abs(away[2]) + long_m * away[1] * abs(away[0])
            distance = AIR * max(tall, seen / ASPECT) / 2 / half + abs(away[0]) * long_m / 2 + abs(away[2]) * half_m
            turn = quaternions(np.column_stack([right, np.cross(away, right), away])[None])[0]
            lens = {"yfov": float(np.radians(YFOV_DEG)), "znear": 0.05, "zfar": 100.0}
            camera = self._file.add("cameras", name=name, type="perspective", perspective=lens)
            place = (middle + distance * away).tolist()
            self._roots.append(self._file.add("nodes", name=f"camera: {name}", camera=camera, translation=place, rotation=turn.tolist()))

    def write(self, path: Path, name: str, extras: dict[str, Any]) -> None:
        """Write the file."""
        world = self._file.add("nodes", name="world (x forward, y left, z up)", rotation=list(Y_UP_XYZW), children=self._recordings)
        self._file.add("animations", name="hinge", channels=self._channels, samplers=self._samplers)
        self._file.add("scenes", name=name, nodes=[world, *self._roots], extras=extras)
        self._file.write(path)


def linear(colour: str) -> list[float]:
    """Red, green, blue in light and opacity of an sRGB colour #rrggbb (IEC 61966-2-1)."""
    share = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    light = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return [*np.round(light, 5).tolist(), 1.0]

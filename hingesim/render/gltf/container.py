"""The container of a glTF 2.0 binary file: a JSON description and one block of numbers, written with the standard library.

Format: Khronos, glTF 2.0 specification, sections 3.6 (buffers, accessors) and 4 (GLB).
"""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np

COMPONENTS = {np.dtype("float32"): 5126, np.dtype("uint32"): 5125, np.dtype("uint16"): 5123, np.dtype("uint8"): 5121}
KINDS = {(): "SCALAR", (3,): "VEC3", (4,): "VEC4", (4, 4): "MAT4"}
VERTICES, INDICES = 34962, 34963
"""Targets of a view: what the numbers are for."""


class Glb:
    """A file that grows: things are added to its lists and referred to by the index they got."""

    def __init__(self, generator: str) -> None:
        self._lists: dict[str, list[dict[str, Any]]] = {}
        self._head: dict[str, Any] = {"asset": {"version": "2.0", "generator": generator}, "scene": 0}
        self._block = bytearray()

    def add(self, kind: str, **properties: Any) -> int:
        """Add to the list `kind` (nodes, meshes, ...); returns the index. Properties that are None are left out."""
        things = self._lists.setdefault(kind, [])
        things.append({name: value for name, value in properties.items() if value is not None})
        return len(things) - 1

    def numbers(self, values: np.ndarray, *, target: int | None = None, bounds: bool = False, normalized: bool = False) -> int:
        """Add an accessor of values of shape (count, ...); returns its index.

        Args:
            values: real numbers (kept in single precision), uint32, uint16 or uint8; matrices of shape (count, 4, 4) act on columns.
            target: VERTICES or INDICES.
            bounds: say the least and greatest values, as required of positions and times.
            normalized: whole numbers stand for shares of one.
        """
        # The file keeps matrices column by column.
        columns = np.swapaxes(values, 1, 2) if values.ndim == 3 else values
        stored = np.ascontiguousarray(columns, np.float32 if values.dtype.kind == "f" else None)
        self._block.extend(b"\0" * (-len(self._block) % 4))
        view = self.add("bufferViews", buffer=0, byteOffset=len(self._block), byteLength=stored.nbytes, target=target)
        self._block += stored.tobytes()
        return self.add(
            "accessors",
            bufferView=view,
            componentType=COMPONENTS[stored.dtype],
            count=len(stored),
            type=KINDS[stored.shape[1:]],
            normalized=True if normalized else None,
            min=np.atleast_1d(stored.min(axis=0)).tolist() if bounds else None,
            max=np.atleast_1d(stored.max(axis=0)).tolist() if bounds else None,
        )

    def write(self, path: Path) -> None:
        """Write the file."""
        self._block.extend(b"\0" * (-len(self._block) % 4))
        whole = self._head | self._lists | {"buffers": [{"byteLength": len(self._block)}]}
        text = json.dumps(whole, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
        text += b" " * (-len(text) % 4)
        chunks = ((b"JSON", text), (b"BIN\0", bytes(self._block)))
        total = 12 + sum(8 + len(content) for _, content in chunks)
        with path.open("wb") as sink:
            sink.write(struct.pack("<4sII", b"glTF", 2, total))
            for name, content in chunks:
                sink.write(struct.pack("<I4s", len(content), name) + content)

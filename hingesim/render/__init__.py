"""Pictures and animations of recordings.

A recording gives a pose at any time (`pose`); figure, marks and texts turn poses into a display list of shapes in page points
(`layout`, `scene`, `page`, `storyboard`); a writer for every kind of file (`clip`) draws the list: as pixels (`raster`, `encode`),
as vectors (`vector`), in a page that plays (`player`). Only the three-dimensional scene (`gltf`) is made from the poses themselves.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hingesim.render.manifest import difference, differences, manifest_path, read_manifest, write_manifest
    from hingesim.render.pictures import animate, animation_html, frame

__all__ = ["animate", "animation_html", "difference", "differences", "frame", "manifest_path", "read_manifest", "write_manifest"]


def __getattr__(name: str) -> Any:
    # Imported when first used: the names of options and overlays are read without what draws.
    if name not in __all__:
        raise AttributeError(f"module 'hingesim.render' has no attribute {name!r}")
    home = "manifest" if "manifest" in name or "difference" in name else "pictures"
    return getattr(importlib.import_module(f"hingesim.render.{home}"), name)

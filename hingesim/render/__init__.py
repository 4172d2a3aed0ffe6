"""Pictures and animations of recordings.

A recording gives a pose at any time (`pose`); figure, marks and texts turn poses into a display list of shapes in page points
(`layout`, `scene`, `page`, `storyboard`); a writer for every kind of file (`clip`) draws the list: as pixels (`raster`, `encode`),
as vectors (`vector`), in a page that plays (`player`). Only the three-dimensional scene (`gltf`) is made from the poses themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hingesim.common.lazy import lazily

if TYPE_CHECKING:
    from hingesim.render.manifest import difference, differences, manifest_path, read_manifest, write_manifest
    from hingesim.render.own_overlays import register_overlay, unregister_overlay
    from hingesim.render.pictures import animate, animation_html, frame

_HOME = {
    "animate": "pictures",
    "animation_html": "pictures",
    "difference": "manifest",
    "differences": "manifest",
    "frame": "pictures",
    "manifest_path": "manifest",
    "read_manifest": "manifest",
    "register_overlay": "own_overlays",
    "unregister_overlay": "own_overlays",
    "write_manifest": "manifest",
}

__all__ = [
    "animate",
    "animation_html",
    "difference",
    "differences",
    "frame",
    "manifest_path",
    "read_manifest",
    "register_overlay",
    "unregister_overlay",
    "write_manifest",
]

# When first used: the names of options and overlays are read without what draws.
__getattr__ = lazily(__name__, _HOME)

"""The files of the page, read once: whatever a browser asks for is looked up among these and nowhere else."""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files

from hingesim.common.data import settings
from hingesim.render.player import canvas_js
from hingesim.render.webfont import woff

KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "woff": "font/woff",
}
"""Media type by the end of a name."""
FACES = {"film.woff": False, "film-bold.woff": True}
"""The fonts of the pictures, and whether they are bold."""


@cache
def page_files() -> dict[str, tuple[bytes, str]]:
    """Content and media type by name."""
    found = {entry.name: entry.read_bytes() for entry in (files("hingesim.explore") / "page").iterdir()}
    found["canvas.js"] = canvas_js().encode()
    found.update({name: base64.b64decode(woff(_letters(), bold)) for name, bold in FACES.items()})
    return {name: (body, KINDS[name.rsplit(".", 1)[1]]) for name, body in found.items() if name.rsplit(".", 1)[-1] in KINDS}


def _letters() -> list[str]:
    """Everything a picture may say: the letters of its languages and of names that are typed in them."""
    latin = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180))))
    return [latin, *_texts(settings("captions"))]


def _texts(node: object) -> list[str]:
    if isinstance(node, dict):
        return [text for each in node.values() for text in _texts(each)]
    return [node] if isinstance(node, str) else []

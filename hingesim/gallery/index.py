"""The index of the gallery, as a page and as Markdown."""

from __future__ import annotations

from pathlib import Path

from hingesim.common.errors import InputError
from hingesim.common.escaping import quoted
from hingesim.common.files import written_whole
from hingesim.common.reading import json_object
from hingesim.gallery import markdown, page
from hingesim.gallery.collection import Gallery
from hingesim.gallery.entry import CLIP, Entry
from hingesim.gallery.record import read_record
from hingesim.render.manifest import manifest_path

PAGE, MARKDOWN = "index.html", "README.md"


def index_texts(gallery: Gallery) -> dict[str, str]:
    """The files of the index by name, as they should be.

    Every entry must have been made.
    """
    alts = {entry.name: _alt(entry) for entry in gallery.entries}
    return {PAGE: page.page(gallery, alts), MARKDOWN: markdown.page(gallery, alts)}


def write_index(gallery: Gallery) -> list[Path]:
    """Write the index where it has changed; nothing before every entry has been made once.

    Returns:
        What was written.
    """
    if any(read_record(entry) is None for entry in gallery.entries):
        return []
    written = []
    for name, text in index_texts(gallery).items():
        path = gallery.folder / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        with written_whole(path) as part:
            part.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def _alt(entry: Entry) -> str:
    path = manifest_path(entry.folder / CLIP)
    alt = json_object(path, "manifest").get("alt")
    if not isinstance(alt, str):
        again = f"make the entry again: hingesim gallery --only {entry.name} --force"
        raise InputError(f"manifest: {quoted(path)} has no alternative text; {again}")
    return alt

"""The folder of the gallery: `gallery.toml` gives its title and the order of its entries."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hingesim.common.errors import InputError, nearest
from hingesim.common.escaping import is_plain_name, quoted
from hingesim.common.reading import named, toml_tables
from hingesim.gallery.entry import SOURCE, Entry, read_entry

CONTENTS = "gallery.toml"
MOST_ENTRIES = 500


@dataclass(frozen=True)
class Section:
    """Entries about one topic."""

    title: str
    introduction: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Gallery:
    """Everything that is shown, in order."""

    folder: Path
    title: str
    introduction: str
    sections: tuple[Section, ...]

    @property
    def entries(self) -> list[Entry]:
        """All entries in order."""
        return [entry for section in self.sections for entry in section.entries]

    def find(self, names: Sequence[str]) -> list[Entry]:
        """The entries of these names; all without names.

        Raises:
            InputError: a name that no entry has.
        """
        known = [entry.name for entry in self.entries]
        for name in names:
            if name not in known:
                raise InputError(f"--only: got {name!r}, allowed is {nearest(name, known)}")
        return [entry for entry in self.entries if not names or entry.name in names]


def read_gallery(folder: str | Path) -> Gallery:
    """Read every scenario of a gallery.

    Raises:
        InputError: no gallery in this folder, or a file in it that cannot be used.
    """
    folder = named(folder, "gallery")
    if not os.path.isfile(folder / CONTENTS):  # says no to names that cannot be, too
        raise InputError(f"--out: no {CONTENTS} in the folder {quoted(folder)}; give the gallery folder of a checkout of hingesim")
    values = toml_tables(folder / CONTENTS, "gallery")
    try:
        sections = tuple(
            Section(
                _text("title", part["title"]),
                _text("introduction", part["introduction"]),
                tuple(read_entry(folder / _name(name)) for name in part["entries"]),
            )
            for part in values["sections"]
        )
        gallery = Gallery(folder, _text("title", values["title"]), _text("introduction", values["introduction"]), sections)
    except (KeyError, TypeError) as error:
        raise InputError(
            f"gallery: {str(folder / CONTENTS)!r} needs title, introduction and [[sections]] with title, introduction and entries ({error})"
        ) from None
    if len(gallery.entries) > MOST_ENTRIES:
        raise InputError(f"gallery: {quoted(folder / CONTENTS)} lists {len(gallery.entries)} entries, allowed are at most {MOST_ENTRIES}")
    listed = [entry.name for entry in gallery.entries]
    there = {path.parent.name for path in folder.glob(f"*/{SOURCE}")}
    if odd := sorted({name for name in listed if listed.count(name) > 1} | there - set(listed)):
        raise InputError(f"gallery: {odd[0]!r} must be listed once in {CONTENTS}")
    return gallery


def _name(name: object) -> str:
    """The name of an entry: it becomes a folder, a link and an anchor, so nothing in it may mean anything there."""
    if not is_plain_name(name):
        raise InputError(f"gallery: entries: got {quoted(name)}, allowed is the name of a folder in the gallery: letters, digits, . _ -")
    return str(name)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise InputError(f"gallery: {name}: got {quoted(value)}, allowed is a text")
    return value

"""The file of a recording: a head that says what the run was, readable without the arrays beside it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hingesim.common.errors import InputError
from hingesim.common.escaping import line, quoted
from hingesim.common.reading import Archive, archive

FORMAT = 3
WANTED = "a complete hingesim recording; make it again with hingesim simulate"


@contextlib.contextmanager
def recording_file(path: str | Path) -> Iterator[tuple[dict[str, Any], Archive]]:
    """Head and arrays of a recording's file; what goes wrong in the block is one line about the file.

    Raises:
        InputError: the file is missing, damaged, of another format or not a recording.
    """
    with archive(path, "recording", WANTED) as stored:
        head = stored.json("head", "recording", f"the head of {quoted(path)}")
        if head.get("format") != FORMAT:
            given = quoted(head.get("format"))
            raise InputError(f"recording: {quoted(path)} has format {given}, this version reads format {FORMAT}; make it again")
        for name in ("engine", "version", "ended"):
            told = head.get(name)
            if not isinstance(told, str) or told != line(told, 100):
                raise ValueError(f"{name} is not a short text")
        yield head, stored

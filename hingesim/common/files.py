"""Files are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hingesim.common.errors import InputError

CLIPS = (".gif", ".mp4", ".webp", ".apng")
STORYBOARDS = (".png", ".svg", ".pdf")
ANIMATIONS = (*CLIPS, ".html", ".glb", *STORYBOARDS)
"""Names a picture may end in: clips of frames, a page that plays, a scene in three dimensions, key moments on one sheet."""
FIGURES = (".png", ".svg", ".pdf")


def check_output(path: str | Path, suffixes: tuple[str, ...]) -> Path:
    """The path, checked before any work is done: a known suffix in a folder that can be written.

    Raises:
        InputError: it cannot be written; says why.
    """
    path = Path(path)
    if path.suffix.lower() not in suffixes:
        raise InputError(f"output: got {str(path)!r}, allowed is a name that ends in {', '.join(suffixes)}")
    with written_whole(path, keep=False):
        return path


@contextlib.contextmanager
def written_whole(path: str | Path, *, keep: bool = True) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when the block ends well and vanishes when it does not, or is not to be kept.

    Raises:
        InputError: the folder is missing or cannot be written.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise IsADirectoryError(0, "is a folder")
        handle, name = tempfile.mkstemp(suffix=path.suffix, prefix=f".{path.stem}-", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise InputError(f"output: cannot write {str(path)!r} ({error.strerror})") from None
    part = Path(name)
    try:
        yield part
        if keep:
            mode = os.umask(0)
            os.umask(mode)
            part.chmod(0o666 & ~mode)
            part.replace(path)
    except OSError as error:
        raise InputError(f"output: cannot write {str(path)!r} ({error.strerror or error})") from error
    finally:
        part.unlink(missing_ok=True)

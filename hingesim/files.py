"""Files are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from hingesim.errors import InputError


@contextlib.contextmanager
def written_whole(path: str | Path) -> Iterator[Path]:
    """A temporary file beside `path` that takes its place when the block ends well and vanishes when it does not.

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
        mode = os.umask(0)
        os.umask(mode)
        part.chmod(0o666 & ~mode)
        part.replace(path)
    except OSError as error:
        raise InputError(f"output: cannot write {str(path)!r} ({error.strerror or error})") from error
    finally:
        part.unlink(missing_ok=True)

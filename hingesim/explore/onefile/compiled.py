"""Run inside the Python of the page when it is built: modules to the code that Python runs, so that it need not read their text."""

from __future__ import annotations

import py_compile
import zipfile
from pathlib import Path

THEN = (1980, 1, 1, 0, 0, 0)
"""Date of every file, so that the same packages give the same bytes."""


def compiled(folder: str, out: str) -> None:
    """Compile all modules of a folder and put everything into a zip, stored as it is: the page is compressed as a whole.

    Args:
        folder: the packages.
        out: the zip.
    """
    with zipfile.ZipFile(out, "w") as archive:
        for path in sorted(Path(folder).rglob("*")):
            if path.is_dir():
                continue
            name, content = path.relative_to(folder).as_posix(), path.read_bytes()
            if path.suffix == ".py":
                code = py_compile.compile(
                    str(path),
                    cfile="/tmp/code.pyc",
                    dfile=name,
                    doraise=True,
                    optimize=0,
                    invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
                )
                name, content = f"{name}c", Path(str(code)).read_bytes()
            archive.writestr(zipfile.ZipInfo(name, THEN), content)

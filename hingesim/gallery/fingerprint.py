"""What a picture is made from, as short hashes: when one changes, the picture may be stale."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from hingesim.common.data import models_folder
from hingesim.common.sources import reached
from hingesim.common.version import VERSION
from hingesim.simulation import physics

ROOTS = ("hingesim.gallery.build", "hingesim.render", "hingesim.plots", *physics.ROOTS)
"""Modules from which every simulated number and drawn point is reached."""
DATA = (".toml", ".csv")


def digest(*paths: Path) -> str:
    """Hash of the content of files."""
    return _hash(path.read_bytes() for path in paths)


def text_digest(text: str) -> str:
    """Hash of a text."""
    return _hash([text.encode()])


@cache
def code_digest() -> str:
    """Hash of the code and the data that simulating and drawing reach, and of the version."""
    code = [path.read_bytes() for path in sorted(sources())]
    data = [path.read_bytes() for path in sorted(models_folder().iterdir()) if path.suffix in DATA]
    return _hash([VERSION.encode(), *code, *data])


@cache
def sources() -> frozenset[Path]:
    """The files of this package that are imported from the roots, at once or later inside a function."""
    return reached(ROOTS)


def _hash(parts: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:16]

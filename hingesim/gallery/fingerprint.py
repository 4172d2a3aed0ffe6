"""What a picture is made from, as short hashes: when one changes, the picture may be stale."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from hingesim.common.data import models_folder
from hingesim.common.version import VERSION
from hingesim.engine import ENGINES

PACKAGE = Path(__file__).parents[1]
ROOTS = (
    "hingesim.gallery.build",
    "hingesim.simulation.simulate",
    "hingesim.render",
    "hingesim.plots",
    *(f"hingesim.engine.{name}" for name in ENGINES),
)
"""Modules from which every simulated number and drawn point is reached; the engines are chosen by name."""
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
    seen: set[Path] = set()
    queue = [path for root in ROOTS if (path := _file(root))]
    while queue:
        path = queue.pop()
        if path not in seen:
            seen.add(path)
            queue += [file for name in _imports(path) if (file := _file(name))]
    return frozenset(seen)


def _imports(path: Path) -> Iterator[str]:
    """Names of all modules of this package that a file imports, with the packages around them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (module := node.module or "").split(".")[0] == "hingesim":
            parts = module.split(".")
            yield from (".".join(parts[:n]) for n in range(2, len(parts) + 1))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def _file(module: str) -> Path | None:
    """The file of a module; the package itself, which only lists the public names, has none."""
    place = PACKAGE.joinpath(*module.split(".")[1:])
    return next((file for file in (place.with_suffix(".py"), place / "__init__.py") if file.is_file() and place != PACKAGE), None)


def _hash(parts: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:16]

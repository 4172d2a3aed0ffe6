"""Which files of this package a module reaches by its imports: what a result was made with."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1]


def reached(roots: Iterable[str]) -> frozenset[Path]:
    """The files of this package that are imported from some modules, at once or later inside a function, theirs included."""
    seen: set[Path] = set()
    queue = [path for root in roots if (path := _file(root))]
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

"""The imports of the package as a graph; the layer test and the picture of the architecture are made from it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "hingesim"
ORDER = ["common", "scenario", "body", "engine", "motion", "recording", "export", "simulation", "render", "plots", "sweeps", "coaching"]
ORDER += ["maps", "gallery", "teaching", "validation", "explore", "cli"]
"""Folders from the lowest to the highest; a folder imports from itself and from those before it."""


def modules() -> dict[str, Path]:
    """Every module by its dotted name."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {".".join(("hingesim", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__"): path for path in paths}


def folder(module: str) -> str:
    """The folder of a module; empty for the modules at the top of the package."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and (PACKAGE / parts[1]).is_dir() else ""


@cache
def tree(path: Path) -> ast.Module:
    """What a file says; read once, as many tests look at it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path, known: dict[str, Path]) -> Iterator[tuple[str, ast.stmt]]:
    """Modules of the package that a file imports, with the statement: also inside functions and for type checking alone."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "hingesim":
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield (whole if whole in known else node.module or ""), node


def graph() -> dict[str, set[str]]:
    """What every module imports."""
    known = modules()
    return {name: {there for there, _ in imported(path, known)} for name, path in known.items()}


def circles(edges: dict[str, set[str]]) -> list[list[str]]:
    """Sets of modules that import one another, directly or around corners (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for there in edges.get(name, ()):
            if there not in index:
                visit(there)
                low[name] = min(low[name], low[there])
            elif there in stack:
                low[name] = min(low[name], index[there])
        if low[name] == index[name]:
            ring = [stack.pop()]
            while ring[-1] != name:
                ring.append(stack.pop())
            if len(ring) > 1 or name in edges.get(name, ()):
                found.append(sorted(ring))

    for name in edges:
        if name not in index:
            visit(name)
    return sorted(found)

"""The state of the physics as a short hash: between two releases the version alone does not tell which code made a number."""

from __future__ import annotations

import ast
import hashlib
from functools import cache

from hingesim.common.data import models_folder
from hingesim.common.sources import reached
from hingesim.engine import ENGINES
from hingesim.scenario.exercise_names import exercise_names

ROOTS = (
    "hingesim.simulation.simulate",
    *(f"hingesim.engine.{name}" for name in ENGINES),
    *(f"hingesim.motion.exercises.{name.replace('-', '_')}" for name in exercise_names()),
)
"""Modules from which everything that moves a run is reached; engines and exercises are chosen by name."""
TEXTS = frozenset({"captions"})
"""Data that are told, not simulated."""


@cache
def physics_digest() -> str:
    """Hash of the code a run reaches, without its comments and docstrings, and of the data that this code names."""
    whole, named = hashlib.sha256(), set[str]()
    for path in sorted(reached(ROOTS)):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        whole.update(_code(text, tree).encode())
        named |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    for path in sorted(models_folder().iterdir()):
        if path.suffix in (".toml", ".csv") and path.stem in named - TEXTS:
            whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def _code(text: str, tree: ast.Module) -> str:
    """The lines that do something; as they are written, for what a parser makes of them differs between versions of Python."""
    told: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            told.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines = [line.rstrip() for number, line in enumerate(text.splitlines(), 1) if number not in told]
    return "\n".join(line for line in lines if line and not line.lstrip().startswith("#"))

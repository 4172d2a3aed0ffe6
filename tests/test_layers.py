"""The house: imports point down, and only the engine adapter knows PyBullet."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "hingesim"
LAYERS = [
    {
        "errors",
        "constants",
        "data",
        "files",
        "parameters",
        "scenario_file",
        "progress",
        "processes",
        "words",
        "drawing",
        "extras",
        "__init__",
    },
    {"anthropometry", "humanoid", "body", "kinematics", "support", "band", "strength", "passive", "urdf"},
    {"engine", "schedule", "posture", "plan", "balance", "trainee", "grip", "samples", "disturbance"},
    {"recording"},
    {"metrics", "outcome", "loads", "simulation", "comparison", "experiments", "replicates", "manifest", "sweeps", "sensitivity"},
    {"render", "plots", "maps", "validation", "gallery"},
    {"arguments", "sweep_command", "map_command", "sensitivity_command", "gallery_command", "cli", "__main__"},
]
# `samples` assembles a Recording, and a recording opens doors to what is above it: inside methods, by name.
DOORS = {("samples", "recording"), ("recording", "outcome"), ("recording", "metrics"), ("recording", "render"), ("recording", "plots")}
DOORS |= {("manifest", "render"), ("comparison", "render"), ("comparison", "plots"), ("scenario_file", "recording")}
DOORS |= {("sweeps", "maps")}
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def home(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    here = home(path)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or id(node) in typing_only or not (node.module or "").startswith("hingesim."):
            continue
        there = (node.module or "").split(".")[1]
        assert there == here or LEVEL[there] <= LEVEL[here] or (here, there) in DOORS, f"{here} imports {there} from above"


def test_only_the_adapter_imports_pybullet() -> None:
    users = {
        path.name
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Import) and any(a.name == "pybullet" for a in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "pybullet")
    }
    assert users == {"bullet.py"}


def test_without_pybullet_all_but_the_engine_imports_and_simulating_says_what_to_do() -> None:
    code = """
import sys
sys.modules["pybullet"] = None
import hingesim.plan, hingesim.outcome, hingesim.render, hingesim.plots, hingesim.cli
from hingesim import HingesimError, simulate
try:
    simulate()
except HingesimError as error:
    print(error)
"""
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert len(answer.splitlines()) == 1
    assert "conda-forge" in answer

"""The house: imports point down, and only the engine adapters know an engine."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from hingesim.engine import ENGINES, installed
from hingesim.scenario.parameters import World

PACKAGE = Path(__file__).parents[1] / "hingesim"
ORDER = ["common", "scenario", "body", "engine", "motion", "recording", "export", "simulation", "render", "plots", "sweeps", "coaching"]
ORDER += ["maps", "gallery", "validation", "cli"]
"""Folders from the lowest to the highest; a folder imports from itself and from those before it."""
LEVEL = {name: level for level, name in enumerate(ORDER)} | {"__init__": len(ORDER), "__main__": len(ORDER)}


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
        assert there == here or LEVEL[there] <= LEVEL[here], f"{here} imports {there} from above"


@pytest.mark.parametrize(("package", "adapter"), [("pybullet", "bullet.py"), ("mujoco", "mujoco.py")])
def test_only_its_adapter_imports_an_engine(package: str, adapter: str) -> None:
    users = {
        path.name
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Import) and any(a.name.split(".")[0] == package for a in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == package)
    }
    assert users == {adapter}


def test_nothing_outside_the_engine_package_knows_which_engine_runs() -> None:
    """Names of engines stand in code in one place more: the choices of the field that asks for one."""
    named = set()
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        words = [
            node.id if isinstance(node, ast.Name) else node.attr for node in ast.walk(tree) if isinstance(node, ast.Name | ast.Attribute)
        ]
        words += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        words += [
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in ("bullet", "mujoco", "pybullet")
        ]
        if any(re.search("bullet|mujoco", word, re.IGNORECASE) for word in words):
            named.add(path.relative_to(PACKAGE).as_posix())
    assert {name for name in named if not name.startswith("engine/")} == {"scenario/parameters.py"}
    assert get_args(get_type_hints(World)["engine"]) == ("auto", *ENGINES)


BLOCKED = """
import sys
for package in sys.argv[2].split():
    sys.modules[package] = None
import hingesim.motion.plan, hingesim.recording.outcome, hingesim.render, hingesim.plots, hingesim.cli.main
from hingesim import HingesimError, Scenario, simulate
try:
    print(simulate(Scenario().replace(hinge={"depth_deg": 10}, world={"engine": sys.argv[1]})).engine)
except HingesimError as error:
    print(error)
"""


@pytest.mark.parametrize(
    ("engine", "absent", "answer"),
    [
        ("auto", "pybullet mujoco", "pip install mujoco"),
        ("bullet", "pybullet", "conda-forge"),
        ("bullet", "pybullet", "--engine mujoco"),
        ("mujoco", "mujoco", "pip install mujoco"),
        pytest.param("auto", "pybullet", "mujoco ", marks=pytest.mark.skipif("mujoco" not in installed(), reason="no mujoco")),
        pytest.param("auto", "mujoco", "pybullet ", marks=pytest.mark.skipif("bullet" not in installed(), reason="no bullet")),
    ],
)
def test_an_engine_that_is_absent_is_one_line_or_the_other_engine(engine: str, absent: str, answer: str) -> None:
    command = [sys.executable, "-c", BLOCKED, engine, absent]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert len(said.splitlines()) == 1
    assert answer in said

"""The house: imports point down, and only the engine adapters know an engine."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys

import pytest

from hingesim.engine import installed
from tests.house import ORDER, circles, folder, graph, imported, modules, tree
from tests.renew_architecture import FILE, drawn

LEVEL = {name: level for level, name in enumerate(ORDER)}
MODULES = modules()


def trees() -> dict[str, ast.Module]:
    return {name: tree(path) for name, path in MODULES.items()}


def test_every_folder_has_its_place() -> None:
    assert {folder(name) for name in MODULES} - {""} <= set(ORDER)


def test_nothing_but_the_names_for_users_lies_at_the_top() -> None:
    assert [name for name in MODULES if not folder(name)] == ["hingesim", "hingesim.__main__"]


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_down(name: str) -> None:
    """Those for type checking as well; only the command line reaches the library by its names for users."""
    here = folder(name)
    for there, statement in imported(MODULES[name], MODULES):
        if not folder(there):
            assert here in ("", "cli"), f"{name}: {ast.unparse(statement)}"
        elif not here:
            assert (folder(there) == "cli") == (name == "hingesim.__main__"), f"{name}: {ast.unparse(statement)}"
        else:
            assert LEVEL[folder(there)] <= LEVEL[here], f"{name} imports from above: {ast.unparse(statement)}"


def test_no_modules_import_one_another() -> None:
    """Also not around corners, and not for type checking."""
    assert circles(graph()) == []


def test_a_circle_would_be_found() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set(), "e": {"e"}}) == [["b", "c"], ["e"]]


def test_no_function_imports_from_this_package() -> None:
    inner = [
        f"{name}:{statement.lineno}"
        for name, whole in trees().items()
        for function in ast.walk(whole)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for statement in ast.walk(function)
        if (isinstance(statement, ast.ImportFrom) and (statement.module or "").split(".")[0] == "hingesim")
        or (isinstance(statement, ast.Import) and any(alias.name.split(".")[0] == "hingesim" for alias in statement.names))
    ]
    assert inner == []


def test_only_the_parser_imports_argparse() -> None:
    assert users_of("argparse") == {"hingesim.cli.parser"}


def test_importing_hingesim_brings_neither_an_engine_nor_a_drawing_library() -> None:
    heavy = ("numpy", "pybullet", "mujoco", "matplotlib", "PIL", "scipy", "pyarrow", "rich")
    code = f"import hingesim, sys; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def users_of(package: str) -> set[str]:
    """Modules that import a package."""
    return {
        name
        for name, whole in trees().items()
        for node in ast.walk(whole)
        if (isinstance(node, ast.Import) and any(a.name.split(".")[0] == package for a in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == package)
    }


@pytest.mark.parametrize(("package", "adapter"), [("pybullet", "hingesim.engine.bullet"), ("mujoco", "hingesim.engine.mujoco")])
def test_only_its_adapter_imports_an_engine(package: str, adapter: str) -> None:
    assert users_of(package) == {adapter}


def test_nothing_outside_the_engine_package_knows_which_engine_runs() -> None:
    """Names of engines stand in code in one place more: the table of what a scenario may ask for."""
    named = set()
    for name, whole in trees().items():
        words = [
            node.id if isinstance(node, ast.Name) else node.attr for node in ast.walk(whole) if isinstance(node, ast.Name | ast.Attribute)
        ]
        words += [node.module or "" for node in ast.walk(whole) if isinstance(node, ast.ImportFrom)]
        words += [
            node.value for node in ast.walk(whole) if isinstance(node, ast.Constant) and node.value in ("bullet", "mujoco", "pybullet")
        ]
        if any(re.search("bullet|mujoco", word, re.IGNORECASE) for word in words):
            named.add(name)
    assert {name for name in named if folder(name) != "engine"} == {"hingesim.scenario.engines"}


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
        ("auto", "pybullet mujoco", "install mujoco"),
        ("bullet", "pybullet", "conda-forge"),
        ("bullet", "pybullet", "--engine mujoco"),
        ("mujoco", "mujoco", "install mujoco"),
        pytest.param(
            "auto", "pybullet", "mujoco ", marks=[pytest.mark.slow, pytest.mark.skipif("mujoco" not in installed(), reason="no mujoco")]
        ),
        pytest.param(
            "auto", "mujoco", "pybullet ", marks=[pytest.mark.slow, pytest.mark.skipif("bullet" not in installed(), reason="no bullet")]
        ),
    ],
)
def test_an_engine_that_is_absent_is_one_line_or_the_other_engine(engine: str, absent: str, answer: str) -> None:
    command = [sys.executable, "-c", BLOCKED, engine, absent]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert len(said.splitlines()) == 1
    assert answer in said


def test_the_picture_of_the_architecture_is_that_of_the_imports() -> None:
    assert FILE.read_text(encoding="utf-8") == drawn(), "stale: make docs (python -m tests.renew_architecture)"


LAZY = [name for name, path in MODULES.items() if path.stem == "__init__" and "lazily(" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("name", LAZY)
def test_what_a_package_exports_when_it_is_used_has_not_the_name_of_a_module_beside_it(name: str) -> None:
    """Python would put the module in its place as soon as somebody imports it."""
    package = importlib.import_module(name)
    assert {f"{name}.{home}" for home in package._HOME.values()} <= set(MODULES)
    assert not {f"{name}.{each}" for each in package._HOME} & set(MODULES)
    with pytest.raises(AttributeError, match=f"module '{name}' has no attribute 'nothing'"):
        package.nothing  # noqa: B018

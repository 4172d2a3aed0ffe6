"""What is missing is told with a line that brings it to the Python that misses it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from hingesim.common import installing
from hingesim.common.installing import pip_install

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links and paths of a system with /")


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment in this folder, with no pip on the way of the shell."""
    folder = tmp_path / ".venv"
    (folder / "bin").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setattr(sys, "executable", str(folder / "bin" / "python"))
    monkeypatch.setattr(sys, "prefix", str(folder))
    return folder


def tool(folder: Path, name: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("#!/bin/sh\n")
    (folder / name).chmod(0o755)


def test_in_an_activated_environment_it_is_pip(away: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool(away / "bin", "pip")
    monkeypatch.setenv("PATH", str(away / "bin"))
    assert pip_install("hingesim[slides]") == 'pip install "hingesim[slides]"'
    assert pip_install("mujoco") == "pip install mujoco"


def test_the_pip_of_another_python_is_not_meant(away: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool(away.parent / "elsewhere", "pip")
    monkeypatch.setenv("PATH", str(away.parent / "elsewhere"))
    assert pip_install("mujoco") == ".venv/bin/python -m pip install mujoco"
    monkeypatch.chdir(away.parent / "elsewhere")
    assert pip_install("mujoco") == f"{away}/bin/python -m pip install mujoco"


def test_an_environment_without_pip_is_named_to_another(away: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing, "find_spec", lambda name: None)
    assert pip_install("mujoco") == "pip --python .venv install mujoco"
    tool(away.parent / "elsewhere", "uv")
    monkeypatch.setenv("PATH", str(away.parent / "elsewhere"))
    assert pip_install("mujoco") == "uv pip install --python .venv/bin/python mujoco"


@pytest.mark.slow
def test_what_is_told_can_be_typed_where_a_name_has_spaces(tmp_path: Path) -> None:
    """With the module itself in a new environment: the line asks the pip of that one."""
    folder = tmp_path / "my own"
    venv.create(folder, with_pip=True)
    code = f"exec(open({installing.__file__!r}).read()); print(pip_install('--version'))"
    told = subprocess.run([folder / "bin" / "python", "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    program, *words = shlex.split(told)
    assert words == ["-m", "pip", "install", "--version"]
    asked = subprocess.run([program, "-m", "pip", "--version"], capture_output=True, text=True, check=True, cwd=tmp_path).stdout
    assert str(folder) in asked

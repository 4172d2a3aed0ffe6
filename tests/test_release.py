"""What is released agrees with itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from hingesim import __version__

ROOT = Path(__file__).parents[1]
CONDA_NAMES = {"matplotlib": "matplotlib-base", "mujoco": "mujoco-python"}
"""What the same package is called there."""
SAID = {
    "hingesim/common/version.py": 'VERSION = "1.2.3"\n',
    "CITATION.cff": "title: x\nversion: 1.2.3\n",
    "CHANGELOG.md": "# Changelog\n\n## 1.2.3 - 2026-11-27\n\n## 1.2.2 - 2026-01-01\n",
}


def asked(tag: str, folder: Path) -> str:
    """What the check of a tag says about a folder with these files."""
    for name, text in SAID.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.write_text(text, encoding="utf-8")
    script = folder / ".ci" / "tagged.py"
    script.parent.mkdir(exist_ok=True)
    script.write_bytes((ROOT / ".ci" / "tagged.py").read_bytes())
    done = subprocess.run([sys.executable, script, tag], capture_output=True, text=True, check=False)
    assert done.returncode == bool(done.stderr)
    return done.stderr


def test_a_tag_that_agrees_may_be_released(tmp_path: Path) -> None:
    assert asked("v1.2.3", tmp_path) == ""


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("hingesim/common/version.py", 'VERSION = "1.2.4"\n', "the tag is v1.2.3, the version 1.2.4"),
        ("CITATION.cff", "title: x\nversion: 1.2.2\n", "CITATION.cff"),
        ("CHANGELOG.md", "## 1.2.3 - unreleased\n", "changelog"),
        ("CHANGELOG.md", "## 1.2.2 - 2026-01-01\n", "changelog"),
    ],
)
def test_a_tag_that_disagrees_is_refused(name: str, text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert said in asked("v1.2.3", tmp_path)


def test_the_draft_for_conda_asks_for_what_the_package_asks_for() -> None:
    recipe = (ROOT / "packaging" / "recipe.yaml").read_text(encoding="utf-8")
    assert f'version: "{__version__}"' in recipe
    run = re.search(r"^  run:\n((?:    - .+\n)+)", recipe, re.M)
    assert run
    asked_for = dict(line.removeprefix("    - ").split(" ", 1) for line in run[1].splitlines())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {"python": project["requires-python"]}
    for line in project["dependencies"]:
        name, least = re.match(r"([\w-]+)(>=[\d.]+)", line).groups()  # type: ignore[union-attr]
        if name != "pybullet":  # there everybody has MuJoCo
            needed[CONDA_NAMES.get(name, name)] = least
    assert asked_for == needed


def test_the_page_of_licences_names_what_every_installation_and_extra_brings() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    users = {name: extras[name] for name in extras if name not in {"test", "dev", "release"}}
    names = {re.split(r"[^\w-]", line)[0] for line in [*project["dependencies"], *(line for lines in users.values() for line in lines)]}
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    assert [name for name in sorted(names) if not re.search(rf"(?<![\w-]){name}(?![\w-])", page)] == []


@pytest.mark.parametrize("line", [["--help"], ["simulate"], ["doctor"]])
def test_without_its_data_files_every_command_says_so_in_one_line(line: list[str], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "hingesim", tmp_path / "hingesim", ignore=shutil.ignore_patterns("__pycache__", "models"))
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-m", "hingesim", *line], cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.fullmatch(r"hingesim: models: no such folder, .+; install hingesim again, .+\n", done.stderr)


def test_a_workflow_writes_into_folders_that_are_there() -> None:
    """A command writes no folder of its own accord: what a release is made of stopped at the page in one file."""
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        for folder in re.findall(r"hingesim .*--out (\w+)/", text):
            assert f"mkdir {folder} &&" in text, path

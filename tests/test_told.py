"""What pages for readers say that comes out, comes out: texts, outcomes, sizes of files. A page that fell behind fails here."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from hingesim.engine import installed

DOCS = Path(__file__).parents[1] / "docs"
SIZE_WITHIN = 0.1
"""Sizes of files are told to be planned with; a tenth is more than encoders of one version and another differ by."""

pytestmark = [pytest.mark.slow, pytest.mark.skipif("bullet" not in installed(), reason="the pages tell runs of PyBullet")]


def typed(line: str, folder: Path) -> str:
    """What a command prints, run in a folder as a reader runs it."""
    command = [sys.executable, "-m", *shlex.split(line)]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=600)
    return run.stdout


def test_the_first_clip_is_told_as_it_is(tmp_path: Path) -> None:
    page = (DOCS / "first-clip.md").read_text(encoding="utf-8")
    told = re.search(r"^```text\n(.*?)^```", page, flags=re.S | re.M)
    assert told
    says = typed("hingesim compare --out hinge.gif", tmp_path).splitlines()
    for line, said in zip(told[1].splitlines(), says, strict=False):
        assert said.startswith(line.removesuffix("..."))
    assert {path.name for path in tmp_path.iterdir()} == set(re.findall(r"`(hinge[\w.-]+)`", page.partition("three new files: ")[2][:200]))


STEPS = re.findall(r"^\| (\d\. [^|]+) \| `(--[^`]+)` \| ([^|]+) \|$", (DOCS / "coaches.md").read_text(encoding="utf-8"), flags=re.M)


@pytest.mark.parametrize(("step", "settings", "outcome"), STEPS, ids=[step for step, _, _ in STEPS])
def test_a_step_of_the_progression_ends_as_the_page_says(step: str, settings: str, outcome: str, tmp_path: Path) -> None:
    said = typed(f"hingesim simulate {settings}", tmp_path)
    assert said.partition(": ")[2].startswith(f"{outcome}. "), f"step {step}"


def test_all_steps_are_read() -> None:
    assert len(STEPS) == 6


TEACHERS = (DOCS / "teachers.md").read_text(encoding="utf-8")
SIZES = re.findall(r"^\| `([\w.]+)`[^|]* \| ([\d.]+) MB \|", TEACHERS, flags=re.M)
NEEDS_SLIDES = pytest.mark.skipif(find_spec("pptx") is None, reason="python-pptx is not installed")


@pytest.mark.parametrize(
    ("name", "size_mb"), [pytest.param(*row, marks=[NEEDS_SLIDES] if row[0].endswith("pptx") else []) for row in SIZES]
)
def test_a_file_is_as_large_as_the_page_says(name: str, size_mb: str, tmp_path: Path) -> None:
    line = next(found for found in re.findall(r"^\$ (hingesim .+)$", TEACHERS, flags=re.M) if found.endswith(f"--out {name}"))
    typed(line, tmp_path)
    assert (tmp_path / name).stat().st_size / 1e6 == pytest.approx(float(size_mb), rel=SIZE_WITHIN)


def test_every_kind_of_file_has_its_size() -> None:
    assert {Path(name).suffix for name, _ in SIZES} == {".gif", ".mp4", ".pptx", ".pdf"}

"""Every script of `examples/` does what its first lines say, run as a reader runs it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "examples"
SCRIPTS = sorted(FOLDER.glob("*.py"))
MOST_LINES = 40
FILE = re.compile(r"\b\w+\.(?:gif|png|pdf|csv)\b")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_it_is_short_and_a_page_leads_to_it(script: Path) -> None:
    assert len(script.read_text(encoding="utf-8").splitlines()) <= MOST_LINES
    pages = [page.read_text(encoding="utf-8") for page in (FOLDER.parent / "docs").glob("*.md")]
    assert any(f"examples/{script.name}" in page for page in pages), "nobody finds it"


@pytest.mark.slow
@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_it_does_what_it_says(script: Path, tmp_path: Path) -> None:
    says = ast.get_docstring(ast.parse(script.read_text(encoding="utf-8"))) or ""
    run = subprocess.run([sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, timeout=600)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip()
    written = set(FILE.findall(says.partition("Writes ")[2].partition(";")[0].partition(", and")[0]))
    assert {path.name for path in tmp_path.iterdir()} == written
    assert all((tmp_path / name).stat().st_size > 500 for name in written)

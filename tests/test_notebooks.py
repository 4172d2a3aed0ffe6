"""Every notebook is valid, is kept without outputs, is led to by a page, and runs from top to bottom."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

DOCS = Path(__file__).parents[1] / "docs"
NOTEBOOKS = sorted(DOCS.glob("*.ipynb"))
OWN_TEST = "sweep"
"""Runs in `tests/maps/test_notebook.py`, on a smaller sweep than it shows."""


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_it_is_valid_and_a_page_leads_to_it(notebook: Path) -> None:
    read = nbformat.read(notebook, as_version=nbformat.NO_CONVERT)
    nbformat.validate(read)
    code = [cell for cell in read.cells if cell.cell_type == "code"]
    assert code
    assert not any(cell.outputs or cell.execution_count for cell in code), "outputs are stripped"
    assert any(f"]({notebook.name})" in page.read_text(encoding="utf-8") for page in DOCS.glob("*.md")), "nobody finds it"


@pytest.mark.slow
@pytest.mark.parametrize("notebook", [each for each in NOTEBOOKS if each.stem != OWN_TEST], ids=lambda notebook: notebook.stem)
def test_every_cell_runs(notebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the last line of a cell gives is shown as a notebook shows it."""
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for number, cell in enumerate(nbformat.read(notebook, as_version=4).cells):
        if cell.cell_type == "code":
            *_, last = cell.source.splitlines()
            exec(compile(cell.source, f"cell {number}", "exec"), names)
            shown = names.get(last.partition("  #")[0])
            assert not hasattr(shown, "_repr_html_") or len(shown._repr_html_()) > 1000  # pyright: ignore

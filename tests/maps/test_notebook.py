"""The notebook runs from top to bottom."""

from __future__ import annotations

import json
from pathlib import Path

import hingesim
from tests.sweeps.conftest import QUICK

NOTEBOOK = Path(__file__).parents[2] / "docs" / "sweep.ipynb"


def test_every_cell_of_the_notebook_runs(tmp_path, monkeypatch) -> None:
    """On a tiny sweep: the sizes of the notebook are replaced, its calls are its own."""
    monkeypatch.chdir(tmp_path)
    cells = [cell for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] for cell in cells), "outputs are stripped"
    names: dict[str, object] = {}
    for number, cell in enumerate(cells):
        exec(compile("".join(cell["source"]), f"cell {number}", "exec"), names)
        if number == 0:
            names |= {"trainee": QUICK, "axes": {"knee-bend": [10, 20], "band-distance": [1.6, 2.0]}}
    assert isinstance(names["table"], hingesim.SweepTable)
    assert len(names["table"]) == 4
    assert (tmp_path / "map.png").stat().st_size > 5000
    assert names["figure"]._repr_png_() == (tmp_path / "map.png").read_bytes(), "the map shows in the notebook"  # type: ignore[attr-defined]
    assert names["recording"].outcome.name == names["table"].find(row=0)["outcome"]  # type: ignore[attr-defined]

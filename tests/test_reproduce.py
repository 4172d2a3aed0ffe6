"""A picture that is made again says when it is not the same run, and why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hingesim.cli.main import main

QUICK = ["--depth", "15", "--lower", "0.3", "--pause", "0", "--raise", "0.3", "--sway", "0"]
SMALL = ["--width", "160", "--fps", "10", "--speed", "4"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ""),
        ({"digest": "0" * 16}, "run 1 does not reproduce bit for bit (all versions are the same: please report it); the same outcome"),
        ({"digest": "0" * 16, "engine": "other 1.0"}, "(other 1.0 there, "),
        ({"digest": None, "machine": None, "outcome": "stood"}, "(unknown there, "),
    ],
)
def test_render_from_a_manifest(tmp_path, monkeypatch, capsys, change: dict[str, object], said: str) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["simulate", *QUICK, "--out", "rep.npz"]) == 0
    assert main(["render", "rep.npz", *SMALL, "--out", "rep.svg"]) == 0
    manifest = json.loads(Path("rep.svg.json").read_text(encoding="utf-8"))
    assert {"engine", "version", "machine", "digest"} <= manifest["runs"][0].keys()
    manifest["runs"][0].update(change)
    Path("rep.svg.json").write_text(json.dumps(manifest), encoding="utf-8")
    capsys.readouterr()
    assert main(["render", "--from", "rep.svg.json", "--out", "again.svg"]) == 0
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == bool(said)

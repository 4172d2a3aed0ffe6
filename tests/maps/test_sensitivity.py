"""Indices of functions whose indices are known, through the code that serves the physics."""

from __future__ import annotations

import json

import numpy as np
import pytest

from hingesim import InputError
from hingesim.cli.main import main
from hingesim.maps import bars
from hingesim.sweeps import read_axes
from hingesim.sweeps.sensitivity import FALL, MARGIN, Sensitivity, Study, sensitivity
from tests.sweeps.conftest import QUICK

THREE = {"knee-bend": "5:40", "band-distance": "1.5:2.5", "mass": "50:90"}


def unit(study: Study) -> np.ndarray:
    """Points as shares of their ranges."""
    low, high = np.array([axis.values for axis in study.axes]).T
    return (study.points - low) / (high - low)


def test_ishigami() -> None:
    """Ishigami and Homma 1990, a = 7, b = 0.1: S = (0.314, 0.442, 0), ST = (0.558, 0.442, 0.244)."""
    study = Study(read_axes(THREE), 1024)
    x, y, z = (2 * np.pi * unit(study) - np.pi).T
    found = {row.field: row for row in study.indices(np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x))}
    expected = {"hinge.knee_bend_deg": (0.3139, 0.5576), "band.distance_m": (0.4424, 0.4424), "athlete.mass_kg": (0.0, 0.2437)}
    for field, (first, total) in expected.items():
        row = found[field]
        assert row.first == pytest.approx(first, abs=0.05)
        assert row.total == pytest.approx(total, abs=0.05)
        assert abs(row.first - first) < 1.5 * row.first_interval + 0.01
        assert abs(row.total - total) < 1.5 * row.total_interval + 0.01


def test_an_additive_function_has_equal_first_and_total_indices_in_the_order_of_its_slopes() -> None:
    study = Study(read_axes(THREE), 512)
    rows = study.indices(unit(study) @ [1.0, 3.0, 2.0])
    assert [row.field for row in rows] == ["band.distance_m", "athlete.mass_kg", "hinge.knee_bend_deg"]
    assert [row.total for row in rows] == pytest.approx([9 / 14, 4 / 14, 1 / 14], abs=0.03)
    assert [row.first for row in rows] == pytest.approx([row.total for row in rows], abs=0.03)


def test_base_samples_with_an_impossible_run_are_left_out() -> None:
    study = Study(read_axes(THREE), 512)
    values = unit(study) @ [1.0, 3.0, 2.0]
    values[[7, 1003]] = np.nan
    assert (~study.kept(values)).sum() == 2
    assert [row.total for row in study.indices(values)] == pytest.approx([9 / 14, 4 / 14, 1 / 14], abs=0.04)


def test_what_never_varies_has_no_indices() -> None:
    study = Study(read_axes(THREE), 8)
    assert study.indices(np.zeros(len(study.points))) == ()


def test_whole_numbers_are_drawn_evenly_with_both_ends() -> None:
    study = Study(read_axes({"reps": "1:3", "knee-bend": "5:40"}), 256)
    counts = np.unique(study.points[:, 0], return_counts=True)
    assert counts[0].tolist() == [1, 2, 3]
    assert np.ptp(counts[1]) < 0.05 * len(study.points)


def test_the_command_runs_once_and_goes_on_from_its_store(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    words = [
        "sensitivity",
        "--exercise",
        "quiet-stance",
        "--duration",
        "0.5",
        "--mass",
        "50:90",
        "--initial-velocity",
        "0:0.6",
        "--samples",
        "4",
    ]
    words += ["--store", "runs.parquet", "--workers", "2", "--json"]
    assert main(words) == 0
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert "16 runs on 2 workers" in err
    assert told["runs"] == 16
    assert set(told["indices"]) == {MARGIN, FALL}
    assert next(iter(told["indices"][MARGIN])) == "experiment.initial_velocity_m_s", "a push matters more than mass"
    assert main([*words, "--out", "sens.svg"]) == 0
    again, err = capsys.readouterr()
    assert json.loads(again) == told
    assert "all 16 runs are there already" in err
    assert (tmp_path / "sens.svg").stat().st_size > 5000


def test_bars_are_as_long_as_the_indices_and_told_apart_by_hatch() -> None:
    study = Study(read_axes(THREE), 64)
    rows = study.indices(unit(study) @ [1.0, 3.0, 2.0])
    figure = bars(Sensitivity({MARGIN: rows, FALL: ()}, {MARGIN: 0.0, FALL: 0.0}, 320, 0), lang="de")
    drawn = {gid: [patch for patch in figure.axes[0].patches if patch.get_gid() == gid] for gid in ("first", "total")}
    assert [patch.get_width() for patch in drawn["total"]] == pytest.approx([row.total for row in rows])
    assert [patch.get_width() for patch in drawn["first"]] == pytest.approx([max(row.first, 0) for row in rows])
    assert {patch.get_hatch() for patch in drawn["total"]} != {patch.get_hatch() for patch in drawn["first"]}
    assert any("kein Sturz" in text.get_text() for text in figure.axes[1].texts)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--knee-bend", "5:40", "--json"], "needs at least two parameters with a range"),
        (["--knee-bend", "5:40", "--mass", "50:90:3", "--json"], "--mass: got '50.0,70.0,90.0', allowed is a range FROM:TO"),
        (["--knee-bend", "5:40", "--mass", "50:90", "--samples", "60", "--json"], "--samples: got 60, allowed is a power of two"),
        (["--knee-bend", "5:40", "--mass", "90:50", "--json"], "a range FROM:TO that rises"),
        (["--knee-bend", "5:40", "--mass", "50:90"], "give --out for a chart, --json for the numbers"),
        (["--knee-bend", "5:40", "--mass", "50:90", "--out", "a.gif"], "output: got 'a.gif'"),
        (["--knee-bend", "5:40", "--mass", "50:90", "--out", "a.png", "--theme", "poster"], "theme: got 'poster'"),
    ],
)
def test_bad_input_is_one_line_before_any_run(words: list[str], message: str, monkeypatch, capsys) -> None:
    monkeypatch.setattr("hingesim.sweeps.local.worker_pool", lambda workers: pytest.fail("processes were started"))
    assert main(["sensitivity", *words]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_ranges_that_are_mostly_impossible_are_refused_with_the_reason() -> None:
    with pytest.raises(InputError, match="samples have an impossible run, narrow the ranges"):
        sensitivity(QUICK.replace(band={"name": "heavy"}), {"band-distance": "2.5:4", "mass": "40:60"}, samples=4, workers=2)

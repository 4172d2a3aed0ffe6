"""The checks themselves: complete, findable, able to fail; and the command line of `hingesim validate`."""

from __future__ import annotations

import dataclasses
import json
import math
from pathlib import Path

import numpy as np
import pytest

from hingesim import InputError
from hingesim.cli.main import main
from hingesim.common.errors import EngineMissingError
from hingesim.engine import engine_class
from hingesim.validation import CHECKS, Check, find, run_checks
from hingesim.validation import bands as bands_module
from hingesim.validation.check import Measured, about, between, predicted
from hingesim.validation.engines import FAILED, Cell, agreement
from hingesim.validation.pendulum import fall
from hingesim.validation.stance import low_passed

BY_NAME = {check.name: check for check in CHECKS}
QUICK = ("segments", "falling-pendulum", "band-force", "strength")


def failing(check: Check) -> set[str]:
    return {quantity for quantity, verdict in check.run().verdicts.items() if verdict == "FAIL"}


@pytest.mark.parametrize("check", CHECKS, ids=lambda c: c.name)
def test_every_check_says_what_was_published_by_whom_and_how_it_is_measured(check: Check) -> None:
    assert check.title
    assert check.source
    assert check.method
    assert find([check.name]) == [check]
    assert any(not target.prediction for target in check.targets)
    assert len({target.quantity for target in check.targets}) == len(check.targets)
    for target in check.targets:
        assert target.least <= target.most
        assert target.tolerance >= 0
        assert target.published
        assert target.allowed


def test_names_are_unique() -> None:
    assert len(BY_NAME) == len(CHECKS)


def test_verdicts_at_the_edges() -> None:
    target = about("x", 10.0, "N", percent=10)
    assert [target.verdict(v) for v in (9.0, 11.0, 11.01, math.nan, math.inf)] == ["pass", "pass", "FAIL", "FAIL", "FAIL"]
    assert between("x", 1, 2).verdict(2.001) == "FAIL"
    assert predicted("x", 1, 2).verdict(99) == "prediction"


@pytest.mark.parametrize("name", QUICK)
def test_the_quick_checks_pass(name: str) -> None:
    assert failing(BY_NAME[name]) == set()


def test_other_gravity_fails_the_pendulum(monkeypatch) -> None:
    monkeypatch.setattr("hingesim.engine.GRAVITY_M_S2", 9.81 * 0.9)
    assert "time from 1 to 10 deg" in failing(BY_NAME["falling-pendulum"])


def test_a_stiffer_band_fails_the_band_table(monkeypatch) -> None:
    law = bands_module.band_law
    monkeypatch.setattr("hingesim.body.band.loop_force_n", lambda width, s: 200.0 * (s - 1) * width / 13)
    assert bands_module.band_law is law
    assert {"44 mm loop at 46 %", "loop rubber: pull at 200 % over 100 %"} <= failing(BY_NAME["band-force"])


def test_a_band_that_pushes_fails_the_slack_law(monkeypatch) -> None:
    monkeypatch.setattr("hingesim.body.band.BandLaw.tension_n", lambda self, length, rate: 50 * (length - self.rest_length_m))
    assert "recorded arrays that differ from a rep without a band" in failing(BY_NAME["slack-law"])


def test_weaker_muscles_fail_the_strength_curves(monkeypatch) -> None:
    limits = "hingesim.body.strength.Strength.limits_nm"
    monkeypatch.setattr(limits, lambda self, q: 0.95 * self.amplitude_nm * np.cos(self.slope * (q - self.centre_rad)))
    assert "hip extension peak, male" in failing(BY_NAME["strength"])


def test_stiffer_tissue_fails_the_passive_moments(monkeypatch) -> None:
    from hingesim.body.passive import PassiveTissue
    from hingesim.validation.poses import held

    soft = PassiveTissue.leg_moments_nm
    monkeypatch.setattr(PassiveTissue, "leg_moments_nm", lambda self, *angles: [1.1 * m for m in soft(self, *angles)])
    held.cache_clear()
    failed = failing(BY_NAME["passive-moments"])
    held.cache_clear()
    assert {"hip moment off the formula", "passive hip moment, hip 90, knee 0"} <= failed


def test_slippery_studs_fail_the_friction_cone(monkeypatch) -> None:
    engine = engine_class()
    made = engine.__init__

    def slippery(self, humanoid, settings) -> None:
        made(self, humanoid, dataclasses.replace(settings, friction=0.9 * settings.friction))

    monkeypatch.setattr(engine, "__init__", slippery)
    assert "force ratio while slipping, 0 deg, friction 0.9" in failing(BY_NAME["friction-cone"])


def test_air_drag_fails_the_energy_ledger(monkeypatch) -> None:
    engine = engine_class()
    step = engine.step
    monkeypatch.setattr(engine, "step", lambda self, torque, forces: step(self, torque - 0.2 * self.joints()[20:], forces))
    assert failing(BY_NAME["energy-free-fall"])


def test_a_check_that_cannot_run_has_failed_and_says_why() -> None:
    [result] = run_checks([Check("broken", "t", "s", "m", (about("x", 1.0),), _broken)], workers=1)
    assert not result.passed
    assert "no posture" in result.note
    assert result.to_dict()["values"][0]["simulated"] is None


def _broken() -> Measured:
    raise InputError("no posture")


def test_a_check_for_want_of_an_engine_neither_passes_nor_fails(capsys, monkeypatch) -> None:
    def absent() -> Measured:
        raise EngineMissingError("no such engine: pip install it")

    checks = [dataclasses.replace(BY_NAME["engines"], measure=absent)]
    [result] = run_checks(checks, workers=1)
    assert set(result.verdicts.values()) == {"absent"}
    assert result.passed
    assert "pip install it" in result.note


def test_maps_agree_but_for_one_cell_of_the_edge() -> None:
    """Rows of knee bend, two columns: falls (F) above, completed reps (c) below, no plan (x) in a corner; the edge one cell on."""
    one, other = ([_cell(name) for name in "FFFFFFcccccx"], [_cell(name) for name in "FFFFFFFccccx"])
    found = agreement(one, other, (6, 2))
    assert (found.cells, found.agreeing, found.boundary_moved) == (11, 10, 1)
    assert (found.inner, found.inner_agreeing) == (7, 7)
    assert agreement(one, one[::-1], (6, 2)).boundary_moved > 1
    assert found.apart_mm == (0.0,) * 4


def _cell(name: str) -> Cell:
    usual = {"F": "forward_fall", "c": "mid_foot", "x": "infeasible"}[name]
    return Cell((usual,), {0: np.zeros((5, 3))} if name == "c" else {})


def test_a_check_of_ones_own_runs_in_other_processes_in_the_order_asked() -> None:
    own = [Check(name, "t", "s", "m", (about("x", 1.0),), _own, cost_s=k) for k, name in enumerate(("a", "b"))]
    seen: list[float] = []
    results = run_checks(own, workers=2, progress=seen.append)
    assert [r.check.name for r in results] == ["a", "b"]
    assert all(r.passed for r in results)
    assert seen[-1] == 1.0


def _own() -> Measured:
    return Measured({"x": 1.0})


def test_low_pass_keeps_slow_and_drops_fast() -> None:
    """Gain 1 / (1 + (f / 10 Hz)^4): 1 Hz stays, 10 Hz halves, 40 Hz goes; no delay."""
    time = np.arange(0, 10, 0.01)
    for hertz, gain in ((1.0, 1.0), (10.0, 0.5), (40.0, 1 / 257)):
        wave = np.cos(2 * np.pi * hertz * time)[:, None]
        np.testing.assert_allclose(low_passed(wave, 0.01)[200:800], gain * wave[200:800], atol=0.01)


def test_a_fall_from_one_degree_grows_as_cosh() -> None:
    """Between 4 and 8 deg a pendulum of 0.33 s takes 0.33 (arccosh 8 - arccosh 4) s."""
    time, lean = fall(1.0, 9.0)
    assert np.interp(8, lean, time) - np.interp(4, lean, time) == pytest.approx(0.3325 * (np.arccosh(8) - np.arccosh(4)), rel=0.02)


class TestCommandLine:
    def test_list(self, capsys) -> None:
        assert main(["validate", "--list"]) == 0
        said = capsys.readouterr().out
        assert [line.split()[0] for line in said.splitlines()] == [check.name for check in CHECKS]

    def test_only_one_check_as_json(self, capsys) -> None:
        assert main(["validate", "--only", "band-force", "--json"]) == 0
        [result] = json.loads(capsys.readouterr().out)
        assert result["name"] == "band-force"
        assert result["passed"] is True
        assert {"quantity", "unit", "published", "tolerance", "simulated", "verdict"} == set(result["values"][0])

    def test_report_is_one_page_with_a_figure(self, capsys, tmp_path: Path) -> None:
        out = tmp_path / "report.html"
        assert main(["validate", "--only", "band-force", "--only", "strength", "--out", str(out)]) == 0
        text = out.read_text(encoding="utf-8")
        assert text.count("<svg") == 2
        assert "://" not in text.replace("http://www.w3.org", "").replace("http://purl.org", "").replace("http://creativecommons.org", "")
        said = capsys.readouterr().out
        assert "211 N" in said
        assert "pass" in said

    def test_unknown_name(self, capsys) -> None:
        assert main(["validate", "--only", "band-farce"]) == 2
        said = capsys.readouterr().err
        assert len(said.splitlines()) == 1
        assert "did you mean 'band-force'?" in said
        assert all(check.name in said for check in CHECKS)

    def test_bad_output_is_refused_before_anything_runs(self, capsys, tmp_path: Path) -> None:
        assert main(["validate", "--out", str(tmp_path / "report.txt")]) == 2
        assert ".html" in capsys.readouterr().err

    def test_a_failing_check_is_exit_status_1(self, capsys, monkeypatch) -> None:
        monkeypatch.setattr("hingesim.body.band.loop_force_n", lambda width, s: 200.0 * (s - 1) * width / 13)
        assert main(["validate", "--only", "band-force"]) == 1
        assert "failing: band-force" in capsys.readouterr().out


def test_the_committed_report_knows_every_check() -> None:
    docs = Path(__file__).parents[1] / "docs"
    page, table = ((docs / name).read_text(encoding="utf-8") for name in ("validation.html", "validation.md"))
    for check in CHECKS:
        assert f'id="{check.name}"' in page
        assert f"| {check.name} |" in table
    assert (docs / "validation.html").stat().st_size < 1_000_000


def test_runs_that_failed_agree_with_nothing() -> None:
    failed, fine = Cell((FAILED,), {}), Cell(("mid_foot",), {0: np.zeros((5, 3))})
    found = agreement([failed, fine], [failed, fine], (1, 2))
    assert (found.agreeing, found.cells) == (1, 2)

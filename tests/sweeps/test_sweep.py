"""Sweeps end with the same table whatever happens on the way."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from hingesim import HingesimError, InputError, Recording, Scenario, SweepTable, simulate, sweep
from hingesim.cli.main import main
from hingesim.common.installing import pip_install
from hingesim.sweeps import Size, run_all
from hingesim.sweeps.cell import DIED, Cell, run
from tests.sweeps.conftest import AXES, QUICK, WORDS, same


def test_a_row_holds_scenario_and_summary_and_the_run_comes_again_bit_for_bit(whole: SweepTable) -> None:
    scenario = whole.scenario(row=7)
    assert (scenario.hinge.knee_bend_deg, scenario.band.distance_m, scenario.world.seed) == (20, 2.0, 1)
    row, summary = whole.find(row=7), simulate(scenario).summary()
    for name, value in summary.items():
        if name == "hamstring_lengthening_bottom":
            assert {f"{name}.{part}": number for part, number in value.items()}.items() <= row.items()
        elif name != "scenario":
            assert row[name] == value, name
    assert whole.scenario(key=row["key"][:12]) == scenario
    assert row["error"] is None
    assert Cell(scenario).key == row["key"]
    assert Cell(scenario).engine == row["engine"], "the key names the engine that runs"


def test_pandas_arrow_and_xarray_show_the_same_numbers_on_labelled_axes(whole: SweepTable) -> None:
    frame, data = whole.pandas(), whole.xarray()
    assert list(data.dims) == ["hinge.knee_bend_deg", "band.distance_m", "world.seed"]
    assert whole.axes == {"hinge.knee_bend_deg": [10, 20, 30], "band.distance_m": [1.5, 2.0]}
    assert data["margin_min_m"].attrs["units"] == "m"
    assert data["hinge.knee_bend_deg"].attrs["units"] == "deg"
    one = data.sel({"hinge.knee_bend_deg": 20, "band.distance_m": 2.0, "world.seed": 1})
    assert float(one["margin_min_m"]) == frame.loc[7, "margin_min_m"] == whole.arrow().column("margin_min_m")[7].as_py()
    assert data["margin_min_m"].to_numpy().ravel().tolist() == frame["margin_min_m"].tolist()


def test_scattered_points_are_one_dimension_with_the_axes_along_it() -> None:
    table = sweep(QUICK, {"knee-bend": "5:40", "height": "1.5:1.9"}, sampling="lhs", samples=3)
    data = table.xarray()
    assert list(data.dims) == ["row"]
    assert data.coords["hinge.knee_bend_deg"].to_numpy().tolist() == table.column("hinge.knee_bend_deg").to_pylist()


def test_of_a_run_that_was_given_up_a_row_tells_all_but_what_came_of_the_loss() -> None:
    falls = QUICK.replace(exercise={"duration_s": 2.0}, experiment={"initial_velocity_m_s": 0.8})
    early, whole = (run_all([falls, QUICK], workers=1, stop_early=stop) for stop in (True, False))
    for name in early.arrow().column_names:
        told = early.column(name).to_pylist(), whole.column(name).to_pylist()
        assert name == "wall_s" or told[0][1] == told[1][1], name
        assert name in ("wall_s", "reason", "came_of", "digest") or told[0] == told[1], name
    assert whole.column("came_of").to_pylist()[0] is not None
    assert [early.column(name).to_pylist()[0] for name in ("came_of", "digest")] == [None, None]


def test_a_store_has_whole_runs_or_such_as_were_given_up(tmp_path) -> None:
    other = QUICK.replace(world={"seed": 7})
    for stop, said in ((True, "has runs that were ended early; add --stop-early"), (False, "has whole runs; leave --stop-early out")):
        store = tmp_path / f"{stop}.parquet"
        run_all([QUICK], out=store, workers=1, stop_early=stop)
        with pytest.raises(InputError, match=said):
            run_all([other], out=store, workers=1, stop_early=not stop)
        assert len(run_all([other, QUICK], out=store, workers=1, stop_early=stop)) == 2


def test_a_run_that_fails_is_a_row_with_its_error(tmp_path) -> None:
    hopeless = {"name": None, "force_table": [[0, 0], [1, 2000]]}
    scenarios = [QUICK, QUICK.replace(band=hopeless), QUICK.replace(world={"seed": 5})]
    table = run_all(scenarios, out=tmp_path / "map.parquet", workers=1)
    outcomes, errors = table.column("outcome").to_pylist(), table.column("error").to_pylist()
    assert outcomes == ["stood", None, "stood"]
    assert "no upright stance balances" in errors[1]
    assert errors[::2] == [None, None]
    assert table.scenario(row=1) == scenarios[1], "also the table of forces comes back"


def test_a_run_that_is_not_plausible_is_a_row_with_its_error(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr("hingesim.recording.plausible.FASTEST_JOINT_RAD_S", 0.01)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    cell = Cell(QUICK)
    row = run(cell.scenario, cell.key, False).row
    assert row["error"].startswith("the simulation is not plausible: ")
    assert "dump" not in row["error"]
    assert not row.get("outcome")


def test_a_machine_without_room_ends_the_sweep_instead_of_failing_its_runs(monkeypatch) -> None:
    def full(scenario: Scenario, **options: bool) -> Recording:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("hingesim.sweeps.cell.simulate", full)
    with pytest.raises(HingesimError, match="No space left on device"):
        run(QUICK, Cell(QUICK).key, keep_recording=False)


def test_a_worker_of_other_versions_is_refused() -> None:
    with pytest.raises(HingesimError, match="install the same everywhere"):
        run(QUICK, "key of another version", keep_recording=False)


def test_equal_scenarios_run_once_and_rows_come_in_the_order_asked_for() -> None:
    other = QUICK.replace(world={"seed": 3})
    done = []
    table = run_all([other, QUICK, other], workers=1, progress=lambda count, total: done.append((count, total)))
    assert table.column("seed").to_pylist() == [3, 0, 3]
    assert done[-1] == (2, 2)


def test_a_worker_that_is_killed_costs_nothing_but_time(tmp_path, whole: SweepTable) -> None:
    killed = []

    def kill_one(done: int, total: int) -> None:
        if done >= 3 and not killed:
            killed.append(multiprocessing.active_children()[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    table = sweep(QUICK, AXES, replicates=2, workers=2, out=tmp_path / "map.parquet", progress=kill_one)
    assert killed
    assert same(table, whole)


def test_a_run_that_kills_every_process_is_a_row_and_its_neighbours_are_not(tmp_path, monkeypatch) -> None:
    from tests.sweeps import deadly

    monkeypatch.setattr("hingesim.sweeps.local.run", deadly.run)
    scenarios = [QUICK.replace(world={"seed": seed}) for seed in range(8)]
    table = run_all(scenarios, out=tmp_path / "map.parquet", workers=2)
    assert table.column("error").to_pylist() == [DIED if seed == deadly.DEADLY_SEED else None for seed in range(8)]


def test_processes_that_cannot_start_end_the_sweep_with_one_line(tmp_path) -> None:
    script = tmp_path / "careless.py"
    script.write_text("from hingesim import sweep\nsweep(axes={'knee-bend': '5:40:3'}, out='map.parquet', workers=1)\n")
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert run.returncode == 1
    assert '__name__ == "__main__"' in run.stderr.splitlines()[-1]


def interruptible() -> None:
    """Ctrl-C counts, even where the tests run in the background of a shell, which ignores it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def started(folder: Path, rows: int) -> subprocess.Popen:
    """The sweep of `whole` as a command in its own process group, when it has kept this many rows."""
    words = [sys.executable, "-m", "hingesim", "sweep", *WORDS, "--out", "map.parquet"]
    process = subprocess.Popen(words, cwd=folder, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=interruptible)
    journal = folder / "map.parquet" / "_journal.jsonl"
    for _ in range(600):
        if journal.exists() and len(journal.read_bytes().splitlines()) >= rows:
            return process
        assert process.poll() is None, process.communicate()
        time.sleep(0.05)
    raise AssertionError("the sweep did not start")


def group_is_gone(group: int) -> bool:
    """Whether every process of a group ends within some seconds."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def finished(folder: Path) -> SweepTable:
    assert main(["sweep", *WORDS, "--out", str(folder / "map.parquet")]) == 0
    return SweepTable.open(folder / "map.parquet")


def test_killed_with_its_parent_a_sweep_goes_on_where_it_was(tmp_path, whole: SweepTable, capsys) -> None:
    process = started(tmp_path, rows=3)
    process.kill()
    process.communicate()
    assert group_is_gone(process.pid), "workers follow their parent"
    kept = len(SweepTable.open(tmp_path / "map.parquet"))
    assert 3 <= kept < 12
    assert same(finished(tmp_path), whole)
    assert f"({kept} more are there already)" in capsys.readouterr().err


@pytest.mark.parametrize("whom", ["the whole group", "the parent"])
def test_an_interrupt_is_one_line_and_a_sweep_goes_on_where_it_was(tmp_path, whole: SweepTable, whom: str) -> None:
    process = started(tmp_path, rows=3)
    if whom == "the parent":
        process.send_signal(signal.SIGINT)
    else:
        os.killpg(process.pid, signal.SIGINT)
    error = process.communicate(timeout=20)[1]
    assert process.returncode == 130
    assert error.splitlines()[-1].startswith("hingesim: interrupted; finished runs are in map.parquet")
    assert "Traceback" not in error
    assert group_is_gone(process.pid)
    assert 3 <= len(SweepTable.open(tmp_path / "map.parquet")) < 12
    assert same(finished(tmp_path), whole)


def test_a_disk_that_fills_up_ends_with_one_line_and_the_sweep_goes_on(tmp_path, whole: SweepTable) -> None:
    script = """
import resource, sys
from hingesim import HingesimError, sweep
from tests.sweeps.conftest import AXES, QUICK
def full(done, total):
    if done >= 3:  # from here on no file of this process may grow
        resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
if __name__ == "__main__":
    try:
        sweep(QUICK, AXES, replicates=2, workers=2, out="map.parquet", progress=full)
    except HingesimError as error:
        sys.exit(f"hingesim: {error}")
"""
    (tmp_path / "script.py").write_text(script)
    run = subprocess.run(
        [sys.executable, "script.py"], capture_output=True, text=True, cwd=tmp_path, timeout=60, env={**os.environ, "PYTHONPATH": root()}
    )
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1, run.stderr
    assert "cannot write to 'map.parquet' (File too large)" in run.stderr
    assert 3 <= len(SweepTable.open(tmp_path / "map.parquet")) < 12
    assert same(finished(tmp_path), whole)


def root() -> str:
    return str(Path(__file__).parents[2])


def test_recordings_are_kept_on_request(tmp_path) -> None:
    out = tmp_path / "map.parquet"
    table = run_all([QUICK], out=out, workers=1, keep_recordings=True)
    kept = Recording.load(out / "_recordings" / f"{table.find(row=0)['key']}.npz")
    again = simulate(table.scenario(row=0))
    assert all(np.array_equal(kept.arrays()[name], array) for name, array in again.arrays().items())


def test_a_long_sweep_is_announced_with_its_size_and_time() -> None:
    said: list[Size] = []
    run_all([QUICK.replace(world={"seed": seed}) for seed in range(10)], workers=1, announce=said.append)
    assert len(said) == 1
    assert said[0].runs == 10
    assert said[0].seconds is not None
    assert "damaged and set aside in _damaged: a.parquet; what is lost is run again" in str(Size(1, 0, 1, repaired=("a.parquet",)))
    assert str(Size(runs=2240, held=0, workers=2, run_s=1.0)) == "2240 runs on 2 workers, about 19 min, 0.6 MB on disk"


def test_a_row_is_drawn_again_as_its_scenario_would_be(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    table = run_all([QUICK, QUICK.replace(hinge={"knee_bend_deg": 30})], out="map.parquet", workers=1)
    key = table.find(row=1)["key"]
    simulate(table.scenario(row=1)).animate("direct.png", width=320)
    assert main(["render", "--from", "map.parquet", "--row", "1", "--out", "row.png", "--width", "320"]) == 0
    assert main(["render", "--from", "map.parquet", "--key", key[:8], "--out", "key.png", "--width", "320"]) == 0
    assert Path("row.png").read_bytes() == Path("key.png").read_bytes() == Path("direct.png").read_bytes()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["sweep", "--knee-bend", "5:40:8:9", "--out", "a.parquet"], "--knee-bend: got '5:40:8:9'"),
        (["sweep", "--knee-bend", "5:90:8", "--out", "a.parquet"], "--knee-bend: got 90, allowed is 0 to 60 deg"),
        (["sweep", "--mass", "20", "--out", "a.parquet"], "--mass: got 20, allowed is 35 to 160 kg"),
        (["sweep", "--knee-bnd", "5:40:8", "--out", "a.parquet"], "did you mean --knee-bend?"),
        (["sweep", "--knee-bend", "", "--out", "a.parquet"], "--knee-bend: got ''"),
        (["sweep", "--knee-bend", "5,5", "--out", "a.parquet"], "values that all differ"),
        (["sweep", "--knee-bend", "5:40", "--out", "a.parquet"], "--knee-bend: a grid needs the number of values"),
        (["sweep", "--no-band", "--band-distance", "1,2", "--out", "a.parquet"], "--no-band: cannot be combined with --band-distance"),
        (["sweep", "--knee-bend", "5:40:8", "--out", "full"], "ends in .parquet"),
        (["sweep", "--knee-bend", "5:40:8", "--out", "full.parquet"], "is not the store of a sweep"),
        (["sweep", "--knee-bend", "5:40:8", "--workers", "0", "--out", "a.parquet"], "--workers: got 0"),
        (["sweep", "--knee-bend", "5:40:8", "--replicates", "x", "--out", "a.parquet"], "--replicates: got 'x'"),
        (["sweep", "--knee-bend", "5:40:8", "--seed", "2147483647", "--replicates", "2", "--out", "a.parquet"], "--seed: got 2147483648"),
        (["sweep", "--knee-bend", "5:40", "--sampling", "sobol", "--samples", "6", "--out", "a.parquet"], "a power of two"),
        (["render", "--from", "full.parquet", "--row", "0", "--out", "a.gif"], "is not the store of a sweep"),
        (["render", "--from", "none.parquet", "--row", "0", "--out", "a.gif"], "no store 'none.parquet'"),
        (["render", "--from", "none.parquet", "--out", "a.gif"], "choose one with --row or --key"),
        (["render", "--from", "a.json", "--row", "0", "--out", "a.gif"], "only together with --from a sweep"),
    ],
)
def test_bad_input_is_one_line_before_any_run(words: list[str], message: str, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("hingesim.sweeps.local.worker_pool", lambda workers: pytest.fail("processes were started"))
    Path("full.parquet").mkdir()
    Path("full.parquet", "thesis.docx").touch()
    try:
        status = main(words)
    except SystemExit as stop:
        status = stop.code
    error = capsys.readouterr().err
    assert status == 2
    assert message in error
    assert error.count("\n") == 1
    assert os.listdir() == ["full.parquet"]


def test_a_missing_library_is_one_line_that_says_how_to_install_it() -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\nfrom hingesim.cli.main import main\n"
        "sys.exit(main(['sweep', '--knee-bend', '5:40:8', '--out', 'a.parquet']))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr == f"hingesim: pyarrow is not installed; this brings it: {pip_install('hingesim[sweep]')}\n"


def test_what_failed_is_told_with_a_reason(tmp_path, capsys) -> None:
    line = ["sweep", "--knee-bend", "40,45", "--band", "light", "--band-distance", "2.6", "--out", str(tmp_path / "a.parquet")]
    assert main(line) == 0
    counted, why = capsys.readouterr().out.splitlines()
    assert counted.endswith("2 runs: 2 failed")
    assert why.startswith("  failed, for example: no posture satisfies this hinge: hip flexion would have to reach ")


def test_keeping_recordings_needs_a_store() -> None:
    with pytest.raises(HingesimError, match="together with a store"):
        run_all([Scenario()], keep_recordings=True)

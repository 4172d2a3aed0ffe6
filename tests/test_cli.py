"""The command line as users and scripts meet it."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from hingesim import Recording
from hingesim.cli.axes import swept
from hingesim.cli.main import main, parsed
from hingesim.cli.scenario_options import scenario_from
from tests.typed import refused

ODD = '{"options": {"widht": 3}, "runs": [{"scenario": {}}]}'
QUICK = ["--depth", "15", "--lower", "0.3", "--pause", "0", "--raise", "0.3", "--sway", "0"]
KEYS = {
    "outcome", "reason", "completed", "time_of_failure_s", "trunk_inclination_max_deg", "hip_posterior_travel_m", "com_x_min_m",
    "com_x_max_m", "cop_x_min_m", "cop_x_max_m", "heel_load_fraction_bottom", "margin_min_m", "band_tension_min_n",
    "band_tension_max_n", "band_slack_s", "hip_moment_bottom_nm", "seed", "engine", "version", "scenario",
}  # fmt: skip


pytestmark = pytest.mark.usefixtures("empty_folder")


def test_json_is_all_that_reaches_stdout() -> None:
    run = subprocess.run([sys.executable, "-m", "hingesim", "simulate", *QUICK, "--json"], capture_output=True, text=True, check=True)
    summary = json.loads(run.stdout)
    assert set(summary) >= KEYS
    assert summary["scenario"]["hinge"]["depth_deg"] == 15
    assert run.stderr == ""


def test_simulate_render_trace_and_render_again(capsys) -> None:
    assert main(["simulate", *QUICK, "--band-distance", "1.9", "--out", "rep.npz"]) == 0
    assert main(["render", "rep.npz", "--out", "rep.gif", "--width", "320"]) == 0
    assert main(["render", "--from", "rep.gif.json", "--out", "again.gif", "--alt"]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert main(["trace", "rep.npz", "--out", "rep.svg"]) == 0
    assert Path("rep.gif").read_bytes() == Path("again.gif").read_bytes()
    assert sorted(os.listdir()) == ["again.gif", "again.gif.json", "rep.gif", "rep.gif.json", "rep.npz", "rep.svg"]
    manifest = json.loads(Path("rep.gif.json").read_text(encoding="utf-8"))
    assert manifest["runs"][0]["scenario"]["band"]["distance_m"] == 1.9
    assert manifest["alt"] == last
    assert last.startswith("A woman does a single-leg hip hinge")


def test_compare_writes_picture_figure_and_manifest_and_says_both_outcomes(capsys) -> None:
    assert main(["compare", *QUICK, "--out", "pair.gif", "--width", "320", "--lang", "de", "--alt", "--json"]) == 0
    summary = json.loads(capsys.readouterr().out)
    assert list(summary) == ["without", "with_band", "alt"]
    assert summary["alt"].startswith("Eine Frau")
    assert main(["compare", *QUICK, "--out", "pair.gif", "--width", "480"]) == 0
    assert sorted(os.listdir()) == ["pair-trace.png", "pair.gif", "pair.gif.json"]
    said = capsys.readouterr().out
    assert "Without band:" in said
    assert "With band:" in said


def test_options_win_over_the_scenario_file(capsys) -> None:
    with open("a.toml", "w", encoding="utf-8") as file:
        file.write("[hinge]\ndepth_deg = 15\nlower_s = 0.3\nraise_s = 0.3\npause_s = 0\nknee_bend_deg = 5\n[band]\nname = 'heavy'\n")
    assert main(["simulate", "--scenario", "a.toml", "--knee-bend", "30", "--band-width", "10", "--band-distance", "1.6", "--json"]) == 0
    used = json.loads(capsys.readouterr().out)["scenario"]
    assert used["hinge"]["knee_bend_deg"] == 30
    assert (used["band"]["name"], used["band"]["width_mm"]) == (None, 10)
    assert main(["simulate", "--scenario", "a.toml", "--no-band", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["scenario"]["band"] is None


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["simulate", "--knee-bend", "61"], "--knee-bend: got 61, allowed is 0 to 60 deg"),
        (["simulate", "--mass", "nan"], "--mass: got nan, allowed is 35 to 160 kg"),
        (["simulate", "--mass", "heavy"], "--mass: got 'heavy', allowed is 35 to 160 kg"),
        (["simulate", "--reps", "2.5"], "--reps: got 2.5, allowed is a whole number from 1 to 20"),
        (["simulate", "--band", "lihgt"], "(did you mean 'light'?)"),
        (["simulate", "--stance", "middle"], "--stance: got 'middle', allowed is one of left, right"),
        (["simulate", "--knee-bnd", "20"], "(did you mean --knee-bend?)"),
        (["simulat"], "(did you mean simulate?)"),
        (["simulate", "--replicates", "0"], "--replicates: got 0, allowed is a whole number from 1 to 10000"),
        (["simulate", "--platform", "0:0,1:3"], "--platform: got [[0.0, 0.0], [1.0, 3.0]]"),
        (["simulate", "--no-band", "--band", "light"], "--no-band: cannot be combined with --band"),
        (["compare", "--no-band"], "compare always runs both"),
        (["simulate", "--scenario", "nothing.toml"], "no file 'nothing.toml'"),
        (["simulate", "--scenario", "bad.toml"], "not valid TOML"),
        (["simulate", "--scenario", "bad.txt"], "allowed is a file that ends in"),
        (["simulate", "--scenario", "folder.toml"], "cannot read"),
        (["simulate", "--scenario", "flat.toml", "--depth", "20"], "hinge: got 3, allowed is a table of fields"),
        (["simulate", "--scenario", "deep.json"], "not valid JSON"),
        (["simulate", "--scenario", "five.json"], "describes 1 runs"),
        (["simulate", "--scenario", "long.toml"], "long.toml"),
        (["render", "--from", "odd-scenario.json", "--out", "a.gif"], "scenario: got 5"),
        (["render", "--from", "odd-title.json", "--out", "a.gif"], "a title that is not one line of text"),
        (["simulate", "--seed", "2147483647", "--replicates", "2"], "--replicates: got 2, allowed is at most 1 with --seed 2147483647"),
        (["simulate", "--replicates", "many"], "--replicates: got 'many'"),
        (["simulate", "--out", "missing/rep.npz"], "cannot write 'missing/rep.npz'"),
        (["simulate", "--out", "rep.gif"], "allowed is a name that ends in .npz"),
        (["compare", "--out", "hinge.bmp"], "allowed is a name that ends in .gif, .mp4, .webp, .apng"),
        (["compare", "--out", "hinge.gif", "--width", "20"], "--width: got 20"),
        (["compare", "--out", "hinge.gif", "--fps", "30"], "--fps: got 30"),
        (["compare", "--max-size", "1kB"], "--max-size: got '1kB'"),
        (["compare", "--panels", "sdie"], "did you mean 'side'?"),
        (["compare", "--out", "hinge.gif", "--speed", "nan"], "speed"),
        (["render", "nothing.npz", "--out", "a.gif"], "no file 'nothing.npz'"),
        (["render", "cut.npz", "--out", "a.gif"], "not a complete hingesim recording"),
        (["render", "--out", "a.gif"], "either recordings or --from"),
        (["render", "--from", "bad.json", "--out", "a.gif"], "not valid JSON"),
        (["render", "--from", "list.json", "--out", "a.gif"], "not a manifest"),
        (["render", "--from", "odd.json", "--out", "a.gif"], "drawing option: got 'widht'"),
        (["trace", "cut.npz", "--out", "a.gif"], "allowed is a name that ends in .png, .svg, .pdf"),
        (["simulate", "--band-table", "0:0,1:2000"], "no upright stance balances"),
        (["simulate", "--band-table", "0:0,1"], "band-table"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(words: list[str], message: str, capsys) -> None:
    os.mkdir("folder.toml")
    files = {
        "flat.toml": "hinge = 3",
        "deep.json": "[" * 100_000,
        "five.json": '{"runs": [5]}',
        "odd-scenario.json": '{"options": {}, "runs": [{"scenario": 5}]}',
        "odd-title.json": '{"options": {}, "runs": [{"title": 5, "scenario": {}}]}',
        "long.toml": f"[hinge]\ndepth_deg = {'9' * 5000}",
        "bad.toml": "[hinge",
        "bad.txt": "",
        "cut.npz": "PK\x03\x04",
        "bad.json": "{",
        "list.json": "{}",
        "odd.json": ODD,
    }
    for name, content in files.items():
        with open(name, "w", encoding="utf-8") as file:
            file.write(content)
    assert message in refused(words, capsys)


def test_an_interrupt_leaves_nothing(monkeypatch, capsys) -> None:
    def interrupted(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr("hingesim.render.animate", interrupted)
    assert main(["compare", *QUICK, "--out", "hinge.gif"]) == 130
    assert os.listdir() == []


def test_a_blow_up_is_said_and_can_be_replayed(monkeypatch, capsys) -> None:
    monkeypatch.setattr("hingesim.simulation.simulate.RUNAWAY", 0.5)
    assert main(["simulate", *QUICK, "--knee-bend", "40", "--out", "rep.npz"]) == 1
    error = capsys.readouterr().err
    assert "numerically unstable at step" in error
    dump = error.split("dump ")[1].strip()
    assert Recording.load(dump).scenario.hinge.knee_bend_deg == 40
    monkeypatch.undo()
    assert main(["simulate", "--scenario", dump, "--json"]) == 0


def test_replicates_add_shares_over_seeds(capsys) -> None:
    assert main(["simulate", *QUICK[:-2], "--replicates", "3", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["replicates"]
    assert sum(row["count"] for row in rows.values()) == 3
    assert all(0 <= row["low"] <= row["share"] <= row["high"] <= 1 for row in rows.values())


def test_help_and_version_import_no_engine_and_no_plotting() -> None:
    code = (
        "import sys; from hingesim.cli.main import main\n"
        "for word in ('--help', '--version'):\n    try: main([word])\n    except SystemExit: pass\n"
        "heavy = 'numpy', 'pybullet', 'mujoco', 'matplotlib', 'PIL', 'rich', 'importlib.metadata', 'hingesim.scenario.parameters'\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()[-1] == "[]"


def test_a_run_needs_no_window_and_no_masked_arrays() -> None:
    """Each costs a command a tenth of its start; MuJoCo looks for a library for windows in a process of its own."""
    pytest.importorskip("mujoco")
    code = (
        "import sys; from hingesim.cli.start import main; main(sys.argv[1:])\n"
        "print([m for m in ('glfw', 'numpy.ma', 'matplotlib', 'PIL') if m in sys.modules])"
    )
    line = ["simulate", "--engine", "mujoco", "--depth", "10", "--lower", "0.5", "--raise", "0.5", "--json"]
    assert subprocess.run([sys.executable, "-c", code, *line], capture_output=True, text=True, check=True).stdout.splitlines()[-1] == "[]"


def test_bands_lists_the_catalogue(capsys) -> None:
    assert main(["bands"]) == 0
    table = capsys.readouterr().out
    assert all(name in table for name in ("extra-light", "light", "medium", "strong", "heavy"))
    assert "94 N" in table, "13 mm loop at 100 %"


def test_one_band_is_told_in_newtons_kilograms_and_pounds(capsys) -> None:
    assert main(["bands", "20 lb at 60 in"]) == 0
    assert main(["bands", "half inch, doubled", "--rest-length", "1m"]) == 0
    told = capsys.readouterr().out
    assert "12.7 mm wide, doubled; it begins to pull at 0.50 m" in told
    assert "N (" in told
    assert "kg, " in told
    assert main(["bands", "purple"]) == 2
    assert "BAND: got 'purple', allowed is a band whose maker is known" in capsys.readouterr().err


def test_export_writes_samples_and_summaries(tmp_path, capsys) -> None:
    reps = [str(tmp_path / name) for name in ("a.npz", "b.npz")]
    for rep in reps:
        assert main(["simulate", *QUICK, "--out", rep]) == 0
    for extra in (["--columns", "com,band", "--rate", "20"], ["--summary"]):
        out = tmp_path / f"{len(extra)}.csv"
        assert main(["export", *reps, *extra, "--decimal", "point", "--out", str(out)]) == 0
        assert out.read_text(encoding="utf-8-sig").startswith("run,")
    assert main(["export", *reps, "--summary", "--rate", "20", "--out", str(tmp_path / "no.csv")]) == 2
    assert main(["export", *reps, "--out", str(tmp_path / "no.mot")]) == 2
    assert "holds one recording" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line", [line for line in Path(__file__).parents[1].joinpath("README.md").read_text().splitlines() if line.startswith("    hingesim ")]
)
def test_every_command_of_the_readme_parses(line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    _, arguments = parsed(words)
    if arguments.command in ("sweep", "sensitivity"):
        pytest.importorskip("pyarrow")
        assert len(swept(arguments)[1]) > 1
    elif hasattr(arguments, "scenario") and arguments.scenario is None:
        scenario_from(arguments)

"""Numbers out: every format is read back by a program that this package did not write, and holds what was recorded."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from hingesim import FieldError, InputError, Recording, Scenario, simulate
from hingesim.export import FORMATS, export, export_table, read_columns, summary_rows
from hingesim.recording.recorded import Recorded

QUICK = {"lower_s": 1.0, "pause_s": 0.3, "raise_s": 1.0}


@pytest.fixture(scope="module")
def pair() -> list[Recording]:
    """A rep without and one with a band, the free leg on different sides."""
    scenario = Scenario().replace(hinge=QUICK)
    return [simulate(scenario), simulate(scenario.replace(hinge={"stance": "left"}, band={"name": "light"}))]


def same(read: object, recorded: np.ndarray, tolerance: float) -> None:
    np.testing.assert_allclose(np.asarray(read, float), recorded, rtol=tolerance, atol=tolerance)


def test_a_frame_has_a_row_a_sample_and_units_in_its_names(pair: list[Recording]) -> None:
    frame = pair[1].to_dataframe()
    same(frame["time_s"], pair[1].time_s, 0)
    same(frame["cop_forward_m"], pair[1].metrics.cop_m[:, 0], 0)
    same(frame["band_tension_n"], pair[1].band_tension_n, 0)
    assert set(frame["phase"]) == {"ready", "lower", "pause", "raise", "finish"}


def test_all_adds_every_recorded_array(pair: list[Recording]) -> None:
    frame = pair[0].to_dataframe(columns="all")
    for name, array in Recorded.declared().items():
        if name == "phase":
            continue  # in words
        columns = [frame[c] for c in frame if c == name or c.startswith(f"{name}.")]
        same(np.column_stack(columns).reshape(len(frame), *array.shape), getattr(pair[0], name), 0)


def test_csv(pair: list[Recording], tmp_path: Path) -> None:
    pd = pytest.importorskip("pandas")
    export([pair[0]], tmp_path / "rep.csv")
    frame = pd.read_csv(tmp_path / "rep.csv")
    same(frame["time (s)"], pair[0].time_s, 1e-6)
    same(frame["centre of mass, ahead of the ankle (m)"], pair[0].metrics.com_m[:, 0], 1e-6)
    export([pair[0]], tmp_path / "komma.csv", decimal="comma")
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "komma.csv", sep=";", decimal=","), frame)


def test_xlsx_holds_numbers_on_a_sheet_a_recording(pair: list[Recording], tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    export(pair, tmp_path / "both.xlsx", titles=["without", "with: a [band]"], columns="com,phase")
    book = openpyxl.load_workbook(tmp_path / "both.xlsx", read_only=True)
    assert book.sheetnames == ["without", "with  a  band"]
    rows = list(book["without"].iter_rows(values_only=True))
    assert rows[0][:2] == ("time (s)", "centre of mass, ahead of the ankle (m)")
    same([row[1] for row in rows[1:]], pair[0].metrics.com_m[:, 0], 1e-12)


def test_parquet(pair: list[Recording], tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    export(pair, tmp_path / "both.parquet", titles=["a", "b"])
    table = pq.read_table(tmp_path / "both.parquet")
    same(table["knee_flexion_deg"], np.concatenate([r.joint_deg("knee_flexion") for r in pair]), 0)
    assert table["run"].to_pylist() == ["a"] * len(pair[0].time_s) + ["b"] * len(pair[1].time_s)
    assert table.schema.field("time_s").metadata[b"description"] == b"time (s)"


def test_netcdf(pair: list[Recording], tmp_path: Path) -> None:
    h5py = pytest.importorskip("h5py")
    export([pair[1]], tmp_path / "rep.nc")
    with h5py.File(tmp_path / "rep.nc") as file:
        same(file["joint_rad"], pair[1].joint_rad, 0)
        assert file["com_world_m"].attrs["units"] == "m"
    export(pair, tmp_path / "both.nc", titles=["without", "with"])
    with h5py.File(tmp_path / "both.nc") as file:
        same(file["heel_share"][1][: len(pair[1].time_s)], pair[1].metrics.heel_load, 0)


def opensim_axes(vectors: np.ndarray) -> np.ndarray:
    """Their x forward, y up, z right from our x forward, y left, z up."""
    return np.stack([vectors[:, 0], vectors[:, 2], -vectors[:, 1]], axis=1)


@pytest.mark.parametrize("which", [0, 1], ids=["right stance", "left stance"])
def test_opensim_reads_motions_storages_and_markers(pair: list[Recording], tmp_path: Path, which: int) -> None:
    opensim = pytest.importorskip("opensim")
    recording, side = pair[which], "rl"[which]
    for kind in ("mot", "sto", "trc"):
        export([recording], tmp_path / f"rep.{kind}")
    mot = opensim.TimeSeriesTable(str(tmp_path / "rep.mot"))
    same(mot.getIndependentColumn(), recording.time_s, 1e-7)
    same(mot.getDependentColumn(f"knee_angle_{side}").to_numpy(), recording.joint_deg("knee_flexion"), 1e-6)
    force = np.column_stack([mot.getDependentColumn(f"ground_force_1_v{axis}").to_numpy() for axis in "xyz"])
    same(force, opensim_axes(recording.grf_world_n), 1e-5)
    sto = opensim.TimeSeriesTable(str(tmp_path / "rep.sto"))
    same(sto.getDependentColumn("com_y").to_numpy(), recording.com_world_m[:, 2], 1e-7)
    trc = opensim.TimeSeriesTableVec3(str(tmp_path / "rep.trc"))
    com = np.array([[row[i] for i in range(3)] for row in (trc.getDependentColumn("COM")[t] for t in range(trc.getNumRows()))])
    same(com, 1000 * opensim_axes(recording.com_world_m), 1e-4)


def test_point_force_and_free_moment_are_the_whole_ground_reaction(pair: list[Recording], tmp_path: Path) -> None:
    """Force at its point plus the free moment, as OpenSim applies them, make the recorded moment about the origin."""
    from hingesim.export.opensim import ground

    for recording in pair:
        columns = ground(recording)
        point, force, free = (
            np.column_stack([columns[f"{name}{axis}"] for axis in "xyz"])
            for name in ("ground_force_1_p", "ground_force_1_v", "ground_torque_1_")
        )
        same(np.cross(point, force) + free, opensim_axes(recording.grf_moment_world_n_m), 1e-9)


def test_pelvis_and_hip_angles_rebuild_the_thigh(pair: list[Recording]) -> None:
    """Turning by the written angles in the order of the OpenSim model gives the attitude of the stance thigh and shank."""
    from hingesim.body.humanoid import LINK
    from hingesim.export.lab_axes import coordinates

    def about(axis: int, degrees: np.ndarray) -> np.ndarray:
        c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        turn = np.zeros((len(degrees), 3, 3))
        i, j = (axis + 1) % 3, (axis + 2) % 3
        turn[:, axis, axis], turn[:, i, i], turn[:, j, j], turn[:, i, j], turn[:, j, i] = 1, c, c, -s, s
        return turn

    swap = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]])
    for recording, side, sign in zip(pair, "rl", (1, -1), strict=True):
        at = coordinates(recording)
        pelvis = about(2, at["pelvis_tilt"]) @ about(0, at["pelvis_list"]) @ about(1, at["pelvis_rotation"])
        hip = (
            about(2, at[f"hip_flexion_{side}"]) @ about(0, sign * at[f"hip_adduction_{side}"]) @ about(1, sign * at[f"hip_rotation_{side}"])
        )
        thigh = swap @ recording.link_poses.rotation_world[:, LINK["stance_thigh"]] @ swap.T
        np.testing.assert_allclose(pelvis @ hip, thigh, atol=1e-6)
        knee = about(2, -at[f"knee_angle_{side}"])
        shank = swap @ recording.link_poses.rotation_world[:, LINK["stance_shank"]] @ swap.T
        np.testing.assert_allclose(pelvis @ hip @ knee, shank, atol=1e-6)


def test_c3d_points_and_force_plate(pair: list[Recording], tmp_path: Path) -> None:
    """Points by py-c3d; force and centre of pressure in the laboratory by the plate's own geometry, as ezc3d works it out."""
    reader, ezc3d = pytest.importorskip("c3d"), pytest.importorskip("ezc3d")
    recording = pair[1]
    export([recording], tmp_path / "rep.c3d")
    with (tmp_path / "rep.c3d").open("rb") as handle:
        file = reader.Reader(handle)
        labels = [label.strip() for label in file.point_labels]
        com = np.array([points[labels.index("COM"), :3] for _, points, _ in file.read_frames()])
    same(com, 1000 * recording.com_world_m, 1e-3)
    plate = ezc3d.c3d(str(tmp_path / "rep.c3d"), extract_forceplat_data=True)["data"]["platform"][0]
    same(plate["force"].T, recording.grf_world_n, 1e-2)
    loaded = recording.grf_world_n[:, 2] > 50
    same(plate["center_of_pressure"].T[loaded, :2] / 1000, recording.cop_world_m[loaded], 1e-5)


def test_rate_and_columns(pair: list[Recording]) -> None:
    frame = pair[0].to_dataframe(columns=["trunk", "knee_flexion_deg"], rate_hz=25)
    assert list(frame) == ["time_s", "trunk_inclination_deg", "knee_flexion_deg"]
    same(np.diff(frame["time_s"]), np.full(len(frame) - 1, 0.04), 1e-9)
    same(frame["trunk_inclination_deg"], np.interp(frame["time_s"], pair[0].time_s, pair[0].trunk_inclination_deg), 1e-12)


def test_summaries_are_rows(pair: list[Recording], tmp_path: Path) -> None:
    pd = pytest.importorskip("pandas")
    export_table(summary_rows(pair, ["a", "b"]), tmp_path / "rows.csv")
    rows = pd.read_csv(tmp_path / "rows.csv")
    assert list(rows["outcome"]) == [r.outcome.name for r in pair]
    same(rows["margin_min_m"], np.array([r.summary()["margin_min_m"] for r in pair]), 1e-6)
    assert rows["hinge.stance"].tolist() == ["right", "left"]


@pytest.mark.parametrize(("decimal", "language"), [("point", "1033"), ("comma", "1031")], ids=["en-US", "de-DE"])
def test_a_spreadsheet_reads_numbers_as_numbers(pair: list[Recording], tmp_path: Path, decimal: str, language: str) -> None:
    """LibreOffice in that country's number format, and back out of it as a workbook."""
    openpyxl = pytest.importorskip("openpyxl")
    if not (office := shutil.which("soffice")):
        pytest.skip("LibreOffice is not installed")
    export([pair[0]], tmp_path / "rep.csv", decimal=decimal, columns="com,trunk,phase", rate_hz=10)
    separator = {"point": 44, "comma": 59}[decimal]
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", f"--infilter=CSV:{separator},34,76,1,,{language}"]
    subprocess.run([*command, "--convert-to", "xlsx", "--outdir", tmp_path / "out", tmp_path / "rep.csv"], check=True, timeout=240)
    rows = list(openpyxl.load_workbook(tmp_path / "out/rep.xlsx").active.iter_rows(values_only=True))
    assert all(isinstance(value, int | float) for row in rows[1:] for value in row[:-1])
    same([row[0] for row in rows[1:]], np.arange(len(rows) - 1) / 10, 1e-9)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"path": "rep.doc"}, r"ends in \.csv, \.xlsx"),
        ({"path": "rep.csv", "columns": "comm"}, "did you mean 'com'"),
        ({"path": "rep.csv", "rate_hz": 5000}, "rate: got 5000, allowed is 1 to 100 Hz"),
        ({"path": "rep.mot", "columns": "com"}, "holds what its programs expect"),
        ({"path": "rep.csv", "decimal": "dot"}, "point or comma"),
    ],
)
def test_what_cannot_be_written_is_one_line_and_leaves_no_file(pair: list[Recording], tmp_path: Path, options: dict, message: str) -> None:
    path = tmp_path / options.pop("path")
    with pytest.raises(InputError, match=message):
        export([pair[0]], path, **options)
    assert not list(tmp_path.iterdir())


def test_laboratory_files_hold_one_recording(pair: list[Recording], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a \.mot file holds one recording, got 2"):
        export(pair, tmp_path / "both.mot")


def test_every_column_can_be_asked_for_by_its_name() -> None:
    names = [column.name for column in read_columns(None)]
    assert len(names) == len(set(names))
    assert all([c.name for c in read_columns([name])] == list(dict.fromkeys(["time_s", name])) for name in names)
    with pytest.raises(FieldError):
        read_columns("kneecap")
    assert set(FORMATS) == {".csv", ".xlsx", ".parquet", ".nc", ".mot", ".sto", ".trc", ".c3d"}

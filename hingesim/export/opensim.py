"""Files that OpenSim reads: motions (`.mot`), storages (`.sto`) and marker trajectories (`.trc`), in its axes (see `lab_axes`)."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from hingesim.body.contacts import FEET, PARTS
from hingesim.export.lab_axes import coordinates, free_moment, markers, moments, to_opensim
from hingesim.export.table import sampled, times
from hingesim.recording.recording import Recording


def write_mot(path: Path, recording: Recording, rate_hz: float | None = None) -> None:
    """Joint angles in degrees, and the ground reaction as force, point and free moment (`ground_force_1_vx` ...)."""
    _write_storage(path, recording, coordinates(recording) | ground(recording), rate_hz, degrees=True)


def write_sto(path: Path, recording: Recording, rate_hz: float | None = None) -> None:
    """Joint moments, ground reaction and its upward part on each part of her, pull of the band and of an aid where they act, and CoM."""
    r = recording
    named = {
        "band_force_v": to_opensim(r.band_force_world_n),
        "band_force_p": to_opensim(r.grip_world_m),
        "aid_force_v": to_opensim(r.aid_force_world_n),
        "aid_force_p": to_opensim(r.aid_world_m),
        "com_": to_opensim(r.com_world_m),
        "com_v": to_opensim(r.com_velocity_world_m_s),
    }
    columns = (
        moments(r)
        | ground(r)
        | loads(r)
        | {f"{name}{axis}": values[:, i] for name, values in named.items() for i, axis in enumerate("xyz")}
    )
    _write_storage(path, r, columns, rate_hz, degrees=False)


def ground(recording: Recording) -> dict[str, np.ndarray]:
    """The ground reaction as OpenSim names it; the point is 0 0 0 while nothing touches.

    On one foot it is one wrench for all that touches the ground. Of an exercise on two feet it is one for each: 1 the stance foot, 2 the
    other; what other parts carry after a fall is in `loads`.
    """
    r = recording
    wrenches = [(r.grf_world_n, r.grf_moment_world_n_m, r.cop_world_m)]
    if len(r.footing.feet) > 1:
        wrenches = [(r.foot_force_world_n[:, i], r.foot_moment_world_n_m[:, i], r.cop_under_world_m(foot)) for i, foot in enumerate(FEET)]
    parts = {}
    for number, (force, moment, at) in enumerate(wrenches, start=1):
        parts[f"ground_force_{number}_v"] = to_opensim(force)
        parts[f"ground_force_{number}_p"] = to_opensim(np.column_stack([np.nan_to_num(at), np.zeros(len(at))]))
        parts[f"ground_torque_{number}_"] = to_opensim(free_moment(force, moment, at))
    return {f"{name}{axis}": values[:, i] for name, values in parts.items() for i, axis in enumerate("xyz")}


def loads(recording: Recording) -> dict[str, np.ndarray]:
    """Upward force of the ground on each part that may touch it, in N, shape (T,): `ground_load_free_foot`."""
    return {f"ground_load_{part}": recording.load_n(part) for part in PARTS}


def _write_storage(path: Path, recording: Recording, columns: dict[str, np.ndarray], rate_hz: float | None, *, degrees: bool) -> None:
    at = times(recording, rate_hz)
    rows = np.column_stack([at, *(sampled(recording, values, at) for values in columns.values())])
    head = [
        path.stem,
        "version=1",
        f"nRows={len(rows)}",
        f"nColumns={rows.shape[1]}",
        f"inDegrees={'yes' if degrees else 'no'}",
        "endheader",
    ]
    _write(path, [*head, "\t".join(["time", *columns])], rows)


def write_trc(path: Path, recording: Recording, rate_hz: float | None = None) -> None:
    """Markers in millimetres: joint centres (RHJC ...), heels, toes, palms, head, and the centre of mass."""
    at = times(recording, rate_hz)
    found = markers(recording)
    rate = rate_hz or 1 / float(np.median(np.diff(at)))
    columns = [sampled(recording, column, at) for points in found.values() for column in 1000 * to_opensim(points).T]
    rows = np.column_stack([np.arange(1, len(at) + 1), at, *columns])
    head = [
        "PathFileType\t4\t(X/Y/Z)\thingesim.trc",
        "DataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\tOrigDataStartFrame\tOrigNumFrames",
        f"{rate:g}\t{rate:g}\t{len(at)}\t{len(found)}\tmm\t{rate:g}\t1\t{len(at)}",
        "Frame#\tTime\t" + "\t\t\t".join(found) + "\t\t",
        "\t\t" + "\t".join(f"{axis}{i}" for i in range(1, len(found) + 1) for axis in "XYZ"),
        "",
    ]
    _write(path, head, rows, first="%d")


def _write(path: Path, head: list[str], rows: np.ndarray, first: str = "%.8g") -> None:
    with path.open("w", encoding="utf-8", newline="\n") as sink:
        sink.write("\n".join(head) + "\n")
        np.savetxt(sink, rows, fmt=[first, *["%.8g"] * (rows.shape[1] - 1)], delimiter="\t")

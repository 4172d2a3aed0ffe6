"""Recordings as pandas and xarray objects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from hingesim.body.humanoid import JOINT_NAMES
from hingesim.common.extras import require
from hingesim.export.columns import read_columns
from hingesim.export.table import sampled, table_of, times
from hingesim.motion.schedule import PHASES
from hingesim.recording.recorded import Recorded
from hingesim.recording.recording import Recording

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def to_dataframe(
    recordings: Sequence[Recording], *, columns: str | Sequence[str] | None = None, rate_hz: float | None = None, titles: Sequence[str] = ()
) -> pd.DataFrame:
    """One row a sample, units in the names (see `columns.GROUPS`); of several recordings, a column `run` says which.

    Raises:
        FieldError: an unknown column, or a rate above the recorded one.
        ExtraMissingError: pandas is not installed.
    """
    require("export", "pandas")
    import pandas as pd

    table = table_of(recordings, read_columns(columns), rate_hz=rate_hz, titles=titles or _numbered(recordings))
    return pd.DataFrame(dict(zip(table.names, table.columns, strict=True)))


def to_xarray(recordings: Sequence[Recording], *, rate_hz: float | None = None, titles: Sequence[str] = ()) -> xr.Dataset:
    """Every recorded array and what follows from it, with dimensions `time_s`, `joint`, `axis` and, for several recordings, `run`.

    Each variable has the attributes `units` and `long_name`; the dataset carries engine and version. Runs that end early hold NaN after.
    """
    require("export", "xarray")
    import xarray as xr

    runs = [_dataset(recording, rate_hz) for recording in recordings]
    if len(runs) == 1:
        return runs[0]
    joined = xr.concat(runs, dim="run", join="outer", combine_attrs="drop_conflicts", data_vars="all", coords="minimal")
    return joined.assign_coords(run=list(titles or _numbered(recordings)))


def _dataset(recording: Recording, rate_hz: float | None) -> xr.Dataset:
    import xarray as xr

    at = times(recording, rate_hz)
    sizes = {(): (), (3,): ("axis",), (4,): ("quaternion",), (len(JOINT_NAMES),): ("joint",)}
    variables = {}
    for name, array in Recorded.declared().items():
        if name == "time_s":
            continue
        values = getattr(recording, name).reshape(len(recording.time_s), -1)
        rows = np.stack([sampled(recording, column, at) for column in values.T], axis=1).reshape(len(at), *array.shape)
        dims = sizes.get(array.shape) or tuple(f"{name}_{i}" for i in range(len(array.shape)))
        variables[name] = (("time_s", *dims), rows, {"units": array.unit, "long_name": array.about})
    for column in read_columns(None):
        values = np.asarray(column.values(recording))
        if column.name not in ("time_s", "phase") and not column.name.startswith(("grf", *JOINT_NAMES)):
            variables[column.name] = ("time_s", sampled(recording, values, at), {"units": column.unit, "long_name": column.words})
    coords = {"time_s": ("time_s", at, {"units": "s"}), "joint": list(JOINT_NAMES), "axis": list("xyz"), "quaternion": list("xyzw")}
    about = {"engine": recording.engine, "version": recording.version, "outcome": recording.outcome.name, "phases": ", ".join(PHASES)}
    return xr.Dataset(variables, coords, about)


def _numbered(recordings: Sequence[Recording]) -> list[str]:
    return [f"run {i + 1}" for i in range(len(recordings))]

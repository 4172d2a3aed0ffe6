"""One way to write each format, chosen by the end of the file's name."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_args

from hingesim.common.errors import FieldError, InputError
from hingesim.common.extras import require
from hingesim.common.files import check_output, written_whole
from hingesim.export.c3d import write_c3d
from hingesim.export.columns import read_columns
from hingesim.export.frames import to_xarray
from hingesim.export.opensim import write_mot, write_sto, write_trc
from hingesim.export.spreadsheet import Decimal, write_csv, write_xlsx
from hingesim.export.table import Table, plain, table_of
from hingesim.recording.recording import Recording

TABLES = (".csv", ".xlsx", ".parquet")
"""Take columns, and several recordings."""
LABORATORY: dict[str, Callable[[Path, Recording, float | None], None]] = {
    ".mot": write_mot,
    ".sto": write_sto,
    ".trc": write_trc,
    ".c3d": write_c3d,
}
"""One recording each, with what their programs expect."""
FORMATS = (*TABLES, ".nc", *LABORATORY)


def export(
    recordings: Sequence[Recording],
    path: str | Path,
    *,
    columns: str | Sequence[str] | None = None,
    rate_hz: float | None = None,
    decimal: Decimal = "point",
    titles: Sequence[str] = (),
) -> None:
    """Write recordings as numbers; the end of the name says how.

    Args:
        recordings: one or more; laboratory files (`.mot .sto .trc .c3d`) hold one.
        path: ends in one of `FORMATS`.
        columns: of a table (see `columns.GROUPS`).
        rate_hz: of the rows; default: as recorded.
        decimal: mark of a `.csv`.
        titles: one for each recording.

    Raises:
        InputError: something cannot be written so.
        ExtraMissingError: the library for the format is not installed.
    """
    path = check_output(path, FORMATS)
    if not recordings:
        raise InputError("export: got no recordings, at least one is needed")
    kind, titles = path.suffix.lower(), titles or [f"run {i + 1}" for i in range(len(recordings))]
    if kind not in TABLES and columns is not None:
        raise FieldError("columns", columns, f"left out for {kind}, which holds what its programs expect; tables are {', '.join(TABLES)}")
    if kind in LABORATORY and len(recordings) > 1:
        raise InputError(f"export: a {kind} file holds one recording, got {len(recordings)}; {', '.join((*TABLES, '.nc'))} hold several")
    if kind in TABLES:
        chosen = read_columns(columns)
        tables = [table_of([r], chosen, rate_hz=rate_hz, titles=[t]) for r, t in zip(recordings, titles, strict=True)]
        whole = tables[0] if len(tables) == 1 else table_of(recordings, chosen, rate_hz=rate_hz, titles=titles)
        export_table(whole, path, decimal=decimal, sheets=tables)
    elif kind == ".nc":
        require("export", "h5netcdf")
        dataset = to_xarray(recordings, rate_hz=rate_hz, titles=titles)
        # HDF5 locks what it writes, as does whoever holds the part: it writes elsewhere.
        with tempfile.TemporaryDirectory(prefix="hingesim-") as folder, written_whole(path) as part:
            dataset.to_netcdf(Path(folder, "rep.nc"), engine="h5netcdf")
            shutil.copyfile(Path(folder, "rep.nc"), part)
    else:
        with written_whole(path) as part:
            LABORATORY[kind](part, recordings[0], rate_hz)


def export_table(table: Table, path: str | Path, *, decimal: Decimal = "point", sheets: Sequence[Table] = ()) -> None:
    """Write one table as `.csv`, `.xlsx` or `.parquet`; a workbook may have several `sheets` instead."""
    path = check_output(path, TABLES)
    if decimal not in get_args(Decimal):
        raise FieldError("decimal", decimal, " or ".join(get_args(Decimal)))
    with written_whole(path) as part:
        if path.suffix.lower() == ".csv":
            write_csv(part, table, decimal)
        elif path.suffix.lower() == ".xlsx":
            write_xlsx(part, sheets or [table])
        else:
            _write_parquet(part, table)


def _write_parquet(path: Path, table: Table) -> None:
    """Columns by their plain names; the words stand in the metadata of each field."""
    require("export", "pyarrow")
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays: list[Any] = [pa.array([plain(v) for v in c]) if c.dtype.kind in "OU" else pa.array(c, from_pandas=True) for c in table.columns]
    described = zip(table.names, arrays, table.headers, strict=True)
    fields = [pa.field(name, array.type, metadata={"description": words}) for name, array, words in described]
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields)), path)

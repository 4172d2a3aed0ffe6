"""The table of a sweep: Arrow, pandas and xarray views of its rows, and the scenario behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from hingesim.common.doors import through
from hingesim.common.errors import FieldError, InputError, nearest
from hingesim.scenario.parameters import Scenario
from hingesim.scenario.reading import scenario_fields
from hingesim.sweeps.row import scenario_of, unit_of
from hingesim.sweeps.store import read

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr
    from matplotlib.figure import Figure

SEED = "world.seed"


@dataclass(frozen=True, eq=False)
class SweepTable:
    """Rows of runs; the columns are described in `hingesim.sweeps.row`."""

    rows: pa.Table
    declared: tuple[str, ...] = ()
    """The fields that were swept, in the order they were given."""
    sampling: Literal["grid", "scattered"] = "scattered"
    """`grid`: the rows stand at the crossings of their axes."""

    @staticmethod
    def open(path: str | Path) -> SweepTable:
        """Read a store, finished or not.

        Raises:
            InputError: not a store, of another format, or with a part that is cut short.
        """
        return SweepTable(*read(path))

    def __len__(self) -> int:
        return self.rows.num_rows

    @cached_property
    def axes(self) -> dict[str, list[Any]]:
        """The scenario fields that differ between rows, seeds apart, and their values in order; dotted names, those swept first."""
        found: dict[str, list[Any]] = {}
        for name in [*self.declared, *(n for n in scenario_fields() if n not in self.declared)]:
            column = self.rows.column(name)
            if name == SEED:
                continue
            plain = column if pa.types.is_nested(column.type) else column.unique()
            values = {_hashable(value) for value in plain.to_pylist()}
            if len(values) > 1 or name in self.declared:
                found[name] = sorted(values, key=lambda value: (value is not None, value))
        return found

    def arrow(self) -> pa.Table:
        """The rows as an Arrow table."""
        return self.rows

    def pandas(self) -> pd.DataFrame:
        """The rows as a pandas table; its index is the number that `hingesim render --row` takes."""
        return self.rows.to_pandas().rename_axis("row")

    def xarray(self) -> xr.Dataset:
        """The summary of every run over labelled axes, with units.

        A grid has one dimension for each axis and one for the seeds, empty where there is no run; anything else has the one dimension
        `row`, with the axes as coordinates along it.
        """
        import xarray as xr

        labels = [*self.axes, SEED]
        kept = [name for name in self.rows.column_names if name not in scenario_fields() or name in labels]
        frame = self.rows.select(kept).to_pandas()
        for name in labels:
            if pa.types.is_nested(self.rows.schema.field(name).type):
                frame[name] = frame[name].map(str)
        if self.sampling == "grid":
            data = frame.drop(columns="seed").set_index(labels).to_xarray()
        else:
            data = xr.Dataset.from_dataframe(frame.drop(columns="seed").rename_axis("row")).set_coords(labels)
        for name in data.variables:
            spec = scenario_fields().get(str(name))
            about = {"units": unit_of(str(name)), "long_name": spec.metadata["help"] if spec else str(name).replace("_", " ")}
            data[name].attrs.update({key: text for key, text in about.items() if text})
        return data

    def _repr_html_(self) -> str:
        return self.pandas().to_html(max_rows=10, max_cols=12)

    def map(self, path: str | Path | None = None, **options: Any) -> Figure:
        """Draw the map of a sweep over a grid; see `hingesim.maps.outcome_map` for the options."""
        return through("outcome_map")(self, path, **options)

    def at(self, keys: Sequence[str]) -> SweepTable:
        """The rows of these keys, in their order."""
        place = {key: number for number, key in enumerate(self.rows.column("key").to_pylist())}
        try:
            return SweepTable(self.rows.take([place[key] for key in keys]), self.declared, self.sampling)
        except KeyError as error:
            raise InputError(f"sweep: no row has the key {error}") from None

    def scenario(self, *, row: int | None = None, key: str | None = None) -> Scenario:
        """The scenario of one row, seed included: `simulate` gives the run of the sweep again, bit for bit.

        Args:
            row: number of the row, from 0.
            key: its key, or the beginning of it.

        Raises:
            InputError: no such row, or not exactly one.
        """
        return scenario_of(self.find(row=row, key=key))

    def find(self, *, row: int | None = None, key: str | None = None) -> dict[str, Any]:
        """One row as plain values (see `scenario`)."""
        if (row is None) == (key is None):
            raise InputError("sweep: give either the number of a row or its key")
        if key is not None:
            found = [number for number, full in enumerate(self.rows.column("key").to_pylist()) if full.startswith(key)]
            if len(found) != 1:
                raise FieldError("--key", key, f"the beginning of one key ({len(found)} rows begin so)")
            row = found[0]
        if not isinstance(row, int) or not 0 <= row < len(self):
            raise FieldError("--row", row, f"a whole number from 0 to {len(self) - 1}")
        return self.rows.slice(row, 1).to_pylist()[0]

    def column(self, name: str) -> pa.ChunkedArray:
        """One column by name.

        Raises:
            FieldError: no such column.
        """
        if name not in self.rows.column_names:
            raise FieldError("column", name, nearest(name, self.rows.column_names))
        return self.rows.column(name)


def _hashable(value: Any) -> Any:
    return tuple(map(tuple, value)) if isinstance(value, list) else value

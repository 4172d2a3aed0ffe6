"""Sweeps: many runs over axes of a scenario, kept in a table that survives anything.

from hingesim import sweep

table = sweep(axes={"knee-bend": "5:40:8", "band-distance": "1.4:2.6:7"}, replicates=4, out="map.parquet")
table.pandas(), table.arrow(), table.xarray()
"""

from __future__ import annotations

from hingesim.common.extras import require

require("sweep", "pyarrow", "scipy", "pandas", "xarray", "filelock")

from hingesim.sweeps.axes import Axis, axis, field_of, read_axes  # noqa: E402
from hingesim.sweeps.design import Design  # noqa: E402
from hingesim.sweeps.refine import refine  # noqa: E402
from hingesim.sweeps.row import scenario_of  # noqa: E402
from hingesim.sweeps.run import Size, run_all, sweep  # noqa: E402
from hingesim.sweeps.sensitivity import sensitivity  # noqa: E402
from hingesim.sweeps.table import SweepTable  # noqa: E402

__all__ = [
    "Axis",
    "Design",
    "Size",
    "SweepTable",
    "axis",
    "field_of",
    "read_axes",
    "refine",
    "run_all",
    "scenario_of",
    "sensitivity",
    "sweep",
]

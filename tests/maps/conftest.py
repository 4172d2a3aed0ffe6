"""Tables of runs that were never run: outcomes by a known function, so that a map can be checked against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pyarrow as pa
import pytest

from hingesim import Scenario, SweepTable
from hingesim.sweeps import Design, read_axes
from hingesim.sweeps.cell import Cell
from hingesim.sweeps.row import schema

BASE = Scenario().replace(band={})
AXES = {"knee-bend": "5:40:8", "band-distance": "1.4:2.6:7"}


def made(
    axes: Mapping[str, Any],
    outcome: Callable[[Scenario], str | None],
    *,
    replicates: int = 1,
    margin: Callable[[Scenario], float] | None = None,
) -> SweepTable:
    """The table of a sweep whose outcomes are those of a function."""
    design = Design(BASE, read_axes(axes), replicates=replicates)
    rows = []
    for scenario in design:
        name = outcome(scenario)
        told = {"error": "no posture"} if name is None else {"outcome": name, "reason": "", "completed": True}
        number = {"margin_fore_aft_min_m": margin(scenario)} if margin else {}
        rows.append(Cell(scenario).row(**told, **number, wall_s=1.0))
    return SweepTable(pa.Table.from_pylist(rows, schema=schema()), tuple(a.field for a in design.axes if len(a.values) > 1), "grid")


def regions(scenario: Scenario) -> str:
    """Three regions, as in the lesson; every fourth seed differs near the lower border."""
    knee, distance = (scenario.hinge.knee_bend_deg - 5) / 35, (scenario.band.distance_m - 1.4) / 1.2  # type: ignore[union-attr]
    low, high = 0.62 - 0.55 * knee, 1.35 - 0.75 * knee
    if scenario.world.seed == 3 and abs(distance - low) < 0.2:
        return "on_toes"
    return "forward_fall" if distance < low else "backward_fall" if distance > high else "posterior_shift"


@pytest.fixture(scope="session")
def three_regions() -> SweepTable:
    """8 by 7 cells of 4 runs."""
    return made(AXES, regions, replicates=4, margin=lambda s: 0.01 * s.world.seed)

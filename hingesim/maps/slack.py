"""Where on a map the band hangs slack: from the band's law and the planned path of the hands, without simulating."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import numpy as np
from scipy.optimize import brentq

from hingesim.common.errors import InfeasibleError
from hingesim.maps.grid import Grid
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.simulate import planned
from hingesim.sweeps.axes import with_values

When = Literal["somewhere", "at_start"]
COLUMNS = 7
"""Places across a map at which the line is computed; it is smooth between them."""
EXACT = 1e-3
"""Share of the axis within which a point of the line is found."""
DISTANCE = "band.distance_m"
PULLED_M = 1.0
"""Stands for the stretch of a band that nobody can stand against; only its sign counts."""


@lru_cache(maxsize=256)
def stretches_m(scenario: Scenario) -> dict[When, float]:
    """How much longer than its rest length the band is, at its least along the planned hinge or at the start; negative: slack.

    Raises:
        InfeasibleError: there is no such plan.
    """
    _, law, path = planned(scenario)
    if law is None:
        raise InfeasibleError("no band")
    length_m = np.linalg.norm(law.anchor_world_m - path.grip_m, axis=1)
    return {"somewhere": float(length_m.min()) - law.rest_length_m, "at_start": float(length_m[0]) - law.rest_length_m}


def slack_lines(grid: Grid, panel: int) -> dict[When, np.ndarray]:
    """Points (x, y) of shape (k, 2) on either line, in the units of the axes; a line that does not cross the map is left out."""
    _, cells = grid.panels[panel]
    some = min(cells.rows.values())[0]
    scenario = grid.table.scenario(row=some)
    if scenario.band is None:
        return {}
    flipped = grid.x == DISTANCE  # the line is looked for along the distance, where it is an axis
    along, across = (grid.x, grid.y) if flipped else (grid.y, grid.x)
    values, other = (cells.x, cells.y) if flipped else (cells.y, cells.x)
    lines: dict[When, np.ndarray] = {}
    for when in ("somewhere", "at_start"):
        points = []
        for value in np.linspace(other[0], other[-1], COLUMNS):
            place = _crossing(with_values(scenario, {across: _fitting(across, value)}), along, float(values[0]), float(values[-1]), when)
            if place is not None:
                points.append((place, value) if flipped else (value, place))
        if len(points) > 1:
            lines[when] = np.array(points)
    return lines


def _fitting(field: str, value: float) -> float | int:
    return round(value) if field == "hinge.reps" else float(value)


def _crossing(scenario: Scenario, field: str, low: float, high: float, when: When) -> float | None:
    """Value of a field at which the band just goes slack; None when it does not between the two."""

    def taut_m(value: float) -> float:
        try:
            return stretches_m(with_values(scenario, {field: _fitting(field, value)}))[when]
        except InfeasibleError:
            return PULLED_M

    if taut_m(low) * taut_m(high) > 0:
        return None
    return float(brentq(taut_m, low, high, xtol=EXACT * (high - low)))  # type: ignore[arg-type]

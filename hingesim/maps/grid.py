"""A table of runs as the cells of a map: what came of every crossing of two axes, panel by panel of a third."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from scipy.spatial import Delaunay, QhullError

from hingesim.common.errors import FieldError, InputError, nearest
from hingesim.maps.spots import edges
from hingesim.scenario.reading import scenario_fields
from hingesim.sweeps import SweepTable, field_of
from hingesim.sweeps.borrowing import unlike, weighted
from hingesim.sweeps.tally import SEVERITY, most_frequent, named

MOST_PANELS = 12


@dataclass(frozen=True, eq=False)
class Cells:
    """One panel. Arrays have one row for each value of y and one column for each value of x, both rising."""

    x: np.ndarray
    """shape (nx,): values of the axis across, in the unit of its field."""
    y: np.ndarray
    """shape (ny,): values of the axis upward."""
    outcome: np.ndarray
    """shape (ny, nx): most frequent outcome; where some cells have no runs the one that weighs most around (see `sweeps.borrowing`); empty
    text outside all runs."""
    share: np.ndarray
    """shape (ny, nx): share of the runs that came to it, or of their weight."""
    agreeing: np.ndarray
    """shape (ny, nx): number of its own runs that came to it."""
    runs: np.ndarray
    """shape (ny, nx): number of runs."""
    value: np.ndarray
    """shape (ny, nx): mean of the metric, of a cell without runs that of the nearest with; NaN where there is none."""
    rows: dict[tuple[int, int], list[int]]
    """Numbers of the rows of the table by cell (place in y, place in x)."""

    @property
    def x_edges(self) -> np.ndarray:
        """shape (nx + 1,): cells end half-way between values."""
        return edges(self.x)

    @property
    def y_edges(self) -> np.ndarray:
        """shape (ny + 1,)."""
        return edges(self.y)

    @property
    def inferred(self) -> bool:
        """Whether some cells have no runs of their own."""
        return bool(((self.runs == 0) & (self.outcome != "")).any())

    @property
    def unfinished(self) -> bool:
        """Whether cells at the edge of what was run have no outcome: a sweep that was not run to its end."""
        return bool((self.outcome == "").any())


@dataclass(frozen=True)
class Refinement:
    """What is known of a map of which some cells were not run."""

    runs: int
    of: int
    """Runs of the whole grid with all seeds."""
    unlike: float
    """Share of the cells that the whole grid of other seeds is expected to name otherwise, from the runs of this map alone."""


@dataclass(frozen=True, eq=False)
class Grid:
    """All panels of one map."""

    table: SweepTable
    x: str
    y: str
    facet: str | None
    """Dotted fields of the axes."""
    panels: tuple[tuple[Any, Cells], ...]
    """Value of the facet, None without one, and its cells."""
    refinement: Refinement | None = None
    """None where every cell was run, or some have no outcome yet."""

    @property
    def run_cells(self) -> tuple[int, int]:
        """Number of cells with runs, and of all cells."""
        return sum(int((cells.runs > 0).sum()) for _, cells in self.panels), sum(cells.runs.size for _, cells in self.panels)

    @property
    def unfinished(self) -> bool:
        """Whether any panel is."""
        return any(cells.unfinished for _, cells in self.panels)

    @cached_property
    def counts(self) -> Counter[str]:
        """Number of cells of every outcome in all panels, most first."""
        found = Counter(name for _, cells in self.panels for name in cells.outcome.ravel().tolist() if name)
        return Counter(dict(found.most_common()))


def grid_of(table: SweepTable, *, x: str | None = None, y: str | None = None, facet: str | None = None, metric: str | None = None) -> Grid:
    """Sort the runs into cells.

    Args:
        x: field across, dotted or as its option; default: the first axis of the sweep.
        y: field upward; default: the next.
        facet: field of a third axis, one panel for each value.
        metric: a number of the summary.

    Raises:
        InputError: an axis that the sweep does not have or that cannot be drawn, more axes than a map has, an unknown metric.
    """
    _refuse_unlike(table)
    numbers = [name for name in table.rows.column_names if pa.types.is_floating(table.rows.schema.field(name).type)]
    metrics = [name for name in numbers if name not in scenario_fields() and name != "wall_s"]
    if metric is not None and metric not in metrics:
        raise FieldError("metric", metric, nearest(metric, metrics))
    chosen = _chosen(table, {"x": x, "y": y, "facet": facet})
    values = {name: table.axes[field] for name, field in chosen.items()}
    if len(values.get("facet", ())) > MOST_PANELS:
        raise FieldError("facet", chosen["facet"], f"an axis of at most {MOST_PANELS} values ({len(values['facet'])} here)")
    columns = {name: _column(table, field) for name, field in chosen.items()}
    outcomes = [named(outcome) for outcome in table.column("outcome").to_pylist()]
    numbers_of = table.column(metric).to_numpy(zero_copy_only=False) if metric else np.full(len(table), np.nan)
    place = {name: {value: at for at, value in enumerate(values[name])} for name in values}
    rows: dict[Any, dict[tuple[int, int], list[int]]] = {value: {} for value in values.get("facet", [None])}
    for row in range(len(table)):
        panel = columns["facet"][row] if "facet" in columns else None
        cell = place["y"][columns["y"][row]], place["x"][columns["x"][row]]
        rows[panel].setdefault(cell, []).append(row)
    x_values, y_values = (np.array(values[name], float) for name in ("x", "y"))
    panels = tuple((panel, _cells(x_values, y_values, found, outcomes, numbers_of)) for panel, found in rows.items())
    grid = Grid(table, chosen["x"], chosen["y"], chosen.get("facet"), panels)
    return _borrowed(grid, outcomes) if any(cells.inferred for _, cells in panels) and not grid.unfinished else grid


def refinement(table: SweepTable, *, x: str | None = None, y: str | None = None, facet: str | None = None) -> Refinement | None:
    """What is known of a refined map; None for one whose cells were all run. Axes as of `outcome_map`."""
    return grid_of(table, x=x, y=y, facet=facet).refinement


def _borrowed(grid: Grid, outcomes: list[str]) -> Grid:
    """The grid with every cell named by the runs around it, as the search that chose the runs does."""
    every = [cells for _, cells in grid.panels]
    counts = np.zeros((len(every), *every[0].runs.shape, len(SEVERITY)), int)
    for panel, cells in enumerate(every):
        for cell, found in cells.rows.items():
            for row in found:
                counts[panel, *cell, SEVERITY.index(outcomes[row])] += 1
    facets = [] if grid.facet is None else grid.table.axes[grid.facet]
    ordered = [len(facets) > 2 and _numeric(facets), *(size > 2 for size in every[0].runs.shape)]
    weights = weighted(counts, ordered)
    names, shares = weights.argmax(axis=-1), weights.max(axis=-1) / weights.sum(axis=-1)
    agreeing = np.take_along_axis(counts, names[..., None], axis=-1)[..., 0]
    named_ = np.array(SEVERITY, object)[names]
    panels = tuple(
        (value, replace(cells, outcome=named_[i], share=shares[i], agreeing=agreeing[i])) for i, (value, cells) in enumerate(grid.panels)
    )
    seeds = len(set(grid.table.column("seed").to_pylist()))
    known = Refinement(int(counts.sum()), names.size * seeds, unlike(counts, ordered, seeds))
    return replace(grid, panels=panels, refinement=known)


def cells_run(table: SweepTable, *, x: str | None = None, y: str | None = None, facet: str | None = None) -> tuple[int, int]:
    """Number of cells of the map that have runs, and of all; axes as of `outcome_map`."""
    return grid_of(table, x=x, y=y, facet=facet).run_cells


def one_axis(table: SweepTable, x: str | None = None) -> str:
    """Dotted field of the only axis of a sweep over one field.

    Raises:
        InputError: the sweep has no runs, is no grid, or has other axes than `x`.
    """
    _refuse_unlike(table)
    varied, have = _varied(table)
    if len(varied) != 1 or not _numeric(table.axes[varied[0]]):
        raise InputError(f"map: shares need a sweep over one axis of numbers; {have}")
    if x is not None and _field("x", x) != varied[0]:
        raise FieldError("x", x, f"the axis of every sweep; {have}")
    return varied[0]


def _refuse_unlike(table: SweepTable) -> None:
    """Only a grid with runs in it can be drawn."""
    if not len(table):
        raise InputError("map: the sweep has no runs yet")
    if table.sampling != "grid":
        raise InputError("map: needs a grid; the points of this sweep were drawn or come from several designs")


def _varied(table: SweepTable) -> tuple[list[str], str]:
    """Dotted fields with two values or more, and what is said of them to somebody who needs others."""
    varied = [field for field, values in table.axes.items() if len(values) > 1]
    return varied, f"this sweep has {', '.join(map(_option, varied)) or 'no axis with two values'}"


def _chosen(table: SweepTable, asked: dict[str, str | None]) -> dict[str, str]:
    """Dotted field of every axis of the map."""
    varied, have = _varied(table)
    chosen: dict[str, str] = {}
    for name, given in asked.items():
        if given is None:
            continue
        field = _field(name, given)
        if field not in varied:
            known = ", ".join(map(_option, varied)) or "none at all"
            raise FieldError(name, given, f"an axis of this sweep with two values or more ({known})")
        if field in chosen.values():
            raise FieldError(name, given, "each axis once")
        chosen[name] = field
    free = [field for field in varied if field not in chosen.values()]
    for name in ("x", "y"):
        if name not in chosen:
            fit = next((field for field in free if _numeric(table.axes[field])), None)
            if fit is None:
                alone = "; --shares draws a sweep over one" if len(varied) == 1 else ""
                raise InputError(f"map: needs two axes of numbers; {have}{alone}")
            chosen[name] = fit
            free.remove(fit)
        elif not _numeric(table.axes[chosen[name]]):
            raise FieldError(name, asked[name], "an axis of numbers; others can be the facet")
    if free:
        rest = f"choose --facet {_option(free[0]).lstrip('-')}" if len(free) == 1 and "facet" not in chosen else "sweep fewer"
        raise InputError(f"map: this sweep has {len(varied)} axes ({', '.join(map(_option, varied))}), a map shows two; {rest}")
    return chosen


def _field(name: str, given: str) -> str:
    try:
        return field_of(given)
    except FieldError as error:
        raise FieldError(name, given, error.allowed) from None


def _option(field: str) -> str:
    return scenario_fields()[field].metadata["option"]


def _numeric(values: list[Any]) -> bool:
    return all(isinstance(value, int | float) and not isinstance(value, bool) for value in values)


def _column(table: SweepTable, field: str) -> list[Any]:
    values = table.column(field).to_pylist()
    return [tuple(map(tuple, value)) if isinstance(value, list) else value for value in values]


def _cells(x: np.ndarray, y: np.ndarray, rows: dict[tuple[int, int], list[int]], outcomes: list[str], numbers: np.ndarray) -> Cells:
    shape = len(y), len(x)
    outcome, share, value = np.full(shape, "", object), np.zeros(shape), np.full(shape, np.nan)
    agreeing, runs = np.zeros(shape, int), np.zeros(shape, int)
    for cell, found in rows.items():
        told = [outcomes[row] for row in found]
        outcome[cell], runs[cell] = most_frequent(told), len(told)
        agreeing[cell] = told.count(outcome[cell])
        share[cell] = agreeing[cell] / len(told)
        known = numbers[found][np.isfinite(numbers[found])]
        value[cell] = known.mean() if len(known) else np.nan
    for cell, like in _filled(outcome).items():
        outcome[cell], share[cell], value[cell] = outcome[like], share[like], value[like]
    return Cells(x, y, outcome, share, agreeing, runs, value, rows)


def _filled(outcome: np.ndarray) -> dict[tuple[int, int], tuple[int, int]]:
    """For every cell without runs that lies among cells with: the nearest of those; of several as near, one of the outcome most have."""
    have, empty = np.argwhere(outcome != ""), np.argwhere(outcome == "")
    if not len(empty) or len(have) < 3:
        return {}
    try:
        among = empty[Delaunay(have).find_simplex(empty) >= 0]
    except QhullError:  # all on one line
        return {}
    like = {}
    for cell in among:
        apart = ((have - cell) ** 2).sum(axis=1)
        near = [tuple(place) for place in have[apart == apart.min()].tolist()]
        most = most_frequent(str(outcome[place]) for place in near)
        like[tuple(cell.tolist())] = next(place for place in near if outcome[place] == most)
    return like

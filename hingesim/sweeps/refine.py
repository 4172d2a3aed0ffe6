"""A sweep that spends its runs where the outcome changes (see `boundary`), kept in the same store as any other."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hingesim.common.errors import InputError
from hingesim.scenario.parameters import Scenario, given_scenario
from hingesim.sweeps.axes import Axis, read_axes
from hingesim.sweeps.boundary import Point, Search
from hingesim.sweeps.design import SEED, Design
from hingesim.sweeps.run import Size, run_all
from hingesim.sweeps.table import SweepTable
from hingesim.sweeps.tally import named


def refine(
    scenario: Scenario | None = None,
    axes: Mapping[str, Any] | None = None,
    *,
    replicates: int = 1,
    out: str | Path | None = None,
    announce: Callable[[Size], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
    **options: Any,
) -> SweepTable:
    """Simulate those points of a grid that show where the outcome changes; the rows of what was run.

        table = refine(axes={"knee-bend": "5:40:20", "band-distance": "1.4:2.6:20"}, replicates=4, out="map.parquet")

    What the store has already is not run again, so the same call goes on where it was stopped, and `sweep` with the same axes fills
    in the rest of the grid.

    Args:
        scenario: everything that is not swept; default: the default trainee.
        axes: as in `sweep`; at least one with three numbers.
        replicates: most seeds at a point.
        out: store; default: kept in memory only.
        announce: called with the size of the first wave; how many follow depends on what it finds.
        progress: called with the number of runs done and of those known to be needed.
        options: others of `run_all`.

    Raises:
        InputError: before any run starts; the line says what is wrong.
    """
    design = Design(given_scenario(scenario), read_axes({} if axes is None else axes), replicates=replicates)
    swept = [axis for axis in design.axes if len(axis.values) > 1]
    if any(axis.field == SEED for axis in swept):
        raise InputError("--refine: seeds have no order to refine over; use --replicates")
    if not any(map(_ordered, swept)):
        raise InputError("--refine: needs an axis of at least three numbers, such as --knee-bend 5:40:20")
    with contextlib.ExitStack() as stack:
        store = Path(out) if out is not None else Path(stack.enter_context(tempfile.TemporaryDirectory()), "rows.parquet")
        waves = _Waves(design, store, tuple(axis.field for axis in swept), announce, progress, options)
        search = Search([(len(axis.values), _ordered(axis)) for axis in design.axes], replicates)
        search.run(waves.ask)
        places = sorted(waves.index(point, seed) for point, seed in search.outcomes)
        return run_all([design[place] for place in places], out=store, declared=waves.declared, gridded=True, **options)


def _ordered(axis: Axis) -> bool:
    """Whether there is something between the values of an axis."""
    return len(axis.values) > 2 and all(isinstance(value, int | float) and not isinstance(value, bool) for value in axis.values)


class _Waves:
    """Runs what the search asks for, wave by wave, in one store."""

    def __init__(
        self,
        design: Design,
        store: Path,
        declared: tuple[str, ...],
        announce: Callable[[Size], None] | None,
        progress: Callable[[int, int], None] | None,
        options: dict[str, Any],
    ) -> None:
        self.declared = declared
        self._design, self._store, self._announce, self._progress, self._options = design, store, announce, progress, options
        self._done = 0

    def index(self, point: Point, seed: int) -> int:
        """Place of a run in the design."""
        place = 0
        for at, axis in zip(point, self._design.axes, strict=True):
            place = place * len(axis.values) + at
        return place * self._design.replicates + seed

    def ask(self, wave: list[tuple[Point, int]]) -> list[str]:
        """Outcomes of the runs of one wave."""
        before = self._done

        def told(done: int, total: int) -> None:
            if self._progress:
                self._progress(before + done, before + total)

        runs = [self._design[self.index(point, seed)] for point, seed in wave]
        announce, self._announce = self._announce, None
        table = run_all(runs, out=self._store, declared=self.declared, gridded=True, announce=announce, progress=told, **self._options)
        self._done += len(wave)
        return [named(outcome) for outcome in table.column("outcome").to_pylist()]

"""Running a sweep: what is missing in the store is simulated, here or on a cluster, and kept as it comes."""

from __future__ import annotations

import contextlib
import itertools
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hingesim.common.errors import FieldError
from hingesim.common.processes import cores
from hingesim.common.progress import duration
from hingesim.scenario.parameters import Scenario, given_scenario
from hingesim.sweeps.axes import read_axes
from hingesim.sweeps.cell import Cell, Result
from hingesim.sweeps.cluster import connected, on_a_cluster, width
from hingesim.sweeps.design import Design
from hingesim.sweeps.local import on_this_machine
from hingesim.sweeps.store import Store, label_of
from hingesim.sweeps.table import SweepTable

if TYPE_CHECKING:
    from distributed import Client

ROW_BYTES = 250
"""A row in a part on disk (measured: see tests/benchmarks/test_sweep.py)."""
LONG = 8
"""A sweep of more than this many runs for each worker is measured before it is announced: a first few runs, spread over the design."""


@dataclass(frozen=True)
class Size:
    """What a sweep will take, said before it starts."""

    runs: int
    """Runs to do."""
    held: int
    """Runs of this sweep that the store has already."""
    workers: int
    """Processes, here or on the cluster."""
    run_s: float | None = None
    """Mean time of the first runs in warm processes; None where there are too few to ask."""
    recording_bytes: float = 0.0
    """Mean size of a recording, where recordings are kept."""
    repaired: tuple[str, ...] = ()
    """What was damaged in the store and is set aside; the runs that are lost with it are done again."""

    @property
    def seconds(self) -> float | None:
        """Estimated time."""
        return None if self.run_s is None else self.runs * self.run_s / self.workers

    @property
    def bytes(self) -> float:
        """Estimated space on disk."""
        return self.runs * (ROW_BYTES + self.recording_bytes)

    def __str__(self) -> str:
        if not self.runs:
            return f"all {self.held} runs are there already"
        held = f" ({self.held} more are there already)" if self.held else ""
        time = "" if self.seconds is None else f", about {duration(self.seconds)}"
        cut = f"; damaged and set aside in _damaged: {', '.join(self.repaired)}; what is lost is run again" if self.repaired else ""
        return f"{self.runs} runs{held} on {self.workers} workers{time}, {max(self.bytes / 1e6, 0.1):.1f} MB on disk{cut}"


def sweep(
    scenario: Scenario | None = None,
    axes: Mapping[str, Any] | None = None,
    *,
    replicates: int = 1,
    sampling: str = "grid",
    samples: int | None = None,
    **options: Any,
) -> SweepTable:
    """Simulate a scenario over axes of its fields.

        table = sweep(axes={"knee-bend": "5:40:8", "band-distance": [1.6, 1.9, 2.2]}, replicates=4, out="map.parquet")

    Args:
        scenario: everything that is not swept; default: the default trainee.
        axes: by dotted field (`hinge.knee_bend_deg`) or option (`knee-bend`): values, or a text as on the command line.
        replicates: seeds at every point, from the scenario's own upward.
        sampling: `grid`, `lhs` (Latin hypercube) or `sobol`.
        samples: number of points for `lhs` and `sobol`.
        options: those of `run_all`.

    Raises:
        InputError: before any run starts; the line says what is wrong.
    """
    design = Design(
        given_scenario(scenario), read_axes({} if axes is None else axes), replicates=replicates, sampling=sampling, samples=samples
    )
    swept = tuple(axis.field for axis in design.axes if len(axis.values) > 1)
    return run_all(design, declared=swept, gridded=sampling == "grid", **options)


def run_all(
    scenarios: Sequence[Scenario],
    *,
    out: str | Path | None = None,
    workers: int | None = None,
    scheduler: str | Client | None = None,
    keep_recordings: bool = False,
    stop_early: bool = False,
    announce: Callable[[Size], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
    declared: Sequence[str] = (),
    gridded: bool = False,
) -> SweepTable:
    """Simulate any scenarios; returns their rows in their order.

    Args:
        scenarios: complete, seed included; equal ones run once.
        out: store (a folder, `.parquet`) that keeps the rows: what it has is not run again. Default: kept in memory only.
        workers: processes on this machine; default: one a core.
        scheduler: address of a Dask scheduler, or a client of one, to run there instead.
        keep_recordings: also keep every recording, in the store.
        stop_early: give a run up once a loss of balance is certain, which takes half the time of a fall or less. Outcomes and numbers
            are the same; `came_of` and `digest` of such a run stay empty. A store has whole runs or such ones, not both.
        announce: called with the size of the work before most of it starts.
        progress: called with the number of runs done and the number in all.
        declared: fields that are swept, dotted, in the order to show them.
        gridded: whether the scenarios stand at the crossings of their axes.

    Raises:
        InputError: before any run starts; the line says what is wrong.
        HingesimError: the disk is full, or no process or cluster could go on; the store keeps what is finished.
    """
    if workers is not None and (isinstance(workers, bool) or not isinstance(workers, int) or not 1 <= workers <= 1024):
        raise FieldError("--workers", workers, "a whole number from 1 to 1024")
    if keep_recordings and out is None:
        raise FieldError("--keep-recordings", True, "together with a store to keep them in")
    with contextlib.ExitStack() as stack:
        path = Path(out) if out is not None else Path(stack.enter_context(tempfile.TemporaryDirectory()), "rows.parquet")
        store = Store(path, stop_early=stop_early)
        execute, width = _executor(stack, workers, scheduler, keep_recordings=keep_recordings, stop_early=stop_early)
        stack.enter_context(store)
        keys, engines = [], set()
        for cell in map(Cell, scenarios):
            keys.append(cell.key)
            engines.add(cell.engine)
        missing = set(store.expect(keys, engines))
        _relabel(store, declared, gridded)
        todo = [index for index, key in enumerate(keys) if key in missing and not missing.discard(key)]
        _Work(scenarios, todo, len(set(keys)), store, execute, width, announce, progress).do()
        store.finish()
        return SweepTable.open(path).at(keys)


Execute = Callable[[Iterator[Cell]], Generator[list[Result]]]


def _executor(
    stack: contextlib.ExitStack, workers: int | None, scheduler: str | Client | None, **how: bool
) -> tuple[Execute, Callable[[], int]]:
    """What runs cells, and how many workers it has."""
    if scheduler is None:
        count = workers or cores()
        return lambda cells: on_this_machine(cells, count, **how), lambda: count
    client = stack.enter_context(connected(scheduler))
    return lambda cells: on_a_cluster(cells, client, **how), lambda: width(client)


def _relabel(store: Store, declared: Sequence[str], gridded: bool) -> None:
    """Rows of this sweep join those that are there."""
    label = label_of(store.path)
    both_grids = gridded and label.sampling == "grid"
    store.label(list(dict.fromkeys([*label.axes, *declared])), "grid" if both_grids else "scattered")


@dataclass
class _Work:
    """The runs that are missing, announced and done."""

    scenarios: Sequence[Scenario]
    todo: list[int]
    total: int
    store: Store
    execute: Execute
    width: Callable[[], int]
    announce: Callable[[Size], None] | None
    progress: Callable[[int, int], None] | None

    def do(self) -> None:
        workers, held = self.width(), self.total - len(self.todo)
        first = self._first(2 * workers) if len(self.todo) > LONG * workers else []
        if not first:
            self._say(Size(len(self.todo), held, workers, repaired=tuple(self.store.repaired)))
        if not self.todo:
            return
        rest = sorted(set(self.todo).difference(first))
        cells = (Cell(self.scenarios[index]) for index in itertools.chain(first, rest))
        done: list[Result] = []
        finished = held
        report = self.progress or (lambda done, total: None)
        report(finished, self.total)
        with contextlib.closing(self.execute(cells)) as batches:
            for batch in batches:
                self.store.add(batch)
                finished += len(batch)
                report(finished, self.total)
                if first:
                    done += batch
                    if len(done) >= len(first):
                        first = []
                        self._say(self._measured(done, held, workers))

    def _first(self, count: int) -> list[int]:
        """A few of the runs, spread evenly, that tell what the others will take."""
        return [self.todo[place] for place in dict.fromkeys(np.linspace(0, len(self.todo) - 1, count).round().astype(int).tolist())]

    def _say(self, size: Size) -> None:
        if self.announce:
            self.announce(size)

    def _measured(self, done: list[Result], held: int, workers: int) -> Size:
        run_s = [result.row["wall_s"] for result in done if result.row["wall_s"] is not None]
        size = float(np.mean([len(result.recording or b"") for result in done]))
        return Size(len(self.todo), held, workers, float(np.mean(run_s)) if run_s else None, size, tuple(self.store.repaired))

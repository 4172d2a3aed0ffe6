"""Cells on the cores of this machine, in processes that may die."""

from __future__ import annotations

import itertools
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from hingesim.common.errors import HingesimError
from hingesim.common.processes import kill_workers, worker_pool
from hingesim.sweeps.cell import DIED, Cell, Result, ready, run

IN_COMPANY = 2
"""A cell that was in flight this often when a process died runs alone the next time: dying then, it is the cause."""


def on_this_machine(cells: Iterable[Cell], workers: int, *, keep_recordings: bool, stop_early: bool) -> Generator[list[Result]]:
    """Run cells in processes; yields results as they come.

    When a process dies, the runs in flight are lost and start again in fresh processes; a cell that kills every process that tries it
    gives a row that says so. Closing the iterator ends the processes.

    Raises:
        HingesimError: processes cannot be started.
    """
    yield from _Crew(iter(cells), workers, keep_recordings, stop_early).results()


class _Crew:
    def __init__(self, cells: Iterator[Cell], workers: int, keep_recordings: bool, stop_early: bool) -> None:
        self._cells, self._workers, self._how = cells, workers, (keep_recordings, stop_early)
        self._again: deque[Cell] = deque()
        self._deaths: Counter[str] = Counter()
        self._flight: dict[Future[Result], Cell] = {}
        self._pool = _started(workers)

    def results(self) -> Generator[list[Result]]:
        try:
            while self._fill():
                done, _ = wait(self._flight, return_when=FIRST_COMPLETED)
                finished = [future for future in done if not isinstance(future.exception(), BrokenProcessPool)]
                results = [future.result() for future in finished]
                for future in finished:
                    del self._flight[future]
                if len(finished) < len(done):
                    results += self._after_a_death()
                if results:
                    yield results
        finally:
            kill_workers(self._pool)

    def _fill(self) -> bool:
        """Put cells in flight, two for each process so that none waits for the parent; False when all is done."""
        while len(self._flight) < 2 * self._workers:
            if self._flight and any(map(self._suspect, [*self._flight.values(), *itertools.islice(self._again, 1)])):
                break
            cell = self._again.popleft() if self._again else next(self._cells, None)
            if cell is None:
                break
            try:
                self._flight[self._pool.submit(run, cell.scenario, cell.key, *self._how)] = cell
            except BrokenProcessPool:  # died since the last result: this cell had no part in it
                self._again.appendleft(cell)
                if self._flight:
                    break
                self._pool = _started(self._workers)
        return bool(self._flight)

    def _suspect(self, cell: Cell) -> bool:
        return self._deaths[cell.key] >= IN_COMPANY

    def _after_a_death(self) -> list[Result]:
        """Fresh processes; what was in flight goes again, but for a cell that died alone."""
        kill_workers(self._pool)
        lost = list(self._flight.values())
        self._flight.clear()
        culprits = [cell for cell in lost if self._suspect(cell)]
        for cell in lost:
            self._deaths[cell.key] += 1
        self._again.extendleft(reversed([cell for cell in lost if cell not in culprits]))
        self._pool = _started(self._workers)
        return [Result(cell.row(error=DIED, wall_s=None)) for cell in culprits]


def _started(workers: int) -> ProcessPoolExecutor:
    """A pool whose processes are known to start."""
    pool = worker_pool(workers)
    try:
        pool.submit(ready).result()
    except BrokenProcessPool:
        where = 'in a script, call sweep under: if __name__ == "__main__":'
        raise HingesimError(f"sweep: worker processes do not start ({where})") from None
    except BaseException:
        kill_workers(pool)
        raise
    return pool

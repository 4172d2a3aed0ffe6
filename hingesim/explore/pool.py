"""The processes that simulate for pages: one simulation a core, and whatever a client does ends only what that client asked for."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.sharedctypes import SynchronizedArray
from typing import Any

from hingesim.common.processes import cores, kill_workers, worker_pool
from hingesim.explore.stale import Stale
from hingesim.recording.recording import Recording
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.simulate import simulate

MOST_CLIENTS = 16
"""Pages at a time; with what each may ask at once this bounds the queue."""
LOOK_S = 0.2
"""How often it is looked how far a longer work is."""
SHORT = {"depth_deg": 10, "lower_s": 0.3, "pause_s": 0.0, "raise_s": 0.3}
"""The hinge of the warm-up: the shortest there is."""


class Busy(Exception):
    """There are as many pages as this machine can serve."""


@dataclass(frozen=True)
class Ticket:
    """What a client wants now: a place among the clients, and how often it has changed its mind."""

    place: int
    wish: int


class Pool:
    """Worker processes with an engine each.

    Args:
        engine: the engine they simulate with.
        workers: number of processes.
    """

    def __init__(self, engine: str, workers: int | None = None) -> None:
        self.lanes = workers or cores()
        self._wishes: SynchronizedArray[int] = multiprocessing.get_context("spawn").Array("q", MOST_CLIENTS)
        self._shares: SynchronizedArray[float] = multiprocessing.get_context("spawn").Array("d", MOST_CLIENTS)
        self._free = list(range(MOST_CLIENTS))
        self._pool = worker_pool(self.lanes, _prepare, self._wishes, self._shares, engine)
        # Every client can wait for one film and its cells at a time, none for another's.
        self.threads = ThreadPoolExecutor(MOST_CLIENTS * (self.lanes + 2), "explore")

    def enter(self) -> int:
        """A place for one client.

        Raises:
            Busy: there is none left.
        """
        if not self._free:
            raise Busy
        return self._free.pop()

    def wish(self, place: int) -> Ticket:
        """The client wants something new: what it wanted before is ended."""
        self._wishes[place] += 1
        return self.ticket(place)

    def ticket(self, place: int) -> Ticket:
        """What the client wants now."""
        return Ticket(place, self._wishes[place])

    def leave(self, place: int) -> None:
        """The client is gone."""
        self.wish(place)
        self._free.append(place)

    def run(self, ticket: Ticket, scenarios: Sequence[Scenario], stop_early: bool) -> list[Recording]:
        """Simulate side by side, whole runs or such as stop early; waits.

        Raises:
            Stale: the client wants something else by now.
        """
        waiting: list[Future[Recording]] = [self._pool.submit(_simulated, ticket, scenario, stop_early) for scenario in scenarios]
        try:
            return [future.result() for future in waiting]
        finally:
            for future in waiting:
                future.cancel()

    def watched(self, ticket: Ticket, work: Callable[..., bytes], *given: Any) -> Iterator[float | bytes]:
        """Work in a process: how much of it is done, now and then, and at last what came of it.

        Args:
            work: called with what is told how much is done, and `given`.

        Raises:
            Stale: the client wants something else by now.
        """
        self._shares[ticket.place] = 0.0
        future = self._pool.submit(_watched, ticket, work, *given)
        try:
            while True:
                try:
                    yield future.result(timeout=LOOK_S)
                    return
                except TimeoutError:
                    yield self._shares[ticket.place]
        finally:
            future.cancel()

    def warm(self) -> None:
        """Wait until every process has its engine."""
        for future in [self._pool.submit(_ready) for _ in range(self.lanes)]:
            future.result()

    def close(self) -> None:
        """End the processes, whatever they do."""
        for place in range(MOST_CLIENTS):
            self.wish(place)
        kill_workers(self._pool)
        self.threads.shutdown(wait=False, cancel_futures=True)


_here: dict[str, Any] = {}
"""Of a worker process: the wishes of all clients, and how far their work is."""


def _prepare(wishes: Any, shares: Any, engine: str) -> None:
    _here.update(wishes=wishes, shares=shares)
    simulate(Scenario().replace(hinge=SHORT, world={"engine": engine}))


def _ready() -> None:
    """Nothing: a process that answers is prepared."""


def _still_wanted(ticket: Ticket) -> None:
    if _here["wishes"][ticket.place] != ticket.wish:
        raise Stale


def _watched(ticket: Ticket, work: Callable[..., bytes], *given: Any) -> bytes:
    def heard(share: float) -> None:
        _still_wanted(ticket)
        _here["shares"][ticket.place] = share

    heard(0.0)
    return work(heard, *given)


def _simulated(ticket: Ticket, scenario: Scenario, stop_early: bool) -> Recording:
    _still_wanted(ticket)
    return simulate(scenario, progress=lambda _: _still_wanted(ticket), stop_early=stop_early)

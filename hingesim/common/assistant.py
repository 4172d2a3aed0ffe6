"""A second process that works beside this one: it simulates, or draws some of the frames, while this one does the same."""

from __future__ import annotations

import contextlib
import itertools
import pickle
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future
from functools import lru_cache
from typing import Any, Generic, TypeVar

from hingesim.common.processes import cores, kill_workers, quick_pool

CHUNK = 4
"""So many items of a work that is shared are handed over at a time."""
AHEAD = 6
"""So many chunks may wait for one before them: what is held in memory."""
SWITCH_S = 0.0002
"""Time after which a thread that waits for the interpreter gets it. A result comes over in pieces, for each of which a thread waits here:
with Python's 5 ms the assistant stood still for 0.4 s after a run, beside an engine that holds the interpreter (measured)."""
LYING = 2
"""So many pieces of work lie with the assistant: done with one, it need not wait for the next."""

FAILED = (BrokenExecutor, OSError, ImportError, NotImplementedError)
"""Where no process can be started: no memory for it, no semaphores on this system, or the one there was has died."""

A = TypeVar("A")
B = TypeVar("B")


class Given(Generic[B]):
    """Work that was given away."""

    def __init__(self, future: Future[B] | None, work: Callable[..., B], given: tuple[Any, ...]) -> None:
        self._future, self._work, self._given = future, work, given

    @property
    def is_done(self) -> bool:
        """Whether `result` has not to wait."""
        return self._future is None or self._future.done()

    def result(self) -> B:
        """What came of it, also its error. Of an assistant that has died, or never came to life, it is done here."""
        with contextlib.suppress(BrokenExecutor):
            if self._future is not None:
                return self._future.result()
        return self._work(*self._given)


class Assistant:
    """One process. What it is given must be importable and picklable; it is packed at once, and may change afterwards.

    Args:
        later: what makes it ready for what it is given later, such as an import.
    """

    def __init__(self, later: Callable[[], object] | None = None) -> None:
        self._pool, self._later = quick_pool(), later
        self._lying: list[Given[Any]] = []
        self._keys = itertools.count()

    def give(self, work: Callable[..., B], *given: Any) -> Given[B]:
        """Have `work(*given)` done there."""
        # Left to the pool, a thread would pack it later: while a recording is drawn here, which then works out more of itself.
        return self._laid(Given(self._future(_unpacked, pickle.dumps((work, given))), work, given))

    def _future(self, work: Callable[..., B], *given: Any) -> Future[B] | None:
        with contextlib.suppress(*FAILED, RuntimeError):  # the last where it has been ended
            return self._pool.submit(work, *given)
        return None

    def _laid(self, piece: Given[B]) -> Given[B]:
        self._lying.append(piece)
        return piece

    def get_ready(self) -> None:
        """Nothing more comes for a while: once it has done what lies there, it can make itself ready for what comes later."""
        if self._later:
            self._future(self._later)

    def share(self, work: Callable[..., Sequence[B]], items: Iterable[A], *given: Any) -> Iterator[B]:
        """Results for items in order, wherever they were worked on; all here as long as other work lies there, for which these would wait.

        Args:
            work: called with `given` and some of the items, a result for each.
            items: taken a few ahead of the results.
            given: the same for all; it goes there once, with the first items.
        """
        rest, waiting, key, went = iter(items), deque[Given[Sequence[B]] | Sequence[B]](), next(self._keys), False
        others = list(self._lying)
        try:
            while chunk := list(itertools.islice(rest, CHUNK)):
                self._lying = [piece for piece in self._lying if not piece.is_done]
                if len(self._lying) < LYING and all(piece.is_done for piece in others):
                    if not went:
                        self._future(_keep, key, pickle.dumps((work, given)))
                        went = True
                    waiting.append(self._laid(Given(self._future(_work_kept, key, chunk), work, (*given, chunk))))
                else:
                    waiting.append(work(*given, chunk))
                while waiting and (len(waiting) > AHEAD or not isinstance(waiting[0], Given) or waiting[0].is_done):
                    yield from _results(waiting.popleft())
            for done in waiting:
                yield from _results(done)
        finally:
            if went:
                self._future(_forget, key)

    def end(self) -> None:
        """End the process, whatever it does."""
        kill_workers(self._pool)


def _unpacked(packed: bytes) -> Any:
    work, given = pickle.loads(packed)
    return work(*given)


_KEPT: dict[int, bytes] = {}
"""In the process of the assistant: works that are being shared, with what is the same for all items."""


def _keep(key: int, packed: bytes) -> None:
    _KEPT[key] = packed


def _forget(key: int) -> None:
    _KEPT.pop(key)
    _opened.cache_clear()


@lru_cache(maxsize=1)
def _opened(key: int) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    return pickle.loads(_KEPT[key])


def _work_kept(key: int, chunk: Sequence[Any]) -> Any:
    work, given = _opened(key)
    return work(*given, chunk)


def _results(done: Given[Sequence[B]] | Sequence[B]) -> Sequence[B]:
    return done.result() if isinstance(done, Given) else done


@contextlib.contextmanager
def assistant(worth: bool, later: Callable[[], object] | None = None) -> Iterator[Assistant | None]:
    """An assistant for this block; None where the work is not `worth` one, or where there is no second core or no process to be had."""
    beside, switch_s = None, sys.getswitchinterval()
    if worth and cores() > 1:
        with contextlib.suppress(*FAILED):
            beside = Assistant(later)
            sys.setswitchinterval(SWITCH_S)
    try:
        yield beside
    finally:
        sys.setswitchinterval(switch_s)
        if beside:
            beside.end()

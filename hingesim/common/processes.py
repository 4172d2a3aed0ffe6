"""Worker processes: one engine client each, as many as there are cores."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worker_pool(workers: int, prepare: Callable[..., object] | None = None, *given: Any) -> ProcessPoolExecutor:
    """A pool of processes, each of which first does `prepare(*given)`.

    Spawned, not forked: a fork would copy the threads and the engine of the parent.
    """
    import multiprocessing  # imported where there are processes: a browser has none
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(prepare, *given))


def kill_workers(pool: ProcessPoolExecutor) -> None:
    """End a pool now, whatever its processes are doing (Python has this from 3.14)."""
    for process in list((pool._processes or {}).values()):
        process.kill()
    # Half an answer of a worker that was killed stays in the pipe: with this end of it open, the pool would wait for the rest for ever.
    if pool._result_queue:
        pool._result_queue._writer.close()  # type: ignore[attr-defined]
    pool.shutdown(cancel_futures=True)


def _begin(prepare: Callable[..., object] | None, *given: Any) -> None:
    _die_quietly()
    if prepare:
        prepare(*given)


def _die_quietly() -> None:
    """An interrupt ends a worker without a traceback, the parent reports it; a parent that was killed takes its workers with it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    import multiprocessing.connection

    if parent := multiprocessing.parent_process():
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

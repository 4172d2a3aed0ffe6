"""Worker processes: one engine client each, as many as there are cores."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hingesim.common.signals import ASKING, held

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor


def cores() -> int:
    """Cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worker_pool(workers: int, prepare: Callable[..., object] | None = None, *given: Any) -> ProcessPoolExecutor:
    """A pool of processes, each of which first does `prepare(*given)`.

    Spawned, not forked: a fork would copy the threads and the engine of the parent.
    """
    return _pool(workers, "spawn", prepare, *given)


def quick_pool() -> ProcessPoolExecutor:
    """A pool of one process, begun at once: a fork of this one, which need not import all again, where that is safe; else spawned.

    Whoever asks for one has no engine and no pipe to another program open: a fork would have them too.
    """
    if forked := _has_one_thread():
        gc.freeze()  # neither process looks through what was imported again, of which every page would have to be copied
    pool = _pool(1, "fork" if forked else "spawn", None)
    with held():  # until the worker knows what a signal means to it
        pool.submit(int)
    return pool


def _has_one_thread() -> bool:
    """Whether it is known that a fork finds no lock held by a thread that it does not have; those of libraries count as well."""
    return sys.platform == "linux" and len(os.listdir("/proc/self/task")) == 1


def _pool(workers: int, way: str, prepare: Callable[..., object] | None, *given: Any) -> ProcessPoolExecutor:
    import multiprocessing  # imported where there are processes: a browser has none
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(way), initializer=_begin, initargs=(prepare, *given))


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
    for number in ASKING:
        if number == signal.SIGINT or signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    import multiprocessing.connection

    if parent := multiprocessing.parent_process():
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)

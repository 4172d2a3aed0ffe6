"""Runs checks on all cores, the longest first; results come in the order asked."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed

from hingesim.errors import EngineMissingError, HingesimError
from hingesim.validation.check import Check, Result


def run_checks(checks: Sequence[Check], *, workers: int | None = None, progress: Callable[[float], None] | None = None) -> list[Result]:
    """Run every check.

    Args:
        checks: the checks; their `measure` must be a function of a module, so that another process finds it, and a script that
            calls this with more than one worker needs the usual `if __name__ == "__main__":`.
        workers: processes; default: as many as there are cores, 1 runs here.
        progress: called with the share of the expected time that is done.
    """
    workers = min(workers or _cores(), len(checks))
    total, done = sum(check.cost_s for check in checks), 0.0
    results: dict[str, Result] = {}

    def arrived(result: Result) -> None:
        nonlocal done
        results[result.check.name] = result
        done += result.check.cost_s
        if progress:
            progress(done / total)

    queue = sorted(checks, key=lambda check: -check.cost_s)
    if workers <= 1:
        for check in queue:
            arrived(outcome(check))
    else:
        # Spawned, not forked: a fork would copy the threads and the engine of the parent.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_die_quietly) as pool:
            try:
                for future in as_completed([pool.submit(outcome, check) for check in queue]):
                    arrived(future.result())
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return [results[check.name] for check in checks]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _die_quietly() -> None:
    """An interrupt ends a worker without a traceback; the parent reports it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def outcome(check: Check) -> Result:
    """The result of one check; one that the simulator refuses or cannot finish has failed, with the reason as its note."""
    try:
        return check.run()
    except EngineMissingError:
        raise
    except (HingesimError, ArithmeticError, ValueError, IndexError) as error:
        return Result(check, {}, None, f"could not be measured: {error}", 0.0)

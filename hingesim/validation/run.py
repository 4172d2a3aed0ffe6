"""Runs checks on all cores, the longest first; results come in the order asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import as_completed

from hingesim.common.errors import EngineMissingError, HingesimError
from hingesim.common.processes import cores, worker_pool
from hingesim.engine import engine_class
from hingesim.validation.check import Check, Result


def run_checks(checks: Sequence[Check], *, workers: int | None = None, progress: Callable[[float], None] | None = None) -> list[Result]:
    """Run every check.

    Args:
        checks: the checks; their `measure` must be a function of a module, so that another process finds it, and a script that
            calls this with more than one worker needs the usual `if __name__ == "__main__":`.
        workers: processes; default: as many as there are cores, 1 runs here.
        progress: called with the share of the expected time that is done.
    """
    workers = min(workers or cores(), len(checks))
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
        with worker_pool(workers) as pool:
            try:
                for future in as_completed([pool.submit(outcome, check) for check in queue]):
                    arrived(future.result())
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    return [results[check.name] for check in checks]


def outcome(check: Check) -> Result:
    """The result of one check; one that the simulator refuses or cannot finish has failed, with the reason as its note."""
    try:
        return check.run()
    except EngineMissingError as error:
        engine_class()  # without any engine nothing can be measured
        return Result(check, {}, None, f"not measured: {error}", 0.0, absent=True)
    except (HingesimError, ArithmeticError, ValueError, IndexError) as error:
        return Result(check, {}, None, f"could not be measured: {error}", 0.0)

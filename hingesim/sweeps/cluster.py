"""Cells on the workers of a Dask cluster."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from hingesim.common.errors import HingesimError, InputError
from hingesim.common.extras import require
from hingesim.sweeps.cell import DIED, Cell, Result, ready, run

if TYPE_CHECKING:
    from distributed import Client

ANSWER_S = 10
"""A scheduler that has not answered by then does not."""
WORKERS_S = 60
"""A cluster that has not brought up a worker by then has none."""


@contextlib.contextmanager
def connected(scheduler: str | Client) -> Iterator[Client]:
    """A client of a scheduler whose workers can run hingesim; a client that is given stays open.

    Raises:
        InputError: the scheduler does not answer, has no workers, or has workers of several threads.
    """
    require("cluster", "distributed")
    from distributed import Client

    if isinstance(scheduler, Client):
        _refuse_unfit(scheduler)
        yield scheduler
        return
    if not re.fullmatch(r"(tcp|tls|ws|wss)://[^\s/]+:\d+", scheduler):
        raise InputError(f"--scheduler: got {scheduler!r}, allowed is an address such as tcp://192.168.1.5:8786")
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is raised, and said in one line
    try:
        client = Client(scheduler, timeout=ANSWER_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise InputError(f"--scheduler: {scheduler} does not answer ({' '.join(str(error).split())[:80]})") from None
    with client:
        _refuse_unfit(client)
        yield client


def _refuse_unfit(client: Client) -> None:
    try:
        client.submit(ready, pure=False).result(timeout=WORKERS_S)
    except TimeoutError:
        raise InputError("--scheduler: the cluster has no workers; start some: dask worker ADDRESS --nworkers -1 --nthreads 1") from None
    except Exception as error:
        raise InputError(f"--scheduler: its workers cannot run hingesim ({' '.join(str(error).split())[:120]})") from None
    if shared := [name for name, threads in _threads(client).items() if threads > 1]:
        raise InputError(f"--scheduler: {shared[0]} runs several threads in a process; start workers with --nthreads 1 --nworkers -1")


def width(client: Client) -> int:
    """Number of workers now."""
    return len(_threads(client))


def _threads(client: Client) -> dict[str, int]:
    return client.nthreads()  # type: ignore[return-value]  # a coroutine only for an asynchronous client


def on_a_cluster(cells: Iterable[Cell], client: Client, *, keep_recordings: bool, stop_early: bool) -> Generator[list[Result]]:
    """Run cells on a cluster; yields results as they come. Workers may come and go: Dask starts lost runs again elsewhere.

    Raises:
        HingesimError: the scheduler is lost.
    """
    from distributed import KilledWorker, as_completed

    cells, flight, coming = iter(cells), {}, as_completed(loop=client.loop)
    try:
        while True:
            for cell in islice(cells, max(0, 2 * max(1, width(client)) - len(flight))):
                how = keep_recordings, stop_early
                future = client.submit(run, cell.scenario, cell.key, *how, key=f"hingesim-{cell.key}", pure=False)
                flight[future.key] = future, cell
                coming.add(future)
            if not flight:
                return
            results = []
            for future in coming.next_batch(block=True):
                _, cell = flight.pop(future.key)
                if future.status == "cancelled":
                    raise ConnectionError
                error = future.exception() if future.status == "error" else None
                if isinstance(error, KilledWorker):
                    results.append(Result(cell.row(error=DIED, wall_s=None)))
                elif error is not None:
                    raise error
                else:
                    results.append(future.result())
            yield results
    except OSError:  # what Dask raises when a connection is gone
        raise HingesimError("sweep: the scheduler is lost; finished runs are kept, and the same command goes on from there") from None
    finally:
        if flight:
            client.cancel([future for future, _ in flight.values()], force=True)

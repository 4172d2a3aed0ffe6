"""Worker processes end when they are told to, whatever they are doing."""

from __future__ import annotations

import threading

from hingesim.common.processes import kill_workers, worker_pool

SIZE = 64_000_000
"""An answer of so many bytes takes its worker far longer to hand over than it takes to end it."""


def much() -> bytes:
    return bytes(SIZE)


def test_a_pool_ends_though_a_worker_is_killed_in_the_middle_of_its_answer() -> None:
    pool = worker_pool(1)
    pool.submit(int).result()
    answer = pool.submit(much)
    while not pool._result_queue._reader.poll():  # type: ignore[attr-defined]
        pass
    ending = threading.Thread(target=kill_workers, args=[pool], daemon=True)
    ending.start()
    ending.join(30)
    assert not ending.is_alive()
    assert answer.done()

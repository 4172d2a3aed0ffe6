"""Worker processes end when they are told to, whatever they are doing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

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


BEGUN = """
import os, sys, threading, time
from hingesim.common.processes import kill_workers, quick_pool
if __name__ == "__main__":
    import colorsys
    {before}
    pool = quick_pool()
    print("fork" if pool.submit(eval, "'colorsys' in __import__('sys').modules").result() else "spawn", flush=True)
    {after}
    kill_workers(pool)
"""
"""A process of its own: this one has threads."""


def begun(tmp_path, before: str = "", after: str = "") -> subprocess.Popen[str]:
    script = tmp_path / "begun.py"
    script.write_text(BEGUN.format(before=before, after=after))
    said = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen([sys.executable, str(script)], env={**os.environ, "OPENBLAS_NUM_THREADS": "1"}, **said)


@pytest.mark.skipif(sys.platform != "linux", reason="spawned everywhere else")
@pytest.mark.parametrize(
    ("before", "way"), [("", "fork"), ("import numpy", "fork"), ("threading.Thread(target=time.sleep, args=(2,)).start()", "spawn")]
)
def test_a_process_without_threads_is_forked_and_no_other(tmp_path, before: str, way: str) -> None:
    assert begun(tmp_path, before).communicate(timeout=60) == (f"{way}\n", "")


@pytest.mark.skipif(sys.platform != "linux", reason="spawned everywhere else")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_fork_ends_with_its_parent_and_when_it_is_asked_to(tmp_path, number: int) -> None:
    """Busy as it is, and though its parent has a handler."""
    handler = "import signal; signal.signal(signal.SIGTERM, lambda number, frame: print('heard'))"
    child = begun(tmp_path, handler, "print(pool.submit(os.getpid).result(), flush=True); pool.submit(time.sleep, 60); time.sleep(60)")
    assert child.stdout is not None
    assert child.stdout.readline() == "fork\n"
    worker = int(child.stdout.readline())
    os.kill(worker if number == signal.SIGTERM else child.pid, number)
    told, deadline = Path(f"/proc/{worker}/cmdline"), time.monotonic() + 20
    while told.exists() and told.read_bytes() and time.monotonic() < deadline:
        time.sleep(0.01)
    child.kill()
    assert "heard" not in child.communicate()[0]
    assert time.monotonic() < deadline

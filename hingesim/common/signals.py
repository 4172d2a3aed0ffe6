"""Signals that ask a process to end: they unwind it, so that what is half-written goes; while files change places they wait.

Nothing here stays: handlers that were there before come back when a block ends.
"""

from __future__ import annotations

import contextlib
import signal
import threading
import time
from collections.abc import Callable, Iterator
from types import FrameType

ASKING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))
"""Ctrl-C; the end of a job or a session; a closed terminal or window."""
PATIENCE_S = 5.0
"""While a process unwinds, the same wish again changes nothing for this long; then it is taken anew."""

AGAIN_S = 0.02
"""A signal that comes while something is imported is heard this much later."""

Handler = Callable[[int, FrameType | None], object]


class Ended(BaseException):
    """The process was asked to end.

    Args:
        number: the signal.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(signal.Signals(number).name)


@contextlib.contextmanager
def unwinding() -> Iterator[None]:
    """In this block every signal that asks for an end raises: `KeyboardInterrupt` for Ctrl-C, `Ended` for the others.

    What is ignored (nohup) stays ignored. Only the main thread hears signals; elsewhere the block changes nothing.
    An import is not broken off: compiled modules make an ImportError of whatever ends them, others drop it and go on.
    """
    last = -PATIENCE_S

    def raised(number: int, frame: FrameType | None) -> None:
        nonlocal last
        if _imports(frame):
            later = threading.Timer(AGAIN_S, signal.raise_signal, [number])
            later.daemon = True
            later.start()
            return
        now = time.monotonic()
        if now - last < PATIENCE_S:
            return
        last = now
        raise KeyboardInterrupt if number == signal.SIGINT else Ended(number)

    with _handling(raised):
        yield


@contextlib.contextmanager
def held() -> Iterator[None]:
    """A signal that comes in this short block is heard after it."""
    waiting: list[int] = []
    try:
        with _handling(lambda number, frame: waiting.append(number)):
            yield
    finally:
        if waiting:
            signal.raise_signal(waiting[0])


def _imports(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


@contextlib.contextmanager
def _handling(handler: Handler) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {}
    try:
        for number in ASKING:
            # None: a handler that was not set from Python, which could not be put back.
            if (old := signal.getsignal(number)) not in (signal.SIG_IGN, None):
                before[number] = old
                signal.signal(number, handler)
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)

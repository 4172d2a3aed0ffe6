"""A server of the page that runs beside a test, and ends with it."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hingesim.explore import serving


@contextmanager
def served(**options: Any) -> Iterator[str]:
    """Where it is opened, as the command prints it.

    Args:
        options: of `serve`.
    """
    import uvicorn

    told: list[str] = []
    ready, servers, run = threading.Event(), [], uvicorn.Server.run

    def kept(server, sockets=None):
        servers.append(server)
        return run(server, sockets)

    uvicorn.Server.run = kept
    try:
        given = {**options, "opened": lambda said: (told.append(said), ready.set())}
        thread = threading.Thread(target=serving.serve, kwargs=given, daemon=True)
        thread.start()
        assert ready.wait(180)
        yield told[0]
        servers[0].should_exit = True
        thread.join(30)
        assert not thread.is_alive(), "the server ends when it is asked to\n" + every_stack()
    finally:
        uvicorn.Server.run = run


def every_stack() -> str:
    """Where each thread of this process is."""
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    return "\n".join(f"{names.get(ident)}\n{''.join(traceback.format_stack(at))}" for ident, at in sys._current_frames().items())

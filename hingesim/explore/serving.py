"""Start the server of the page, say where it is, and end it with everything it started."""

from __future__ import annotations

import socket
from collections.abc import Callable

from hingesim.common.errors import EngineMissingError, InputError
from hingesim.common.extras import require
from hingesim.common.installing import pip_install
from hingesim.common.streams import say_error
from hingesim.engine import engine_class, installed
from hingesim.explore.client import LONGEST_MESSAGE
from hingesim.explore.pool import Pool
from hingesim.explore.server import Explorer, application, is_loopback
from hingesim.scenario.engines import AUTO, FASTEST

HOST = "127.0.0.1"
"""This machine alone."""


def serve(
    *, host: str = HOST, port: int = 0, engine: str = AUTO, workers: int | None = None, opened: Callable[[str], object] | None = None
) -> None:
    """Serve the page until interrupted.

    Args:
        host: address to listen on.
        port: 0 takes one that is free.
        engine: name of the engine; `auto` takes the quickest that is installed.
        workers: simulations at a time; default one a core.
        opened: is given the address once it can be opened.

    Raises:
        InputError: the address cannot be listened on.
        EngineMissingError: there is no such engine here.
        ExtraMissingError: a library of the server is missing.
    """
    require("explore", "starlette", "uvicorn", "websockets")
    import uvicorn

    engine = chosen_engine(engine)
    try:
        listener = socket.create_server((host, port))
    except OSError as error:
        raise InputError(f"explore: cannot listen on {host} port {port}: {error.strerror or error}") from None
    with listener:
        if not is_loopback(host):
            say_error(f"warning: everyone who reaches {host} and knows the address can use this page and the cores of this machine")
        pool = Pool(engine, workers)
        try:
            explorer = Explorer(pool, engine, host, listener.getsockname()[1])
            options = {"ws_max_size": LONGEST_MESSAGE, "ws_per_message_deflate": False, "ws_max_queue": 4, "server_header": False}
            server = uvicorn.Server(uvicorn.Config(application(explorer), log_level="error", timeout_graceful_shutdown=1, **options))
            pool.warm()
            if opened:
                opened(explorer.address)
            server.run(sockets=[listener])
        except KeyboardInterrupt:  # this is how it is meant to end
            return
        finally:
            pool.close()


def chosen_engine(engine: str) -> str:
    """The engine to simulate with.

    Raises:
        EngineMissingError: it is not installed.
    """
    if engine != AUTO:
        engine_class(engine)
        return engine
    here = list(installed())
    if not here:
        raise EngineMissingError(f"no physics engine is installed: {pip_install('hingesim[all]')}")
    return next((name for name in FASTEST if name in here), here[0])

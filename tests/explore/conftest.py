"""A server that runs and the page in one file, for tests that look at them."""

from __future__ import annotations

import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path

import filelock
import pytest

from hingesim import HingesimError
from hingesim.explore.onefile import write_onefile
from hingesim.explore.pool import Pool
from hingesim.explore.serving import chosen_engine
from tests.browsing import shared_folder


@pytest.fixture(scope="session")
def engine() -> str:
    return chosen_engine("auto")


@pytest.fixture(scope="session")
def pool(engine: str) -> Iterator[Pool]:
    found = Pool(engine, 2)
    found.warm()
    yield found
    found.close()


@pytest.fixture(scope="session")
def address(engine: str) -> Iterator[str]:
    """Where a real server is opened, as the command prints it."""
    uvicorn = pytest.importorskip("uvicorn")
    from hingesim.explore import serving

    told: list[str] = []
    ready, servers = threading.Event(), []
    run = uvicorn.Server.run

    def kept(server, sockets=None):
        servers.append(server)
        return run(server, sockets)

    uvicorn.Server.run = kept
    try:
        given = {"engine": engine, "workers": 2, "opened": lambda said: (told.append(said), ready.set())}
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


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once, whichever processes share the tests."""
    path = shared_folder(tmp_path_factory, "onefile") / "explorer.html"
    try:
        with filelock.FileLock(path.with_suffix(".lock")):
            return path if path.exists() else write_onefile(path)
    except HingesimError as error:
        if "not installed" in str(error) or "could not be fetched" in str(error):
            pytest.skip(str(error))
        raise

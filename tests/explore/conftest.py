"""A server that runs and the page in one file, for tests that look at them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import filelock
import pytest

from hingesim import HingesimError
from hingesim.explore.onefile import write_onefile
from hingesim.explore.pool import Pool
from hingesim.explore.serving import chosen_engine
from tests.browsing import shared_folder
from tests.served import served


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
    pytest.importorskip("uvicorn")
    with served(engine=engine, workers=2) as found:
        yield found


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

"""Runs that many tests look at, simulated once per session."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from hingesim import Recording, Scenario, simulate
from hingesim.body.humanoid import Humanoid
from hingesim.body.whole import body_of
from tests.browsing import CHROMIUM

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    # Whoever starts the tests in the background lets them ignore Ctrl-C, and tests of it would see nothing.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Timings belong to benchmarks, and a failure must come back when a test is run again.
settings.register_profile("hingesim", deadline=None, derandomize=True)
settings.load_profile("hingesim")

SLOW = (
    "explore/",
    "maps/",
    "physics/",
    "render/test_encode.py",
    "render/test_flashing.py",
    "render/test_gltf.py",
    "render/test_golden.py",
    "render/test_page.py",
    "render/test_player.py",
    "render/test_vector.py",
    "sweeps/test_cluster.py",
    "sweeps/test_sweep.py",
    "test_cli.py",
    "test_export.py",
    "test_gallery.py",
    "test_plots.py",
    "test_properties.py",
    "test_teaching.py",
    "test_threads.py",
    "test_validation.py",
)
"""Folders and files whose tests simulate or draw much, by what `pytest --durations=20` says; single tests have the mark themselves."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`make check` leaves out what is slow."""
    for item in items:
        if item.path.relative_to(Path(__file__).parent).as_posix().startswith(SLOW):
            item.add_marker(pytest.mark.slow)


CALM = Scenario().replace(athlete={"sway": 0})
"""The default trainee with the balance noise off."""


@pytest.fixture(scope="session")
def humanoid() -> Humanoid:
    return body_of(CALM)


@pytest.fixture(scope="session")
def completed() -> Recording:
    """A rep without a band that completes (much knee bend), noise off, sampled at every step."""
    return simulate(CALM.replace(hinge={"knee_bend_deg": 38}), sample_s=0.002)


@pytest.fixture(scope="session")
def banded() -> Recording:
    """The default rep with the default band."""
    return simulate(Scenario().replace(band={}))


@pytest.fixture(scope="session")
def fallen() -> Recording:
    """The default rep without a band."""
    return simulate(Scenario())


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch) -> Path:
    """The working folder of the test, with nothing in it."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a window."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no chromium here")
    with api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()

"""What is true of physics is true in every engine: these tests run in each that is installed."""

from __future__ import annotations

import pytest

from hingesim import Recording, Scenario, simulate
from hingesim.engine import ENGINES, installed
from tests.conftest import CALM

INSTALLED = list(installed())


@pytest.fixture(scope="session", params=[pytest.param(n, marks=pytest.mark.skipif(n not in INSTALLED, reason=f"no {n}")) for n in ENGINES])
def engine(request) -> str:
    """Every engine in turn, by name."""
    return request.param


@pytest.fixture(scope="session")
def completed(engine: str) -> Recording:
    """A rep without a band that completes (much knee bend), noise off, sampled at every step."""
    return simulate(CALM.replace(hinge={"knee_bend_deg": 38}, world={"engine": engine}), sample_s=0.002)


@pytest.fixture(scope="session")
def banded(engine: str) -> Recording:
    """The default rep with the default band."""
    return simulate(Scenario().replace(band={}, world={"engine": engine}))


@pytest.fixture(scope="session")
def fallen(engine: str) -> Recording:
    """The default rep without a band."""
    return simulate(Scenario().replace(world={"engine": engine}))

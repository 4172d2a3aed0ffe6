"""Recordings for the picture tests, simulated once per session; more in `tests/conftest.py`."""

from __future__ import annotations

import pytest

from hingesim import Recording, Scenario, simulate


@pytest.fixture(scope="session")
def held_by_band() -> Recording:
    """With a taut band."""
    return simulate(Scenario().replace(hinge={"knee_bend_deg": 20}, band={"distance_m": 2.0}))


@pytest.fixture(scope="session")
def slack() -> Recording:
    """A tall heavy left-stance man, one hand on a band that is slack."""
    scenario = Scenario().replace(
        athlete={"sex": "male", "mass_kg": 110, "height_m": 1.95},
        hinge={"stance": "left", "lower_s": 1.0, "raise_s": 1.0},
        band={"distance_m": 1.1, "hand": "opposite"},
    )
    return simulate(scenario)


@pytest.fixture(scope="session")
def pair(fallen: Recording, held_by_band: Recording) -> tuple[Recording, Recording]:
    """Without and with the band."""
    return fallen, held_by_band

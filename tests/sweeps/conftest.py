"""Runs of a fifth of a second, enough of them to be interrupted."""

from __future__ import annotations

import pytest

from hingesim import Scenario, SweepTable, sweep

QUICK = Scenario().replace(exercise={"name": "quiet-stance", "duration_s": 0.5})
"""Half a second on one leg."""
AXES = {"knee-bend": "10:30:3", "band-distance": [1.5, 2.0]}
WORDS = [
    "--exercise",
    "quiet-stance",
    "--duration",
    "0.5",
    "--knee-bend",
    "10:30:3",
    "--band-distance",
    "1.5,2",
    "--replicates",
    "2",
    "--workers",
    "2",
]
"""The sweep of `whole` on the command line."""


@pytest.fixture(scope="session")
def whole() -> SweepTable:
    """Twelve runs that nothing interrupted."""
    return sweep(QUICK, AXES, replicates=2, workers=2)


def same(a: SweepTable, b: SweepTable) -> bool:
    """Equal in every column but the time the runs took."""
    return a.rows.drop(["wall_s"]).equals(b.rows.drop(["wall_s"]))

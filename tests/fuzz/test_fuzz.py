"""What is damaged, malformed or wrong is refused in one line: no traceback, no hang, nothing believed. Drawn from a seed.

`python -m tests.fuzz.run KIND COUNT SEED` looks longer, and tells what it found.
"""

from __future__ import annotations

import pytest

from tests.fuzz.run import KINDS

FEW = {"recordings": 80, "scenarios": 100, "manifests": 100, "calls": 150, "stores": 30, "lines": 60}
MANY = {"recordings": 2000, "scenarios": 2000, "manifests": 2000, "calls": 2000, "stores": 500, "lines": 1000}
MANY |= {"compares": 50, "renders": 50, "sweeps": 100}


@pytest.mark.parametrize("kind", FEW)
def test_a_few(kind: str) -> None:
    assert [found for found in KINDS[kind](FEW[kind], 1) if found] == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", MANY)
def test_many(kind: str) -> None:
    assert [found for found in KINDS[kind](MANY[kind], 2) if found] == []

"""What is damaged, malformed or wrong is refused in one line: no traceback, no hang, nothing believed. Drawn from a seed.

`python -m tests.fuzz.run KIND COUNT SEED` looks longer, and tells what it found.
"""

from __future__ import annotations

import pytest

from tests.fuzz.run import KINDS

FEW = {"recordings": 80, "scenarios": 100, "manifests": 100, "calls": 150, "stores": 30, "lines": 60}
MANY = {"recordings": 400, "scenarios": 300, "manifests": 200, "calls": 400, "stores": 50, "lines": 120}
MANY |= {"compares": 8, "renders": 8, "sweeps": 10}
"""What the whole gate has time for."""


@pytest.mark.parametrize("kind", FEW)
def test_a_few(kind: str) -> None:
    assert [found for found in KINDS[kind](FEW[kind], 1) if found] == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", MANY)
def test_many(kind: str) -> None:
    assert [found for found in KINDS[kind](MANY[kind], 2) if found] == []

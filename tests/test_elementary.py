"""Sine and its like: right, and the same on every processor."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest

import hingesim
from hingesim.common import elementary

ANGLES = np.concatenate([np.linspace(-60, 60, 20001), np.pi / 4 * np.arange(-40, 41), [0.0, -0.0, 1e-300, 1e-9]])
RATIOS = np.linspace(-1, 1, 2001)
PLANS_AND_RUNS = ("body", "motion", "engine", "simulation")


@pytest.mark.parametrize(("ours", "theirs", "at"), [
    (elementary.sin, math.sin, ANGLES), (elementary.cos, math.cos, ANGLES),
    (elementary.arcsin, math.asin, RATIOS), (elementary.arccos, math.acos, RATIOS),
])  # fmt: skip
def test_they_are_those_of_the_c_library_in_any_shape(ours, theirs, at: np.ndarray) -> None:
    even = at[: len(at) // 2 * 2].reshape(2, -1)
    assert ours(even).tolist() == [[theirs(x) for x in row] for row in even.tolist()]
    assert ours(0.5).shape == ()


def test_the_angle_of_a_point() -> None:
    y, x = np.meshgrid(RATIOS[::100], RATIOS[::100])
    assert elementary.arctan2(y, x).ravel().tolist() == [
        math.atan2(*point) for point in zip(y.ravel().tolist(), x.ravel().tolist(), strict=True)
    ]


@pytest.mark.parametrize("room", PLANS_AND_RUNS)
def test_plans_and_runs_ask_nothing_of_numpy_that_depends_on_the_processor(room: str) -> None:
    """NumPy's own of these differ in the last bit between AVX-512 and the rest, and so do powers of arrays above the square."""
    depends = re.compile(r"np\.(a?sin|a?cos|a?tan|arc\w+|atan2|\w+h|exp\w*|log\w*|power|cbrt)\(|\w\*\*(-|[3-9])")
    allowed = re.compile(r"np\.logaddexp\(|\b2\.0\*\*-")
    for path in Path(hingesim.__file__).parent.joinpath(room).rglob("*.py"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            assert not depends.search(allowed.sub("", line)), f"{path.name}:{number}: {line.strip()}"

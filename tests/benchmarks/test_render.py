"""What drawing costs. Run: pytest tests/benchmarks --benchmark-only -s

Milliseconds a frame of the default pair, drawing alone and with each encoder; printed, never a pass or fail.
"""

from __future__ import annotations

import time

import pytest

from hingesim import Comparison, compare
from hingesim.render import frame


@pytest.fixture(scope="module")
def pair() -> Comparison:
    return compare()


def test_drawing_a_frame(benchmark, pair: Comparison) -> None:
    benchmark(frame, pair.recordings, 1.5)


@pytest.mark.parametrize("kind", ["gif", "mp4", "webp"])
def test_drawing_and_encoding_a_clip(pair: Comparison, tmp_path, kind: str) -> None:
    shares = []
    begin = time.perf_counter()
    pair.animate(tmp_path / f"clip.{kind}", progress=shares.append)
    taken, frames = time.perf_counter() - begin, len(shares) - 1
    size = (tmp_path / f"clip.{kind}").stat().st_size
    print(f"\n{kind}: {1000 * taken / frames:.1f} ms a frame drawn and encoded, {frames} frames, {size / 1024:.0f} KiB")

"""The default pair is small enough to be sent: a GIF that fits into a mail or a page."""

from __future__ import annotations

import pytest

import hingesim
from hingesim import Scenario
from hingesim.render import animate
from hingesim.render.clip import Clip
from hingesim.render.drawing import Drawing
from tests.fading import FADED, furthest

MOST_BYTES = {960: 2_000_000, 480: 800_000}


@pytest.fixture(scope="module")
def lesson():
    return hingesim.compare(Scenario()).recordings


@pytest.mark.slow
@pytest.mark.parametrize(("width", "most_bytes"), MOST_BYTES.items())
def test_the_gif_of_the_default_pair_is_small_and_has_its_colours(lesson, tmp_path, width, most_bytes):
    path = tmp_path / "hinge.gif"
    animate(lesson, path, width=width)
    assert path.stat().st_size < most_bytes
    faded = furthest(path, Clip(tuple(lesson), None, Drawing(width=width)))
    assert "stamp" in faded
    assert max(faded.values()) <= FADED, faded

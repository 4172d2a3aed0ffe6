"""A clip with few colours keeps those that mean something: a green verdict once became grey."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim.render import animate
from hingesim.render.clip import Clip
from hingesim.render.display import Line
from hingesim.render.drawing import FEWEST, THEMES, Drawing
from hingesim.render.palette import MEANT, SHARE, TONES, meant_colours
from hingesim.render.theme import LIGHT
from hingesim.render.timeline import Instant
from tests.colour import distance
from tests.fading import FADED, furthest
from tests.golden import stored

PAIR = ("without", "with_band")
INSTANTS = [Instant(time_s) for time_s in np.linspace(0, 9, 24)]


@pytest.mark.slow
@pytest.mark.parametrize("colours", [32, 64, 128])
@pytest.mark.parametrize("theme", THEMES)
def test_what_is_told_by_its_colour_has_it_in_the_file(tmp_path, theme: str, colours: int) -> None:
    runs, path = tuple(stored(name) for name in PAIR), tmp_path / "pair.gif"
    options = {"width": 640, "fps": 10, "speed": 2.0, "theme": theme, "colours": colours}
    animate(runs, path, **options)
    faded = furthest(path, Clip(runs, None, Drawing(**options)))
    assert faded.keys() == set(MEANT)
    assert max(faded.values()) <= FADED, faded


@pytest.mark.slow
@pytest.mark.parametrize("kind", [".gif", ".apng"])
def test_with_the_fewest_colours_the_verdict_has_its_own(tmp_path, kind: str) -> None:
    runs, path = (stored("with_band"),), tmp_path / f"one{kind}"
    options = {"width": 320, "fps": 10, "speed": 4.0, "colours": FEWEST}
    animate(runs, path, **options)
    assert furthest(path, Clip(runs, None, Drawing(**options)))["stamp"] <= FADED


def test_the_most_important_come_first_and_leave_room_for_the_rest() -> None:
    runs = tuple(stored(name) for name in PAIR)
    pictures = [Clip(runs, None, Drawing()).page.shapes(instant) for instant in INSTANTS]
    for colours in (FEWEST, 16, 32, 256):
        kept = meant_colours(runs, LIGHT, pictures, colours)
        assert len(kept) == len(set(kept)) <= colours // SHARE
        assert set(kept[:2]) <= {LIGHT.stamp["lost"], *(LIGHT.stamp[run.outcome.name] for run in runs)}
    strands = {shape.stroke for picture in pictures for shape in picture if isinstance(shape, Line) and shape.name == "band"}
    assert 1 < len(strands.intersection(kept)) <= TONES
    assert all(min(distance(strand, colour) for colour in kept) <= FADED for strand in strands)

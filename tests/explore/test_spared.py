"""Pictures that are not drawn are those that the page would show all the same."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim.explore.spared import Spared
from hingesim.recording.recording import Recording
from hingesim.render.clip import Clip
from hingesim.render.drawing import Drawing
from hingesim.render.film import shape_places
from hingesim.render.timeline import Instant, timeline
from tests.synthetic import rep


@pytest.fixture(scope="module")
def hinge() -> Recording:
    return rep()


def decided(recording: Recording, pictures: list[Instant]) -> tuple[list[int], list[int]]:
    """Numbers of the pictures that are drawn, every second one first, and of those that are not."""
    spared, page = Spared([recording], pictures), Clip((recording,), None, Drawing()).page
    drawn, left_out = [], []
    for number in [*range(0, len(pictures), 2), *range(1, len(pictures), 2)]:
        if spared.needless(number):
            left_out.append(number)
        else:
            spared.drawn(number, page.shapes(pictures[number]))
            drawn.append(number)
    return drawn, left_out


def test_what_is_left_out_lies_where_the_two_beside_it_have_it(hinge: Recording) -> None:
    pictures = list(dict.fromkeys(timeline((hinge,), Drawing(fps=20))))
    _, left_out = decided(hinge, pictures)
    assert len(left_out) > len(pictures) / 5
    page = Clip((hinge,), None, Drawing()).page
    for number in left_out:
        before, now, after = (page.shapes(pictures[k]) for k in (number - 1, number, number + 1))
        assert [shape.name for shape in before] == [shape.name for shape in after]
        mass = [next(shape_places(shape)[0] for shape in shapes if shape.name == "centre of mass") for shapes in (before, now, after)]
        assert np.abs(mass[1] - (mass[0] + mass[2]) / 2).max() < 1.0, "a point"


def test_a_turn_and_what_comes_or_goes_are_drawn(hinge: Recording) -> None:
    """At the ends nothing lies on both sides; a foot that tips, a phase that begins and slow motion are no straight way."""
    pictures = [Instant(t) for t in np.linspace(0.0, float(hinge.time_s[-1]), 41)]
    drawn, _ = decided(hinge, pictures)
    assert {0, 40} <= set(drawn)
    slow = [Instant(instant.time_s, slow=k == 5) for k, instant in enumerate(pictures)]
    assert 5 in decided(hinge, slow)[0]

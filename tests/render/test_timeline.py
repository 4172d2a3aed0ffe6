"""What a clip shows when: time to read, slow motion while she tips, a fall that ended early once more."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from PIL import Image

from hingesim.common.errors import InputError
from hingesim.render import animate
from hingesim.render.clip import Clip
from hingesim.render.compose import Composed, composed
from hingesim.render.display import Text
from hingesim.render.drawing import ASPECTS, Drawing
from hingesim.render.timeline import AROUND_S, READ_S, landed_s, lesson_s, shown_s, timeline, tips_s
from tests.golden import stored


def pair():
    return [stored("without"), stored("with_band")]


def test_the_captions_of_start_and_bottom_can_be_read():
    drawing = Drawing()
    times = np.array([instant.time_s for instant in timeline(pair(), drawing)])
    held = stored("with_band")
    for phase in (0, 2):
        spans = held.time_s[held.phase == phase]
        shown = ((times >= spans[0]) & (times <= spans[-1])).sum() / drawing.fps
        assert shown >= READ_S - 0.1


def test_she_tips_slowly_and_stops_where_she_does():
    lost = stored("without")
    tips, landed = tips_s(lost), landed_s(lost)
    assert lost.outcome.time_s <= tips <= landed <= lost.time_s[-1]
    instants = list(timeline(pair(), Drawing()))
    assert all(i.slow for i in instants if tips < i.time_s < landed)
    assert not any(i.slow for i in instants if i.time_s > landed + AROUND_S)
    stops = [a.time_s for a, b in itertools.pairwise(instants) if a == b and a.time_s < 0.99 * instants[-1].time_s]
    assert any(abs(t - tips) < 0.05 for t in stops)


def test_a_fall_that_ended_early_is_shown_once_more_and_the_others_are_not():
    lost, held = pair()
    end = float(lost.time_s[-1]) + 9.0
    seen = np.array([shown_s(lost, t, end) for t in np.arange(0, end, 0.02)])
    assert (np.diff(seen) < -0.1).sum() == 1
    assert shown_s(lost, end, end) >= lost.time_s[-1]
    assert all(shown_s(held, t, end) == t for t in np.arange(0, end, 0.5))


def test_a_poster_comes_first():
    first = next(iter(timeline(pair(), Drawing(poster=True))))
    assert first.time_s == lesson_s(pair())
    assert stored("without").outcome.time_s < first.time_s < stored("without").time_s[-1]
    assert next(iter(timeline(pair(), Drawing()))).time_s == 0


@pytest.mark.parametrize("aspect", ASPECTS)
def test_a_picture_has_the_shape_that_was_asked_for(aspect):
    wide, high = map(int, aspect.split(":"))
    shown = composed(pair(), None, Drawing(aspect=aspect), 640)
    assert shown.width / shown.height == pytest.approx(wide / high, rel=0.01)
    assert len(shown.pages if isinstance(shown, Composed) else ()) == (2 if aspect in ("9:16", "1:1") else 1)


def test_narrow_halves_stand_under_each_other_on_one_scale():
    shown = composed(pair(), None, Drawing(), 360)
    assert isinstance(shown, Composed)
    (one, _, top), (two, _, below) = shown.pages
    assert one.scale == two.scale
    assert one.end_s == two.end_s
    assert below == top + one.height


@pytest.mark.parametrize(("paper", "size"), [("A4", (842, 595)), ("Letter", (792, 612))])
def test_a_storyboard_fills_its_paper_and_stays_on_it(paper, size):
    clip = Clip(tuple(pair()), None, Drawing(paper=paper))
    for dots in (1.0, 300 / 72):
        shapes, (wide, high) = clip.sheet(dots)
        assert sorted((wide, high), reverse=True) == pytest.approx([dots * side for side in size], abs=1)
        texts = np.array([s.box for s in shapes if isinstance(s, Text)])
        assert (texts[:, :2] >= 0).all()
        assert (texts[:, 2] <= wide).all()
        assert (texts[:, 3] <= high).all()
        spread = max(np.ptp(texts[:, [0, 2]]) / wide, np.ptp(texts[:, [1, 3]]) / high)
        assert spread > 0.75


@pytest.mark.parametrize(("loop", "repeats"), [(0, 0), (1, None), (3, 2)])
def test_a_gif_plays_as_often_as_asked(tmp_path, loop, repeats):
    path = tmp_path / "a.gif"
    animate([stored("heavy_man")], path, width=160, fps=10, speed=4.0, loop=loop, hide="slow")
    with Image.open(path) as gif:
        assert gif.info.get("loop") == repeats


@pytest.mark.parametrize(("option", "given"), [("aspect", "3:1"), ("loop", -1), ("poster", "yes"), ("title", "a\nb"), ("title", "x" * 999)])
def test_what_cannot_be_is_refused(option, given):
    with pytest.raises(InputError, match=f"^{option}: got"):
        Drawing(**{option: given})

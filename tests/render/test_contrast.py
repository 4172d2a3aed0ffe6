"""Every text and every mark can be read on what it is drawn on: WCAG 2.2, 1.4.3 (texts 4.5 to 1) and 1.4.11 (marks 3 to 1)."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim.render.display import Shape, Text
from hingesim.render.drawing import PANELS, Drawing
from hingesim.render.page import page_of
from hingesim.render.raster import drawn
from hingesim.render.storyboard import Storyboard
from hingesim.render.switches import switches
from hingesim.render.theme import THEMES, Theme, mix
from hingesim.render.timeline import Instant
from tests.colour import contrast, over, rgb
from tests.golden import stored

TEXT, MARK = 4.5, 3.0
CROSSED = 0.06
"""Share of the ground of a text that a thin line may cross."""
BODY_PARTS = ("hair_female", "hair_male", "skin", "shirt", "stance_leg", "free_leg", "shoe", "weight")
TIMES_S = (0.0, 1.1, 1.4, 2.7, 9.0)


def ratio(one: str, two: str) -> float:
    return float(contrast(rgb(one), rgb(two)))


def unreadable(shapes: list[Shape], size: tuple[int, int], page: str) -> list[str]:
    """Texts with too little contrast to their halo or, without one, to the pixels under their box."""
    ground = np.asarray(drawn([s for s in shapes if not isinstance(s, Text)], size, page))
    out = []
    for text in (s for s in shapes if isinstance(s, Text)):
        if text.halo:
            weak = ratio(text.colour, text.halo) < TEXT
        else:
            left, top, right, bottom = (round(edge) for edge in text.box)
            under = ground[max(top, 0) : bottom, max(left, 0) : right]
            weak = bool((contrast(rgb(text.colour), under) < TEXT).mean() > CROSSED)
        if weak:
            out.append(f"{text.name}: {text.text!r}")
    return out


@pytest.mark.parametrize("name", THEMES)
def test_texts_of_pages(name):
    fallen, held, heavy = (stored(run) for run in ("without", "with_band", "heavy_man"))
    every = {"panels": ",".join(PANELS), "show": ",".join(switches())}
    pages = [((fallen, held), every, 960), ((heavy,), every, 640), ((fallen, held), {"show": ",".join(switches())}, 960)]
    pages += [((held,), {}, 1280), ((fallen, held, heavy, heavy), {}, 1280)]
    for recordings, options, width in pages:
        page = page_of(recordings, None, Drawing(theme=name, **options), width)
        still = page.backdrop()
        for time_s in TIMES_S:
            shapes = [*still, *page.shapes(Instant(time_s, slow=True))]
            assert not unreadable(shapes, (page.width, page.height), page.look.theme.page), (options, width, time_s)


@pytest.mark.parametrize("name", THEMES)
def test_texts_of_storyboards(name):
    board = Storyboard((stored("without"), stored("with_band")), ("Without", "With"), Drawing(theme=name), 1600)
    assert not unreadable(board.shapes(), (board.width, board.height), board.look.theme.page)


def test_a_pale_text_is_noticed():
    white = "#ffffff"
    shapes: list[Shape] = [Text("pale", 10, 30, "pale", 12, "#999999"), Text("dark", 10, 60, "dark", 12, "#555555")]
    assert unreadable(shapes, (80, 80), white) == ["pale: 'pale'"]


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_stamps_and_verdicts(theme):
    """A stamp has text of `stamp_ink` on it; the same colours are texts and crosses on the page."""
    for name, colour in theme.stamp.items():
        assert ratio(theme.stamp_ink, colour) >= TEXT, name
        assert ratio(colour, theme.page) >= TEXT, name


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_marks_stand_out(theme: Theme):
    """Marks have a rim of the page colour; curves lie on the page and on the pale range of the base, the pressure path on the base."""
    pale = over(theme.base, theme.page, 0.55)
    for name in ("com", "xcom", "cop", "grf"):
        for ground in (theme.page, theme.floor, pale):
            assert ratio(getattr(theme, name), ground) >= MARK, (name, ground)
    assert ratio(over(theme.cop, theme.base, 0.75), theme.base) >= MARK
    assert ratio(theme.base_line, theme.floor) >= MARK
    assert ratio(theme.base_line, theme.page) >= MARK
    assert ratio(theme.stamp["lost"], pale) >= MARK
    assert ratio(theme.ground_line, theme.page) >= MARK
    assert ratio(theme.post, theme.page) >= MARK


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_band_stands_out(theme: Theme):
    """By its rim or by itself, slack or taut."""
    for colour in (theme.band_slack, theme.band_low, mix(theme.band_low, theme.band_high, 0.5), theme.band_high):
        assert max(ratio(colour, theme.page), ratio(mix(colour, theme.outline, 0.55), theme.page)) >= MARK


@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_body_stands_out(theme: Theme):
    """Every part of the body by its outline or its colour, on the far side too."""
    for lighter in (0.0, theme.far_lightening):
        line = ratio(mix(theme.outline, theme.page, 1.4 * lighter), theme.page)
        for part in BODY_PARTS:
            assert max(line, ratio(mix(theme.body[part], theme.page, lighter), theme.page)) >= MARK, (part, lighter)


def test_contrast_is_that_of_the_standard():
    """Examples of WCAG: black on white 21, #777777 on white just misses 4.5."""
    assert ratio("#000000", "#ffffff") == pytest.approx(21)
    assert ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert np.isclose(ratio("#123456", "#123456"), 1)

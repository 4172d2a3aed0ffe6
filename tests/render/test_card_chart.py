"""The scorecard as a panel of a clip: every cue with a sign and its value, the same marks as anywhere else, told without colour."""

from __future__ import annotations

import dataclasses

import pytest

from hingesim import scorecard
from hingesim.common.words import languages, words
from hingesim.render import animate, frame
from hingesim.render.card import SIGNS, CardRow
from hingesim.render.card_chart import FORMS, CardChart, CardForm, common_form, status_ink
from hingesim.render.display import Shape, Text
from hingesim.render.drawing import THEMES, Drawing
from hingesim.render.fonts import ELLIPSIS
from hingesim.render.look import look_of
from hingesim.render.page import Page, page_of
from hingesim.render.panel import Box
from hingesim.render.timeline import Instant
from tests.golden import stored

PAIR = ("without", "with_band")
ROWS = tuple(CardRow(status, status, f"what is asked {i}", f"{i} cm", "≤ 3") for i, status in enumerate(SIGNS))


def page(*runs: str, width: int, **drawing: object) -> Page:
    options = Drawing(panels=("side", "scorecard"), **drawing)  # type: ignore[arg-type]
    return page_of(tuple(stored(run) for run in runs), None, options, width)


def texts(shapes: list[Shape], name: str) -> list[str]:
    return [shape.text for shape in shapes if isinstance(shape, Text) and shape.name == name]


@pytest.mark.parametrize("width", [640, 960])
@pytest.mark.parametrize("language", languages())
def test_every_cue_has_its_sign_and_its_value(language: str, width: int) -> None:
    told = words(language)
    shapes = page(*PAIR, width=width, lang=language).backdrop()
    marks = [mark for run in PAIR for mark in scorecard(stored(run)).marks]
    assert texts(shapes, "card sign") == [SIGNS[mark.status] for mark in marks]
    assert " ".join(texts(shapes, "card cue")) == " ".join(mark.title(told) for mark in marks)
    for value, mark in zip(texts(shapes, "card value"), marks, strict=True):
        assert mark.measured(told).startswith(value)
        assert value == mark.measured(told) or "(" in mark.measured(told)
    assert not [text for text in texts(shapes, "card cue") if text.endswith(ELLIPSIS)]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("width", [480, 640, 960, 1280])
def test_both_halves_are_laid_out_alike(language: str, width: int) -> None:
    shown = page(*PAIR, width=width, lang=language)
    assert len({chart.form for _, chart in shown._charts if isinstance(chart, CardChart)}) == 1


def test_it_draws_what_it_is_given_and_statuses_differ_without_colour() -> None:
    for theme in THEMES:
        look = look_of(Drawing(theme=theme))
        shapes = CardChart(ROWS, Box(0, 0, 500, 200, 1.0, look), FORMS[2]).backdrop()
        assert texts(shapes, "card sign") == list(SIGNS.values())
        assert len(set(SIGNS.values())) == len(SIGNS)
        assert texts(shapes, "card said") == [row.said for row in ROWS]
        assert len({status_ink(status, look.theme) for status in SIGNS}) == len(SIGNS)


def test_words_and_limits_give_way_before_a_title_does() -> None:
    forms = [common_form([ROWS], wide, 11.0) for wide in (900, 420, 300, 230, 190, 120)]
    assert [FORMS.index(form) for form in forms] == sorted(FORMS.index(form) for form in forms)
    assert forms[0] == FORMS[0]
    assert forms[-1] == FORMS[-1]
    long = (dataclasses.replace(ROWS[0], title="what is asked in many words that want two lines"),)
    card = CardForm(long, 280.0, 11.0, common_form([long], 280.0, 11.0))
    assert " ".join(card.lines(long[0])) == long[0].title
    assert card.row_pt(long[0]) > card.row_pt(ROWS[0])


def test_it_stands_still_and_is_there_from_the_first_picture_on() -> None:
    shown = page(*PAIR, width=640)
    assert texts(shown.backdrop(), "card sign")
    assert not texts(shown.shapes(Instant(9.0)), "card sign")
    assert (frame([stored("with_band")], 0.0, width=320, panels="side,scorecard") != 255).any()


@pytest.mark.slow
@pytest.mark.parametrize("kind", [".gif", ".html", ".png", ".glb"])
def test_every_kind_of_picture_takes_it(tmp_path, kind: str) -> None:
    path = tmp_path / f"clip{kind}"
    animate([stored("with_band")], path, width=320, fps=10, speed=4.0, panels="side,scorecard")
    assert path.stat().st_size > 1000

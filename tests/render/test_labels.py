"""Labels keep their form through a clip: one that has words at one instant and none at the next looks like a fault."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hingesim.common.words import languages, words
from hingesim.render.display import Text
from hingesim.render.drawing import Drawing
from hingesim.render.overlays.hips import FORMS, PARTS
from hingesim.render.page import page_of
from hingesim.render.timeline import timeline
from tests.golden import stored

INSTANTS = 40


def labels(name: str, runs: tuple[str, ...], width: int, language: str) -> Iterator[list[list[Text]]]:
    """Of every half the texts of a name, at instants spread over a clip."""
    drawing = Drawing(lang=language)
    page = page_of(tuple(stored(run) for run in runs), None, drawing, width)
    every = [page.shapes(instant) for instant in timeline(page.recordings, drawing).sample(INSTANTS)]
    for left, right in page.columns:
        yield [[s for s in shapes if isinstance(s, Text) and s.name == name and left <= s.x <= right] for shapes in every]


def everywhere(test):
    for name, values in {
        "runs": [("without", "with_band"), ("heavy_man",)],
        "width": [320, 480, 640, 960, 1280],
        "language": languages(),
    }.items():
        test = pytest.mark.parametrize(name, values)(test)
    return test


@everywhere
def test_the_way_of_the_hips_is_told_in_one_form(runs, width, language) -> None:
    for half in labels("label hips", runs, width, language):
        shown = [texts for texts in half if texts]
        assert shown
        assert len({len(texts) for texts in shown}) == 1, "lines"
        assert len({text.align for texts in shown for text in texts}) == 1
        wordy = {len(" ".join(text.text for text in texts).split()) > 2 for texts in shown}
        assert len(wordy) == 1, "with words or the number alone"


@everywhere
def test_the_scales_have_their_names_always_or_never(runs, width, language) -> None:
    told = words(language)
    states = {told.label(key) for key in ("heel_off", "foot_off", "down")}
    for half in labels("label heel", runs, width, language):
        numbers = [text for texts in half for text in texts if not any(text.text.startswith(state) for state in states)]
        assert numbers
        assert len({text.align for text in numbers}) == 1
        assert len({text.text[0].isalpha() for text in numbers}) == 1
    for half in labels("label toes", runs, width, language):
        assert len({text.text[0].isalpha() for texts in half for text in texts}) <= 1


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("width", [480, 640, 960])
def test_the_pair_has_words_at_hips_and_scales(width, language) -> None:
    for name in ("label hips", "label heel"):
        for half in labels(name, ("without", "with_band"), width, language):
            assert all(text.text[0].isalpha() for texts in half for text in texts[:1])


@pytest.mark.parametrize("units", ["metric", "gym"])
@pytest.mark.parametrize("language", languages())
def test_the_label_of_the_hips_can_be_told_in_lines(language, units) -> None:
    for key in ("hips_back", "hips_ahead"):
        for centimetre in (3.0, 12.0):
            text = words(language, units).label(key, centimetre=centimetre)
            parts = PARTS.fullmatch(text)
            assert parts
            assert parts[2][0].isdigit()
    assert 0 in FORMS

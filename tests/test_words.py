"""The texts of the pictures: complete, fitting and well set in every language."""

from __future__ import annotations

import dataclasses
import pickle
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fontTools.ttLib import TTFont

from hingesim import InputError, Recording
from hingesim.common.data import settings
from hingesim.common.words import languages, words
from hingesim.motion.schedule import PHASES
from hingesim.recording.outcome import Outcome
from hingesim.render.fonts import wrapped

MOST_TIMES, MOST_MORE = 1.45, 10
"""A text may be this much longer than the English one, or this many letters: the layouts have room for it.

Alternative texts are in no layout; their own limit is in `render/test_alt.py`."""
OTHERS = [language for language in languages() if language != "en"]


def texts(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Every text with its path, `cue.ready.plain`."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from texts(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def told(language: str) -> dict[str, Any]:
    return dict(texts(settings("captions")[language]))


def gaps(text: str) -> set[tuple[str, str]]:
    """What is filled in, and how it is written."""
    return {(name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name is not None}


@pytest.fixture(scope="module")
def letters() -> set[int]:
    """What both faces of DejaVu Sans can show."""
    import matplotlib

    faces = Path(matplotlib.__file__).parent / "mpl-data" / "fonts" / "ttf"
    return set.intersection(*(set(TTFont(faces / f"{name}.ttf").getBestCmap()) for name in ("DejaVuSans", "DejaVuSans-Bold")))


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_says_all_that_english_says_with_the_same_numbers(language: str) -> None:
    ours, english = told(language), told("en")
    assert list(ours) == list(english)
    assert {key: gaps(text) for key, text in ours.items()} == {key: gaps(text) for key, text in english.items()}


@pytest.mark.parametrize("language", languages())
def test_texts_are_one_printable_line(language: str, letters: set[int]) -> None:
    for key, text in told(language).items():
        assert isinstance(text, str), key
        assert text.strip(), key
        assert not set(map(ord, text)) - letters, key
        assert "  " not in text, key
        if not key.startswith("reason."):
            assert text == text.strip(), key


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_outgrows_the_room_of_the_english_one(language: str) -> None:
    english = told("en")
    for key, text in told(language).items():
        assert key.startswith("alt.") or len(text) <= max(MOST_TIMES * len(english[key]), len(english[key]) + MOST_MORE), f"{key}: {text}"


@pytest.mark.parametrize("language", languages())
def test_every_phase_and_band_has_its_words(language: str) -> None:
    w = words(language)
    assert set(w["phase"]) == set(w["cue"]) == set(PHASES)
    assert set(w["band"]) == set(settings("bands")["band"])


@pytest.mark.parametrize("language", OTHERS)
def test_a_number_keeps_its_unit_on_the_line(language: str) -> None:
    """French punctuation keeps its word too, behind the space that French typesetters put there."""
    for key, text in told(language).items():
        assert not re.search(r"\} (%|N|mm|cm|s|m)(?!\w)", text), f"{key}: an ordinary space before a unit"
        if language == "fr":
            marks = re.findall(r"(.?)([:;!?%])", re.sub(r"\{.*?\}", "0", text))
            assert all(space in ("\u00a0", "\u202f") for space, mark in marks if not (mark == "%" and space == "(")), key
    assert wrapped("39\u00a0% 40\u202f% 41 %", 10, 1000) == ["39\u00a0% 40\u202f% 41 %"]
    assert wrapped("39\u00a0% 40\u202f%", 10, 1) != ["39", "%", "40", "%"]


def test_numbers_are_written_with_the_mark_of_the_language() -> None:
    assert words("en").label("time", second=np.float64(1.26)) == "1.3 s"
    for language in ("es", "de", "fr"):
        assert words(language).label("time", second=np.float32(1.26)) == "1,3\u00a0s"
        assert words(language).number(0.5, ".2f") == "0,50"
    assert words("de").alt("short", title="a.npz", outcome="gehalten") == "a.npz: gehalten."


def test_nothing_is_minus_zero_degrees() -> None:
    assert words().label("angle_knee", degree=-0.2) == "knee 0°"


@pytest.mark.parametrize("language", ["xx", "EN", "", None, []])
def test_an_unknown_language_is_refused_in_one_line(language: Any) -> None:
    with pytest.raises(InputError, match=r"^lang: got .*, allowed is one of en, es, de, fr"):
        words(language)


def test_the_evidence_is_one_sentence_in_every_language() -> None:
    values = (
        ("second", 1.234),
        ("later", 1.5),
        ("millimetre", 31.4),
        ("caught", 2.0),
        ("beyond", 44.0),
        ("joint", "hip_rotation"),
        ("since", 0.9),
    )
    fall = Outcome("forward_fall", ("left_front", "and_hands", "then_inner", "weak"), values, False, 1.234, "hands", "inner")
    assert fall.reason == (
        "the XcoM crossed the front edge of the functional base at 1.23 s and was 31 mm past it at 1.50 s; "
        "the hands came down at 2.00 s; it ended 44 cm to the inner side of the foot; the hip (rotation) had no strength left from 0.90 s"
    )
    assert fall.title == "forward fall, onto the hands"
    assert fall.coach == "The weight passed the toes. Then inward. Hands down."
    assert "bei 1,50\u00a0s 31\u00a0mm jenseits; die Hände setzten bei 2,00\u00a0s auf" in words("de").reason(fall)
    assert "ohne Kraftreserve ab 0,90\u00a0s: Hüfte (Drehung)" in words("de").reason(fall)


def test_an_outcome_can_be_a_key_and_travel_between_processes(fallen: Recording, banded: Recording) -> None:
    for outcome in (fallen.outcome, banded.outcome):
        assert pickle.loads(pickle.dumps(outcome)) == outcome
        assert {outcome: 1}[dataclasses.replace(outcome)] == 1

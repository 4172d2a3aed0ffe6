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
from hingesim.common.data import keys, part, settings
from hingesim.common.words import languages, words
from hingesim.motion.schedule import PHASES
from hingesim.recording.outcome import Outcome
from hingesim.render.captions import band_name
from hingesim.render.fonts import wrapped
from hingesim.scenario.parameters import Band

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


@pytest.mark.parametrize("name", ["captions", "terminal"])
def test_what_is_read_alone_is_what_the_whole_file_holds(name: str) -> None:
    assert keys(name) == tuple(settings(name))
    for key in keys(name):
        assert part(name, key) == settings(name)[key]


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


FRENCH_FILES = ("captions", "terminal", "advice", "cues", "explorer", "worksheet")


def french(table: Any, above: str = "", is_french: bool = False) -> Iterator[tuple[str, str]]:
    """Every French text of a file with its path: those under a key `fr`."""
    if isinstance(table, dict | list):
        for key, value in table.items() if isinstance(table, dict) else enumerate(table):
            yield from french(value, f"{above}.{key}", is_french or key == "fr")
    elif is_french and isinstance(table, str):
        yield above, table


@pytest.mark.parametrize("name", FRENCH_FILES)
def test_french_punctuation_stays_on_the_line_of_its_word(name: str) -> None:
    every = dict(french(settings(name)))
    assert every
    for key, text in every.items():
        check_french(re.sub(r"\{.*?\}", "0", text), f"{name}{key}")


def check_french(text: str, where: str) -> None:
    """A no-break space before high punctuation and inside of quotation marks; `12:30` or `(%)` is none."""
    for space, mark in re.findall(r"(.|^)([:;!?%»])(?!\S*[\\/])", text):
        assert space in "\u00a0\u202f" or (mark == "%" and space == "("), f"{where}: {text!r}, before {mark!r}"
    assert not re.search("«(?![\u00a0\u202f])", text), f"{where}: {text!r}"


def test_what_is_put_together_in_french_pictures_is_set_as_well() -> None:
    from hingesim.render.clip import Clip
    from hingesim.render.display import Text
    from hingesim.render.drawing import Drawing
    from hingesim.render.timeline import Instant
    from tests.golden import stored

    clip = Clip((stored("without"), stored("with_band")), None, Drawing(lang="fr", panels=("side", "why"), width=960))
    shapes = [*clip.board.shapes(), *clip.page.backdrop()]
    for time_s in (0.0, 2.0, 9.0):
        shapes += clip.page.shapes(Instant(time_s, slow=True))
    drawn = {s.text for s in shapes if isinstance(s, Text)} | {clip.alt}
    assert len(drawn) > 30
    for text in drawn:
        check_french(text, "drawn")


@pytest.mark.parametrize("language", languages())
def test_every_fault_and_every_said_cue_has_a_name(language: str) -> None:
    w = words(language)
    assert list(w["fault"]) == [name for name in settings("faults") if name != "good"]
    assert list(w["said"]) == list(settings("said"))


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
        "the XcoM crossed the front edge of the functional base at 1.23 s and was 31 mm outside at 1.50 s; "
        "the hands came down at 2.00 s; it ended 44 cm to the inner side of the foot; the hip (rotation) had no strength left from 0.90 s"
    )
    assert fall.title == "forward fall, onto the hands"
    assert fall.coach == "The weight passed the toes. Then inward. Hands down."
    assert "bei 1,50\u00a0s 31\u00a0mm außerhalb; die Hände setzten bei 2,00\u00a0s auf" in words("de").reason(fall)
    assert "ohne Kraftreserve ab 0,90\u00a0s: Hüfte (Drehung)" in words("de").reason(fall)


def test_an_outcome_can_be_a_key_and_travel_between_processes(fallen: Recording, banded: Recording) -> None:
    for outcome in (fallen.outcome, banded.outcome):
        assert pickle.loads(pickle.dumps(outcome)) == outcome
        assert {outcome: 1}[dataclasses.replace(outcome)] == 1


METRIC = re.compile(r"\d[ \u00a0\u202f](mm|cm|m|kg|N)\b")


@pytest.mark.parametrize("language", languages())
def test_no_text_shows_a_metric_length_mass_or_force_where_gym_units_are_asked_for(language: str) -> None:
    metric, gym, seen = words(language), words(language, "gym"), 0
    for key, template in told(language).items():
        values = {name: 12.5 if spec else "x" for name, spec in gaps(template)}
        shown = metric.filled(template, **values)
        if METRIC.search(shown):
            seen += 1
            assert not METRIC.search(gym.filled(template, **values)), key
        else:
            assert gym.filled(template, **values) == shown, key
    assert seen > 15


@pytest.mark.parametrize(
    ("value", "unit", "gym"),
    [
        (1.68, "m", "5 ft 6 in"),
        (1.8288, "m", "6 ft"),
        (0.2, "m", "8 in"),
        (-0.2, "m", "-8 in"),
        (0.0, "m", "0 in"),
        (3.0473, "m", "10 ft"),  # 119.97 in: never 9 ft 12 in
        (12.0, "cm", "5 in"),
        (31.4, "mm", "1.2 in"),
        (-0.2, "mm", "0.0 in"),
        (65.0, "kg", "143 lb"),
        (4.0, "kg", "8.8 lb"),
        (89.0, "N", "20 lb"),
        (20.0, "deg", "20°"),
        (2.5, "s", "2.5 s"),
        (0.8, "", "0.8"),
    ],
)
def test_a_quantity_in_a_gym(value: float, unit: str, gym: str) -> None:
    """1 in is 25.4 mm, 1 lb 0.45359237 kg, by definition."""
    assert words("en", "gym").quantity(value, unit) == gym


def test_units_are_named_as_people_of_the_language_do() -> None:
    assert words("de", "gym").quantity(1.68, "m") == "5\u00a0Fuß 6\u00a0Zoll".replace(" ", "\u00a0")
    assert words("fr", "gym").quantity(4.0, "kg") == "8,8\u00a0lb"
    with pytest.raises(InputError, match=r"^units: got 'imperial', allowed is one of metric, gym"):
        words("en", "imperial")


@pytest.mark.parametrize(
    ("band", "said"),
    [
        ({"name": "light"}, "light band, 2.00 m"),
        ({"name": "rogue-green"}, "rogue green band, 2.00 m"),
        ({"name": "light, doubled", "distance_m": 1.2}, "doubled light band, 1.20 m"),
        ({"width_mm": 13}, "13 mm wide band, 2.00 m"),
        ({"name": "20lb at 60in"}, "89 N (at 1.52 m) band, 2.00 m"),
        ({"force_table": ((0, 0), (0.5, 40), (1, 60))}, "measured band, 2.00 m"),
    ],
)
def test_a_band_is_named_by_what_was_asked_for(band: dict[str, Any], said: str) -> None:
    assert words().label("held", band=band_name(Band(**band), words()), distance=Band(**band).distance_m) == said

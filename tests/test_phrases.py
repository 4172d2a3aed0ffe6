"""What people type is understood, or answered with a question that helps."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from hingesim import Band, FieldError, Scenario
from hingesim.body.band import band_law, loop_force_n, named_force_n
from hingesim.common.data import settings
from hingesim.scenario.band_words import products

PHRASES = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text(encoding="utf-8"))
CASES = [
    (group, field, phrase, meant) for group, fields in PHRASES.items() for field, rows in fields.items() for phrase, meant in rows.items()
]

QUESTIONS = {("green", "rogue-green"), ("purple", "rogue-purple"), ("red", "theraband-red")}
"""Colours that makers give to different bands: answered with the names to choose from."""


def test_there_are_enough() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize(("group", "field", "phrase", "meant"), CASES, ids=lambda v: str(v))
def test_phrase(group: str, field: str, phrase: str, meant: float | str) -> None:
    values = {group: {field: phrase}}
    if (isinstance(meant, str) and meant not in products() and meant not in settings("bands")["band"]) or (phrase, meant) in QUESTIONS:
        with pytest.raises(FieldError) as asked:
            Scenario.from_dict(values)
        assert meant in str(asked.value)
        assert "\n" not in str(asked.value)
        return
    scenario = Scenario.from_dict(values)
    read = getattr(getattr(scenario, group), field)
    if field == "name" and read is None:
        read = scenario.band.width_mm or scenario.band.pull_n
    assert read == (meant if isinstance(meant, str) else pytest.approx(meant, rel=1e-4))


def test_a_pull_at_a_length_is_met_there() -> None:
    law = band_law(Band(name="20 lb at 60 in"))
    assert float(law.elastic_n(np.array(60 * 0.0254))) == pytest.approx(88.96, rel=1e-3)


def test_twice_the_length_follows_the_slack_length_of_the_user() -> None:
    band = Band(name="20 lb at twice its length", rest_length_m="36 in")
    assert band.pull_length_m == pytest.approx(2 * 36 * 0.0254)


def test_a_doubled_band_pulls_twice_at_half_the_length_and_is_four_times_as_stiff() -> None:
    once, twice = band_law(Band(name="light")), band_law(Band(name="light, doubled"))
    length = np.array([1.2, 1.5, 1.8])
    np.testing.assert_allclose(twice.elastic_n(length / 2), 2 * once.elastic_n(length), rtol=1e-9)
    stiff = [np.diff(law.elastic_n(np.array(at)))[0] / (at[1] - at[0]) for law, at in ((once, [1.5, 1.51]), (twice, [0.75, 0.755]))]
    assert stiff[1] == pytest.approx(4 * stiff[0], rel=1e-3)


@pytest.mark.parametrize("name", [name for name, size in products().items() if isinstance(size, list)])
def test_strips_pull_what_their_maker_prints(name: str) -> None:
    pounds = np.array(products()[name]) * 0.45359237 * 9.80665
    np.testing.assert_allclose(named_force_n(name, np.array([2.0, 3.0])), pounds, rtol=1e-9)
    force = named_force_n(name, np.linspace(1, 4, 61))
    assert np.all(np.diff(force) > 0), "longer pulls harder"


def test_every_loop_of_a_maker_pulls_by_its_width() -> None:
    stretch = np.linspace(1, 3, 9)
    for name, size in products().items():
        if not isinstance(size, list):
            np.testing.assert_allclose(named_force_n(name, stretch), loop_force_n(size, stretch))


def test_colours_stay_within_the_ranges_given_beside_them() -> None:
    maker = settings("bands")["maker"]["theraband"]
    assert all(low <= maker["colours"][colour][0] <= high for colour, (low, high) in maker["range_100"].items())


def test_own_tables_by_pairs_lengths_and_files(tmp_path: Path) -> None:
    plain = Band(force_table="0:0,0.5:40,1:60", rest_length_m=1.0)
    assert plain == Band(force_table=((0, 0), (0.5, 40), (1, 60)), rest_length_m=1.0)
    assert Band(force_table="150cm:40N,2m:60", rest_length_m=1.0) == plain
    measured = tmp_path / "scale.csv"
    measured.write_text("length_cm;force_kg\n150;4,0\n200;6,0\n", encoding="utf-8")
    table = Band(force_table=str(measured), rest_length_m=1.0).force_table
    np.testing.assert_allclose(np.array(table), [(0, 0), (0.5, 4 * 9.80665), (1, 6 * 9.80665)])
    with pytest.raises(FieldError, match="can be read"):
        Band(force_table=str(tmp_path / "none.csv"))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"pull_n": 90}, "belong together"),
        ({"pull_n": "20lb", "pull_length_m": "1.04m"}, "band.pull_length_m"),
        ({"name": "light", "width_mm": 13}, "give only one of name, width_mm, pull_n and force_table"),
        ({"force_table": "half way"}, "elongation:newton"),
        ({"name": "rogue chartreuse"}, "rogue-green"),
    ],
)
def test_what_is_missing_is_said(values: dict, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Scenario.from_dict({"band": values})

"""The page of an athlete: what stands on it follows from her runs, everything has room, and what cannot be is refused before any run."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from hingesim import FieldError, InputError, Recording, Scenario, scorecard
from hingesim.coaching import said_cues
from hingesim.coaching.advice import Advice
from hingesim.coaching.handout import Handout, cues_to_say, handouts, watched
from hingesim.coaching.levers import Change, Plan
from hingesim.coaching.search import Found, Rating
from hingesim.coaching.zone import DISTANCE, KNEE, axis, came_of, scenarios_of, zone
from hingesim.common.data import settings
from hingesim.common.papers import PAPERS
from hingesim.common.words import languages, words
from hingesim.engine import installed
from hingesim.explore.asked import Asked
from hingesim.render.display import Text
from hingesim.teaching.links import address_of, checked_page
from hingesim.teaching.report import sheets_of, steps_told, write_pages
from tests.test_words import gaps, texts
from tests.typed import refused

GOOD, HOLDS, LOST, NONE = (
    Rating(True, 1.2, "posterior_shift", 0.6),
    Rating(False, -0.05, "mid_foot", 0.5),
    Rating(False, -1.4, "forward_fall"),
    Rating(False, -3.0, "InfeasibleError"),
)
PAGE = "https://example.org/hinge.html"


@pytest.fixture(scope="module")
def found(banded: Recording) -> list[Handout]:
    """Two athletes, one of whom changes three things at once; the run is the same."""
    setting, now = banded.scenario, banded.scenario.replace(band={"distance_m": 1.6}, hinge={"knee_bend_deg": 12})
    changes = (
        Change("distance", (("band.distance_m", 2.0),), 1),
        Change("knee_bend", (("hinge.knee_bend_deg", 24.0),), 1),
        Change("free_leg", (("hinge.free_leg_reach", 0.8),), 1),
    )
    x, y = axis(KNEE, [setting, now]), axis(DISTANCE, [setting, now])
    ratings = [(GOOD, HOLDS, LOST, NONE)[k % 4] for k in range(len(x) * len(y))]
    cues = said_cues()["hips-flat"], said_cues()["push-the-wall"]
    card = scorecard(banded)
    pages = []
    for name, some in (("Anna", changes), ("Bartholomew Featherstone", ())):
        plan = Plan(some, setting) if some else None
        advice = Advice(now if some else setting, Found((LOST,) * 4 if some else (GOOD,) * 4, plan, (GOOD,) * 8, True, 20))
        pages.append(Handout(name, advice, banded, card, cues, watched(card), zone(setting, x, y, ratings)))
    return pages


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("units", ["metric", "gym"])
def test_everything_has_room_in_every_language(found: list[Handout], paper: str, lang: str, units: str) -> None:
    wide, high = PAPERS[paper]
    for sheet in sheets_of(found, paper, words(lang, units), PAGE):
        shapes = [*sheet.head[0], *sheet.side(), *(shape for part, place in sheet.frames() if place is None for shape in part)]
        boxes = [shape.box for shape in shapes if isinstance(shape, Text)]
        assert all(box[0] >= 30 and box[2] <= wide - 30 and box[1] >= 20 and box[3] <= sheet.foot_y - 4 for box in boxes)
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = one[2] <= other[0] + 1 or other[2] <= one[0] + 1 or one[3] <= other[1] + 2.5 or other[3] <= one[1] + 2.5
                assert apart, (one, other)
        squares = [shape.xy for shape in sheet.side() if shape.name.startswith("run ")]
        assert min(np.ptp(square[:, 1]) for square in squares) >= 11, "a sign has room in its square"
        assert high > sheet.head[1]


def test_all_athletes_have_one_scale(found: list[Handout]) -> None:
    assert len({sheet.scale for sheet in sheets_of(found, "A4", words(), None)}) == 1


def test_the_file_has_a_page_each_on_its_paper_with_a_link(found: list[Handout], tmp_path: Path) -> None:
    pytest.importorskip("segno")
    for again in ("a.pdf", "b.pdf"):
        write_pages(found, tmp_path / again, paper="Letter", told=words("de"), page=PAGE)
    data = (tmp_path / "a.pdf").read_bytes()
    assert data == (tmp_path / "b.pdf").read_bytes()
    boxes = re.findall(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", data)
    assert [tuple(map(float, box)) for box in boxes] == [PAPERS["Letter"]] * 2
    assert data.count(b"/URI (" + PAGE.encode()) == 2


def test_an_address_says_the_setting_and_nothing_else() -> None:
    scenario = Scenario().replace(athlete={"sex": "male", "height_m": 1.83}, hinge={"knee_bend_deg": 20}, band={"distance_m": 2.2})
    link = address_of(PAGE, scenario, "fr")
    assert link.startswith(f"{PAGE}#")
    said = {key: value for key, [value] in parse_qs(urlsplit(link).fragment).items()}
    assert said == {"athlete.sex": "male", "athlete.height_m": "1.83", "hinge.knee_bend_deg": "20", "band.distance_m": "2.2", "lang": "fr"}


@pytest.mark.parametrize("band", [None, {}, {"name": "strong", "doubled": True, "distance_m": 2.2}])
def test_a_page_opened_from_an_address_has_the_setting(band: dict[str, Any] | None) -> None:
    scenario = Scenario().replace(hinge={"depth_deg": 62.5}, load={"mass_kg": 4}, band=band)
    said = {key: value for key, [value] in parse_qs(urlsplit(address_of(PAGE, scenario, "de")).fragment).items()}
    assert said.pop("lang") == "de"
    engine = next(iter(installed()))
    opened = Asked.of({"ask": "film", "number": 1, "settings": said}).scenario(engine)
    assert opened == scenario.replace(world={"engine": engine})


@pytest.mark.parametrize("address", ["example.org", "ftp://a.org", "https://", "https://a b", "https://a/#x", "https://[", "x" * 600, 5])
def test_what_is_no_address_is_refused(address) -> None:
    with pytest.raises(FieldError, match="page"):
        checked_page(address)


def test_cues_keep_the_rep_good_mend_what_was_seen_and_do_not_say_one_thing_twice() -> None:
    cue = said_cues()
    best = replace(GOOD, closeness=2.0)
    tried = [(cue["hips-back"], best), (cue["heel-heavy"], best), (cue["soften-the-knee"], GOOD), (cue["reach"], HOLDS)]
    assert [said.name for said in cues_to_say(["locked-knee"], tried)] == ["soften-the-knee", "hips-back"]
    assert [said.name for said in cues_to_say([], tried)] == ["hips-back", "soften-the-knee"]
    assert [said.name for said in cues_to_say([], [(cue["hips-back"], LOST), (cue["reach"], GOOD)])] == ["reach", "hips-back"]
    assert cues_to_say(["top-heavy"], []) == ()


def test_the_fault_to_watch_is_the_one_she_comes_nearest_to(banded: Recording) -> None:
    card = scorecard(banded)
    mark = watched(card)
    assert mark is not None
    assert mark.fault
    assert mark.cue.name in {other.cue.name for other in card.marks if other.status != "open"}
    knee = next(other for other in card.marks if other.cue.name == "knee_bend")
    low = replace(knee, value=float(knee.cue.low or 0) - 20, status="fail", side="low")
    worst = watched(replace(card, marks=(*(m for m in card.marks if m is not knee), low)))
    assert worst is not None
    assert worst.fault == "locked-knee"


def test_a_map_has_every_crossing_once_and_says_what_came_of_it() -> None:
    setting = Scenario().replace(band={"distance_m": 3.0})
    x, y = axis(KNEE, [setting]), axis(DISTANCE, [setting])
    assert y[-1] == 3.0
    every = scenarios_of(setting, x, y)
    assert len(set(every)) == len(x) * len(y)
    assert (every[1].hinge.knee_bend_deg, every[1].band and every[1].band.distance_m) == (x[1], y[0])
    assert [came_of(rating) for rating in (GOOD, HOLDS, LOST, NONE)] == ["good", "holds", "lost", "none"]


@pytest.mark.parametrize(("distance_m", "told"), [(0.4, "½"), (0.87, "1"), (2.2, "2½"), (1.75, "2")])
def test_steps_are_told_in_halves(distance_m: float, told: str) -> None:
    assert steps_told(distance_m, 1.68) == told


@pytest.mark.parametrize("language", languages())
def test_every_language_says_all_that_english_says(language: str) -> None:
    ours, english = (dict(texts(settings("report")[lang])) for lang in (language, "en"))
    assert {key: gaps(text) for key, text in ours.items()} == {key: gaps(text) for key, text in english.items()}
    for name, key in (("faults", "what"), ("athletes", "what"), ("variations", "what"), ("variations", "move_on"), ("said", "says")):
        assert all(row[key][language].strip() for row in settings(name).values())


def test_what_cannot_be_done_is_refused_with_the_name_before_anything_is_run() -> None:
    with pytest.raises(InputError, match=r"^Ben: .*hip flexion"):
        handouts({"Anna": Scenario(), "Ben": Scenario().replace(hinge={"knee_bend_deg": 60, "depth_deg": 95}, band={})})
    with pytest.raises(InputError, match="Ben: quiet-stance is no hinge"):
        handouts({"Anna": Scenario(), "Ben": Scenario().replace(exercise="quiet-stance")})


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("report nobody.toml --out a.pdf", "no file 'nobody.toml'"),
        ("report a.toml --out a.txt", "allowed is a name that ends in .pdf"),
        ("report a.toml A.toml --out a.pdf", "two athletes are named 'A'"),
        ("report a.toml --paper a3 --out a.pdf", "a3"),
        ("report a.toml --page nowhere --out a.pdf", "--page: got 'nowhere'"),
        ("report a.toml --lang xx --out a.pdf", "xx"),
        ("report --out a.pdf", "NAME.toml"),
    ],
)
def test_bad_input_is_one_line(words: str, message: str, empty_folder: Path, capsys) -> None:
    for name in ("a.toml", "A.toml"):
        Path(name).write_text("[hinge]\nknee_bend_deg = 20\n", encoding="utf-8")
    assert message in refused(words.split(), capsys)

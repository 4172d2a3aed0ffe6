"""The reference of the site names everything there is; a broken link of a built site is found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import hingesim
from hingesim import coaching
from hingesim.cli import registry
from hingesim.coaching.cue import cues
from hingesim.common.data import settings
from hingesim.motion.exercises import exercise_names
from hingesim.recording.outcomes import OUTCOMES
from hingesim.recording.recorded import Recorded
from hingesim.render.switches import switches
from hingesim.scenario.band_words import products
from hingesim.scenario.reading import scenario_fields
from hingesim.validation.registry import CHECKS
from website import gallery, links, players, reference

TEXTS = {name: made() for name, made in reference.PAGES.items()}
FIELDS = scenario_fields()
THERE = {
    "commands": [
        *(f"## {name}\n" for name in registry.names()),
        *(option for name in registry.names() for action in registry.parser_of(name)._actions for option in action.option_strings[:1]),
    ],
    "parameters": [*(f"`{name}`" for name in FIELDS), *(f"`{spec.metadata['option']}`" for spec in FIELDS.values())],
    "outcomes": [f"`{name}`" for name in OUTCOMES],
    "overlays": [f"`{name}`" for name in switches()],
    "exercises": [f"`{name}`" for name in exercise_names()],
    "coaching": [
        f"`{name}`"
        for name in (*(cue.name for cue in cues()), *coaching.variations(), *coaching.faults(), *coaching.athletes(), *coaching.said_cues())
    ],
    "bands": [f"`{name}`" for name in (*settings("bands")["band"], *products())],
    "checks": [f"`{check.name}`" for check in CHECKS],
    "arrays": [f"`{name}`" for name in Recorded.declared()],
    "python": [f"hingesim.{name}" for name in hingesim.__all__ if name != "__version__"],
}
COMMON = {"-h", "--quiet", "--help-all"}
"""Options of every command, told at the head of the page or by the help."""


@pytest.mark.parametrize("name", THERE)
def test_everything_that_is_registered_is_in_the_reference(name: str) -> None:
    text = TEXTS[name] + (TEXTS["parameters"] if name == "commands" else "")
    assert [one for one in THERE[name] if one not in text and one not in COMMON] == []


def test_every_page_of_the_reference_is_looked_at() -> None:
    assert set(THERE) == set(reference.PAGES)


def test_a_parameter_is_told_with_its_range_default_and_meaning() -> None:
    spec = FIELDS["hinge.knee_bend_deg"]
    row = next(line for line in TEXTS["parameters"].splitlines() if "`hinge.knee_bend_deg`" in line)
    low, high = spec.metadata["low"], spec.metadata["high"]
    assert [cell.strip() for cell in row.strip("|").split("|")][1:] == [
        "`--knee-bend`", "deg", f"{low:g} to {high:g}", f"{spec.default:g}", spec.metadata["help"],
    ]  # fmt: skip


@pytest.mark.parametrize("name", reference.PAGES)
def test_every_row_of_a_table_has_as_many_cells_as_its_head(name: str) -> None:
    rows = [line for line in TEXTS[name].splitlines() if line.startswith("|")]
    width = 0
    for above, row in zip(["", *rows], rows, strict=False):
        cells = len(re.findall(r"(?<!\\)\|", row))
        if set(row) <= set("|-"):
            assert cells == len(re.findall(r"(?<!\\)\|", above))
            width = cells
        elif width and set(rows[min(rows.index(row) + 1, len(rows) - 1)]) > set("|-"):
            assert cells == width, row


@pytest.mark.parametrize("name", reference.PAGES)
def test_a_table_says_words_and_not_what_holds_them(name: str) -> None:
    assert [line for line in TEXTS[name].splitlines() if line.startswith("|") and re.search(r"[{,] ?'\w+': ", line)] == []


def test_a_page_that_is_as_it_was_is_left_alone(tmp_path: Path) -> None:
    reference.write(tmp_path, {"index": "1", "other": "2", "gone": "3"}.items())
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    reference.write(tmp_path, {"index": "1", "other": "2"}.items())
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == {
        name: at for name, at in before.items() if name != "gone.md"
    }


def test_every_clip_of_the_gallery_has_its_place() -> None:
    texts = dict(gallery.pages())
    every = "".join(texts.values())
    folders = [path.parent.name for path in gallery.LIST.parent.glob("*/clip.gif")]
    assert folders
    assert [name for name in folders if f"](../../gallery/{name}/clip.gif)" not in every] == []
    assert all(f"\n{name}\n" in texts["index"] for name in texts if name != "index")


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    tmp_path.joinpath("a.html").write_text(
        '<a href="b.html#here">1</a><a href="#top">2</a><a href="gone.html">3</a><a href="b.html#gone">4</a>'
        '<script src="https://elsewhere.example/x.js"></script><a href="https://elsewhere.example">5</a>'
        '<img src="b.html" alt="a picture"><img src="b.html"><p id="top">',
        encoding="utf-8",
    )
    tmp_path.joinpath("b.html").write_text('<p id="here">', encoding="utf-8")
    assert links.broken(tmp_path) == [
        "a.html: a picture without an alternative text",
        "a.html: gone.html is not there",
        "a.html: b.html#gone names a place that is not there",
        "a.html: https://elsewhere.example/x.js comes from elsewhere",
    ]


def test_every_page_for_the_curious_has_one_clip_of_the_gallery() -> None:
    """The site plays it there (`website/players.py`); a forge shows the picture."""
    pages = [path for path in (Path(gallery.LIST).parents[1] / "docs" / players.PAGES).glob("*.md") if path.stem != "index"]
    assert pages
    for page in pages:
        (name,) = players.CLIPS.findall(page.read_text(encoding="utf-8"))
        assert (gallery.LIST.parent / name / "scenario.toml").is_file(), page


def test_the_height_of_a_frame_follows_from_the_player() -> None:
    table = '<script type="application/json" id="table">{"width": 640, "height": 320, "phone": {"width": 300, "height": 600}}</script>'
    assert players.aspects(table) == (2.0, 0.5)
    assert players.aspects(table.replace('{"width": 300, "height": 600}', "null")) == (2.0, 2.0)

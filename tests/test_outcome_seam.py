"""What every outcome must have: a rule that can come true, words in every language, a look. See docs/extending.md."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from hingesim.common.words import languages, words
from hingesim.recording.outcomes import CAME_OF, EDGES, OUTCOMES, is_loss
from hingesim.render.outcome_looks import OUTCOME_LOOKS
from hingesim.render.theme import DARK, LIGHT, PRINT
from tests.colour import contrast, rgb
from tests.synthetic import examples

READABLE = 4.5
"""WCAG 2.2, 1.4.3."""
NAMES = list(OUTCOMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_recording_can_have_it(name: str) -> None:
    outcome = examples()[name].outcome
    assert outcome.name == name
    assert outcome.kind == OUTCOMES[name].kind
    assert outcome.completed == (outcome.kind == "completed")
    assert outcome.lost == is_loss(name)
    assert (outcome.time_s is None) == (outcome.kind != "loss" and name != "foot_touch")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", NAMES)
def test_it_is_told_in_every_language(name: str, language: str) -> None:
    w, outcome = words(language), examples()[name].outcome
    assert w.title(name)
    assert w.coach(name).endswith(".")
    assert any(said in w.told(outcome) for said in (w.coach(name), *w["rests"].values()))
    assert w.reason(outcome)
    if outcome.time_s is not None:
        assert w["lost"][name]


@pytest.mark.parametrize("language", languages())
def test_there_are_words_for_these_and_no_others(language: str) -> None:
    w = words(language)
    assert set(w["outcome"]) == set(w["coach"]) == set(OUTCOMES)
    assert set(w["lost"]) == {name for name in OUTCOMES if is_loss(name)} | {"foot_touch"}
    assert set(w["came"]) == set(w["came_coach"]) == set(CAME_OF)
    assert set(w["then_coach"]) == set(EDGES)
    assert len(set(w["outcome"].values())) == len(OUTCOMES)


def test_it_has_a_look_of_its_own() -> None:
    assert set(OUTCOME_LOOKS) == set(OUTCOMES)
    for (name, one), (other, two) in itertools.combinations(OUTCOME_LOOKS.items(), 2):
        assert one.hatch != two.hatch, f"{name} and {other}: told apart without colour"
        assert one.fill != two.fill, f"{name} and {other}"
    for name, look in OUTCOME_LOOKS.items():
        for theme, colour in ((LIGHT, look.light), (PRINT, look.light), (DARK, look.dark)):
            assert contrast(rgb(colour), rgb(theme.stamp_ink)) >= READABLE, f"{name} on {theme.name}"
            assert theme.stamp[name] == colour


def test_what_came_of_a_loss_is_told_in_every_language() -> None:
    for language, came in itertools.product(languages(), CAME_OF):
        w = words(language)
        assert w["came_coach"][came].endswith(".")
        assert f"and_{came}" in w["reason"]


def test_the_page_for_developers_lists_every_outcome() -> None:
    page = (Path(__file__).parents[1] / "docs" / "outcomes.md").read_text(encoding="utf-8")
    for name, outcome in OUTCOMES.items():
        assert f"`{name}`" in page, name
        assert outcome.rule in page, name


def test_nothing_tells_the_kind_from_the_name() -> None:
    for path in (Path(__file__).parents[1] / "hingesim").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert '_fall")' not in text, path

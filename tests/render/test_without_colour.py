"""No meaning by colour alone: what a colour says is also said by a word, a number, a shape or a place."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from hingesim.common.words import languages, words
from hingesim.recording.outcomes import OUTCOMES
from hingesim.render.display import Line, Polygon, Shape, Text
from hingesim.render.drawing import Drawing
from hingesim.render.page import Page, page_of
from hingesim.render.storyboard import Storyboard, moments
from hingesim.render.theme import THEMES
from hingesim.render.timeline import Instant
from tests.golden import stored


def page(*runs: str, **drawing) -> Page:
    return page_of(tuple(stored(run) for run in runs), None, Drawing(**drawing), 960)


def texts(shapes: list[Shape]) -> dict[str, Text]:
    return {s.name: s for s in shapes if isinstance(s, Text)}


def test_stamps_carry_their_word():
    shown = page("without", "with_band")
    for time_s, said in ((1.5, ["balance lost"]), (99.0, [stored(name).outcome.title for name in ("without", "with_band")])):
        shapes = shown.shapes(Instant(time_s))
        plates = [s for s in shapes if isinstance(s, Polygon) and s.name.startswith("stamp")]
        assert [texts(shapes)[plate.name].text for plate in plates] == said


@pytest.mark.parametrize("language", languages())
def test_every_outcome_has_a_word_of_its_own(language):
    names = [words(language).title(name) for name in OUTCOMES]
    assert len(set(names)) == len(names)
    assert set(OUTCOMES) < set(THEMES["light"].stamp)


def test_a_band_shows_its_pull_by_number_width_and_sag():
    shapes = page("with_band").shapes(Instant(0.2))
    pull = float(np.interp(0.2, stored("with_band").time_s, stored("with_band").band_tension_n))
    assert texts(shapes)["label band"].text == f"band {pull:.0f} N"
    taut = next(s for s in shapes if isinstance(s, Line) and s.name == "band")
    assert len(taut.xy) == 2

    weaker = dataclasses.replace(stored("with_band"), band_force_world_n=0.3 * stored("with_band").band_force_world_n)
    thin = next(s for s in page_of((weaker,), None, Drawing(), 960).shapes(Instant(0.2)) if isinstance(s, Line) and s.name == "band")
    assert thin.width < 0.85 * taut.width

    shapes = page("heavy_man").shapes(Instant(0.9))
    assert texts(shapes)["label band"].text == "band slack"
    slack = next(s for s in shapes if isinstance(s, Line) and s.name == "band")
    assert slack.xy[12, 1] > slack.xy[[0, -1], 1].mean() + 10


@pytest.mark.parametrize("name", ["phase lost", "trace lost"])
def test_the_loss_of_balance_is_a_cross(name):
    shown = page("without", panels="side,trace")
    one, two = (s.xy for s in shown.shapes(Instant(99.0)) if s.name == name and isinstance(s, Line))
    assert one.mean(axis=0) == pytest.approx(two.mean(axis=0))
    (ax, ay), (bx, by) = np.diff(one, axis=0)[0], np.diff(two, axis=0)[0]
    assert abs(ax * by - ay * bx) > 10
    assert not [s for s in shown.shapes(Instant(0.5)) if s.name == name]


def test_slow_motion_is_said():
    shown = page("without")
    assert texts(shown.shapes(Instant(1.2, slow=True)))["slow motion"].text == "slow motion"
    assert "slow motion" not in texts(shown.shapes(Instant(1.2)))


def test_bars_of_moments_are_named_and_numbered():
    """Past what the foot can hold the bar of the sum also reaches past the marked range."""
    shown = page("heavy_man", panels="why")
    shapes = [*shown.backdrop(), *shown.shapes(Instant(1.0))]
    said = texts(shapes)
    for row in ("gravity", "band", "together", "ground"):
        assert said[f"why {row}"].text
        assert any(c.isdigit() for c in said[f"why {row} value"].text)
    reach = next(s for s in shapes if s.name == "why together bar" and isinstance(s, Polygon)).xy[:, 0].max()
    assert reach > max(s.xy[0, 0] for s in shapes if s.name == "why edge" and isinstance(s, Line))
    assert not [s for s in shown.shapes(Instant(99.0)) if s.name == "why edge"], "on the floor there is nothing a foot could hold"


def test_curves_of_the_time_chart_differ_in_stroke():
    curves = {s.name: s for s in page("with_band", panels="trace", show="xcom").shapes(Instant(3.0)) if isinstance(s, Line)}
    com, xcom, cop = (curves[f"trace {key}"] for key in ("com", "xcom", "cop"))
    assert xcom.dash
    assert not com.dash
    assert not cop.dash
    assert com.width > 1.5 * cop.width


def test_storyboards_name_moments_and_verdicts():
    fallen = stored("without")
    board = Storyboard((fallen,), ("Without",), Drawing(), 1200)
    said = texts(board.shapes())
    assert said["verdict 0"].text.startswith("forward fall")
    assert len([name for name in said if name.startswith("moment")]) == len(moments(fallen))
    assert any(text.text.startswith("Balance lost") for text in said.values())

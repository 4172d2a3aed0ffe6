"""Marks and limbs are told apart with every colour vision, and on grey paper."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from hingesim.render.display import Disc, Line, Polygon, Shape
from hingesim.render.drawing import Drawing
from hingesim.render.page import page_of
from hingesim.render.theme import THEMES, Theme, mix
from hingesim.render.timeline import Instant
from tests.colour import DEFICIENCIES, distance, lab, rgb
from tests.golden import stored

SEEN = (None, *DEFICIENCIES)
APART = 30.0
"""CIELAB distance of two marks of one shape, far beyond just noticeable: they are small."""
CURVES = 12.0
"""The same for curves of one chart that also differ in width or dash."""
LIMBS, NEAR_FAR, GREY = 14.0, 6.0, 10.0
"""The same for areas of clothing with an outline between them; for one garment near and far; in lightness alone, for paper."""
SHAPES = {
    "com": "centre of mass",
    "cop": "centre of pressure",
    "xcom": "extrapolated centre of mass",
    "grf": "ground force",
    "base": "base of support",
    "band": "band",
}
"""Names of the marks in the display list."""
BY_COLOUR = {frozenset(("com", "cop"))}
"""Pairs of marks of one shape. All others are told apart by shape, whatever their colours."""


def form(shape: Shape) -> tuple[str, int]:
    """What is seen of a mark without colour: its kind, and the number of corners of a polygon."""
    return type(shape).__name__, len(shape.xy) if isinstance(shape, Polygon) else 0


def test_marks_but_two_differ_in_shape():
    page = page_of((stored("with_band"),), None, Drawing(show=("xcom", "grf")), 640)
    shapes = page.shapes(Instant(2.0))
    forms = {key: form(next(s for s in shapes if s.name == name)) for key, name in SHAPES.items()}
    alike = {frozenset(pair) for pair in itertools.combinations(forms, 2) if forms[pair[0]] == forms[pair[1]]}
    # The slab of the base is an upright box on the floor, the heading a diamond on a corner.
    base, heading = (next(s for s in shapes if s.name == SHAPES[key]) for key in ("base", "xcom"))
    assert isinstance(base, Polygon)
    assert isinstance(heading, Polygon)
    assert len(np.unique(base.xy[:, 0])) == 2
    assert len(np.unique(heading.xy[:, 0])) == 3
    assert alike - {frozenset(("xcom", "base"))} == BY_COLOUR


def test_mass_has_a_plumb_line_and_pressure_none():
    shapes = page_of((stored("with_band"),), None, Drawing(), 640).shapes(Instant(2.0))
    mass, pressure = (next(s for s in shapes if s.name == SHAPES[key]) for key in ("com", "cop"))
    plumb = next(s for s in shapes if s.name == "plumb line")
    assert isinstance(mass, Disc)
    assert isinstance(pressure, Disc)
    assert isinstance(plumb, Line)
    assert plumb.dash
    assert tuple(plumb.xy[0]) == (mass.x, mass.y)
    assert mass.rx > 1.2 * pressure.rx


@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_marks_of_one_shape_and_curves_of_one_chart(theme: Theme, sight):
    for pair in BY_COLOUR:
        one, two = (getattr(theme, key) for key in pair)
        assert distance(one, two, sight) >= APART
    for one, two in itertools.combinations((theme.com, theme.xcom, theme.cop), 2):
        assert distance(one, two, sight) >= CURVES


@pytest.mark.parametrize("sight", SEEN)
@pytest.mark.parametrize("theme", THEMES.values(), ids=lambda theme: theme.name)
def test_limbs(theme: Theme, sight):
    """The stance leg may be the near or the far one; arms are bare below the sleeve."""
    body = theme.body
    far = {part: mix(colour, theme.page, theme.far_lightening) for part, colour in body.items()}
    for stance, free in ((body, far), (far, body), (body, body)):
        assert distance(stance["stance_leg"], free["free_leg"], sight) >= LIMBS
        assert distance(body["shirt"], stance["stance_leg"], sight) >= LIMBS
        assert distance(body["shirt"], free["free_leg"], sight) >= LIMBS
    for part in ("shirt", "stance_leg", "free_leg"):
        assert distance(body["skin"], body[part], sight) >= LIMBS
        assert distance(far["skin"], body[part], sight) >= LIMBS
    for part in ("shirt", "stance_leg", "skin"):
        assert distance(body[part], far[part], sight) >= NEAR_FAR


def test_paper_in_grey():
    theme = THEMES["print"]
    far = {part: mix(colour, theme.page, theme.far_lightening) for part, colour in theme.body.items()}

    def lighter(one: str, two: str) -> float:
        return abs(lab(one)[0] - lab(two)[0])

    for stance, free in ((theme.body, far), (far, theme.body), (theme.body, theme.body)):
        assert lighter(stance["stance_leg"], free["free_leg"]) >= GREY
        assert lighter(theme.body["shirt"], stance["stance_leg"]) >= GREY
        assert lighter(theme.body["shirt"], free["free_leg"]) >= GREY
    assert lighter(theme.body["skin"], theme.body["shirt"]) >= GREY


def test_the_simulation_is_the_published_one():
    """Greys stay grey, and red against green is what people without red or green cones do not see."""
    for sight in DEFICIENCIES:
        assert lab("#808080", sight) == pytest.approx(lab("#808080"), abs=0.1)
    red, green = "#c86428", "#739128"
    assert distance(red, green) > 60
    assert distance(red, green, "deuteranopia") < 0.5 * distance(red, green)
    assert distance(red, green, "tritanopia") > 0.6 * distance(red, green)
    assert rgb("#0a14ff").tolist() == [10, 20, 255]
    assert lab("#ffffff") == pytest.approx([100, 0, 0], abs=0.02)

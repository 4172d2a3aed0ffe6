"""The picture without its words: what is drawn of the lesson is read back from the display list and agrees with the recording."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim.body.contacts import FEET, PARTS
from hingesim.body.support import stance_cop_m
from hingesim.common.words import languages, words
from hingesim.render.display import Line, Polygon, Shape, Text
from hingesim.render.drawing import Drawing
from hingesim.render.page import page_of
from hingesim.render.timeline import Instant
from tests.golden import stored

PIXEL = 1.0
RUNS = ("without", "with_band", "heavy_man")


def mute(run: str, time_s: float, width: int) -> tuple[list[Shape], float, float]:
    """Shapes without texts, points per metre, page x of the world's origin."""
    shown = page_of((stored(run),), None, Drawing(), width)
    ((_, _, panel),) = shown.panels
    shapes = [*shown.backdrop(), *shown.shapes(Instant(time_s))]
    return [s for s in shapes if not isinstance(s, Text)], panel.scale, panel.origin_x


def spans(shapes: list[Shape], name: str) -> list[np.ndarray]:
    """Extent (x, y) of every shape of a name."""
    return [np.ptp(s.xy, axis=0) for s in shapes if s.name == name and isinstance(s, Polygon | Line)]


def at(run: str, values: np.ndarray, time_s: float) -> float:
    return float(np.interp(time_s, stored(run).time_s, values))


@pytest.mark.parametrize("width", [320, 960, 1920])
@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("share", [0.0, 0.25, 0.4, 0.55, 0.7])
def test_the_arrow_is_as_long_as_the_way_of_the_hip(run, share, width):
    r = stored(run)
    time_s = share * float(r.time_s[-1])
    shapes, scale, _ = mute(run, time_s, width)
    back_m = at(run, r.metrics.hip_back_m, time_s)
    arrows = spans(shapes, "hip arrow")
    if not spans(shapes, "hips start"):
        assert not arrows, "the foot is off the ground or on its tip"
    elif abs(back_m) < 0.009:
        assert not arrows
    elif arrows:
        assert arrows[0][0] == pytest.approx(abs(back_m) * scale, abs=PIXEL)
    else:
        assert abs(back_m) < 0.011


@pytest.mark.parametrize("width", [320, 960, 1920])
@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("share", [0.0, 0.25, 0.4, 0.55, 0.7, 1.0])
def test_the_scales_are_filled_as_the_foot_is_loaded(run, share, width):
    r, m = stored(run), stored(run).metrics
    time_s = share * float(r.time_s[-1])
    shapes, _, _ = mute(run, time_s, width)
    on_foot = at(run, r.load_n("stance_foot"), time_s) / max(at(run, r.ground_load_n.sum(axis=1), time_s), 1.0)
    others = [i for i, part in enumerate(PARTS) if part not in FEET]
    down = (r.ground_load_n[r.time_s <= time_s][:, others] > 0.05 * r.weight_n).any()
    for name, load in (("heel", m.heel_load), ("toes", m.toe_load)):
        ((_, high),) = spans(shapes, f"scale {name}")
        filled = sum(span[1] for span in spans(shapes, f"scale {name} fill"))
        assert filled == pytest.approx(0.0 if down else high * on_foot * at(run, load, time_s), abs=PIXEL)


@pytest.mark.parametrize("language", languages())
def test_a_body_on_the_floor_has_no_weight_on_heel_or_toes(language):
    r = stored("without")
    assert r.ended == "down"
    shown = page_of((r,), None, Drawing(lang=language), 960)
    drawn = shown.shapes(Instant(float(r.time_s[-1])))
    assert not [s.name for s in drawn if s.name in ("scale heel fill", "scale toes fill", "label toes", "centre of pressure")]
    assert [s.text for s in drawn if isinstance(s, Text) and s.name == "label heel"] == [words(language).label("down")]


@pytest.mark.parametrize("width", [320, 960, 1920])
@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("share", [0.0, 0.4, 0.7])
def test_the_plumb_line_is_as_far_from_mid_foot_as_the_mass(run, share, width):
    r = stored(run)
    time_s = share * float(r.time_s[-1])
    shapes, scale, _ = mute(run, time_s, width)
    lines = {s.name: s for s in shapes if isinstance(s, Line)}
    drawn = lines["plumb line"].xy[0, 0] - lines["mid-foot line"].xy[0, 0]
    middle_m = float(r.root_position_world_m[0, 0]) + float(stance_cop_m(r.humanoid)[0])
    assert drawn == pytest.approx((at(run, r.com_world_m[:, 0], time_s) - middle_m) * scale, abs=PIXEL)
    assert np.ptp(lines["mid-foot line"].xy[:, 0]) == 0


def test_a_lifted_heel_carries_nothing_and_is_told_by_its_colour():
    r = stored("without")
    lifted = np.flatnonzero((r.metrics.heel_lift_deg > 10) & np.isfinite(r.metrics.cop_m[:, 0]))
    shapes, _, _ = mute("without", float(r.time_s[lifted[len(lifted) // 2]]), 960)
    scales = {s.name: s for s in shapes if isinstance(s, Polygon) and s.name.startswith("scale")}
    assert "scale heel fill" not in scales
    assert scales["scale heel"].stroke != scales["scale toes"].stroke

"""What is drawn stands where the recording says, and every word can be read."""

from __future__ import annotations

import dataclasses
import itertools

import numpy as np
import pytest

from hingesim.render import frame
from hingesim.render.display import Disc, Line, Polygon, Text
from hingesim.render.page import page_of
from hingesim.render.pose import pose_at
from hingesim.render.storyboard import Storyboard
from hingesim.render.timeline import Instant


def named(shapes, name):
    return [s for s in shapes if s.name == name]


def pixel(panel, point_world_m):
    """Side view: x forward to the right, z up; page y down."""
    return panel.origin_x + panel.scale * point_world_m[0], panel.ground_y - panel.scale * point_world_m[2]


@pytest.mark.parametrize("time_s", [0.0, 1.0, 2.6])
def test_marks_stand_where_the_recording_says(held_by_band, time_s):
    r = held_by_band
    page = page_of([r], None, 640)
    shapes, panel = page.shapes(Instant(time_s)), page.panels[0]
    i = int(np.argmin(abs(r.time_s - time_s)))

    (com,) = named(shapes, "centre of mass")
    assert isinstance(com, Disc)
    assert (com.x, com.y) == pytest.approx(pixel(panel, r.com_world_m[i]), abs=0.5)

    (cop,) = named(shapes, "centre of pressure")
    assert isinstance(cop, Disc)
    assert (cop.x, cop.y) == pytest.approx(pixel(panel, [r.cop_world_m[i, 0], 0, 0]), abs=0.5)

    (plumb,) = named(shapes, "plumb line")
    assert isinstance(plumb, Line)
    assert plumb.xy[:, 0] == pytest.approx(com.x)
    assert plumb.xy[1, 1] == pytest.approx(panel.ground_y)


def test_band_runs_from_hands_to_anchor(held_by_band):
    r = held_by_band
    page = page_of([r], None, 640)
    panel, i = page.panels[0], 300
    strands = named(page.shapes(Instant(float(r.time_s[i]))), "band")
    hands = [pixel(panel, r.frames.hand_world_m(arm)[i]) for arm in ("free", "stance")]
    anchor = pixel(panel, [r.scenario.band.distance_m, 0, r.scenario.band.anchor_height_m])
    assert [tuple(s.xy[0]) for s in strands] == [pytest.approx(hand, abs=0.5) for hand in hands]
    assert all(tuple(s.xy[-1]) == pytest.approx(anchor) for s in strands)


def test_slack_band_hangs_below_its_chord_and_says_so(slack):
    page = page_of([slack], None, 640)
    shapes = page.shapes(Instant(0.0))
    (strand,) = named(shapes, "band")
    chord = np.linspace(strand.xy[0], strand.xy[-1], len(strand.xy))
    assert (strand.xy[1:-1, 1] > chord[1:-1, 1]).all()
    assert named(shapes, "label band")[0].text == "band slack"


def test_ground_force_of_body_weight_has_one_length(fallen):
    from hingesim.render.overlays import BODY_WEIGHT_M

    page = page_of([fallen], None, 640)
    i = int(np.argmin(abs(fallen.time_s - 0.3)))
    arrow = named(page.shapes(Instant(float(fallen.time_s[i]))), "ground force")[0]
    weights = fallen.grf_world_n[i, 2] / (fallen.humanoid.mass_kg.sum() * 9.80665)
    assert np.ptp(arrow.xy[:, 1]) == pytest.approx(BODY_WEIGHT_M * weights * page.scale, rel=0.02)


def test_foot_stands_on_the_ground_and_head_stays_on_the_page(fallen):
    page = page_of([fallen], None, 640)
    shapes, panel = page.shapes(Instant(0.0)), page.panels[0]
    soles = [s.xy[:, 1].max() for s in shapes if isinstance(s, Polygon) and s.name == "stance_leg"]
    assert max(soles) == pytest.approx(panel.ground_y, abs=1.0)
    heads = [s.xy[:, 1].min() for s in shapes if isinstance(s, Polygon) and s.name == "head"]
    stature = (panel.ground_y - min(heads)) / panel.scale
    assert stature == pytest.approx(fallen.scenario.athlete.height_m, abs=0.03)
    assert min(heads) > panel.top


def test_inset_shows_mass_and_pressure_over_the_base_from_above(pair):
    from hingesim.render import inset

    page = page_of(pair, None, 960)
    for panel, r in zip(page.panels, pair, strict=True):
        above = inset.place(panel, r)
        assert above is not None
        shapes = inset.shapes(pose_at(r, 0.5), pose_at(r, 0.0), above)
        (mass,), (pressure,), (base,) = (named(shapes, f"inset {name}") for name in ("mass", "pressure", "base"))
        i = int(np.argmin(abs(r.time_s - 0.5)))
        offset = r.com_world_m[i, :2] - r.cop_world_m[i]
        assert mass.x - pressure.x == pytest.approx(above.scale * offset[0], abs=0.5)
        assert pressure.y - mass.y == pytest.approx(above.scale * offset[1], abs=0.5)
        # The big-toe side of a right foot is the trainee's left: up in the picture.
        assert base.xy[:, 0].min() < pressure.x < base.xy[:, 0].max()


def test_a_weight_hangs_in_the_hands_that_hold_it(slack):
    loaded = dataclasses.replace(slack, scenario=slack.scenario.replace(load={"mass_kg": 16, "hand": "opposite"}))
    assert not named(page_of([slack], None, 640).shapes(Instant(0.0)), "weight")
    assert len(named(page_of([loaded], None, 640).shapes(Instant(0.0)), "weight")) == 1


def test_near_limbs_cover_far_ones(fallen, slack):
    # Seen from the trainee's right: the right leg is the nearer one.
    for r, near, far in ((fallen, "stance_leg", "free_leg"), (slack, "free_leg", "stance_leg")):
        names = [s.name for s in page_of([r], None, 640).shapes(Instant(0.0))]
        assert names.index(far) < names.index(near)


def test_side_by_side_shares_scale_and_ground(pair):
    page = page_of(pair, None, 960)
    assert len({(p.scale, p.ground_y) for p in page.panels}) == 1


@pytest.mark.parametrize("width", [320, 480, 640, 960, 1080, 1280])
def test_texts_stay_on_the_page_and_apart(pair, slack, width):
    groups = [pair, [pair[1]], [slack], [*pair, slack]]
    for recordings in groups:
        page = page_of(recordings, None, width)
        for time_s in (0.0, 1.1, 1.5, 2.7, 9.0):
            texts = [s for s in page.backdrop() + page.shapes(Instant(time_s, slow=True)) if isinstance(s, Text)]
            check_texts(texts, page.width, page.height)


@pytest.mark.parametrize("width", [640, 1600])
def test_texts_of_storyboards_stay_on_the_page_and_apart(pair, width):
    for recordings in (pair, pair[1:]):
        board = Storyboard(tuple(recordings), ("Without", "With")[: len(recordings)], width)
        check_texts([s for s in board.shapes() if isinstance(s, Text)], board.width, board.height)


def check_texts(texts, width, height):
    for text in texts:
        left, top, right, bottom = text.box
        assert left >= 0, text
        assert right <= width, text
        assert top >= 0, text
        assert bottom <= height, text
    for one, two in itertools.combinations(texts, 2):
        a, b = one.box, two.box
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (one, two)


def test_frame_is_an_rgb_picture_with_a_white_page(pair):
    picture = frame(pair, 1.0, width=480)
    assert picture.dtype == np.uint8
    assert picture.shape[1:] == (480, 3)
    assert picture.shape[0] % 2 == 0
    assert tuple(picture[2, 2]) == (255, 255, 255)


def test_after_its_end_a_recording_holds_its_last_pose_with_the_outcome(fallen):
    page = page_of([fallen], None, 640)
    texts = [s.text for s in page.shapes(Instant(99.0)) if isinstance(s, Text)]
    assert fallen.outcome.title in texts
    first, later = (frame([fallen], t, width=320) for t in (99.0, 99.04))
    assert (first[: first.shape[0] // 2] == later[: first.shape[0] // 2]).all()

"""What is drawn stands where the recording says, and every word can be read."""

from __future__ import annotations

import dataclasses
import itertools
import re

import numpy as np
import pytest

from hingesim import simulate
from hingesim.common.words import languages, words
from hingesim.recording.moments import Moments
from hingesim.render import foot, frame
from hingesim.render.camera import VIEWS
from hingesim.render.display import HALO_PT, Disc, Line, Polygon, Text
from hingesim.render.drawing import PANELS, Drawing
from hingesim.render.page import Page, page_of
from hingesim.render.pose import pose_at
from hingesim.render.storyboard import Storyboard
from hingesim.render.switches import switches
from hingesim.render.timeline import Instant
from tests.conftest import CALM
from tests.golden import stored


def page(recordings, width: int = 640, **drawing) -> Page:
    return page_of(recordings, None, Drawing(**drawing), width)


def named(shapes, name):
    return [s for s in shapes if s.name == name]


def from_ahead_and_above(point, turn_deg: float = 36.0, tilt_deg: float = 11.0):
    """Right and up of a world point for a viewer at the right side who walked toward the front and looks down: two rotations."""
    a, e = np.radians(turn_deg), np.radians(tilt_deg)
    x, y, z = point
    right, deep = x * np.cos(a) + y * np.sin(a), -x * np.sin(a) + y * np.cos(a)
    return right, z * np.cos(e) + deep * np.sin(e)


SEEN = {
    "side": lambda p: (p[0], p[2]),
    "front": lambda p: (p[1], p[2]),
    "three-quarter": from_ahead_and_above,
}
"""Metres to the right and up in the picture, written out by hand for every view."""


def pixel(panel, point_world_m, view: str = "side"):
    right, up = SEEN[view](np.asarray(point_world_m, float))
    return panel.origin_x + panel.scale * right, panel.ground_y - panel.scale * up


@pytest.mark.parametrize("time_s", [0.0, 1.0, 2.6])
@pytest.mark.parametrize("view", VIEWS)
def test_marks_hands_and_anchor_stand_where_the_recording_says(held_by_band, view, time_s):
    r = held_by_band
    shown = page([r], panels=view, show="xcom")
    shapes, ((_, _, panel),) = shown.shapes(Instant(time_s)), shown.panels
    i = int(np.argmin(abs(r.time_s - time_s)))
    ground = [*r.metrics.xcom_world_m[i], 0]
    for name, point in (("centre of mass", r.com_world_m[i]), ("centre of pressure", [*r.cop_world_m[i], 0])):
        (mark,) = named(shapes, name)
        assert isinstance(mark, Disc)
        assert (mark.x, mark.y) == pytest.approx(pixel(panel, point, view), abs=0.5)
    (heading,) = named(shapes, "extrapolated centre of mass")
    assert heading.xy.mean(axis=0) == pytest.approx(pixel(panel, ground, view), abs=0.5)
    (plumb,) = named(shapes, "plumb line")
    assert isinstance(plumb, Line)
    assert tuple(plumb.xy[1]) == pytest.approx(pixel(panel, r.com_world_m[i] * [1, 1, 0], view), abs=0.5)
    anchor = pixel(panel, [r.scenario.band.distance_m, 0, r.scenario.band.anchor_height_m], view)
    hands = {tuple(np.round(pixel(panel, r.link_poses.hand_world_m(arm)[i], view), 0)) for arm in ("free", "stance")}
    strands = named(shapes, "band")
    assert {tuple(np.round(s.xy[0], 0)) for s in strands} == hands
    assert all(tuple(s.xy[-1]) == pytest.approx(anchor) for s in strands)
    rings, faint = named(shapes, "anchor"), [post for post in named(shapes, "post") if post.opacity < 1]
    # From ahead the ring would stand before her face, and the post stands before her.
    assert [bool(rings), bool(faint)] == ([False, True] if view == "front" else [True, False])
    assert all((ring.x, ring.y) == pytest.approx(anchor) for ring in rings)


def test_slack_band_hangs_below_its_chord_and_says_so(slack):
    shown = page([slack], 640)
    shapes = shown.shapes(Instant(0.0))
    (strand,) = named(shapes, "band")
    chord = np.linspace(strand.xy[0], strand.xy[-1], len(strand.xy))
    assert (strand.xy[1:-1, 1] > chord[1:-1, 1]).all()
    assert named(shapes, "label band")[0].text == "band slack"


def test_ground_force_of_body_weight_has_one_length(fallen):
    from hingesim.render.overlays.grf import BODY_WEIGHT_M

    shown = page([fallen], 640, show="grf")
    i = int(np.argmin(abs(fallen.time_s - 0.3)))
    arrow = named(shown.shapes(Instant(float(fallen.time_s[i]))), "ground force")[0]
    weights = fallen.grf_world_n[i, 2] / (fallen.humanoid.mass_kg.sum() * 9.80665)
    assert np.ptp(arrow.xy[:, 1]) == pytest.approx(BODY_WEIGHT_M * weights * shown.scale, rel=0.02)


def test_foot_stands_on_the_ground_and_head_stays_on_the_page(fallen):
    shown = page([fallen], 640)
    shapes, panel = shown.shapes(Instant(0.0)), shown.panels[0][2]
    soles = [s.xy[:, 1].max() for s in shapes if isinstance(s, Polygon) and s.name == "stance_leg"]
    assert max(soles) == pytest.approx(panel.ground_y, abs=1.0)
    heads = [s.xy[:, 1].min() for s in shapes if isinstance(s, Polygon) and s.name == "head"]
    stature = (panel.ground_y - min(heads)) / panel.scale
    assert stature == pytest.approx(fallen.scenario.athlete.height_m, abs=0.03)
    assert min(heads) > panel.top


@pytest.mark.parametrize("panels", ["side", "side,foot"])
def test_foot_from_above_shows_mass_and_pressure_over_the_base(pair, panels):
    shown = page(pair, 960, panels=panels)
    places = [foot.inset_place(panel, pair[i], scene.busy_m) for i, scene, panel in shown.panels]
    if "foot" in panels:
        places = [foot.foot_place(box, pair[i]) for i, _, box in shown.charts]
    for above, r in zip(places, pair, strict=True):
        assert above is not None
        shapes = foot.weight_over(pose_at(r, 0.5), above, path=True)
        (mass,), (pressure,) = (named(shapes, f"inset sign {name}") for name in ("com", "cop"))
        (base,) = named(foot.backdrop(pose_at(r, 0.0), above), "inset base")
        i = int(np.argmin(abs(r.time_s - 0.5)))
        offset = r.com_world_m[i, :2] - r.cop_world_m[i]
        assert mass.x - pressure.x == pytest.approx(above.scale * offset[0], abs=0.5)
        assert pressure.y - mass.y == pytest.approx(above.scale * offset[1], abs=0.5)
        # The big-toe side of a right foot is the trainee's left: up in the picture.
        assert base.xy[:, 0].min() < pressure.x < base.xy[:, 0].max()
        (path,) = named(shapes, "cop path")
        assert path.xy[-1] == pytest.approx([pressure.x, pressure.y], abs=4.0)


def test_a_weight_hangs_in_the_hands_that_hold_it(slack):
    loaded = dataclasses.replace(slack, scenario=slack.scenario.replace(load={"mass_kg": 16, "hand": "opposite"}))
    assert not named(page([slack]).shapes(Instant(0.0)), "weight")
    assert len(named(page([loaded]).shapes(Instant(0.0)), "weight")) == 1


def test_near_limbs_cover_far_ones(fallen, slack):
    # Seen from the trainee's right: the right leg is the nearer one.
    for r, near, far in ((fallen, "stance_leg", "free_leg"), (slack, "free_leg", "stance_leg")):
        names = [s.name for s in page([r]).shapes(Instant(0.0))]
        assert names.index(far) < names.index(near)


def test_side_by_side_shares_scale_and_ground(pair):
    for panels in ("side", "side,front"):
        shown = page(pair, 960, panels=panels)
        assert len({p.scale for _, _, p in shown.panels}) == 1
        for k in range(0, len(shown.panels), 2):
            assert shown.panels[k][2].ground_y == shown.panels[k + 1][2].ground_y


@pytest.mark.parametrize("width", [320, 480, 640, 960, 1280, 1920])
@pytest.mark.parametrize("lang", languages())
def test_texts_stay_on_the_page_apart_and_off_the_foot(pair, slack, width, lang):
    crowded = {"panels": ",".join(PANELS), "show": ",".join(switches())}
    cases = [(pair, {}), ([pair[1]], {}), ([slack], {}), ([*pair, slack, slack], {}), (pair, crowded), ([pair[0]], crowded)]
    for recordings, drawing in cases:
        shown = page(recordings, width, lang=lang, **drawing)
        still = shown.backdrop()
        for time_s in (0.0, 1.1, 1.5, 2.7, 9.0):
            moving = shown.shapes(Instant(time_s, slow=True))
            texts = [s for s in still + moving if isinstance(s, Text)]
            check_texts(texts, shown.width, shown.height)
            check_insets(still, moving)
            for i, _, panel in shown.panels:
                check_foot(texts, panel, pose_at(recordings[i], time_s))


def check_insets(still, moving):
    """The pull of the band stands clear of the foot from above, and so does the band."""
    for inset in (s.xy for s in still if s.name == "inset frame"):
        (left, top), (right, bottom) = inset.min(axis=0) - HALO_PT, inset.max(axis=0) + HALO_PT
        for a in (s.box for s in moving if s.name == "label band"):
            assert a[2] <= left or right <= a[0] or a[3] <= top or bottom <= a[1]
        for strand in (s for s in moving if s.name == "band"):
            x, y = (np.interp(np.linspace(0, 1, 200), np.linspace(0, 1, len(strand.xy)), c) for c in strand.xy.T)
            assert not ((x > left) & (x < right) & (y > top) & (y < bottom)).any()


def check_foot(texts, panel, pose):
    """No text within the drawn outline of the standing foot."""
    if pose.over or pose.lost:
        return
    h = pose.recording.humanoid
    outline = foot.foot_outline_m(h)
    shoe = [np.column_stack([outline, np.full(len(outline), h.heel_m[2] + height)]) for height in (0.0, 0.05)]
    at = panel.to_page(pose.point_world_m("stance_foot", np.concatenate(shoe)))
    (left, top), (right, bottom) = at.min(axis=0), at.max(axis=0)
    for text in texts:
        a = text.box
        assert a[2] <= left or right <= a[0] or a[3] <= top or bottom <= a[1], text


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("width", [640, 1600])
def test_texts_of_storyboards_stay_on_the_page_and_apart(pair, width, lang):
    for recordings in (pair, pair[1:]):
        for view in VIEWS:
            board = Storyboard(tuple(recordings), ("Without", "With")[: len(recordings)], Drawing(lang=lang, panels=view), width)
            check_texts([s for s in board.shapes() if isinstance(s, Text)], board.width, board.height)


def test_why_bars_and_range_are_the_moments_now(held_by_band):
    """Lengths of the bars and ends of the range, read back from the drawing: all on one scale about one zero."""
    shapes, moments = page([held_by_band], panels="why").shapes(Instant(2.0)), Moments(held_by_band)
    (zero,), edges = named(shapes, "why zero"), named(shapes, "why edge")
    spans = {name: np.ptp(shape.xy[:, 0]) for name in ("gravity", "band") for shape in named(shapes, f"why {name} bar")}
    i = int(np.argmin(abs(held_by_band.time_s - 2.0)))
    scale = spans["gravity"] / abs(moments.gravity_nm[i])  # her weight tips backward while she leans
    assert spans["band"] == pytest.approx(scale * abs(moments.band_nm[i]), abs=0.5)
    ends = [edge.xy[0, 0] - zero.xy[0, 0] for edge in edges]
    assert ends == pytest.approx((scale * moments.limits_nm[i]).tolist(), abs=0.5)


def test_why_says_what_the_foot_can_hold_only_while_she_stands_on_it(pair):
    said = words("en")["why"]
    for r, time_s in itertools.product(pair, np.arange(0, 9, 0.35)):
        shown = page([r], panels="why", width=960)
        pose, shapes = pose_at(r, time_s), shown.shapes(Instant(time_s))
        told = " ".join(s.text for s in shapes if isinstance(s, Text) and s.name.startswith("why said"))
        i = min(int(np.searchsorted(r.time_s, pose.time_s)), len(r.time_s) - 1)
        alone = r.load_n("stance_foot")[i] > 0.95 * r.ground_load_n[i].sum() > 1 and not pose.down
        if r.scenario.band is None:
            assert told not in (said["holds"], said["leans"])
        if named(shapes, "why range"):
            assert pose.heel_load + pose.toe_load > 0.9
        if alone and told != said["elsewhere"]:
            m = Moments(r)
            total, (back, front) = (m.gravity_nm + m.band_nm)[i], m.limits_nm[i]
            if back + 5 < total < front - 5:
                assert told != said["tips"]
            elif not back - 5 < total < front + 5:
                assert told == said["tips"]


def test_why_speaks_of_who_stands_on_toes_behind_as_of_who_stands_on_one_foot() -> None:
    """What her toes carry is no other foot that decides: she stands on both, as she means to."""
    r = simulate(CALM.replace(exercise="kickstand", hinge={"hip_shift": 0.6, "depth_deg": 60}))
    told = [s.text for s in page([r], panels="why").shapes(Instant(3.0)) if isinstance(s, Text) and s.name.startswith("why said")]
    assert " ".join(told) == words("en")["why_two"]["holds_plain"]
    shown = page([r], panels="side,why")
    texts = [s.text for s in (*shown.backdrop(), *shown.shapes(Instant(3.0))) if isinstance(s, Text)]
    assert not [text for text in texts if re.search("over the foot|the foot can|^foot from above", text)], "she stands on both"


def test_time_chart_shows_what_has_happened_and_no_more(fallen):
    shown = page([fallen], panels="trace")
    lost = fallen.outcome.time_s
    before, after = (shown.shapes(Instant(t)) for t in (lost - 0.1, lost + 0.1))
    assert not named(before, "trace lost")
    assert len(named(after, "trace lost")) == 2
    (curve,), (now,) = named(before, "trace com"), named(before, "trace now")
    assert curve.xy[:, 0].max() <= now.xy[0, 0] + 0.5


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
    shown = page([fallen], 640)
    texts = [s.text for s in shown.shapes(Instant(99.0)) if isinstance(s, Text)]
    assert fallen.outcome.title in texts
    first, later = (frame([fallen], t, width=320) for t in (99.0, 99.04))
    assert (first[: first.shape[0] // 2] == later[: first.shape[0] // 2]).all()


@pytest.mark.parametrize("width", [320, 960])
@pytest.mark.parametrize("runs", [("without",), ("without", "with_band")])
def test_on_the_shared_scale_a_metre_is_as_long_in_every_picture(width, runs):
    one = page_of(tuple(stored(run) for run in runs), None, Drawing(scale="shared"), width)
    other = page_of(tuple(stored("heavy_man") for _ in runs), None, Drawing(scale="shared"), width)
    assert one.scale == other.scale
    boards = [Storyboard((stored(run),), ("",), Drawing(scale="shared"), width) for run in ("without", "heavy_man")]
    assert boards[0].scale == boards[1].scale
    (_, small, _), (_, large, _) = one.panels[0], other.panels[0]
    assert large.figure.extent_m(large.start)[3] > 1.1 * small.figure.extent_m(small.start)[3]


def test_a_storyboard_has_title_and_settings_and_shows_a_loss_to_the_side_from_ahead():
    r = stored("without")
    board = Storyboard((r,), ("Her hinge",), Drawing(title="Lesson one"), 1200)
    texts = {s.name: s.text for s in board.shapes() if isinstance(s, Text)}
    assert texts["head"] == "Lesson one"
    assert texts["settings 0"].startswith("no band")
    assert "settings 0" not in {s.name for s in Storyboard((r,), ("",), Drawing(hide="settings"), 1200).shapes()}
    assert board.views == (VIEWS["side"],)
    aside = dataclasses.replace(r)
    object.__setattr__(aside, "outcome", dataclasses.replace(r.outcome, name="sideways_fall"))
    assert Storyboard((aside, r), ("", ""), Drawing(), 1200).views == (VIEWS["front"], VIEWS["side"])
    assert Storyboard((aside,), ("",), Drawing(panels="three-quarter"), 1200).views == (VIEWS["three-quarter"],)

"""Every limit of a judgement, from both sides, on recordings made by hand: no engine runs here."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from hingesim import Recording, Scenario
from hingesim.body.humanoid import JOINT
from hingesim.body.strength import strength
from hingesim.body.support import margin_m
from hingesim.body.torque_velocity import torque_velocity
from hingesim.motion.schedule import PHASES
from hingesim.recording.limits import at_limit, weak_joint
from hingesim.recording.loss import STOPPED, is_settled
from tests.synthetic import (
    SCENARIO,
    STANDING,
    during,
    for_a_while,
    headed,
    loaded,
    moved,
    pitched,
    pressed,
    rep,
    start_m,
    strained,
    until,
)

END_S = 5.0
"""Length of the runs that only stand."""
LEFT = STANDING.replace(hinge={"stance": "left"})


def last(r: Recording, seconds: float, inside: Any, outside: Any) -> np.ndarray:
    """shape (T,): one value in the last samples, that many hundredths, another before."""
    return np.where(np.arange(len(r.time_s)) >= len(r.time_s) - round(100 * seconds), inside, outside)


def name(r: Recording) -> str:
    return r.outcome.name


def beyond(s: Recording, edge: int, out_m: float) -> np.ndarray:
    """shape (2,): a point that far beyond the middle of an edge of the functional base, counted from its back corner, medial positive."""
    base = s.metrics.base_m
    first = int(np.argmin(base[:, 0]))
    a, b = base[(first + edge) % 8], base[(first + edge + 1) % 8]
    along = (b - a) / np.linalg.norm(b - a)
    return (a + b) / 2 + out_m * np.array([along[1], -along[0]])


# Loss at the end of a run: how long, how far tipped, how far out.


@pytest.mark.parametrize(("samples", "tilt_deg", "out_m", "lost"), [
    (20, 3.1, 0.005, False), (22, 3.1, 0.005, True),
    (50, 2.9, 0.005, False), (50, 3.1, 0.005, True),
    (5, 0.0, 0.029, False), (5, 0.0, 0.031, True), (50, 0.0, 0.029, False),
])  # fmt: skip
def test_lost_at_the_end(samples: int, tilt_deg: float, out_m: float, lost: bool) -> None:
    s = rep(STANDING)
    x, medial = beyond(s, 6, out_m)
    begin, aside = s.com_world_m[0, :2]
    gone = last(s, samples / 100, 1.0, 0.0)
    away = headed(pitched(s, tilt_deg * gone), begin + gone * (x - begin), aside + gone * (medial - aside))
    assert away.metrics.xcom_margin_m[-1] == pytest.approx(-out_m, abs=0.0002)
    assert name(away) == ("sideways_fall" if lost else "stood")
    if lost:
        assert away.outcome.time_s == pytest.approx(END_S - (samples - 1) / 100)
        assert away.outcome.came_of is None


@pytest.mark.parametrize(("end_s", "lost"), [(0.19, False), (0.2, True)])
def test_lost_from_the_first_sample_on(end_s: float, lost: bool) -> None:
    """The least time outside counts itself: 0.2 s is enough."""
    s = rep(STANDING)
    x, medial = beyond(s, 6, 0.005)
    away = until(headed(pitched(s, 3.1), x, medial), end_s)
    assert name(away) == ("sideways_fall" if lost else "stood")
    assert away.outcome.time_s == (0.0 if lost else None)


def test_an_excursion_that_comes_back_is_no_loss() -> None:
    s = rep(STANDING)
    out = headed(pitched(s, for_a_while(s, 2.0, 1.0, 5.0, 0.0)), for_a_while(s, 2.0, 1.0, 0.3, start_m(s)))
    assert name(out) == "stood"
    assert name(dataclasses.replace(out, ended="down")) == "stalled", "it came down over its foot"


# The edge that is crossed first names the loss.

EDGE_OF = ["back", "back", "outer", "front", "front", "front", "inner", "inner"]
"""For every edge of the functional base, counter-clockwise from the back corner, medial positive."""


@pytest.mark.parametrize("scenario", [STANDING, LEFT], ids=["right", "left"])
@pytest.mark.parametrize("edge", range(8))
def test_the_edge_names_the_fall(edge: int, scenario: Scenario) -> None:
    s = rep(scenario)
    x, medial = beyond(s, edge, 0.04)
    gone = last(s, 0.5, 1.0, 0.0)
    start, aside = s.com_world_m[0, :2]
    out = headed(s, start + gone * (x - start), aside + gone * (s.humanoid.side * medial - aside)).outcome
    found = EDGE_OF[edge]
    assert out.evidence[0] == f"left_{found}"
    assert out.name == {"front": "forward_fall", "back": "backward_fall"}.get(found, "sideways_fall")
    assert dict(out.values)["millimetre"] == pytest.approx(40, abs=0.01)


@pytest.mark.parametrize(("from_back_m", "named"), [(0.0095, "back"), (0.0105, "inner")])
def test_who_leaves_round_the_tip_of_the_heel_has_gone_back(from_back_m: float, named: str) -> None:
    """The inner side of the functional base runs up to the very tip of the heel."""
    s = rep(STANDING)
    base = s.metrics.base_m
    first = int(np.argmin(base[:, 0]))
    along, back = ((base[k] - base[first]) / np.linalg.norm(base[k] - base[first]) for k in (first - 1, (first + 1) % 8))
    across = abs(along[0] * back[1] - along[1] * back[0])
    x, medial = base[first] + from_back_m / across * along + 0.04 * np.array([-along[1], along[0]])
    gone = last(s, 0.5, 1.0, 0.0)
    start, aside = s.com_world_m[0, :2]
    assert headed(s, start + gone * (x - start), aside + gone * (medial - aside)).outcome.evidence[0] == f"left_{named}"


@pytest.mark.parametrize(("back_inside_s", "edge", "lost_s"), [(0.25, "back", 3.0), (0.35, "inner", 4.0)])
def test_a_step_across_the_base_is_one_loss(back_inside_s: float, edge: str, lost_s: float) -> None:
    """She goes back, the step carries the XcoM across, and the foot lands beside her: a loss to the back, unless she had come back."""
    s = rep(STANDING)
    t, (start, aside) = s.time_s, s.com_world_m[0, :2]
    back = (t >= 3.0 - 1e-9) & (t < 4.0 - back_inside_s - 1e-9)
    beside = t >= 4.0 - 1e-9
    out = headed(s, np.where(back, start - 0.15, start), np.where(beside, aside + 0.1, aside))
    landed = loaded(out, "free_foot", np.where(t >= 4.4, 300.0, 0.0))
    assert landed.outcome.evidence[0] == f"left_{edge}"
    assert landed.outcome.time_s == pytest.approx(lost_s)


def test_a_touch_soon_after_the_start_is_no_loss_when_she_was_never_outside() -> None:
    """Who was never outside has not come back a moment ago, however short the run."""
    s = rep(STANDING)
    assert name(until(loaded(s, "free_foot", np.where(s.time_s >= 0.05, 40.0, 0.0)), 0.2)) == "foot_touch"


def falling(s: Recording, ahead_m: float = 0.3, aside_m: float = 0.0) -> Recording:
    """Over the front from 3 s on, to the end ahead and to the left."""
    gone = np.clip((s.time_s - 3.0) / 1.0, 0, 1)
    start, left = s.com_world_m[0, :2]
    return headed(s, start + gone * (ahead_m - start), left + gone * (aside_m - left))


@pytest.mark.parametrize(("parts", "came", "at_s"), [
    ({"free_foot": 4.0}, "step", 4.0), ({"free_foot": 4.0, "hands": 4.5}, "hands", 4.5),
    ({"hands": 4.0, "knees": 4.5}, "ground", 4.5), ({"head": 4.2}, "ground", 4.2), ({}, None, None),
])  # fmt: skip
def test_what_came_of_it(parts: dict[str, float], came: str | None, at_s: float | None) -> None:
    s = falling(rep(STANDING))
    for part, since in parts.items():
        s = loaded(s, part, np.where(s.time_s >= since - 0.001, 5.1, 4.9))
    out = s.outcome
    assert (out.name, out.came_of) == ("forward_fall", came)
    assert f"and_{came}" in out.evidence or came is None
    assert dict(out.values).get("caught") == (pytest.approx(at_s) if at_s else None)


def test_a_step_has_caught_her_who_came_to_stand_on_it_with_nothing_else_down() -> None:
    foot = loaded(s := falling(rep(STANDING)), "free_foot", np.where(s.time_s >= 4.0, 300.0, 0.0))
    for ended, came in (("caught", "caught"), ("moving", "step")):
        assert dataclasses.replace(foot, ended=ended).outcome.came_of == came
    hands = loaded(foot, "hands", np.where(s.time_s >= 4.5, 300.0, 0.0))
    assert dataclasses.replace(hands, ended="caught").outcome.came_of == "hands"


@pytest.mark.parametrize(
    ("load_n", "since_s", "told"), [(5.0, 4.0, None), (5.1, 4.0, 4.0), (5.1, 4.5, None), (5.1, 4.49, 4.49), (5.1, 2.0, None)]
)
def test_a_foot_that_came_down_after_the_loss_and_before_more_of_her_is_told(load_n: float, since_s: float, told: float | None) -> None:
    """She is outside from 3.29 s on; hands are down from 4.5 s on."""
    s = falling(rep(STANDING))
    hands = loaded(s, "hands", np.where(s.time_s >= 4.499, 300.0, 0.0))
    out = loaded(hands, "free_foot", np.where(s.time_s >= since_s - 0.001, load_n, 0.0)).outcome
    assert out.came_of == "hands"
    assert ("stepped" in out.evidence) == (told is not None)
    assert dict(out.values).get("stepped") == (None if told is None else pytest.approx(told, abs=0.011))


def test_a_body_that_is_down_at_the_end_came_to_the_ground() -> None:
    out = dataclasses.replace(falling(rep(STANDING)), ended="down").outcome
    assert (out.name, out.came_of) == ("forward_fall", "ground")
    assert dict(out.values)["caught"] == pytest.approx(END_S)


@pytest.mark.parametrize(("aside_m", "then"), [(0.0, None), (0.4, "inner"), (-0.4, "outer")])
@pytest.mark.parametrize("scenario", [STANDING, LEFT], ids=["right", "left"])
def test_where_the_body_ended_is_told(aside_m: float, then: str | None, scenario: Scenario) -> None:
    s = falling(rep(scenario))
    s = headed(s, s.com_world_m[:, 0], np.where(s.time_s > 4.5, s.humanoid.side * aside_m, s.com_world_m[:, 1]))
    out = s.outcome
    assert (out.name, out.then) == ("forward_fall", then)
    if then:
        assert out.evidence[-1] == f"then_{then}"
        away = margin_m(np.array([[0.3, aside_m]]), s.metrics.base_m)
        assert dict(out.values)["beyond"] == pytest.approx(-100 * float(away[0]))


def test_the_last_sample_says_where_the_body_ended() -> None:
    s = falling(rep(STANDING))
    jump = headed(s, s.com_world_m[:, 0], np.where(np.arange(501) == 500, 0.5, s.com_world_m[:, 1]))
    assert (s.outcome.then, jump.outcome.then) == (None, "inner")


def turned(r: Recording, degree: float) -> Recording:
    """The same run with the foot pointing another way in the world, to the left of straight ahead."""
    a = np.radians(degree)
    spin = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    names = (
        "com_world_m",
        "com_velocity_world_m_s",
        "root_position_world_m",
        "grf_world_n",
        "grf_moment_world_n_m",
        "foot_force_world_n",
        "foot_moment_world_n_m",
    )
    assert (r.root_quat_world_xyzw[:, :3] == 0).all()
    quat = np.tile([0, 0, np.sin(a / 2), np.cos(a / 2)], (len(r.time_s), 1))
    return dataclasses.replace(r, **{name: r.arrays()[name] @ spin.T for name in names}, root_quat_world_xyzw=quat)


@pytest.mark.parametrize("degree", [90.0, -35.0])
@pytest.mark.parametrize("scenario", [STANDING, LEFT], ids=["right", "left"])
def test_which_way_the_foot_points_in_the_world_changes_nothing(scenario: Scenario, degree: float) -> None:
    s = rep(scenario)
    aside = headed(falling(s), falling(s).com_world_m[:, 0], np.where(s.time_s > 4.5, 0.4, s.com_world_m[:, 1]))
    expected, found = aside.outcome, turned(aside, degree).outcome
    assert expected.then
    assert (found.name, found.evidence, found.then, found.time_s) == (expected.name, expected.evidence, expected.then, expected.time_s)
    np.testing.assert_allclose([float(v) for _, v in found.values], [float(v) for _, v in expected.values], atol=1e-9)


@pytest.mark.parametrize(("before", "at", "after", "told_mm", "sample"), [
    (20, 31, 40, 31, 401), (20, 25, 40, 25, 401), (31, 35, 40, 31, 400), (25, 20, 40, 25, 400),
])  # fmt: skip
def test_how_far_out_she_was_is_read_up_to_what_caught_her(before: int, at: int, after: int, told_mm: int, sample: int) -> None:
    """Clearly outside, 30 mm, or farthest while she was not: up to the touch and with it, and not after."""
    s = rep(STANDING)
    i = np.arange(501)
    out_m = np.select([i == 400, i == 401], [before / 1000, at / 1000], after / 1000)
    out = np.array([beyond(s, 4, float(m)) for m in out_m])
    x, y = np.where(i[:, None] < 400, s.com_world_m[:, :2], out).T
    out = loaded(headed(s, x, y), "hands", np.where(i >= 401, 50.0, 0.0)).outcome
    values = dict(out.values)
    assert (out.name, out.time_s, values["caught"]) == ("forward_fall", pytest.approx(4.0), pytest.approx(4.01))
    assert values["millimetre"] == pytest.approx(told_mm)
    assert values["later"] == pytest.approx(sample / 100)


@pytest.mark.parametrize(("out_m", "told"), [(0.029, False), (0.031, True)])
def test_an_end_near_the_foot_is_not_told(out_m: float, told: bool) -> None:
    s = falling(loaded(rep(STANDING), "free_foot", last(rep(STANDING), 1.0, 40.0, 0.0)))
    back = float(s.metrics.back_m)
    assert headed(s, last(s, 0.3, back - out_m, s.com_world_m[:, 0])).outcome.then == ("back" if told else None)
    assert headed(s, last(s, 0.3, back + 0.03, s.com_world_m[:, 0])).outcome.then is None, "over the foot"


# Touches.


@pytest.mark.parametrize(("load_n", "expected"), [(4.9, "stood"), (5.0, "stood"), (5.1, "foot_touch")])
def test_a_touch_has_a_load(load_n: float, expected: str) -> None:
    s = rep(STANDING)
    out = loaded(s, "free_foot", last(s, 1.0, load_n, 0.0)).outcome
    assert out.name == expected
    if expected == "foot_touch":
        assert out.time_s == pytest.approx(4.01)
        assert dict(out.values)["newton"] == pytest.approx(load_n)


def test_a_touch_outside_is_a_loss_although_she_comes_back() -> None:
    s = rep(STANDING)
    away = headed(s, for_a_while(s, 2.0, 1.0, 0.3, start_m(s)))
    out = loaded(away, "free_foot", for_a_while(s, 2.5, 2.0, 40.0, 0.0)).outcome
    assert (out.name, out.came_of, out.time_s) == ("forward_fall", "step", pytest.approx(2.0))
    late = loaded(away, "free_foot", for_a_while(s, 2.99, 1.0, 40.0, 0.0)).outcome
    assert (late.name, late.came_of, late.time_s) == ("forward_fall", "step", pytest.approx(2.0)), "at the last sample outside"
    early = loaded(away, "free_foot", for_a_while(s, 1.5, 0.2, 40.0, 0.0)).outcome
    assert early.name == "foot_touch", "it touched before"


def test_a_loss_is_certain_once_something_bears_weight_outside_and_not_before() -> None:
    s = rep(STANDING)
    away = headed(s, for_a_while(s, 2.0, 1.0, 0.3, start_m(s)))
    touched = loaded(away, "free_foot", for_a_while(s, 2.5, 2.0, 40.0, 0.0))
    assert not is_settled(until(touched, 2.49).metrics)
    assert is_settled(until(touched, 2.5).metrics)
    early = loaded(away, "free_foot", for_a_while(s, 1.5, 3.0, 40.0, 0.0))
    assert not is_settled(early.metrics), "it touched before"
    assert is_settled(loaded(early, "hands", for_a_while(s, 2.5, 0.1, 40.0, 0.0)).metrics)
    gone = headed(s, last(s, 2.0, 0.3, start_m(s)))
    assert gone.outcome.lost
    assert not is_settled(gone.metrics), "a fall that nothing has ended may still be caught"


def test_of_a_run_that_was_given_up_is_told_what_was_seen() -> None:
    s = falling(rep(STANDING))
    foot = loaded(s, "free_foot", np.where(s.time_s >= 3.999, 300.0, 0.0))
    out = dataclasses.replace(until(foot, 4.0), ended=STOPPED).outcome
    assert (out.name, out.came_of, out.then) == ("forward_fall", None, None)
    assert dict(out.values)["stepped"] == pytest.approx(4.0)
    assert "caught" not in dict(out.values)


def test_on_two_feet_the_base_of_one_is_no_limit_but_hands_tell_of_a_fall() -> None:
    s = rep(STANDING)
    stepped = headed(loaded(s, "free_foot", last(s, 3.0, 300.0, 0.0)), last(s, 2.0, 0.3, start_m(s)))
    assert name(stepped) == "foot_touch"
    out = loaded(stepped, "hands", last(s, 1.0, 300.0, 0.0)).outcome
    assert (out.name, out.came_of, out.time_s) == ("forward_fall", "hands", pytest.approx(3.01))


def test_who_sinks_down_over_her_foot_has_not_lost_balance() -> None:
    s = rep(STANDING)
    for what in (dataclasses.replace(s, ended="down"), loaded(s, "hands", last(s, 0.5, 50, 0)), loaded(s, "pelvis", last(s, 0.5, 50, 0))):
        out = what.outcome
        assert (out.name, out.evidence[0], out.completed) == ("stalled", "came_down", False)
        assert out.time_s == END_S


# Strength.


@pytest.mark.parametrize(("share", "seconds", "told"), [(0.99, 0.2, True), (0.99, 0.19, False), (0.97, 0.5, False)])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_joint_without_strength_is_named(share: float, seconds: float, told: bool, sign: int) -> None:
    s = falling(rep(STANDING))
    lost = round(100 * (s.outcome.time_s or 0))
    limit = strength(s.humanoid.proportions, 1.0).limits_nm(s.joint_rad[0])[0 if sign > 0 else 1, JOINT["hip_abduction"]]
    straining = np.where(
        (np.arange(len(s.time_s)) >= lost - round(100 * seconds)) & (np.arange(len(s.time_s)) < lost), sign * share * limit, 0.0
    )
    out = strained(s, "hip_abduction", straining).outcome
    assert ("weak" in out.evidence) == told
    if told:
        assert dict(out.values)["joint"] == "hip_abduction"
        assert dict(out.values)["since"] == pytest.approx(lost / 100 - seconds)
        assert "hip (sideways)" in out.reason
    free = strained(s, "free_hip_abduction", 10 * straining).outcome
    assert "weak" not in free.evidence, "a leg that carries nothing decides nothing"


def test_the_joint_that_was_weak_longest_is_named_and_a_pause_begins_anew() -> None:
    s = rep(STANDING)
    limits = strength(s.humanoid.proportions, 1.0).limits_nm(s.joint_rad[0])[0]
    long, short = for_a_while(s, 1.0, 2.0, 2.0, 0.0), for_a_while(s, 2.0, 1.0, 2.0, 0.0)
    both = strained(strained(s, "knee_flexion", short * limits[JOINT["knee_flexion"]]), "hip_flexion", long * limits[JOINT["hip_flexion"]])
    assert weak_joint(both, 300) == ("hip_flexion", pytest.approx(1.0))
    assert weak_joint(both, 301) is None
    assert weak_joint(both, 0) is None
    at_once = strained(s, "hip_flexion", np.full(501, 2 * limits[JOINT["hip_flexion"]]))
    assert weak_joint(at_once, 10) == ("hip_flexion", 0.0), "from the first sample on, however short"
    broken = strained(both, "hip_flexion", np.where(np.arange(501) == 150, 0.0, both.joint_torque_nm[:, JOINT["hip_flexion"]]))
    assert weak_joint(broken, 300) == ("hip_flexion", pytest.approx(1.51))
    assert at_limit(both)[:, JOINT["hip_flexion"]].sum() == 200
    passive = dataclasses.replace(both, passive_torque_nm=both.joint_torque_nm)
    assert not at_limit(passive).any(), "tissue is no effort"


@pytest.mark.parametrize("sign", [1, -1])
def test_a_joint_that_turns_with_its_torque_has_less_of_it(sign: int) -> None:
    """At 3 rad/s the share that muscle still gives is all there is; against the motion it gives more than at rest."""
    s, knee = rep(STANDING), JOINT["knee_flexion"]
    limit = sign * strength(s.humanoid.proportions, 1.0).limits_nm(s.joint_rad[0])[0 if sign > 0 else 1, knee]
    velocity = np.zeros_like(s.joint_velocity_rad_s)
    velocity[:, knee] = sign * 3.0
    share = float(torque_velocity(s.humanoid.proportions).shares(velocity[0])[0 if sign > 0 else 1][knee])
    assert share < 0.9
    for part, told in ((0.99, True), (0.97, False)):
        turning = dataclasses.replace(strained(s, "knee_flexion", np.full(501, part * share * limit)), joint_velocity_rad_s=velocity)
        assert at_limit(turning)[:, knee].all() == told
        against = dataclasses.replace(strained(s, "knee_flexion", np.full(501, limit)), joint_velocity_rad_s=-velocity)
        assert not at_limit(against)[:, knee].any()


def weak_before(r: Recording, sample: int, from_s: float) -> Recording:
    """With the stance knee at its limit from a time up to a sample, and none of it after."""
    limit = strength(r.humanoid.proportions, 1.0).limits_nm(r.joint_rad[:, None])[:, 0, JOINT["knee_flexion"]]
    i = np.arange(len(r.time_s))
    return strained(r, "knee_flexion", np.where((i >= round(100 * from_s)) & (i < sample), limit, 0.0))


def test_strength_that_ran_out_tells_of_a_stall_too() -> None:
    """At the deepest sample of a rep that is too short, and at the end of one that does not come up."""
    r = rep()
    trunk = r.trunk_inclination_deg
    deep = dataclasses.replace(r, scenario=r.scenario.replace(hinge={"depth_deg": float(trunk.max()) / 0.9 + 1}))
    deepest = int(np.argmax(trunk))
    told = weak_before(deep, deepest, 1.0).outcome
    assert (told.name, told.evidence) == ("stalled", ("short_rep", "weak"))
    assert dict(told.values)["since"] == pytest.approx(1.0)
    for sample in (deepest - 1, deepest + 1):
        assert ("weak" in weak_before(deep, sample, 1.0).outcome.evidence) == (sample > deepest)
    low = until(r, 4.0)
    last_one = len(low.time_s) - 1
    assert low.outcome.evidence == ("bent_end",)
    assert weak_before(low, last_one, 3.0).outcome.evidence == ("bent_end", "weak")
    assert weak_before(low, last_one - 1, 3.0).outcome.evidence == ("bent_end",)
    down = dataclasses.replace(rep(STANDING), ended="down")
    assert weak_before(down, 500, 3.0).outcome.evidence == ("came_down", "weak")
    assert weak_before(down, 499, 3.0).outcome.evidence == ("came_down",)


# Completion.


def test_a_rep_must_come_back_up() -> None:
    r = rep()
    trunk = r.trunk_inclination_deg
    low = np.flatnonzero(trunk > trunk[0] + 15.0)[-1]
    assert name(until(r, low / 100)) == "stalled"
    assert name(until(r, (low + 1) / 100)) == "mid_foot"
    assert dict(until(r, low / 100).outcome.values)["reached"] == pytest.approx(trunk[low])


@pytest.mark.parametrize(("off_deg", "expected"), [(0.1, "stalled"), (-0.1, "mid_foot")])
def test_a_rep_must_go_deep(off_deg: float, expected: str) -> None:
    r = rep()
    asked = float(r.trunk_inclination_deg.max()) / 0.9 + off_deg
    out = dataclasses.replace(r, scenario=r.scenario.replace(hinge={"depth_deg": asked})).outcome
    assert out.name == expected
    if expected == "stalled":
        assert dict(out.values)["rep"] == 1
        assert dict(out.values)["depth"] == pytest.approx(asked)


def test_the_second_rep_counts_too() -> None:
    two = rep(SCENARIO.replace(hinge={"reps": 2}))
    shallow = two.joint_rad.copy()
    second = two.time_s > 6.2
    shallow[second] = shallow[0]
    out = dataclasses.replace(two, joint_rad=shallow).outcome
    assert (out.name, dict(out.values)["rep"]) == ("stalled", 2)


# Where the weight went.


@pytest.mark.parametrize(("back_mm", "expected"), [
    (10.1, "posterior_shift"), (9.9, "mid_foot"), (-9.9, "mid_foot"), (-10.1, "on_toes"),
])  # fmt: skip
def test_pressure_behind_or_ahead_of_its_start(back_mm: float, expected: str) -> None:
    r = rep()
    out = pressed(r, start_m(r) - during(r, "pause", back_mm / 1000, 0.0)).outcome
    assert out.name == expected
    values = dict(out.values)
    assert values["millimetre"] == pytest.approx(abs(back_mm))
    assert out.evidence == (("bottom_back",) if back_mm >= 0 else ("bottom_ahead",))
    assert values["percent"] == pytest.approx(100 * r.metrics.heel_load[0] + back_mm / 10 / (r.metrics.front_m - r.metrics.back_m))
    assert values["centimetre"] == pytest.approx(100 * r.metrics.hip_back_m[r.metrics.bottom].mean())


def test_the_start_is_all_of_the_quiet_stance() -> None:
    """A wobble of 30 mm through a third of the half second before the descent moves the start by 10."""
    r = rep()
    wobble = np.where((r.phase == 0) & (np.arange(len(r.time_s)) % 3 == 0), -0.033, 0.0)
    assert pressed(r, start_m(r) + wobble).metrics.pressure_back_m() == pytest.approx(-0.0112, abs=0.0005)


@pytest.mark.parametrize(("statures", "expected"), [(0.0505, "posterior_shift"), (0.0495, "on_heel")])
def test_hips_must_go_back(statures: float, expected: str) -> None:
    r = rep()
    hips = float(r.metrics.hip_back_m[r.metrics.bottom].mean())
    here = moved(r, during(r, "pause", 1.68 * statures - hips, 0.0))
    assert name(pressed(here, start_m(r) - during(r, "pause", 0.02, 0.0))) == expected


@pytest.mark.parametrize(("share", "seconds", "expected"), [
    (0.249, 0.5, "on_toes"), (0.251, 0.5, "mid_foot"), (0.1, 0.10, "mid_foot"), (0.1, 0.11, "on_toes"),
])  # fmt: skip
def test_the_heel_must_stay_loaded(share: float, seconds: float, expected: str) -> None:
    r = rep()
    m = r.metrics
    place = m.front_m - share * (m.front_m - m.back_m)
    out = pressed(r, for_a_while(r, 1.5, seconds, place, start_m(r))).outcome
    assert out.name == expected
    if seconds > 0.1:
        assert dict(out.values)["least"] == pytest.approx(100 * share, abs=0.1)
    assert ("unloaded" in out.evidence) == (expected == "on_toes")
    if expected == "on_toes":
        assert dict(out.values)["limit"] == 25, "a quarter of the weight"


@pytest.mark.parametrize(("ahead_mm", "back_again"), [(9.9, True), (10.1, False)])
def test_a_heel_that_was_unloaded_is_told_where_the_bottom_does_not_show_it(ahead_mm: float, back_again: bool) -> None:
    r = rep()
    m = r.metrics
    early = for_a_while(r, 1.5, 0.5, m.front_m - 0.1 * (m.front_m - m.back_m), start_m(r))
    out = pressed(r, np.where(r.phase == PHASES.index("pause"), start_m(r) + ahead_mm / 1000, early)).outcome
    assert out.name == "on_toes"
    assert ("unloaded" in out.evidence) == back_again


@pytest.mark.parametrize(("tilt_deg", "expected"), [(2.9, "mid_foot"), (3.1, "on_toes"), (-4.0, "mid_foot")])
def test_a_lifted_heel(tilt_deg: float, expected: str) -> None:
    """Rocking back on the heel is not up on the toes."""
    r = rep()
    out = pitched(r, for_a_while(r, 1.5, 0.05, tilt_deg, 0.0)).outcome
    assert out.name == expected
    if expected == "on_toes":
        assert out.evidence == ("heel_lifted",)
        assert dict(out.values)["degree"] == pytest.approx(tilt_deg)


@pytest.mark.parametrize(("samples", "told"), [(10, False), (11, True)])
def test_straying_past_an_end_is_told(samples: int, told: bool) -> None:
    r = rep()
    for end in (r.metrics.front_m + 0.005, r.metrics.back_m - 0.005):
        out = headed(r, for_a_while(r, 1.5, samples / 100, end, start_m(r))).outcome
        assert out.name == "mid_foot"
        assert ("strayed" in out.evidence) == told
        if told:
            assert dict(out.values)["second"] == pytest.approx(samples / 100)


def test_standing_is_told_with_its_sway() -> None:
    s = rep(STANDING)
    swaying = pressed(s, start_m(s) + 0.004 * (-1) ** np.arange(501), 0.002 * (-1) ** np.arange(501)).outcome
    assert swaying.name == "stood"
    assert dict(swaying.values) == {"second": END_S, "ahead": pytest.approx(4, abs=1e-4), "aside": pytest.approx(2, abs=1e-4)}


# Signals.


@pytest.mark.parametrize("scenario", [STANDING, LEFT], ids=["right", "left"])
def test_heel_and_toes_are_two_scales(scenario: Scenario) -> None:
    s = rep(scenario)
    m, i = s.metrics, 100
    for place, share in (
        (m.back_m, 1.0),
        (m.front_m, 0.0),
        ((m.back_m + m.front_m) / 2, 0.5),
        (m.back_m - 0.02, 1.0),
        (m.front_m + 0.02, 0.0),
    ):
        here = pressed(s, place).metrics
        assert here.heel_load[i] == pytest.approx(share)
        assert here.toe_load[i] == pytest.approx(1 - share)
    flown = loaded(s, "stance_foot", 0.5).metrics
    assert (flown.heel_load[i], flown.toe_load[i]) == (0, 0)
    lifted = pressed(pitched(s, 3.1), m.back_m).metrics
    assert (lifted.heel_load[i], lifted.toe_load[i]) == (0, 1)


def test_the_frame_is_that_of_the_foot() -> None:
    s = rep(STANDING)
    m = s.metrics
    assert m.front_m == pytest.approx(m.base_m[:, 0].max())
    assert m.back_m == pytest.approx(m.base_m[:, 0].min())
    assert m.base_m[np.argmax(m.base_m[:, 0]), 1] > 0, "the big toe is on the inner side"
    np.testing.assert_allclose(rep(LEFT).metrics.base_m[:, 0].max(), m.front_m)
    other = rep(LEFT).metrics.base_m
    assert other[np.argmax(other[:, 0]), 1] > 0, "of either foot"
    here = headed(s, 0.2, 0.03).metrics
    np.testing.assert_allclose(here.com_m[10], [0.2, 0.03], atol=1e-9)
    left = headed(rep(LEFT), 0.2, -0.03).metrics
    np.testing.assert_allclose(left.com_m[10], [0.2, 0.03], atol=1e-9)
    assert here.fore_aft_margin_m[10] == pytest.approx(m.front_m - 0.2)
    assert headed(s, 0.0).metrics.fore_aft_margin_m[10] == pytest.approx(-m.back_m)
    quarter = np.tile([0, 0, np.sin(np.pi / 4), np.cos(np.pi / 4)], (len(s.time_s), 1))
    turned = dataclasses.replace(headed(s, 0.03, 0.2), root_quat_world_xyzw=quarter).metrics
    np.testing.assert_allclose(turned.com_m[10], [0.2, -0.03], atol=1e-9)


def test_the_foot_tips_and_the_heel_lifts() -> None:
    s = rep(STANDING)
    for degree in (5.0, -5.0):
        m = pitched(s, degree).metrics
        assert m.foot_tilt_deg[3] == pytest.approx(5)
        assert m.heel_lift_deg[3] == pytest.approx(degree)
    # Turned to the left and pitched: it has one as long as a tenth of it lies along the ground, 84.3 degrees.
    for degree, toes in ((84.0, [0, 1]), (84.5, [1, 0])):
        half = np.radians(degree) / 2
        quat = np.array([-np.sin(half), np.sin(half), np.cos(half), np.cos(half)]) / np.sqrt(2)
        m = dataclasses.replace(s, root_quat_world_xyzw=np.tile(quat, (501, 1))).metrics
        np.testing.assert_allclose(m.toes_world[3], toes, atol=1e-9)
    # Upright on its toes a foot has no direction on the ground: straight ahead then.
    np.testing.assert_allclose(pitched(headed(s, 0.2, 0.05), 89.0).metrics.com_m[3], [0.2, 0.05], atol=1e-9)
    np.testing.assert_allclose(pitched(headed(s, 0.2, 0.05), 80.0).metrics.toes_world[3], [1, 0], atol=1e-9)


def test_the_bottom_is_the_pause_or_the_deepest_sample() -> None:
    r = rep()
    assert (r.phase[r.metrics.bottom] == PHASES.index("pause")).all()
    quick = rep(SCENARIO.replace(hinge={"pause_s": 0}))
    assert len(quick.metrics.bottom) == 1
    assert quick.place[quick.metrics.bottom[0]] == quick.place.max()
    assert (r.metrics.ready == np.flatnonzero(r.phase == 0)).all()
    assert len(rep(STANDING).metrics.ready) == 0


def test_pressure_at_the_bottom_is_read_up_to_a_time_and_without_a_descent_against_the_middle() -> None:
    r, s = rep(), rep(STANDING)
    low = r.time_s[r.metrics.bottom]
    half = float(low[len(low) // 2])
    m = pressed(r, start_m(r) - np.where(r.time_s < half, 0.02, 0.04) * (r.phase == PHASES.index("pause"))).metrics
    assert m.pressure_back_m(half) == pytest.approx(0.02)
    assert m.pressure_back_m() > 0.029
    assert m.pressure_back_m(0.0) == 0.0, "nothing was seen of it"
    assert pressed(s, start_m(s) - 0.013).metrics.pressure_back_m() == pytest.approx(0.013)


def test_the_least_of_a_few_samples_is_the_most_of_them() -> None:
    """All of 0.1 s may be a rattle."""
    s = rep(STANDING)
    m = s.metrics
    share = 0.3 + 0.001 * np.arange(501)
    read = pressed(s, m.front_m - share * (m.front_m - m.back_m)).metrics
    assert read.least_heel_load(slice(0, 5)) == pytest.approx(0.304)
    assert read.least_heel_load() == pytest.approx(0.310)


def test_a_pull_moves_the_xcom_and_is_slack_below_half_a_newton() -> None:
    """T z / (W - T_z): 30 N forward at 1.2 m against 650 N is 55 mm."""
    s = rep(STANDING)
    pull, hand = np.tile([30.0, 0, 5.0], (len(s.time_s), 1)), np.tile([0.0, 0, 1.2], (len(s.time_s), 1))
    held = dataclasses.replace(s, band_force_world_n=pull, grip_world_m=hand, scenario=s.scenario.replace(band={}))
    x = (held.weight_n * held.com_world_m[0, 0] + 30 * 1.2) / (held.weight_n - 5.0)
    assert held.metrics.xcom_m[5, 0] == pytest.approx(x)
    for newton, slack in ((0.49, True), (0.5, False), (0.51, False)):
        weak = dataclasses.replace(held, band_force_world_n=pull * [newton / 30, 0, 0])
        assert weak.metrics.slack_s() == pytest.approx(5.01 if slack else 0.0)
        assert weak.metrics.slack_s(slice(0, 100)) == pytest.approx(1.0 if slack else 0.0)
    assert s.metrics.slack_s() == 0.0, "no band, no slack"


def test_the_summary_reads_the_signals() -> None:
    r = rep()
    m = r.metrics
    trunk = r.trunk_inclination_deg
    heel = np.select([trunk < 40, trunk < 40.9], [0.5, 0.7], 0.6) - for_a_while(r, 0.8, 0.5, 0.1, 0.0)
    told = pressed(r, m.front_m - heel * (m.front_m - m.back_m)).summary()
    assert told["heel_load_fraction_start"] == pytest.approx(0.5)
    assert told["heel_load_fraction_lowering"] == pytest.approx(0.7), "as the trunk passes 40 degrees"
    assert told["heel_load_fraction_bottom"] == pytest.approx(0.6)
    assert told["heel_load_fraction_min"] == pytest.approx(0.4)
    assert told["came_of"] is None
    shallow = rep(SCENARIO.replace(hinge={"depth_deg": 30})).summary()
    assert shallow["heel_load_fraction_lowering"] is None


def test_hips_are_measured_from_where_they_were_at_the_start() -> None:
    s = rep()
    back_m = np.linspace(0.02, 0.12, len(s.time_s))
    there, moved_too = s.metrics.hip_back_m, moved(s, back_m).metrics.hip_back_m
    assert moved_too - there == pytest.approx(back_m - 0.02, abs=1e-9)
    assert moved_too[0] == 0


@pytest.mark.parametrize("tilt_deg", [0, 30, 120, -150])
def test_a_foot_turned_over_is_told_by_its_whole_angle(tilt_deg: float) -> None:
    assert pitched(rep(STANDING), tilt_deg).metrics.foot_tilt_deg == pytest.approx(abs(tilt_deg), abs=1e-6)

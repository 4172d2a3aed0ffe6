"""What every exercise keeps, whichever it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from hingesim import InputError, Scenario
from hingesim.body.band import band_law
from hingesim.body.contacts import STUD_RADIUS_M, studs_m
from hingesim.body.humanoid import JOINT, LINK, LINK_NAMES
from hingesim.body.support import margin_m
from hingesim.body.whole import body_of
from hingesim.common.errors import InfeasibleError
from hingesim.common.words import languages, words
from hingesim.maps.spots import sweet_spot
from hingesim.motion.exercise import Exercise
from hingesim.motion.exercises import exercise
from hingesim.motion.footing import Beside
from hingesim.motion.hands import band_arms, refuse_full_hands, taken
from hingesim.motion.plan import HingePath, hinge_path
from hingesim.motion.schedule import PHASES
from hingesim.recording.judgement import BRIEF_S, DEEP_SHARE, RISEN_DEG
from hingesim.recording.limits import bearing_joints
from hingesim.recording.loss import came_down, touches
from hingesim.recording.outcomes import OUTCOMES
from hingesim.render.switches import find, overlay_names
from hingesim.scenario.exercise_names import exercise_names
from hingesim.simulation.simulate import planned
from tests.synthetic import SAMPLE_S, STANDING, loaded, rep

BODIES = [{}, {"sex": "male", "mass_kg": 95, "height_m": 1.92}]
BANDS = [None, {"distance_m": 1.9}]


@pytest.fixture(params=exercise_names())
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def it(name: str) -> Exercise:
    return exercise(name)


@pytest.fixture(params=[(body, band) for body in BODIES for band in BANDS], ids=lambda case: f"{len(case[0])}-{len(case[1] or {})}")
def scenario(name: str, request: pytest.FixtureRequest) -> Scenario:
    body, band = request.param
    return Scenario().replace(exercise=name, athlete=body, band=band, hinge={"hip_shift": 0.5})


@pytest.fixture
def path(scenario: Scenario) -> HingePath:
    return hinge_path(body_of(scenario), scenario, band_law(scenario.band) if scenario.band else None)


def test_its_postures_keep_to_the_joints_and_go_on_without_a_jump(path: HingePath) -> None:
    humanoid = path.link_poses.humanoid
    assert (path.joint_rad >= humanoid.lower_rad).all()
    assert (path.joint_rad <= humanoid.upper_rad).all()
    assert np.abs(np.diff(path.joint_rad, axis=0)).max() < np.radians(5)


def test_its_plan_is_in_static_equilibrium_over_what_it_stands_on(it: Exercise, path: HingePath) -> None:
    assert margin_m(path.static_cop_m, it.footing(path.link_poses.humanoid).base_m()).min() > 0


def test_only_the_feet_that_bear_weight_touch_the_ground(it: Exercise, path: HingePath) -> None:
    humanoid, poses = path.link_poses.humanoid, path.link_poses
    assert set(it.bearing) <= set(LINK_NAMES)
    for foot in ("stance_foot", "free_foot"):
        studs = np.stack([poses.point_world_m(foot, stud)[:, 2] for stud in studs_m(humanoid, foot)], axis=1) - STUD_RADIUS_M
        lowest = studs.min(axis=1)
        assert (np.abs(lowest) < 1e-6).all() if foot in it.bearing else (lowest > 0.02).all()
    others = [i for link, i in LINK.items() if not link.endswith("foot")]
    assert poses.position_world_m[:, others, 2].min() > 0.02


def test_its_schedule_covers_the_run_with_its_phases(it: Exercise, scenario: Scenario) -> None:
    schedule = it.schedule(scenario)
    time = np.linspace(0, schedule.duration_s, 2001)
    s, rate, _ = schedule.place(time)
    assert schedule.starts_s[0] == 0
    assert (np.diff(schedule.starts_s) >= 0).all()
    assert schedule.duration_s > 0
    assert s.min() >= 0
    assert s.max() <= 1
    assert (rate[0], rate[-1]) == (0, 0)
    assert {PHASES[i] for i in schedule.phase} <= set(it.phases) <= set(PHASES)


@pytest.mark.parametrize("language", languages())
def test_it_is_told_in_every_language(it: Exercise, language: str) -> None:
    told = words(language)
    assert {"female", "male", "mixed"} <= set(told["alt"][it.told])
    for phase in it.phases:
        assert told["phase"][phase]
        assert {"plain", "band", "slack"} <= {kind.split("_")[0] for kind in told["cue"][phase]}


def test_what_it_plans_counts_as_completed(it: Exercise, scenario: Scenario, path: HingePath) -> None:
    """By the rule that it names: the planned trunk goes deep enough and comes back, or there is nothing to come back from."""
    schedule = it.schedule(scenario)
    trunk = path.link_poses.rotation_world[:, LINK["trunk"]]
    inclination_deg = np.degrees(np.arctan2(trunk[:, 0, 2], trunk[:, 2, 2]))
    s = schedule.place(np.linspace(0, schedule.duration_s, 2001))[0]
    planned_deg = np.interp(s, path.s, inclination_deg)
    if it.completed == "reps":
        assert planned_deg.max() > DEEP_SHARE * scenario.hinge.depth_deg
        assert planned_deg[-1] < planned_deg[0] + RISEN_DEG
    else:
        assert np.ptp(planned_deg) < RISEN_DEG


@pytest.mark.parametrize(
    ("fields", "nearest"),
    [
        ({"band": {"hand": "both"}}, "--band-hand same"),
        ({"load": {"mass_kg": 8}}, "--load-hand same"),
        ({"load": {"mass_kg": 8, "hand": "opposite"}}, "same"),
    ],
)
def test_a_hand_on_a_post_holds_nothing_else(fields: dict, nearest: str) -> None:
    scenario = Scenario().replace(exercise="hand-on-post", **fields)
    with pytest.raises(InfeasibleError, match=f"on the post; nearest: .*{nearest}"):
        planned(scenario)
    planned(scenario.replace(**{group: {"hand": "same"} for group in fields}))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"band": {"hand": "both"}}, "is on the bar; nearest: --band-hand same"),
        ({"load": {"mass_kg": 8}}, "the weight is the bar's; nearest: --load-hand opposite"),
        ({"load": {"mass_kg": 8, "hand": "same"}}, "the weight is the bar's; nearest: --load-hand opposite"),
    ],
)
def test_a_hand_on_a_bar_holds_the_bar_alone_and_no_other_hand_a_weight(fields: dict, message: str) -> None:
    with pytest.raises(InfeasibleError, match=message):
        planned(Scenario().replace(exercise="landmine", **fields))
    planned(Scenario().replace(exercise="landmine", load={"mass_kg": 8, "hand": "opposite"}, band={}))


@pytest.mark.parametrize("exercise_name", ["single-leg-hinge", "two-leg-hinge", "hand-on-post", "landmine"])
@pytest.mark.parametrize("band", ["empty", "both", "same", "opposite", None])
@pytest.mark.parametrize("weight", ["both", "same", "opposite"])
def test_the_nearest_that_is_named_of_full_hands_can_be_done(exercise_name: str, weight: str, band: str | None) -> None:
    """At once, not after another refusal; and a band that is left in empty hands is never refused while a hand is empty."""
    scenario = Scenario().replace(
        exercise=exercise_name, load={"mass_kg": 8, "hand": weight}, band=None if band is None else {"hand": band}
    )
    try:
        refuse_full_hands(scenario)
    except InfeasibleError as error:
        words = str(error).partition("nearest: ")[2].split()
        assert band != "empty" or len(taken(scenario)) == 2 or "--load-hand" in words
        if "--load-hand" in words:
            scenario = scenario.replace(load={"hand": words[words.index("--load-hand") + 1]})
        if "--band-hand" in words:
            scenario = scenario.replace(band={"hand": words[words.index("--band-hand") + 1]})
        if "without" in words or "--no-band" in words:
            scenario = scenario.replace(band=None)
        refuse_full_hands(scenario)
        assert words
    else:
        assert band is None or not set(band_arms(scenario)) & set(taken(scenario))


def test_a_plan_that_several_runs_have_cannot_be_changed_by_one() -> None:
    humanoid, _, path = planned(Scenario())
    for array in (path.joint_rad, path.com_m, path.link_poses.rotation_world, humanoid.com_m):
        with pytest.raises(ValueError, match="read-only"):
            array[:] = 0


@pytest.mark.parametrize("fault", ["pelvis_drop_deg", "pelvis_open_deg"])
def test_both_feet_stay_flat_only_under_a_level_and_square_pelvis(fault: str) -> None:
    with pytest.raises(InfeasibleError, match="would not stay on the ground"):
        planned(Scenario().replace(exercise="two-leg-hinge", hinge={"hip_shift": 0.5, fault: 15}))


def test_two_feet_need_weight_on_both() -> None:
    with pytest.raises(InfeasibleError, match="onto one of them"):
        planned(Scenario().replace(exercise="two-leg-hinge", hinge={"hip_shift": 0.5}, load={"mass_kg": 60, "hand": "same"}))


def test_an_unknown_exercise_is_refused_with_the_nearest_and_all() -> None:
    with pytest.raises(InputError) as caught:
        Scenario.from_dict({"exercise": "quiet-stand"})
    assert "did you mean 'quiet-stance'?" in str(caught.value)
    assert all(name in str(caught.value) for name in exercise_names())


def test_no_other_name_is_an_exercise_an_overlay_or_an_outcome() -> None:
    """In Python as on the command line: the nearest is named, and all that there are."""
    for asked, nearest, known in (
        (lambda: exercise("quiet-stanse"), "quiet-stance", exercise_names()),
        (lambda: find("xcm"), "xcom", overlay_names()),
        (lambda: sweet_spot(None, "posterior shift"), "posterior_shift", tuple(OUTCOMES)),  # type: ignore[arg-type]
    ):
        with pytest.raises(InputError) as caught:
            asked()
        assert f"did you mean '{nearest}'?" in str(caught.value)
        assert all(name in str(caught.value) for name in known)


def test_a_foot_that_bears_weight_is_no_touch_and_its_leg_may_be_weak(monkeypatch: pytest.MonkeyPatch) -> None:
    """On one foot the other touches; on two it carries. Strength is looked for in the legs that stand, and in the low back."""
    one = exercise("single-leg-hinge")
    two = replace(one, footing=Beside)
    low_back = {"lumbar_flexion", "lumbar_bend"}
    assert low_back < set(bearing_joints(one))
    assert not [joint for joint in bearing_joints(one) if joint.startswith("free_")]
    assert {"free_hip_flexion", "free_knee_flexion", "free_ankle_dorsiflexion"} < set(bearing_joints(two)) - set(bearing_joints(one))
    assert set(bearing_joints(two)) <= set(JOINT)
    standing = loaded(rep(STANDING), "free_foot", 300.0)
    assert touches(standing)["step"].max() == 300
    monkeypatch.setattr("hingesim.recording.loss.exercise_of", lambda scenario: two)
    assert touches(standing)["step"].max() == 0
    assert touches(loaded(standing, "hands", 20.0))["hands"].max() == 20


def test_a_foot_that_rattles_has_not_stepped_and_one_that_was_off_the_ground_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hingesim.recording.loss.exercise_of", lambda scenario: exercise("two-leg-hinge"))
    lost, brief = 100, round(BRIEF_S / SAMPLE_S)
    for aloft, stepped in ((brief - 1, False), (brief, True)):
        load = np.full(len(rep(STANDING).time_s), 300.0)
        load[lost + 20 : lost + 20 + aloft] = 0.0
        down = came_down(loaded(rep(STANDING), "free_foot", load), "step", lost)
        assert down.any() == stepped
        assert not down[: lost + 20 + aloft].any()
        assert not came_down(loaded(rep(STANDING), "free_foot", load), "step", lost + 20 + aloft).any(), "before the loss it is no step"


def test_a_name_alone_chooses_an_exercise() -> None:
    assert Scenario.from_dict({"exercise": "quiet-stance"}) == Scenario().replace(exercise={"name": "quiet-stance"})
    assert Scenario().replace(exercise="quiet-stance").exercise.duration_s == Scenario().exercise.duration_s

"""Variations of the hinge: data that hold for everybody, statics that agree with a calculation by hand, refusals that help."""

from __future__ import annotations

import itertools
from functools import cache

import numpy as np
import pytest

from hingesim import InputError, Scenario, coaching, scorecard, simulate
from hingesim.body.anthropometry import Proportions
from hingesim.body.band import band_law
from hingesim.body.humanoid import JOINT, LINK
from hingesim.cli.main import main, parsed
from hingesim.cli.scenario_options import scenario_from
from hingesim.common.words import languages
from hingesim.engine import installed, open_engine
from hingesim.motion.aid import FootOnWall
from hingesim.motion.exercises import exercise_of
from hingesim.motion.hands import band_arms
from hingesim.motion.plan import HingePath
from hingesim.motion.trainee import PlannedMotion
from hingesim.recording.outcomes import OUTCOMES
from hingesim.scenario.parameters import Band
from hingesim.simulation.simulate import STEP_S, planned
from tests.coaching.by_hand import Angles, Statics, pull_of, statics
from tests.typed import refused

NAMES = list(coaching.variations())
ATHLETES = (None, "tall")
ENGINES = list(installed())
GEAR = ("band", "load", "exercise")
Held = tuple[np.ndarray, np.ndarray] | None
"""Where an aid acts, and its force."""
AGREES = 0.001
"""Moments by hand and by the engine, relative: another value of gravity takes a third of it, a forgotten weight hundreds."""
AGREES_M = 0.0001
"""Pressure by hand and by the plan. The grip of two hands is taken in their middle by both."""


def done_by(athlete: str | None, name: str) -> Scenario:
    return coaching.with_variation(coaching.with_athlete(Scenario(), athlete) if athlete else Scenario(), name)


@pytest.mark.parametrize("name", NAMES)
def test_a_variation_has_its_words_in_every_language(name: str) -> None:
    one = coaching.variations()[name]
    for texts in (one.title, one.what, one.move_on):
        assert list(texts) == list(languages())
        assert all(text.strip() == text and text for text in texts.values())
        assert len(set(texts.values())) == len(texts)
    assert all(len(title) <= 40 for title in one.title.values())


def test_names_and_titles_are_each_of_one_variation() -> None:
    for language in languages():
        assert len({one.title[language] for one in coaching.variations().values()}) == len(NAMES)


@pytest.mark.parametrize(("athlete", "name"), [(who, name) for who in (None, *coaching.athletes()) for name in NAMES])
def test_every_athlete_can_plan_it(athlete: str | None, name: str) -> None:
    scenario = done_by(athlete, name)
    planned(scenario)
    assert (scenario.band is not None) == coaching.variations()[name].has_band


def test_no_two_are_the_same() -> None:
    made = [done_by(None, name) for name in NAMES]
    assert all(one != other for one, other in itertools.combinations(made, 2))


@pytest.mark.parametrize("name", NAMES)
def test_a_variation_is_what_is_done_and_neither_who_nor_chance(name: str) -> None:
    """Whatever was in the hands before is put down; what it says nothing of stays."""
    before = Scenario().replace(band={"distance_m": 1.2}, load={"mass_kg": 7}, hinge={"stance": "left"}, athlete={"mass_kg": 80})
    after = coaching.with_variation(before, name)
    assert (after.athlete, after.world, after.experiment) == (before.athlete, before.world, before.experiment)
    assert after.hinge.stance == "left"
    assert coaching.with_variation(after, name) == after
    other = coaching.with_variation(Scenario().replace(hinge={"stance": "left"}, athlete={"mass_kg": 80}), name)
    assert [getattr(after, group) for group in GEAR] == [getattr(other, group) for group in GEAR]


@pytest.mark.parametrize(("one", "other"), list(itertools.permutations(NAMES, 2)))
def test_one_that_takes_the_place_of_another_is_as_if_the_other_had_not_been(one: str, other: str) -> None:
    tall = coaching.with_athlete(Scenario(), "tall")
    before = coaching.with_variation(tall, other)
    assert coaching.with_variation(coaching.variations()[other].undone(before), one) == coaching.with_variation(tall, one)


def test_what_was_changed_since_is_not_undone() -> None:
    shallow = done_by(None, "shallow").replace(hinge={"depth_deg": 50})
    assert coaching.variations()["shallow"].undone(shallow).hinge.depth_deg == 50


def test_weights_and_distances_go_with_the_body() -> None:
    light, heavy = (coaching.with_variation(Scenario().replace(athlete={"mass_kg": kg}), "dumbbell-same") for kg in (40, 100))
    assert (light.load.mass_kg, heavy.load.mass_kg) == (6.0, 15.0)
    assert [done_by(who, "band-in-front").band.distance_m for who in (None, "tall")] == [2.0, 2.3]  # type: ignore[union-attr]


def test_the_progression_goes_forward() -> None:
    """Each has a place of its own, comes after what it builds on, and every one but the first builds on something: no circle."""
    every = coaching.variations()
    assert [one.step for one in every.values()] == list(range(1, len(every) + 1))
    for one in every.values():
        assert bool(one.after) == (one.step > 1)
        assert all(every[earlier].step < one.step for earlier in one.after)


# ---- statics ----


def placed(path: HingePath, knot: int) -> dict[str, np.ndarray]:
    """Directions of limbs that a foot or a hand that is held places, as `Angles.down` has them."""
    turn = {link: path.link_poses.rotation_world[knot, LINK[link]] for link in LINK}
    limbs = (("upper", "upper_arm"), ("lower", "forearm"))
    arms = {f"{side}_{part}": -turn[f"{arm}_{link}"][:, 2] for side, arm in SIDES for part, link in limbs}
    return {
        "leg": -turn["free_thigh"][:, 2],
        "calf": -turn["free_shank"][:, 2],
        "sole": turn["free_foot"][:, 0],
        "instep": turn["free_foot"][:, 2],
        **arms,
    }


SIDES = (("same", "stance"), ("opposite", "free"))


def aid_by_hand(name: str, path: HingePath, knot: int) -> tuple[np.ndarray, np.ndarray] | None:
    """A band pulls from the hips toward its anchor by the tension of its table; fingers at their place on a post do not push; a wall pushes
    the sole level forward, as hard as she presses."""
    if path.aid is None:
        return None
    at = path.aid_m[knot]
    if path.aid.kind == "wall":
        return at, np.array([FootOnWall.press_n, 0.0, 0.0])
    reach = path.aid.fixed_m - at
    tension_n = band_law(Band(name="light")).elastic_n(np.linalg.norm(reach[None], axis=1))[0] if path.aid.kind == "band" else 0.0
    return at, tension_n * reach / np.linalg.norm(reach)


@cache
def by_both(athlete: str | None, name: str, engine: str) -> tuple[tuple[Scenario, Proportions, float, Angles, np.ndarray], Held, Statics]:
    """What a calculation by hand needs of the lowest posture, and what the plan and the engine's inverse dynamics say of it."""
    scenario = done_by(athlete, name).replace(world={"engine": engine})
    humanoid, law, path = planned(scenario)
    schedule, arms = exercise_of(scenario).schedule(scenario), band_arms(scenario)
    at = float(schedule.ends.max())
    with open_engine(humanoid, engine=engine, step_s=STEP_S, substeps=1, friction=0.9, solver_effort=1.0) as opened:
        motion = PlannedMotion(path, opened, arms)
        times = schedule.starts_s[:-1][np.isclose(schedule.ends[:, 0], at)] + 0.001  # at rest, at the lowest place
        torque_nm = motion.at(schedule, times[:1]).torque_nm[0]
    knot = round(at * (len(path.s) - 1))
    q = path.joint_rad[knot]
    angles = Angles(
        *(
            float(q[JOINT[joint]])
            for joint in ("ankle_dorsiflexion", "ankle_inversion", "knee_flexion", "free_knee_flexion", "free_elbow_flexion")
        ),
        upper_arm=float(q[JOINT["free_shoulder_flexion"]]) - at * np.radians(scenario.hinge.depth_deg),
        down=placed(path, knot) if "free_foot" in exercise_of(scenario).bearing or path.aid else None,
    )
    length_m = 0.0 if law is None else float(np.linalg.norm(law.anchor_world_m - path.grip_m[knot]))
    pull_n = pull_of(scenario, path.grip_m[knot], 0.0 if law is None else float(law.elastic_n(np.array(length_m))))
    said = Statics(path.static_cop_m[knot], -float(torque_nm[JOINT["hip_flexion"]]), float(torque_nm[JOINT["hip_abduction"]]))
    return (scenario, humanoid.proportions, at, angles, pull_n), aid_by_hand(name, path, knot), said


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("athlete", ATHLETES)
@pytest.mark.parametrize("name", NAMES)
def test_moments_and_pressure_agree_with_a_calculation_by_hand(name: str, athlete: str | None, engine: str) -> None:
    given, aid, said = by_both(athlete, name, engine)
    hand = statics(*given, aid=aid)
    assert np.abs(hand.cop_m - said.cop_m).max() < AGREES_M
    assert hand.hip_extension_nm == pytest.approx(said.hip_extension_nm, rel=AGREES)
    assert hand.hip_abduction_nm == pytest.approx(said.hip_abduction_nm, rel=AGREES)


@pytest.mark.parametrize("name", [name for name in NAMES if done_by(None, name).load.mass_kg])
def test_the_tolerance_would_notice_a_forgotten_weight_and_one_in_the_other_hand(name: str) -> None:
    (scenario, body, at, angles, pull_n), _, said = by_both(None, name, ENGINES[0])
    without = statics(scenario, body, at, angles, pull_n, load=False)
    assert abs(without.hip_extension_nm / said.hip_extension_nm - 1) > 100 * AGREES
    hand = {"same": "opposite", "opposite": "same", "both": "same"}[scenario.load.hand]
    swapped = statics(scenario.replace(load={"hand": hand}), body, at, angles, pull_n)
    assert abs(swapped.hip_abduction_nm / said.hip_abduction_nm - 1) > 100 * AGREES
    assert abs(swapped.cop_m[1] - said.cop_m[1]) > 50 * AGREES_M


@pytest.mark.parametrize("athlete", ATHLETES)
def test_weights_are_learned_in_the_order_of_what_the_stance_hip_holds_sideways(athlete: str | None) -> None:
    loaded = [name for name in NAMES if done_by(None, name).load.mass_kg and "free_foot" not in exercise_of(done_by(None, name)).bearing]
    held = [statics(*by_both(athlete, name, ENGINES[0])[0]).hip_abduction_nm for name in loaded]
    assert held == sorted(held)
    assert held[-1] > 1.2 * held[0]


# ---- runs ----


@pytest.mark.slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("athlete", ATHLETES)
@pytest.mark.parametrize("name", NAMES)
def test_it_runs_to_its_end_and_is_judged(name: str, athlete: str | None, engine: str) -> None:
    """On a seed that nothing was chosen on. A step of a progression that is not completed is none."""
    scenario = done_by(athlete, name).replace(world={"engine": engine, "seed": 11})
    recording = simulate(scenario)
    assert OUTCOMES[recording.outcome.name].kind == "completed"
    seen = {mark.status for mark in scorecard(recording).marks} - {"open"}
    assert bool(seen) == (exercise_of(scenario).completed == "reps"), "the cues are those of a hinge: a stance shows none"


# ---- the command line ----


def test_options_win_over_the_variation_and_it_over_the_athlete() -> None:
    line = ["simulate", "--athlete", "novice", "--variation", "dumbbell-same", "--mass", "80kg", "--depth", "70", "--fault", "locked-knee"]
    scenario = scenario_from(parsed(line)[1])
    assert (scenario.athlete.sway, scenario.hinge.hip_shift, scenario.load.mass_kg) == (1.3, 0.6, 12.0)
    assert (scenario.hinge.depth_deg, scenario.hinge.knee_bend_deg) == (70.0, 0.0)


def test_a_band_of_a_variation_is_changed_by_an_option_and_nothing_is_said_of_adding_one(capsys) -> None:
    scenario = scenario_from(parsed(["simulate", "--variation", "band-in-front", "--band-distance", "2.2"])[1])
    assert scenario.band is not None
    assert (scenario.band.distance_m, scenario.band.name) == (2.2, "light")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("simulate --variation band-in-frnt", "did you mean 'band-in-front'?"),
        ("simulate --variation dumbbell-opposite --band light --band-hand both", "that hand holds a weight; nearest: --band-hand same"),
        ("simulate --variation band-same-hand --load 8 --load-hand same", "nearest: --band-hand opposite"),
        ("simulate --variation dumbbells-both --band light", "no hand is left for it, with weight in them; nearest: --load-hand opposite"),
        ("simulate --variation band-in-front --no-band", "band-in-front is done with a band; nearest: --variation unassisted"),
        ("simulate --variation quiet-stance --fault top-heavy", "nearest: --exercise single-leg-hinge"),
        ("compare --load 8", "nearest: --load-hand opposite"),
        (
            "simulate --exercise hand-on-post --load 8 --load-hand same --band light",
            "with post and weight in them; nearest: without the band",
        ),
        ("slides --variation dumbbells-both --out a.pptx", "no hand is left for it"),
        ("slides rep.npz --variation shallow --out a.pptx", "either recordings or options of a scenario"),
    ],
)
def test_what_cannot_be_is_one_line_with_the_nearest_that_can(words: str, message: str, capsys, empty_folder) -> None:
    assert message in refused(words.split(), capsys)


@pytest.mark.parametrize(
    "words",
    [
        "--variation dumbbell-opposite --band light",
        "--variation dumbbell-opposite --band-hand same",
        "--variation dumbbells-both --band light --load-hand opposite",
        "--variation band-same-hand --load 8 --load-hand opposite",
        "--variation dumbbell-same --band-hand opposite",
    ],
)
def test_the_nearest_that_is_named_can_be_done(words: str) -> None:
    planned(scenario_from(parsed(["simulate", *words.split(), "--quiet"])[1]))


@pytest.mark.parametrize("language", languages())
def test_the_list_tells_all_in_every_language(language: str, capsys) -> None:
    assert main(["variations", "--lang", language]) == 0
    told = capsys.readouterr().out
    for one in coaching.variations().values():
        assert one.name in told
        assert one.what[language] in told
        assert one.move_on[language] in told


def test_an_unknown_name_lists_all() -> None:
    with pytest.raises(InputError, match="allowed is one of two-leg-hinge, barbell-lowering"):
        coaching.with_variation(Scenario(), "nobody")

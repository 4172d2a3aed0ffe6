"""What holds her besides the ground: its force is limited, counted by the plan, and does what statics says."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim import Recording, Scenario, coaching, simulate
from hingesim.body.band import band_law
from hingesim.body.humanoid import LINK
from hingesim.body.kinematics import forward
from hingesim.body.whole import body_of
from hingesim.common.errors import InfeasibleError
from hingesim.motion.aid import BandRoundHips, FootOnWall, HandOnPost, Landmine
from hingesim.motion.exercises import exercise
from hingesim.motion.schedule import PHASES
from hingesim.recording.moments import Moments
from hingesim.scenario.exercise_names import exercise_names
from hingesim.scenario.parameters import Band
from hingesim.simulation.simulate import planned
from tests.conftest import CALM

HINGE = {"hip_shift": 0.6, "pause_s": 1.5}
AIDED = [name for name in exercise_names() if exercise(name).aid]


@pytest.fixture(scope="module", params=AIDED)
def run(request, engine: str) -> Recording:
    return simulate(CALM.replace(exercise=request.param, hinge=HINGE, world={"engine": engine}))


def still(r: Recording) -> np.ndarray:
    at = np.flatnonzero(r.phase == PHASES.index("pause"))
    return at[len(at) // 2 :]


@pytest.mark.parametrize("name", AIDED)
def test_momentum_changes_by_ground_weight_and_aid(engine: str, name: str) -> None:
    """dP/dt = F_ground + m g + F_aid with one physics step between samples, as tests/physics/test_invariants.py has it for a band."""
    scenario = CALM.replace(exercise=name, hinge=HINGE, world={"engine": engine})
    r = simulate(scenario, sample_s=0.002, physics_step_s=0.002)
    mass = r.humanoid.mass_kg.sum()
    rate = np.diff(mass * r.com_velocity_world_m_s, axis=0) / 0.002
    assert np.abs(rate - r.grf_world_n[1:] - mass * np.array([0, 0, -9.81]) - r.aid_force_world_n[1:]).max() < 0.1


def test_at_rest_its_moment_moves_the_pressure_as_statics_says(run: Recording) -> None:
    """About the pressure the moments of weight and aid cancel: F z / W ahead of the CoM for a level force F at a height z."""
    r, at = run, still(run)
    assert r.outcome.completed
    weight = r.humanoid.mass_kg.sum() * 9.81
    force, place = r.aid_force_world_n[at], r.aid_world_m[at]
    cop = (weight * r.com_world_m[at, 0] + force[:, 0] * place[:, 2] - force[:, 2] * place[:, 0]) / (weight - force[:, 2])
    assert r.cop_world_m[at, 0] == pytest.approx(cop, abs=0.002)


def test_moments_about_the_ankle_add_up_to_nothing_at_rest(run: Recording) -> None:
    at, m = still(run), Moments(run)
    assert (m.gravity_nm + m.band_nm + m.ground_nm)[at] == pytest.approx(0.0, abs=1.5)


def test_the_plan_counts_with_it(run: Recording) -> None:
    path = planned(run.scenario)[2]
    at = still(run)
    assert run.aid_force_world_n[at] == pytest.approx(np.tile(path.aid_n[-1], (len(at), 1)), abs=3.0)
    assert run.aid_world_m[at] == pytest.approx(np.tile(path.aid_m[-1], (len(at), 1)), abs=0.01)


def test_the_band_round_the_hips_pulls_back_by_its_law(engine: str) -> None:
    r = simulate(CALM.replace(exercise="band-round-hips", hinge=HINGE, world={"engine": engine}))
    at, anchor = still(r), BandRoundHips(r.humanoid).fixed_m
    length = np.linalg.norm(anchor - r.aid_world_m[at], axis=1)
    assert (r.aid_force_world_n[at, 0] < 0).all()
    assert np.linalg.norm(r.aid_force_world_n[at], axis=1) == pytest.approx(band_law(Band(name="light")).elastic_n(length), abs=0.5)
    free = simulate(CALM.replace(hinge=HINGE, world={"engine": engine}))
    assert r.com_world_m[0, 0] > free.com_world_m[0, 0] + 0.03, "she leans against it"


def test_a_post_holds_no_more_than_fingers_do_and_lets_go(engine: str) -> None:
    """Also of who falls past it: no step asks it for more, and far from it there is nothing."""
    r = simulate(Scenario().replace(exercise="hand-on-post", hinge={"knee_bend_deg": 20}, world={"engine": engine}))
    assert r.outcome.lost
    size = np.linalg.norm(r.aid_force_world_n, axis=1)
    assert size.max() <= HandOnPost.most_n + 1e-9
    assert size.max() > 2.0
    away = np.linalg.norm((r.aid_world_m - r.aid_world_m[0])[:, :2], axis=1)
    assert (size[1:][away[:-1] > HandOnPost.let_go_m + 0.02] == 0).all()
    assert (r.aid_force_world_n[:, 2] == 0).all(), "it slides along the post"


FALLS = {
    "pushed on": {"hinge": HINGE, "world": {"push_ns": 40, "push_direction_deg": 0, "push_time_s": 2.0}},
    "pushed back": {"hinge": HINGE, "world": {"push_ns": 40, "push_direction_deg": 180, "push_time_s": 2.0}},
    "pushed aside": {"hinge": HINGE, "world": {"push_ns": 40, "push_direction_deg": 90, "push_time_s": 2.0}},
}


def fallen(name: str, how: str, engine: str, **more: dict) -> tuple[Recording, np.ndarray]:
    """A run in which balance is lost, and the force of its aid."""
    fields = {**FALLS[how], **more}
    r = simulate(Scenario().replace(exercise=name, **{**fields, "world": {**fields.get("world", {}), "engine": engine}}))
    assert r.outcome.lost
    return r, r.aid_force_world_n


def obeys_the_wall(force: np.ndarray) -> None:
    """A push off it and never a pull, no more than a leg gives; along it no more than friction."""
    assert force[:, 0].min() >= 0
    assert force[:, 0].max() <= FootOnWall.most_n + 1e-9
    assert (np.hypot(force[:, 1], force[:, 2]) <= FootOnWall.friction * force[:, 0] + 1e-9).all()


@pytest.mark.parametrize("how", FALLS)
def test_a_wall_never_pulls_nor_holds_by_more_than_friction(engine: str, how: str) -> None:
    """Also of who falls; once the foot has left the wall there is nothing."""
    r, force = fallen("foot-on-wall", how, engine)
    obeys_the_wall(force)
    assert force[:, 0].max() > FootOnWall.press_n
    ahead = r.aid_world_m[:, 0] > FootOnWall(r.humanoid).fixed_m[0] + 0.05
    assert (force[1:][ahead[:-1] & ahead[1:]] == 0).all()


def test_a_wall_obeys_its_law_wherever_the_foot_is_and_however_fast() -> None:
    wall, random = FootOnWall(body_of(Scenario())), np.random.default_rng(1)
    at = wall.fixed_m + random.normal(0, 0.05, (2000, 3))
    moving = np.array([wall.force_n(tuple(x), tuple(v)) for x, v in zip(at, random.normal(0, 1.0, (2000, 3)), strict=True)])
    obeys_the_wall(moving)
    obeys_the_wall(wall.static_n(at))
    resting = np.array([wall.force_n(tuple(x), (0.0, 0.0, 0.0)) for x in at])
    on_it = np.linalg.norm((at - wall.fixed_m)[:, 1:], axis=1) < wall.let_go_m
    assert resting[on_it] == pytest.approx(wall.static_n(at)[on_it], abs=1e-9)
    assert wall.static_n(wall.fixed_m) == pytest.approx([wall.press_n, 0, 0])


def test_the_sole_lies_on_the_wall_and_stays_there(engine: str) -> None:
    r = simulate(CALM.replace(exercise="foot-on-wall", hinge=HINGE, world={"engine": engine}))
    foot = r.link_poses.rotation_world[:, LINK["free_foot"]]
    assert np.degrees(np.arccos(foot[:, 0, 2])).max() < 4.0, "off the sole is ahead"
    assert np.abs(r.aid_world_m - r.aid_world_m[0]).max() < 0.005


def test_a_wall_out_of_reach_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FootOnWall, "behind", 2.2)
    with pytest.raises(InfeasibleError, match=r"no posture keeps to the wall: 0 % of the way down it would be \d+.\d cm out of reach"):
        planned(Scenario().replace(exercise="foot-on-wall", hinge=HINGE))


BAR = {"mass_kg": 10, "hand": "opposite"}


@pytest.mark.parametrize("how", [None, *FALLS])
def test_a_bar_pushes_and_pulls_along_itself_and_no_more_than_a_hand_holds(engine: str, how: str | None) -> None:
    """Also of who falls. The force is that of the step before the sample, in which the hand moved a little."""
    if how:
        r, force = fallen("landmine", how, engine, load=BAR)
    else:
        r = simulate(Scenario().replace(exercise="landmine", load=BAR, hinge=HINGE, world={"engine": engine}))
        force = r.aid_force_world_n
    bar = Landmine(r.humanoid)
    way = r.aid_world_m - bar.fixed_m
    along = way / np.linalg.norm(way, axis=1)[:, None]
    size = np.linalg.norm(force, axis=1)
    assert size.max() <= bar.most_n + 1e-9
    assert (np.linalg.norm(np.cross(force, along), axis=1) <= 0.02 * size + 1e-9).all()
    if how is None:
        assert r.outcome.completed
        assert np.abs(np.linalg.norm(way, axis=1) - bar.bar_m).max() < 0.01
        pushes = (force * along).sum(axis=1)
        assert pushes.min() < 0 < pushes.max()


def test_a_bar_obeys_its_law_wherever_the_hand_is_and_however_fast() -> None:
    bar, random = Landmine(body_of(Scenario())), np.random.default_rng(1)
    way = random.normal(0, 1.0, (2000, 3))
    way *= (bar.bar_m + random.normal(0, 0.05, 2000))[:, None] / np.linalg.norm(way, axis=1)[:, None]
    at, velocity = bar.fixed_m + way, random.normal(0, 1.0, (2000, 3))
    short = bar.bar_m - np.linalg.norm(way, axis=1)
    moving, resting = (
        np.array([bar.force_n(tuple(x), tuple(share * v)) for x, v in zip(at, velocity, strict=True)]) for share in (1.0, 0.0)
    )
    assert np.abs(np.cross(moving, way)).max() < 1e-9
    assert np.linalg.norm(moving, axis=1).max() <= bar.most_n + 1e-9
    held = np.abs(short) < bar.let_go_m
    assert not moving[~held].any()
    assert resting[held] == pytest.approx(bar.static_n(at)[held], abs=1e-9)
    assert ((resting[held] * way[held]).sum(axis=1) * short[held] >= 0).all(), "too short it pushes, too long it pulls"


def test_the_hand_carries_half_of_a_bar_and_the_pivot_the_other_half() -> None:
    """The bar cut free by hand: a uniform rod on a pivot and a hand that does not push along it. Then the body with that hand's force."""
    scenario = Scenario().replace(exercise="landmine", load=BAR, hinge=HINGE)
    path, alone = planned(scenario)[2], body_of(scenario.replace(load={"mass_kg": 0}))
    com, hand, bar_kg = forward(alone, path.joint_rad).com_world_m, path.aid_m, 2 * BAR["mass_kg"]
    pivot = Landmine(alone).fixed_m
    middle = (hand + pivot) / 2
    lever, level = middle[:, 0] - pivot[0], hand[:, 0] - pivot[0]
    carried = bar_kg * 9.81 * lever / level  # moments about the pivot: M g (x_middle - x_pivot) = F (x_hand - x_pivot)
    weight = alone.mass_kg.sum() * 9.81
    cop = (weight * com[:, :2] + carried[:, None] * hand[:, :2]) / (weight + carried)[:, None]
    assert path.static_cop_m == pytest.approx(cop, abs=1e-5)
    assert path.aid_n == pytest.approx(0, abs=1e-6)


def test_the_arm_hangs_along_the_arc_for_every_body() -> None:
    """Straight, some way ahead at the start and behind at the bottom, never farther from the vertical than it hangs comfortably."""
    for athlete in (None, *coaching.athletes()):
        who = coaching.with_athlete(Scenario(), athlete) if athlete else Scenario()
        path = planned(coaching.with_variation(who, "landmine"))[2]
        humanoid = path.link_poses.humanoid
        arm = (path.aid_m - path.link_poses.position_world_m[:, LINK["free_shoulder_carrier"]]) / humanoid.arm_m
        assert np.linalg.norm(arm, axis=1) == pytest.approx(1.0, abs=1e-9)
        ahead_deg = np.degrees(np.arctan2(arm[:, 0], -arm[:, 2]))
        assert 5 < ahead_deg[0] < 30
        assert -35 < ahead_deg[-1] < -5
        assert np.abs(np.degrees(np.arcsin(arm[:, 1]))).max() < 5
        assert path.aid_m[:, 2].min() > 0.15


def test_a_bar_that_does_not_reach_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Landmine, "fixed_m", property(lambda self: np.array([4.0, 0.2, 0.05]), lambda self, value: None), raising=False)
    with pytest.raises(InfeasibleError, match="no posture keeps to the bar: 0 % of the way down"):
        planned(Scenario().replace(exercise="landmine", hinge=HINGE))


def test_a_post_saves_whom_it_holds(engine: str) -> None:
    """At 70 degrees with a shank that stands still she falls forward in some runs; with the fingers on a post in fewer."""
    lost = []
    for name in ("single-leg-hinge", "hand-on-post"):
        runs = [simulate(Scenario().replace(exercise=name, hinge={"depth_deg": 70}, world={"engine": engine, "seed": s})) for s in range(5)]
        lost.append(sum(r.outcome.lost for r in runs))
    assert lost[1] < lost[0]

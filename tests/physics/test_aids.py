"""What holds her besides the ground: its force is limited, counted by the plan, and does what statics says."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim import Recording, Scenario, simulate
from hingesim.body.band import band_law
from hingesim.body.humanoid import LINK
from hingesim.body.whole import body_of
from hingesim.common.errors import InfeasibleError
from hingesim.motion.aid import BandRoundHips, FootOnWall, HandOnPost
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
    "forward": {"hinge": {"knee_bend_deg": 20}},
    "pushed back": {"hinge": HINGE, "world": {"push_ns": 40, "push_direction_deg": 180, "push_time_s": 2.0}},
    "pushed aside": {"hinge": HINGE, "world": {"push_ns": 40, "push_direction_deg": 90, "push_time_s": 2.0}},
}


def obeys_the_wall(force: np.ndarray) -> None:
    """A push off it and never a pull, no more than a leg gives; along it no more than friction."""
    assert force[:, 0].min() >= 0
    assert force[:, 0].max() <= FootOnWall.most_n + 1e-9
    assert (np.hypot(force[:, 1], force[:, 2]) <= FootOnWall.friction * force[:, 0] + 1e-9).all()


@pytest.mark.parametrize("how", FALLS)
def test_a_wall_never_pulls_nor_holds_by_more_than_friction(engine: str, how: str) -> None:
    """Also of who falls; once the foot has left the wall there is nothing."""
    fields = FALLS[how]
    r = simulate(Scenario().replace(exercise="foot-on-wall", **{**fields, "world": {**fields.get("world", {}), "engine": engine}}))
    force = r.aid_force_world_n
    assert r.outcome.lost
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


def test_a_post_saves_whom_it_holds(engine: str) -> None:
    """At 70 degrees with a shank that stands still she falls forward in some runs; with the fingers on a post in fewer."""
    lost = []
    for name in ("single-leg-hinge", "hand-on-post"):
        runs = [simulate(Scenario().replace(exercise=name, hinge={"depth_deg": 70}, world={"engine": engine, "seed": s})) for s in range(5)]
        lost.append(sum(r.outcome.lost for r in runs))
    assert lost[1] < lost[0]

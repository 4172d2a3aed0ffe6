"""What holds her besides the ground: its force is limited, counted by the plan, and does what statics says."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim import Recording, Scenario, simulate
from hingesim.body.band import band_law
from hingesim.motion.aid import BandRoundHips, HandOnPost
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


def test_momentum_changes_by_ground_weight_and_aid(engine: str) -> None:
    """dP/dt = F_ground + m g + F_aid with one physics step between samples, as tests/physics/test_invariants.py has it for a band."""
    scenario = CALM.replace(exercise="band-round-hips", hinge=HINGE, world={"engine": engine})
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


def test_a_post_saves_whom_it_holds(engine: str) -> None:
    """At 70 degrees with a shank that stands still she falls forward in some runs; with the fingers on a post in fewer."""
    lost = []
    for name in ("single-leg-hinge", "hand-on-post"):
        runs = [simulate(Scenario().replace(exercise=name, hinge={"depth_deg": 70}, world={"engine": engine, "seed": s})) for s in range(5)]
        lost.append(sum(r.outcome.lost for r in runs))
    assert lost[1] < lost[0]

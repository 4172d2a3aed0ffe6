"""On two feet: forces under each add up, shares follow the lever rule, joints carry what statics by hand gives them."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim import Recording, Scenario, simulate
from hingesim.body.contacts import FEET, STUD_RADIUS_M, studs_m
from hingesim.body.humanoid import JOINT, LINK, LINK_NAMES
from hingesim.export.lab_axes import to_opensim
from hingesim.export.opensim import ground
from hingesim.motion.footing import Prop
from hingesim.motion.schedule import PHASES
from tests.conftest import CALM

HINGE = {"hip_shift": 0.6, "depth_deg": 60, "pause_s": 1.5}
TWO_FEET = ["two-leg-hinge", "kickstand"]


@pytest.fixture(scope="module", params=TWO_FEET)
def run(request, engine: str) -> Recording:
    return simulate(CALM.replace(exercise=request.param, hinge=HINGE, world={"engine": engine}))


@pytest.fixture(scope="module")
def both(engine: str) -> Recording:
    return simulate(CALM.replace(exercise="two-leg-hinge", hinge=HINGE, world={"engine": engine}))


def still(r: Recording) -> np.ndarray:
    """Samples of the pause when nothing moves any more."""
    at = np.flatnonzero(r.phase == PHASES.index("pause"))
    return at[len(at) // 2 :]


def test_the_forces_under_both_feet_are_the_force_of_the_ground(run: Recording) -> None:
    r = run
    assert r.outcome.completed
    np.testing.assert_allclose(r.foot_force_world_n.sum(axis=1), r.grf_world_n, atol=1e-9)
    np.testing.assert_allclose(r.foot_moment_world_n_m.sum(axis=1), r.grf_moment_world_n_m, atol=1e-9)
    assert r.foot_force_world_n[:, :, 2].sum(axis=1)[still(r)] == pytest.approx(r.humanoid.mass_kg.sum() * 9.81, rel=1e-3)
    under = [r.cop_under_world_m(foot) for foot in FEET]
    share = (r.foot_force_world_n[:, 1, 2] / r.grf_world_n[:, 2])[:, None]
    np.testing.assert_allclose((1 - share) * under[0] + share * under[1], r.cop_world_m, atol=1e-9)


def test_each_pressure_lies_under_its_foot(run: Recording) -> None:
    at = still(run)
    for foot in FEET:
        studs = np.stack([run.link_poses.point_world_m(foot, stud)[at] for stud in studs_m(run.humanoid, foot)], axis=1)
        touching = studs[..., 2] < STUD_RADIUS_M + 5e-4
        under = run.cop_under_world_m(foot)[at]
        for axis in (0, 1):
            low = np.where(touching, studs[..., axis], np.inf).min(axis=1)
            high = np.where(touching, studs[..., axis], -np.inf).max(axis=1)
            assert (under[:, axis] > low - 2e-3).all()
            assert (under[:, axis] < high + 2e-3).all()


def test_neither_foot_creeps_nor_lifts(run: Recording) -> None:
    for foot in FEET:
        studs = studs_m(run.humanoid, foot)
        place = run.link_poses.point_world_m(foot, studs[np.argmax(studs[:, 0])])
        assert np.abs(place - place[0]).max() < 5e-4


def test_a_symmetric_hinge_loads_both_legs_alike(both: Recording) -> None:
    at = still(both)
    assert both.foot_force_world_n[at, 1, 2] / both.grf_world_n[at, 2] == pytest.approx(0.5, abs=0.01)
    for joint in ("hip_flexion", "knee_flexion", "ankle_dorsiflexion"):
        one, other = (both.joint_torque_nm[at, JOINT[name]].mean() for name in (joint, f"free_{joint}"))
        assert other == pytest.approx(one, abs=1.5)


@pytest.mark.parametrize("joint", ["hip_flexion", "knee_flexion"])
def test_joint_moments_are_those_of_statics_by_hand(both: Recording, joint: str) -> None:
    """The weight of everything above a joint, times its lever: both legs together carry it, less what the ground's place adds below it.

    Cut at the joint: the ground pushes up with the weight W at the CoP x, the legs below the cut weigh w_i at x_i. About its axis at x_j
    the moment is W (x - x_j) - sum w_i (x_i - x_j).
    """
    r, at = both, still(both)[-1]
    carrier = {"hip_flexion": "hip_carrier_1", "knee_flexion": "stance_thigh"}[joint]
    below = {"hip_flexion": ("foot", "shank", "thigh"), "knee_flexion": ("foot", "shank")}[joint]
    x_j = r.link_poses.position_world_m[at, LINK[carrier], 0]
    moment = r.grf_world_n[at, 2] * (r.cop_world_m[at, 0] - x_j)
    for side in ("stance", "free"):
        for part in below:
            i = LINK_NAMES.index(f"{side}_{part}")
            moment -= 9.81 * r.humanoid.mass_kg[i] * (r.link_poses.link_com_world_m[at, i, 0] - x_j)
    measured = sum(r.joint_torque_nm[at, JOINT[name]] for name in (joint, f"free_{joint}"))
    # A force of the ground ahead of the joint flexes the hip and extends the knee: muscle does the opposite.
    assert measured == pytest.approx(-moment if joint == "hip_flexion" else moment, abs=2.0)


@pytest.mark.parametrize("hand", ["same", "opposite"])
def test_a_weight_in_one_hand_goes_to_its_leg_by_the_lever_rule(engine: str, hand: str) -> None:
    r = simulate(CALM.replace(exercise="two-leg-hinge", hinge=HINGE, load={"mass_kg": 12, "hand": hand}, world={"engine": engine}))
    at = still(r)
    y = r.link_poses.position_world_m[at][:, [LINK[foot] for foot in FEET], 1]
    half = r.cop_under_world_m("stance_foot")[at, 1] - y[:, 0]
    share = (r.com_world_m[at, 1] - y[:, 0] - half) / (y[:, 1] - y[:, 0] - 2 * half)
    assert r.foot_force_world_n[at, 1, 2] / r.grf_world_n[at, 2] == pytest.approx(share, abs=0.01)
    assert (share.mean() > 0.55) if hand == "opposite" else (share.mean() < 0.45)


def test_the_kickstand_carries_about_the_share_that_is_meant(engine: str) -> None:
    r = simulate(CALM.replace(exercise="kickstand", hinge=HINGE, world={"engine": engine}))
    share = r.foot_force_world_n[:, 1, 2] / r.grf_world_n[:, 2]
    assert share[still(r)] == pytest.approx(Prop.share, abs=0.02)
    assert share.min() > 0.05
    heel = r.link_poses.point_world_m("free_foot", r.humanoid.heel_m)
    assert heel[:, 2].min() > 0.05


@pytest.mark.parametrize("name", TWO_FEET)
def test_left_mirrors_right(engine: str, name: str) -> None:
    right, left = (
        simulate(CALM.replace(exercise=name, hinge={**HINGE, "stance": stance}, world={"engine": engine})) for stance in ("right", "left")
    )
    assert np.abs(left.com_world_m * [1, -1, 1] - right.com_world_m).max() < 0.001
    assert np.abs(left.foot_force_world_n * [1, -1, 1] - right.foot_force_world_n).max() < 2.0


@pytest.mark.parametrize("name", TWO_FEET)
def test_a_hinge_that_throws_the_weight_forward_falls_on_two_feet_too(engine: str, name: str) -> None:
    """Nothing holds her up but her feet: a shank that stands still sends the weight over the toes."""
    assert simulate(Scenario().replace(exercise=name, world={"engine": engine})).outcome.lost


def test_a_file_for_opensim_has_a_wrench_for_each_foot_that_make_the_whole(run: Recording) -> None:
    found, whole = ground(run), to_opensim(run.grf_world_n)
    for i, axis in enumerate("xyz"):
        np.testing.assert_allclose(found[f"ground_force_1_v{axis}"] + found[f"ground_force_2_v{axis}"], whole[:, i], atol=1e-9)
    moment = sum(
        np.cross(
            np.column_stack([found[f"ground_force_{foot}_p{axis}"] for axis in "xyz"]),
            np.column_stack([found[f"ground_force_{foot}_v{axis}"] for axis in "xyz"]),
        )
        + np.column_stack([found[f"ground_torque_{foot}_{axis}"] for axis in "xyz"])
        for foot in (1, 2)
    )
    np.testing.assert_allclose(moment, to_opensim(run.grf_moment_world_n_m), atol=1e-6)

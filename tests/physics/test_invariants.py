"""Whole runs against Newton, symmetry and repeatability."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from hingesim import Recording, Scenario, simulate
from hingesim.motion.schedule import PHASES
from hingesim.simulation.simulate import TICK_S
from tests.conftest import CALM

WEIGHT = np.array([0, 0, -9.81])


def momentum_n_s(r: Recording) -> np.ndarray:
    return r.humanoid.mass_kg.sum() * r.com_velocity_world_m_s


def test_at_rest_the_ground_carries_the_weight(completed: Recording) -> None:
    still = (completed.phase == PHASES.index("ready")) & (completed.time_s > 0.2) & (completed.time_s < 0.45)
    weight = completed.humanoid.mass_kg.sum() * 9.81
    assert completed.grf_world_n[still, 2].mean() == pytest.approx(weight, rel=1e-3)
    assert completed.grf_world_n[still, 2].std() < 1e-3 * weight


@pytest.mark.parametrize("physics_step_s", [0.002, 0.001])
@pytest.mark.parametrize("fields", [{}, {"hinge": {"knee_bend_deg": 25, "pause_s": 0}, "band": {}}], ids=["bare", "band"])
def test_momentum_changes_by_contact_weight_and_band(completed: Recording, fields: dict, physics_step_s: float) -> None:
    """dP/dt = F_ground + m g + F_band within 0.1 N; the CoP is the one that dL/dt asks for within 0.2 mm.

    Sample i + 1 holds the forces of the physics step that ends there. With one physics step between samples these are all there are. At
    the usual two, the force of the first is not recorded; where it differs from the second, just after each decision sets new torques
    and the soft ground takes them up, momentum cannot be compared, and elsewhere it is within 1 N.
    """
    r = simulate(completed.scenario.replace(**fields), sample_s=0.002, physics_step_s=physics_step_s)
    whole = physics_step_s == 0.002
    known = np.ones(len(r.time_s) - 1, dtype=bool) if whole else np.arange(len(r.time_s) - 1) % round(TICK_S / 0.002) > 0
    assert r.outcome.completed
    dt = np.diff(r.time_s)[:, None]
    mass = r.humanoid.mass_kg.sum()
    linear = np.diff(momentum_n_s(r), axis=0) / dt
    outer = r.grf_world_n[1:] + mass * WEIGHT + r.band_force_world_n[1:]
    assert np.abs(linear - outer)[known].max() < (0.1 if whole else 1.0)

    spin = np.diff(r.angular_momentum_world_n_m_s, axis=0) / dt
    ground_moment = spin - np.cross(r.com_world_m[:-1], mass * WEIGHT) - np.cross(r.grip_world_m[:-1], r.band_force_world_n[1:])
    ground = linear - mass * WEIGHT - r.band_force_world_n[1:]
    cop = np.stack([-ground_moment[:, 1], ground_moment[:, 0]], axis=1) / ground[:, 2:]
    assert np.abs(cop - r.cop_world_m[1:])[known].max() < (0.0002 if whole else 0.002)


def test_the_blows_of_falls_add_up_to_their_momentum(engine: str) -> None:
    """Impulse of ground and weight over whole falls = change of momentum: on the sum of eight falls within 2 % of their greatest momenta.

    What a step of 2 ms leaves over at a blow, as the body turns within it, goes either way from fall to fall (0.2 to 5 N s of 170), also
    where a fall is caught early and has gathered little; the blow of a part that were forgotten would not.
    """
    left, greatest_n_s = np.zeros(3), 0.0
    for seed in range(8):
        r = simulate(Scenario().replace(world={"engine": engine, "seed": seed}), sample_s=0.002, physics_step_s=0.002)
        assert r.outcome.lost
        momentum = momentum_n_s(r)
        impulse = (r.grf_world_n[1:] + r.humanoid.mass_kg.sum() * WEIGHT).sum(axis=0) * 0.002
        left += momentum[-1] - momentum[0] - impulse
        greatest_n_s += np.linalg.norm(momentum, axis=1).max()
    assert np.linalg.norm(left) < 0.02 * greatest_n_s


def test_left_stance_mirrors_right(completed: Recording) -> None:
    """y negated, over a whole completed rep, within 1 mm."""
    left = simulate(completed.scenario.replace(hinge={"stance": "left"}), sample_s=0.002)
    assert left.outcome.completed
    assert np.abs(left.com_world_m * [1, -1, 1] - completed.com_world_m).max() < 0.001
    assert np.abs(left.grip_world_m * [1, -1, 1] - completed.grip_world_m).max() < 0.001


def test_same_scenario_and_seed_give_identical_arrays(fallen: Recording) -> None:
    again = simulate(fallen.scenario)
    for name, array in fallen.arrays().items():
        np.testing.assert_array_equal(array, again.arrays()[name], err_msg=name)


def test_also_in_a_fresh_process(fallen: Recording, tmp_path) -> None:
    fallen.save(tmp_path / "once.npz")
    code = "import sys; from hingesim import load_scenario, simulate; simulate(load_scenario(sys.argv[1])).save(sys.argv[2])"
    subprocess.run([sys.executable, "-c", code, tmp_path / "once.npz", tmp_path / "again.npz"], check=True)
    again = Recording.load(tmp_path / "again.npz")
    for name, array in fallen.arrays().items():
        np.testing.assert_array_equal(array, again.arrays()[name], err_msg=name)


def test_another_seed_sways_differently_and_no_sway_does_not(fallen: Recording) -> None:
    other = simulate(fallen.scenario.replace(world={"seed": 1}))
    assert not np.array_equal(other.com_world_m[:100], fallen.com_world_m[:100])
    short = fallen.scenario.replace(athlete={"sway": 0}, hinge={"lower_s": 0.5, "raise_s": 0.5, "pause_s": 0, "depth_deg": 20})
    a, b = (simulate(short.replace(world={"seed": seed})) for seed in (1, 2))
    np.testing.assert_array_equal(a.com_world_m, b.com_world_m)


def test_joint_torques_stay_within_strength(banded: Recording) -> None:
    from hingesim.body.strength import strength

    limits = strength(banded.humanoid.proportions, 1.0)
    active = banded.joint_torque_nm - banded.passive_torque_nm
    # Limits are those of the posture at the last decision, up to 10 ms ago: 2 % covers the motion since then.
    up, down = (np.array([limits.limits_nm(q)[way] for q in banded.joint_rad]) for way in (0, 1))
    assert (active <= 1.02 * up + 0.1).all()
    assert (active >= -1.02 * down - 0.1).all()


def test_a_push_changes_the_momentum_by_its_impulse(engine: str) -> None:
    """5 N s forward: the pushes sum to it, and the momentum after it is what push and ground together gave."""
    r = simulate(CALM.replace(hinge={"depth_deg": 10}, world={"push_ns": 5, "push_time_s": 0.2, "engine": engine}), sample_s=0.002)
    assert r.push_world_n[:, 0].sum() * 0.002 == pytest.approx(5.0, rel=1e-6)
    before, after = 100, 160  # 0.20 s and 0.32 s
    given = (r.push_world_n[before + 1 : after + 1] + r.grf_world_n[before + 1 : after + 1]).sum(axis=0) * 0.002
    gained = momentum_n_s(r)[after] - momentum_n_s(r)[before]
    assert gained[0] == pytest.approx(given[0], abs=0.02)
    assert gained[0] > 2.0, "the ground takes back only a part within 0.1 s"

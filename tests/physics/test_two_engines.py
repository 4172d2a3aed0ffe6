"""One engine against the other: the same body, the same motion in the air and on the ground, the same reps.

The engines share the description of the body and nothing else: one loads it as URDF, the other as MJCF with fewer links.
"""

from __future__ import annotations

import numpy as np
import pytest

from hingesim import Scenario, simulate
from hingesim.body.humanoid import JOINT, JOINT_NAMES, LINK_NAMES, Humanoid
from hingesim.body.kinematics import quaternion_rotations
from hingesim.body.tissue_damping import FROM_RAD_S
from hingesim.body.whole import body_of
from hingesim.engine import ENGINES, Settings, installed, open_engine
from hingesim.engine.mjcf import mjcf
from hingesim.simulation.samples import carried
from tests.conftest import CALM

mujoco = pytest.importorskip("mujoco")
both = pytest.mark.skipif(set(installed()) != set(ENGINES), reason="needs both engines")
N = len(JOINT_NAMES)
LIFT_S, LIFT_M_S2, FLIGHT_S, HOLD_S = 0.2, 16.0, 0.3, 0.002
TORQUE_NM = np.where(["ankle" in name for name in JOINT_NAMES], 0.02, 0.5)
"""Small at the ankles: in the air they turn the light foot."""
RATES = 1.0 * (-1.0) ** np.arange(N)
"""rad/s at release."""
FREE_ANKLE_RAD = 0.4
"""Free ankle at release: from the middle of its range the light foot would swing into its stop."""
BODIES = {
    "default": {},
    "short light left": {"athlete": {"mass_kg": 50, "height_m": 1.55}, "hinge": {"stance": "left"}},
    "tall heavy loaded": {"athlete": {"sex": "male", "mass_kg": 95, "height_m": 1.92}, "load": {"mass_kg": 20, "hand": "same"}},
}


@both
@pytest.mark.parametrize("fields", BODIES.values(), ids=BODIES)
def test_same_inertia_same_weight_same_centre(fields: dict) -> None:
    """At random postures: mass matrix and gravity torques within 1e-6 relative, CoM of the whole body within 1e-9 m."""
    humanoid = body_of(Scenario().replace(**fields))
    q = np.random.default_rng(11).uniform(humanoid.lower_rad, humanoid.upper_rad, (20, N))
    mass, matrices, gravity, centre = humanoid.mass_kg[list(humanoid.massive)], [], [], []
    for name in ENGINES:
        with open_engine(humanoid, step_s=0.001, friction=0.9, engine=name) as world:
            gravity.append(world.inverse_dynamics(q, 0 * q, 0 * q))
            matrices.append(np.array([world.mass_matrix(row) for row in q]))
            rows = []
            for row in q:
                world.reset(row)
                rows.append(mass @ world.state().table[:, :3] / mass.sum())
            centre.append(rows)
    for one, other in (matrices, gravity):
        assert np.abs(one - other).max() < 1e-6 * np.abs(one).max()
    # Every entry by itself, however small the link: relative to the two joints it couples.
    scale = np.sqrt(np.einsum("kii,kjj->kij", matrices[0], matrices[0]))
    assert (np.abs(matrices[0] - matrices[1]) / scale).max() < 1e-6
    np.testing.assert_allclose(*centre, atol=1e-9)


def released_rad(humanoid: Humanoid) -> np.ndarray:
    """shape (n,): joint angles at release, from which no joint meets a stop in the flight."""
    posture = (humanoid.lower_rad + humanoid.upper_rad) / 2
    posture[JOINT["free_ankle_dorsiflexion"]] = FREE_ANKLE_RAD
    return posture


def torque_nm(k: int) -> np.ndarray:
    """Torques held from k to k + 1 hold times."""
    return TORQUE_NM * np.sin(2 * np.pi * (3.0 * k * HOLD_S + np.arange(N) / N))


def flown(engine: str, humanoid: Humanoid, step_s: float, driven: bool) -> tuple[np.ndarray, np.ndarray]:
    """Joint angles and stance ankle every `HOLD_S`, shape (K, n + 3), and the root's row of the state at release."""
    posture, still, rows, released = released_rad(humanoid), np.zeros(N), [], np.zeros(13)
    with open_engine(humanoid, step_s=HOLD_S, substeps=round(HOLD_S / step_s), friction=0.9, engine=engine) as world:
        world.reset(still)
        for _ in range(round(LIFT_S / HOLD_S)):
            links = zip(humanoid.massive, world.state().table, strict=True)
            world.step(still, [(LINK_NAMES[i], tuple(r[:3]), (0, 0, humanoid.mass_kg[i] * (LIFT_M_S2 + 9.81))) for i, r in links])
        world.set_joints(posture, RATES)
        for k in range(round(FLIGHT_S / HOLD_S) + 1):
            root = world.state().table[0]
            released = root if k == 0 else released
            rows.append([*world.joints()[:N], *ankle_of(humanoid, root)[0]])
            world.step(torque_nm(k) if driven else still, [])
    return np.array(rows), released


def ankle_of(humanoid: Humanoid, root: np.ndarray) -> tuple:
    """Position and velocity of the stance ankle."""
    return carried(root.tolist(), (-humanoid.com_m[0]).tolist())


def precise(humanoid: Humanoid, released: np.ndarray, driven: bool) -> np.ndarray:
    """The same flight by Runge-Kutta of fourth order at 0.25 ms, without stops and contact, from the same release."""
    model = mujoco.MjModel.from_xml_string(mjcf(humanoid, Settings(0.00025, 1, 0.9, 1.0, 9.81)))
    model.opt.integrator = mujoco.mjtIntegrator.mjINT_RK4
    model.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_LIMIT | mujoco.mjtDisableBit.mjDSBL_CONTACT
    data = mujoco.MjData(model)
    position, velocity = ankle_of(humanoid, released)
    data.qpos[:3], data.qpos[3:7] = position, released[[12, 9, 10, 11]]
    data.qvel[:3], data.qvel[3:6] = velocity, quaternion_rotations(released[None, 9:])[0].T @ released[6:9]
    data.qpos[7:], data.qvel[6:] = released_rad(humanoid), RATES
    rows = []
    for k in range(round(FLIGHT_S / HOLD_S) + 1):
        rows.append([*data.qpos[7:], *data.qpos[:3]])
        data.qfrc_applied[6:] = torque_nm(k) if driven else 0.0
        mujoco.mj_step(model, data, round(HOLD_S / model.opt.timestep))
    return np.array(rows)


@pytest.mark.parametrize("driven", [False, True], ids=["torque-free", "driven"])
@pytest.mark.parametrize("stance", ["left", "right"])
def test_motion_in_the_air(engine: str, stance: str, driven: bool) -> None:
    """0.3 s, joints turning by up to 1 rad, against a precise integrator: within 5 mrad and 3 mm at 1 ms, first order in the step."""
    humanoid = body_of(Scenario().replace(hinge={"stance": stance}))
    off = {}
    for step in (0.001, 0.0005, 0.00025):
        ours, released = flown(engine, humanoid, step, driven)
        theirs = precise(humanoid, released, driven)
        off[step] = np.abs(ours - theirs)
        assert np.ptp(theirs[:, :N], axis=0).max() > 0.3
        # The reference knows no stops and no tissue that brakes fast joints: a flight that met either would not be the same motion.
        assert (theirs[:, :N] > humanoid.lower_rad).all()
        assert (theirs[:, :N] < humanoid.upper_rad).all()
        assert np.abs(np.diff(theirs[:, :N], axis=0)).max() < FROM_RAD_S * HOLD_S
    assert off[0.001][:, :N].max() < 0.005
    assert off[0.001][:, N:].max() < 0.003
    for coarse, fine in ((0.001, 0.0005), (0.0005, 0.00025)):
        assert off[coarse].max() / off[fine].max() == pytest.approx(2.0, rel=0.2)


@both
@pytest.mark.parametrize("fields", [{"hinge": {"knee_bend_deg": 45}}, {"band": {}}], ids=["bare", "band"])
def test_a_calm_rep_is_the_same_rep(fields: dict) -> None:
    """CoM, CoP and ground reaction of a completed rep: 0.5 mm, 1 mm and 1 % of body weight RMS."""
    one, other = (simulate(CALM.replace(world={"engine": name}, **fields)) for name in ENGINES)
    assert one.engine.split()[0] != other.engine.split()[0]
    assert one.outcome.name == other.outcome.name == "posterior_shift"
    assert rms(one.com_world_m - other.com_world_m) < 0.0005
    assert rms(one.cop_world_m - other.cop_world_m) < 0.001
    assert rms(one.grf_world_n - other.grf_world_n) < 0.01 * one.humanoid.mass_kg.sum() * 9.81


def rms(apart: np.ndarray) -> float:
    return float(np.sqrt((apart**2).sum(axis=1).mean()))

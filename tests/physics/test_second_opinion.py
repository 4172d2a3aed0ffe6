"""The engine against MuJoCo: the same URDF in the air, and at rest on the ground.

PyBullet steps semi-implicitly (first order), MuJoCo here with RK4 at 0.25 ms: the difference is PyBullet's, and halves with its step.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

import numpy as np
import pytest

from hingesim.body import body_of
from hingesim.engine import open_engine
from hingesim.humanoid import JOINT_NAMES, LINK_NAMES, Humanoid
from hingesim.kinematics import quaternion_rotations
from hingesim.parameters import Scenario
from hingesim.samples import carried
from hingesim.urdf import urdf
from hingesim.validation.rig import standing

mujoco = pytest.importorskip("mujoco")
N = len(JOINT_NAMES)
LIFT_S, LIFT_M_S2, FLIGHT_S, HOLD_S = 0.2, 16.0, 0.3, 0.002
TORQUE_NM = np.where(["ankle" in name for name in JOINT_NAMES], 0.02, 0.5)
"""Small at the ankles: in the air they turn the light foot."""
RATES = 1.0 * (-1.0) ** np.arange(N)
"""rad/s at release."""


def model_of(humanoid: Humanoid):
    """MuJoCo's model of our URDF with a free root, no joint stops and no contact; carriers without mass get a microgram."""
    robot = ET.fromstring(urdf(humanoid))
    for link in robot.findall("link"):
        for collision in link.findall("collision"):
            link.remove(collision)
    ET.SubElement(
        ET.SubElement(robot, "mujoco"), "compiler", boundmass="1e-9", boundinertia="1e-9", fusestatic="false", balanceinertia="false"
    )
    spec = mujoco.MjSpec.from_string(ET.tostring(robot, encoding="unicode"))
    spec.body("stance_foot").add_freejoint()
    model = spec.compile()
    model.opt.timestep, model.opt.integrator = 0.00025, mujoco.mjtIntegrator.mjINT_RK4
    model.opt.gravity[:] = 0, 0, -9.81
    model.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_LIMIT | mujoco.mjtDisableBit.mjDSBL_CONTACT
    assert model.body_mass.sum() == pytest.approx(humanoid.mass_kg.sum(), abs=1e-6)
    return model, [model.joint(name).qposadr[0] for name in JOINT_NAMES], [model.joint(name).dofadr[0] for name in JOINT_NAMES]


def torque_nm(k: int) -> np.ndarray:
    """Torques held from k to k + 1 hold times."""
    return TORQUE_NM * np.sin(2 * np.pi * (3.0 * k * HOLD_S + np.arange(N) / N))


def bullet(humanoid: Humanoid, step_s: float, driven: bool) -> tuple[np.ndarray, np.ndarray]:
    """Joint angles and stance ankle every `HOLD_S`, shape (K, n + 3), and the root's row of the state at release."""
    posture = (humanoid.lower_rad + humanoid.upper_rad) / 2
    still, rows, released = np.zeros(N), [], np.zeros(13)
    with open_engine(humanoid, step_s=HOLD_S, substeps=round(HOLD_S / step_s), friction=0.9) as engine:
        engine.reset(posture)
        for _ in range(round(LIFT_S / HOLD_S)):
            links = zip(humanoid.massive, engine.state().table, strict=True)
            engine.step(still, [(LINK_NAMES[i], tuple(r[:3]), (0, 0, humanoid.mass_kg[i] * (LIFT_M_S2 + 9.81))) for i, r in links])
        engine.set_joints(posture, RATES)
        for k in range(round(FLIGHT_S / HOLD_S) + 1):
            root = engine.state().table[0]
            released = root if k == 0 else released
            rows.append([*engine.joints()[:N], *ankle_of(humanoid, root)[0]])
            engine.step(torque_nm(k) if driven else still, [])
    return np.array(rows), released


def ankle_of(humanoid: Humanoid, root: np.ndarray) -> tuple:
    """Position and velocity of the stance ankle."""
    return carried(root.tolist(), (-humanoid.com_m[0]).tolist())


def rk4(humanoid: Humanoid, released: np.ndarray, driven: bool) -> np.ndarray:
    """The same flight in MuJoCo, from the same release."""
    model, at, dof = model_of(humanoid)
    data = mujoco.MjData(model)
    position, velocity = ankle_of(humanoid, released)
    turn = quaternion_rotations(released[None, 9:])[0]
    data.qpos[:3], data.qpos[3:7] = position, released[[12, 9, 10, 11]]
    data.qvel[:3], data.qvel[3:6] = velocity, turn.T @ released[6:9]
    data.qpos[at], data.qvel[dof] = (humanoid.lower_rad + humanoid.upper_rad) / 2, RATES
    rows = []
    for k in range(round(FLIGHT_S / HOLD_S) + 1):
        rows.append([*data.qpos[at], *data.qpos[:3]])
        data.qfrc_applied[dof] = torque_nm(k) if driven else 0.0
        for _ in range(round(HOLD_S / model.opt.timestep)):
            mujoco.mj_step(model, data)
    return np.array(rows)


@pytest.mark.parametrize("driven", [False, True], ids=["torque-free", "driven"])
@pytest.mark.parametrize("stance", ["left", "right"])
def test_motion_in_the_air(stance: str, driven: bool) -> None:
    """0.3 s, joints turning by up to 1 rad: within 5 mrad and 3 mm at the default step of 1 ms, and first order in the step."""
    humanoid = body_of(Scenario().replace(hinge={"stance": stance}))
    off = {}
    for step in (0.001, 0.0005, 0.00025):
        ours, released = bullet(humanoid, step, driven)
        theirs = rk4(humanoid, released, driven)
        off[step] = np.abs(ours - theirs)
        assert np.ptp(theirs[:, :N], axis=0).max() > 0.3
    assert off[0.001][:, :N].max() < 0.005
    assert off[0.001][:, N:].max() < 0.003
    for coarse, fine in ((0.001, 0.0005), (0.0005, 0.00025)):
        assert off[coarse].max() / off[fine].max() == pytest.approx(2.0, rel=0.2)


def test_ground_and_joints_at_rest() -> None:
    """MuJoCo's inverse dynamics of our standing body: the ground reaction it asks for is the one our contact gives."""
    with standing() as (rig, posture):
        humanoid, forces, moments = rig.humanoid, [], []
        for step in range(1200):
            rig.hold(posture)
            if step >= 1000:
                forces.append(rig.engine.contact().force_n)
                moments.append(rig.engine.contact().moment_n_m)
        joints = np.array(rig.engine.joints())
        row = rig.engine.state().table[0]
        ankle, _ = carried(row.tolist(), (-humanoid.com_m[0]).tolist())
        twin = rig.engine.inverse_dynamics(joints[None, :N], np.zeros((1, N)), np.zeros((1, N)))[0]
    model, at, dof = model_of(humanoid)
    data = mujoco.MjData(model)
    data.qpos[:3], data.qpos[3:7] = ankle, row[[12, 9, 10, 11]]
    data.qpos[at] = joints[:N]
    mujoco.mj_inverse(model, data)
    force = data.qfrc_inverse[:3]
    turn = np.zeros(9)
    mujoco.mju_quat2Mat(turn, data.qpos[3:7])
    moment = turn.reshape(3, 3) @ data.qfrc_inverse[3:6] + np.cross(ankle, force)
    np.testing.assert_allclose(np.mean(forces, axis=0), force, atol=0.5)
    cop = np.array([-moment[1], moment[0]]) / force[2]
    ours = np.mean(moments, axis=0)
    np.testing.assert_allclose(np.array([-ours[1], ours[0]]) / np.mean(forces, axis=0)[2], cop, atol=0.0005)
    # The twin's foot is flat; ours leans on its studs by some hundredths of a degree.
    data.qpos[3:7] = 1, 0, 0, 0
    mujoco.mj_inverse(model, data)
    np.testing.assert_allclose(data.qfrc_inverse[dof], twin, atol=1e-5)

"""The engine against Pinocchio and against free-body mechanics."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hingesim.body import body_of
from hingesim.engine import open_engine
from hingesim.humanoid import JOINT_NAMES, LINK, LINK_NAMES
from hingesim.kinematics import forward
from hingesim.parameters import Scenario
from hingesim.samples import carried
from hingesim.urdf import urdf

pin = pytest.importorskip("pinocchio")
BODIES = [{"sex": "female", "mass_kg": 50, "height_m": 1.55}, {"sex": "male", "mass_kg": 95, "height_m": 1.92}]


@pytest.fixture(scope="module", params=[(b, s) for b in BODIES for s in ("left", "right")], ids=lambda p: f"{p[0]['sex']}-{p[1]}")
def oracle(request, tmp_path_factory):
    athlete, stance = request.param
    humanoid = body_of(Scenario().replace(athlete=athlete, hinge={"stance": stance}, load={"mass_kg": 5, "hand": "opposite"}))
    path = Path(tmp_path_factory.mktemp("urdf"), "humanoid.urdf")
    path.write_text(urdf(humanoid), encoding="utf-8")
    model = pin.buildModelFromUrdf(str(path))
    order = [model.joints[model.getJointId(name)].idx_q for name in JOINT_NAMES]
    return humanoid, model, model.createData(), order


def postures(count: int) -> np.ndarray:
    return np.random.default_rng(7).uniform(-1, 1, (3, count, len(JOINT_NAMES)))


def shuffled(order: list[int], row: np.ndarray) -> np.ndarray:
    out = np.zeros(len(order))
    out[order] = row
    return out


def test_inverse_dynamics_of_the_twin(oracle) -> None:
    """tau = RNEA(q, qd, qdd), within 1e-9 relative."""
    humanoid, model, data, order = oracle
    q, qd, qdd = postures(20)
    with open_engine(humanoid, step_s=0.001, friction=0.9) as engine:
        ours = engine.inverse_dynamics(q, qd, qdd)
    theirs = np.array([pin.rnea(model, data, *(shuffled(order, v) for v in row))[order] for row in zip(q, qd, qdd, strict=True)])
    assert np.abs(ours - theirs).max() <= 1e-9 * np.abs(theirs).max()


def test_mass_matrix_of_the_twin(oracle) -> None:
    humanoid, model, data, order = oracle
    q = postures(5)[0]
    with open_engine(humanoid, step_s=0.001, friction=0.9) as engine:
        ours = np.array([engine.mass_matrix(row) for row in q])
    for row, mine in zip(q, ours, strict=True):
        upper = np.triu(pin.crba(model, data, shuffled(order, row)))
        whole = (upper + upper.T - np.diag(np.diag(upper)))[np.ix_(order, order)]
        np.testing.assert_allclose(mine, whole, rtol=1e-9, atol=1e-9)


def test_com(oracle) -> None:
    """CoM of our kinematics = CoM of Pinocchio's moving links joined with the held foot, within 1e-9 m."""
    humanoid, model, data, order = oracle
    foot_kg, total_kg = humanoid.mass_kg[0], humanoid.mass_kg.sum()
    q = postures(20)[0]
    ours = forward(humanoid, q).com_world_m - [0, 0, humanoid.proportions.ankle_height_m]
    for row, com in zip(q, ours, strict=True):
        moving = pin.centerOfMass(model, data, shuffled(order, row))
        whole = (foot_kg * humanoid.com_m[0] + (total_kg - foot_kg) * moving) / total_kg
        np.testing.assert_allclose(com, whole, atol=1e-9)


def test_outer_forces_move_the_whole_body() -> None:
    """Every link carried by its own share of F = m (a + g): the body rises like a stone, P = m a t, and keeps its posture."""
    humanoid = body_of(Scenario())
    acceleration, gravity, steps = np.array([0.5, -0.3, 2.0]), np.array([0, 0, -9.81]), 150
    with open_engine(humanoid, step_s=0.001, friction=0.9) as engine:
        engine.reset(np.zeros(len(JOINT_NAMES)))
        for _ in range(steps):
            forces = [
                (LINK_NAMES[link], tuple(row[:3]), tuple(humanoid.mass_kg[link] * (acceleration - gravity)))
                for link, row in zip(humanoid.massive, engine.state().table, strict=True)
            ]
            engine.step(np.zeros(len(JOINT_NAMES)), forces)
        velocity = engine.state().table[:, 3:6]
        np.testing.assert_allclose(velocity - acceleration * steps * 0.001, 0, atol=1e-3)
        assert engine.contact().force_n == (0, 0, 0)


def test_palm_carried_from_the_state_agrees_with_kinematics() -> None:
    humanoid = body_of(Scenario().replace(load={"mass_kg": 5, "hand": "same"}))
    q = postures(1)[0][0] * 0.5
    with open_engine(humanoid, step_s=0.001, friction=0.9) as engine:
        engine.reset(q)
        for arm in ("stance", "free"):
            link = LINK[f"{arm}_forearm"]
            row = engine.state().table[humanoid.massive.index(link)].tolist()
            at, _ = carried(row, (humanoid.hand_m - humanoid.com_m[link]).tolist())
            np.testing.assert_allclose(at, forward(humanoid, q).hand_world_m(arm)[0], atol=1e-7)
        np.testing.assert_allclose(engine.joints(), [*q, *np.zeros_like(q)], atol=1e-12)


def test_palm_velocity_is_the_rate_of_its_position() -> None:
    """Joints driven by random torques: position change over a step = velocity after it times the step (semi-implicit)."""
    humanoid = body_of(Scenario())
    link = LINK["free_forearm"]
    offset = (humanoid.hand_m - humanoid.com_m[link]).tolist()
    torque = np.random.default_rng(3).normal(0, 1, len(JOINT_NAMES))
    with open_engine(humanoid, step_s=0.001, friction=0.9) as engine:
        engine.reset(np.zeros(len(JOINT_NAMES)))
        states = []
        for _ in range(60):
            engine.step(torque, [])
            states.append(carried(engine.state().table[humanoid.massive.index(link)].tolist(), offset))
    position, velocity = np.array([p for p, _ in states]), np.array([v for _, v in states])
    assert np.abs(velocity).max() > 0.05
    np.testing.assert_allclose(np.diff(position, axis=0) / 0.001, velocity[1:], atol=0.02)

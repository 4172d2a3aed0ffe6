"""What every engine must do: against Pinocchio, against free-body mechanics, and by the words of the protocol."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hingesim import BlowUpError, Scenario, simulate
from hingesim.body.humanoid import JOINT, JOINT_NAMES, LINK, LINK_NAMES, Humanoid
from hingesim.body.kinematics import forward, quaternion_rotations
from hingesim.body.whole import body_of
from hingesim.engine import Engine, open_engine
from hingesim.engine.urdf import urdf
from hingesim.simulation.samples import carried
from tests.conftest import CALM

N = len(JOINT_NAMES)
STILL = np.zeros(N)
BODIES = [{"sex": "female", "mass_kg": 50, "height_m": 1.55}, {"sex": "male", "mass_kg": 95, "height_m": 1.92}]


@pytest.fixture(scope="module", params=[(b, s) for b in BODIES for s in ("left", "right")], ids=lambda p: f"{p[0]['sex']}-{p[1]}")
def oracle(request, tmp_path_factory):
    pin = pytest.importorskip("pinocchio")
    athlete, stance = request.param
    humanoid = body_of(Scenario().replace(athlete=athlete, hinge={"stance": stance}, load={"mass_kg": 5, "hand": "opposite"}))
    path = Path(tmp_path_factory.mktemp("urdf"), "humanoid.urdf")
    path.write_text(urdf(humanoid), encoding="utf-8")
    model = pin.buildModelFromUrdf(str(path))
    order = [model.joints[model.getJointId(name)].idx_q for name in JOINT_NAMES]
    return pin, humanoid, model, model.createData(), order


def postures(count: int) -> np.ndarray:
    return np.random.default_rng(7).uniform(-1, 1, (3, count, N))


def shuffled(order: list[int], row: np.ndarray) -> np.ndarray:
    out = np.zeros(len(order))
    out[order] = row
    return out


def carried_up(engine: Engine, humanoid: Humanoid, acceleration: np.ndarray) -> list:
    """Forces on all links that give each the same acceleration, against gravity."""
    rows = zip(humanoid.massive, engine.state().table, strict=True)
    return [(LINK_NAMES[i], tuple(row[:3]), tuple(humanoid.mass_kg[i] * np.add(acceleration, [0, 0, 9.81]))) for i, row in rows]


def test_inverse_dynamics_with_the_foot_held(oracle, engine: str) -> None:
    """tau = RNEA(q, qd, qdd), within 1e-9 relative."""
    pin, humanoid, model, data, order = oracle
    q, qd, qdd = postures(20)
    with open_engine(humanoid, step_s=0.001, friction=0.9, engine=engine) as world:
        ours = world.inverse_dynamics(q, qd, qdd)
    theirs = np.array([pin.rnea(model, data, *(shuffled(order, v) for v in row))[order] for row in zip(q, qd, qdd, strict=True)])
    assert np.abs(ours - theirs).max() <= 1e-9 * np.abs(theirs).max()


def test_mass_matrix_with_the_foot_held(oracle, engine: str) -> None:
    pin, humanoid, model, data, order = oracle
    q = postures(5)[0]
    with open_engine(humanoid, step_s=0.001, friction=0.9, engine=engine) as world:
        ours = np.array([world.mass_matrix(row) for row in q])
    for row, mine in zip(q, ours, strict=True):
        upper = np.triu(pin.crba(model, data, shuffled(order, row)))
        whole = (upper + upper.T - np.diag(np.diag(upper)))[np.ix_(order, order)]
        np.testing.assert_allclose(mine, whole, rtol=1e-9, atol=1e-9)


def test_com(oracle) -> None:
    """CoM of our kinematics = CoM of Pinocchio's moving links joined with the held foot, within 1e-9 m."""
    pin, humanoid, model, data, order = oracle
    foot_kg, total_kg = humanoid.mass_kg[0], humanoid.mass_kg.sum()
    q = postures(20)[0]
    ours = forward(humanoid, q).com_world_m - [0, 0, humanoid.proportions.ankle_height_m]
    for row, com in zip(q, ours, strict=True):
        moving = pin.centerOfMass(model, data, shuffled(order, row))
        whole = (foot_kg * humanoid.com_m[0] + (total_kg - foot_kg) * moving) / total_kg
        np.testing.assert_allclose(com, whole, atol=1e-9)


@pytest.mark.parametrize("stance", ["left", "right"])
def test_state_agrees_with_kinematics(engine: str, stance: str) -> None:
    """CoM of every link with mass within 1e-9 m, its orientation and the palms within 1e-6 (PyBullet gives quaternions in single
    precision), the joints as they were given."""
    humanoid = body_of(Scenario().replace(hinge={"stance": stance}, load={"mass_kg": 5, "hand": "same"}))
    q = postures(1)[0][0] * 0.5
    links = list(humanoid.massive)
    poses = forward(humanoid, q)
    with open_engine(humanoid, step_s=0.001, friction=0.9, engine=engine) as world:
        world.reset(q)
        table = world.state().table
        np.testing.assert_allclose(world.joints(), [*q, *STILL], atol=1e-12)
    np.testing.assert_allclose(table[:, :3], poses.link_com_world_m[0, links], atol=1e-9)
    np.testing.assert_allclose(quaternion_rotations(table[:, 9:]), poses.rotation_world[0, links], atol=1e-6)
    assert not table[:, 3:9].any()
    for arm in ("stance", "free"):
        link = LINK[f"{arm}_forearm"]
        at, _ = carried(table[links.index(link)].tolist(), (humanoid.hand_m - humanoid.com_m[link]).tolist())
        np.testing.assert_allclose(at, poses.hand_world_m(arm)[0], atol=1e-6)


def test_outer_forces_move_the_whole_body(engine: str) -> None:
    """Every link carried by its own share of F = m (a + g): the body rises like a stone, P = m a t, and keeps its posture."""
    humanoid = body_of(Scenario())
    acceleration, steps = np.array([0.5, -0.3, 2.0]), 150
    with open_engine(humanoid, step_s=0.001, friction=0.9, engine=engine) as world:
        world.reset(STILL)
        for _ in range(steps):
            world.step(STILL, carried_up(world, humanoid, acceleration))
        velocity = world.state().table[:, 3:6]
        np.testing.assert_allclose(velocity - acceleration * steps * 0.001, 0, atol=1e-3)
        assert world.contact().force_n == (0, 0, 0)


def test_a_force_turns_a_link_about_its_point_and_lasts_one_step(engine: str) -> None:
    """In flight with all joints free: a push on the trunk, off its CoM, gives the whole body P = F t and L = r x F t, once."""
    humanoid = body_of(Scenario())
    links, mass = list(humanoid.massive), humanoid.mass_kg[list(humanoid.massive)]
    force, off = np.array([30.0, -20.0, 10.0]), np.array([0.05, 0.1, 0.2])

    def momenta(world: Engine) -> np.ndarray:
        table = world.state().table
        turn = quaternion_rotations(table[:, 9:])
        spin = np.einsum("lij,lj,lkj,lk->i", turn, humanoid.inertia_kg_m2[links], turn, table[:, 6:9])
        return np.concatenate([mass @ table[:, 3:6], np.cross(table[:, :3], mass[:, None] * table[:, 3:6]).sum(axis=0) + spin])

    def weight(table: np.ndarray) -> np.ndarray:
        """Momenta that gravity gives in one step."""
        pull = mass[:, None] * [0, 0, -9.81]
        return 0.001 * np.concatenate([pull.sum(axis=0), np.cross(table[:, :3], pull).sum(axis=0)])

    with open_engine(humanoid, step_s=0.001, friction=0.9, engine=engine) as world:
        world.reset(STILL)
        for _ in range(100):
            world.step(STILL, carried_up(world, humanoid, np.array([0, 0, 10.0])))
        point = world.state().table[links.index(LINK["trunk"]), :3] + off
        gained = []
        for push in ([("trunk", tuple(point), tuple(force))], []):
            before, table = momenta(world), world.state().table
            world.step(STILL, push)
            gained.append((momenta(world) - before - weight(table)) / 0.001)
    np.testing.assert_allclose(gained[0], [*force, *np.cross(point, force)], atol=0.5)
    np.testing.assert_allclose(gained[1], 0, atol=0.5)


def test_a_joint_torque_turns_its_joint_its_way_and_pushes_nothing(engine: str) -> None:
    """In flight, weight carried: torque and rate have one sign, and the momentum of the whole body stays (0.01 N s moves in a link)."""
    humanoid = body_of(Scenario())
    mass = humanoid.mass_kg[list(humanoid.massive)]
    for name in ("knee_flexion", "hip_flexion", "free_hip_abduction", "stance_shoulder_flexion"):
        torque = np.where(np.arange(N) == JOINT[name], 1.0, 0.0)
        with open_engine(humanoid, step_s=0.001, friction=0.9, engine=engine) as world:
            world.reset(STILL + 0.1)
            for _ in range(100):
                world.step(STILL, carried_up(world, humanoid, np.array([0, 0, 10.0])))
            lifted, before = mass @ world.state().table[:, 3:6], world.joints()
            world.step(torque, carried_up(world, humanoid, np.zeros(3)))
            assert (world.joints() - before)[N + JOINT[name]] > 0
            np.testing.assert_allclose(mass @ world.state().table[:, 3:6], lifted, atol=1e-4)


def test_palm_velocity_is_the_rate_of_its_position(engine: str) -> None:
    """Joints driven by random torques: position change over a step = velocity after it times the step (semi-implicit)."""
    humanoid = body_of(Scenario())
    link = LINK["free_forearm"]
    offset = (humanoid.hand_m - humanoid.com_m[link]).tolist()
    torque = np.random.default_rng(3).normal(0, 1, N)
    with open_engine(humanoid, step_s=0.001, friction=0.9, engine=engine) as world:
        world.reset(STILL)
        states = []
        for _ in range(60):
            world.step(torque, [])
            states.append(carried(world.state().table[humanoid.massive.index(link)].tolist(), offset))
    position, velocity = np.array([p for p, _ in states]), np.array([v for _, v in states])
    assert np.abs(velocity).max() > 0.05
    np.testing.assert_allclose(np.diff(position, axis=0) / 0.001, velocity[1:], atol=0.02)


def test_new_rates_leave_the_foot_where_it_is(engine: str) -> None:
    humanoid = body_of(Scenario())
    with open_engine(humanoid, step_s=0.001, friction=0.9, engine=engine) as world:
        world.reset(STILL)
        foot = world.state().table[0].copy()
        world.set_joints(STILL + 0.2, STILL + 0.5)
        np.testing.assert_allclose(world.joints(), [*(STILL + 0.2), *(STILL + 0.5)], atol=1e-12)
        np.testing.assert_allclose(world.state().table[0], foot, atol=1e-12)


def test_a_stop_holds_and_does_not_throw_back(engine: str) -> None:
    """The elbow driven into its stop with 20 N m: it halts within a hundredth of a radian and stays."""
    humanoid = body_of(Scenario())
    elbow, torque = JOINT["free_elbow_flexion"], np.where(np.arange(N) == JOINT["free_elbow_flexion"], 20.0, 0.0)
    with open_engine(humanoid, step_s=0.001, friction=0.9, engine=engine) as world:
        world.reset(STILL)
        bent = []
        for _ in range(600):
            world.step(torque, carried_up(world, humanoid, np.array([0, 0, 1.0])))
            bent.append(world.joints()[elbow])
    late = np.array(bent)[-50:]
    np.testing.assert_allclose(late, humanoid.upper_rad[elbow], atol=0.01)


def test_two_worlds_at_once_do_not_touch_each_other_and_a_reset_one_starts_afresh(engine: str) -> None:
    humanoid, torque = body_of(Scenario()), np.linspace(-2, 2, N)

    def run(world: Engine) -> np.ndarray:
        world.reset(STILL)
        for _ in range(20):
            world.step(torque, [])
        return world.joints()

    with open_engine(humanoid, step_s=0.001, friction=0.9, engine=engine) as alone:
        first = run(alone)
    with (
        open_engine(humanoid, step_s=0.001, friction=0.9, engine=engine) as one,
        open_engine(humanoid, step_s=0.001, friction=0.9, engine=engine) as two,
    ):
        two.step(-torque, [])
        np.testing.assert_array_equal(run(one), first)
        np.testing.assert_allclose(run(two), first, atol=1e-9)


def test_the_standing_foot_sinks_less_than_half_a_millimetre_and_does_not_creep(engine: str) -> None:
    """10 s on one leg with the balance noise, bare and against the pull of a band: under 1 mm of creep."""
    quiet = Scenario().replace(exercise={"name": "quiet-stance", "duration_s": 10}, world={"engine": engine})
    for scenario in (quiet, quiet.replace(band={"distance_m": 2.2})):
        r = simulate(scenario)
        assert r.outcome.name == "stood"
        sunk = r.humanoid.proportions.ankle_height_m - r.root_position_world_m[:, 2]
        assert 0.00001 < sunk.mean() < sunk.max() < 0.0005
        moved = r.root_position_world_m - r.root_position_world_m[0]
        assert np.linalg.norm(moved[:, :2], axis=1).max() < 0.001


def test_a_run_that_blows_up_is_noticed_and_leaves_nothing_behind(engine: str, tmp_path, monkeypatch, capfd) -> None:
    """Feedback of a sign that throws the body about ends in an error: no state set back in silence, no log file, no words from C."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("hingesim.motion.decision.Decision.torque_nm", lambda self, step, joints: 1e6 * joints[N:] + 1e5)
    monkeypatch.setattr("hingesim.simulation.simulate._dump", lambda *anything: None)
    with pytest.raises(BlowUpError):
        simulate(CALM.replace(world={"engine": engine}))
    assert not list(tmp_path.iterdir())
    assert capfd.readouterr() == ("", "")

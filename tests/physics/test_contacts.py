"""A limp body dropped on the floor in any posture lies on it: every part, in every engine."""

from __future__ import annotations

import numpy as np
import pytest

from hingesim import Scenario
from hingesim.body.contacts import FEET, PARTS, lowest_m
from hingesim.body.humanoid import JOINT_NAMES, LINK_NAMES
from hingesim.body.kinematics import forward, quaternion_rotations
from hingesim.body.whole import body_of
from hingesim.engine import open_engine
from hingesim.simulation.samples import carried

N = len(JOINT_NAMES)
STEP_S = 0.001


@pytest.mark.parametrize("seed", range(4))
def test_a_limp_body_comes_to_lie_on_the_floor_and_not_in_it(engine: str, seed: int) -> None:
    """Turned over in the air and let fall with slack, damped joints: 2 s later the ground carries the weight through parts that are not
    the feet alone, nothing hard is more than 5 mm below the floor on the way, and it lies still."""
    humanoid = body_of(Scenario().replace(hinge={"stance": ("left", "right")[seed % 2]}))
    rng = np.random.default_rng(seed)
    weight, turn = humanoid.mass_kg.sum() * 9.81, rng.uniform(-1, 1, 2) * 200
    with open_engine(humanoid, step_s=STEP_S, friction=0.9, engine=engine) as world:
        world.reset(np.zeros(N))
        posture = rng.uniform(0.3, 0.7, N) * (humanoid.upper_rad - humanoid.lower_rad) + humanoid.lower_rad
        lowest, loads = [], []
        for step in range(2500):
            if step == 250:
                world.set_joints(posture, np.zeros(N))
            links = list(zip(humanoid.massive, world.state().table, strict=True))
            forces = [(LINK_NAMES[i], tuple(row[:3]), (0.0, 0.0, 14.0 * humanoid.mass_kg[i])) for i, row in links] if step < 250 else []
            if 250 < step < 400:
                (x, y, z), (a, b) = links[0][1][:3], turn
                forces += [("pelvis", (x, y, z + 1), (a, b, 0.0)), ("pelvis", (x, y, z), (-a, -b, 0.0))]
            world.step(-3.0 * world.joints()[N:] * np.where(["ankle" in name for name in JOINT_NAMES], 0.1, 1.0), forces)
            if step % 5 == 0:
                table = world.state().table
                ankle, _ = carried(table[0].tolist(), (-humanoid.com_m[0]).tolist())
                poses = forward(humanoid, world.joints()[None, :N], np.array(ankle)[None], quaternion_rotations(table[:1, 9:]))
                lowest.append(lowest_m(humanoid, poses.position_world_m, poses.rotation_world)[0])
                loads.append(world.contact().load_n)
        drift = humanoid.mass_kg[list(humanoid.massive)] @ world.state().table[:, 3:6] / humanoid.mass_kg.sum()
    late = np.array(loads)[-40:].mean(axis=0)
    assert late.sum() == pytest.approx(weight, rel=0.03)
    assert late[[PARTS.index(foot) for foot in FEET]].sum() < 0.7 * weight
    assert min(lowest) > -0.005
    assert np.linalg.norm(drift) < 0.1

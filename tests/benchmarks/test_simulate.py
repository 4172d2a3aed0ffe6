"""What simulating costs. Run: pytest tests/benchmarks --benchmark-only -s

Ratios of times taken in one run on one machine; printed, never a pass or fail.
"""

from __future__ import annotations

import sys
import time
from types import SimpleNamespace

import numpy as np
import pytest

import hingesim.simulation.simulate as simulation
from hingesim import Scenario, simulate
from hingesim.body.whole import body_of
from hingesim.engine import open_engine

LIBRARY = {"bullet": "pybullet", "mujoco": "mujoco"}


def replayed(scenario: Scenario) -> tuple[list[list[float]], list[list], np.ndarray]:
    """Torques and forces of a run, step by step, and its starting posture."""
    torques, forces, start = [], [], []

    class Spy:
        def __init__(self, engine) -> None:
            self._engine = engine

        def __getattr__(self, name):
            return getattr(self._engine, name)

        def __enter__(self):
            self._engine.__enter__()
            return self

        def __exit__(self, *error):
            return self._engine.__exit__(*error)

        def reset(self, joint_rad):
            start.append(joint_rad)
            self._engine.reset(joint_rad)

        def step(self, torque, outer):
            torques.append(torque.tolist())
            forces.append(outer)
            self._engine.step(torque, outer)

    original = simulation.open_engine
    simulation.open_engine = lambda *args, **options: Spy(original(*args, **options))
    try:
        simulate(scenario)
    finally:
        simulation.open_engine = original
    return torques, forces, start[0]


def bare_loop_s(scenario: Scenario, torques: list[list[float]], forces: list[list], start: np.ndarray) -> float:
    """Processor time of the engine in the same steps of the same body, with nothing read and nothing decided."""
    substeps = round(simulation.STEP_S / simulation.PHYSICS_STEP_S)
    options = {"step_s": simulation.STEP_S, "substeps": substeps, "friction": scenario.world.friction}
    with open_engine(body_of(scenario), engine=scenario.world.engine, **options) as engine:
        engine.reset(start)
        return BARE[scenario.world.engine](engine, torques, forces)


def bare_bullet_s(engine, torques: list[list[float]], forces: list[list]) -> float:
    """PyBullet's part; without the outer forces, whose cost is small."""
    pybullet = sys.modules[type(engine).__module__].pybullet
    body, world, joints = engine._body, engine._world, engine._joints
    begin = time.process_time()
    for torque in torques:
        pybullet.setJointMotorControlArray(body, joints, pybullet.TORQUE_CONTROL, forces=torque, physicsClientId=world)
        pybullet.stepSimulation(physicsClientId=world)
    return time.process_time() - begin


def bare_mujoco_s(engine, torques: list[list[float]], forces: list[list]) -> float:
    """MuJoCo's part: `mj_step` alone. The steps are those of a run, brakes and all, so that a body that falls does it as it did."""
    module, spent = sys.modules[type(engine).__module__], 0.0
    mujoco = module.mujoco

    def timed(*args) -> None:
        nonlocal spent
        begin = time.thread_time()
        mujoco.mj_step(*args)
        spent += time.thread_time() - begin

    module.mujoco = SimpleNamespace(**vars(mujoco) | {"mj_step": timed})
    try:
        for torque, outer in zip(torques, forces, strict=True):
            engine.step(np.array(torque), outer)
    finally:
        module.mujoco = mujoco
    return spent


BARE = {"bullet": bare_bullet_s, "mujoco": bare_mujoco_s}


@pytest.mark.parametrize("knee_bend_deg", [20, 38], ids=["default-falls", "completes"])
@pytest.mark.parametrize("engine", list(BARE))
def test_simulate_against_a_bare_step_loop(benchmark, engine: str, knee_bend_deg: float) -> None:
    """Plan and start counted: each run has them anew."""
    pytest.importorskip(LIBRARY[engine])
    scenario = Scenario().replace(hinge={"knee_bend_deg": knee_bend_deg}, world={"engine": engine})
    replay = replayed(scenario)
    whole, bare = [], []
    for _ in range(5):
        simulation._planned.cache_clear()
        begin = time.process_time()
        simulate(scenario)
        whole.append(time.process_time() - begin)
        bare.append(bare_loop_s(scenario, *replay))
    benchmark.pedantic(simulate, args=(scenario,), rounds=1)
    ratio = np.median(whole) / np.median(bare)
    benchmark.extra_info["simulate / bare"] = round(float(ratio), 2)
    print(f"\nsimulate {np.median(whole):.2f} s, bare loop {np.median(bare):.2f} s of {len(replay[0])} steps: ratio {ratio:.2f}")


def test_cost_of_the_plan_and_of_the_engine(benchmark) -> None:
    from hingesim.motion.plan import hinge_path

    scenario = Scenario()
    humanoid = body_of(scenario)
    begin = time.perf_counter()
    open_engine(humanoid, step_s=0.001, friction=0.9).__exit__(None, None, None)
    print(f"\nengine start {1000 * (time.perf_counter() - begin):.0f} ms")
    benchmark(hinge_path, humanoid, scenario, None)
    print(f"plan {1000 * benchmark.stats.stats.median:.0f} ms")

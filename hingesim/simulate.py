"""One run: scenario -> body, band, plan, trainee -> engine loop -> Recording."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from hingesim.band import band_law
from hingesim.body import band_hands, body_of
from hingesim.engine import Engine, open_engine
from hingesim.engine.protocol import Vector
from hingesim.errors import BlowUpError, HingesimError
from hingesim.grip import Grip
from hingesim.humanoid import JOINT_NAMES
from hingesim.parameters import Scenario, World
from hingesim.plan import hinge_path, schedule
from hingesim.recording import Recording
from hingesim.samples import Samples
from hingesim.trainee import Trainee

STEP_S = 0.001
TICK_S = 0.005
"""Time between two decisions of the balance feedback, and between two samples of a recording."""
SETTLE_S = 0.2
"""Quiet stance before t = 0 that is not recorded: the foot takes its load."""
PUSH_S = 0.1
"""Duration of a push."""
DOWN_M = 0.10
"""The run ends when the CoM of a part other than feet and shanks is this close to the ground: the body is down."""
RUNAWAY = 500.0
"""No joint is ever at this angle (rad) or rate (rad/s): the integration has failed."""


def simulate(scenario: Scenario | None = None, *, progress: Callable[[float], None] | None = None, sample_s: float = TICK_S) -> Recording:
    """Simulate one run.

    Args:
        scenario: default: `Scenario()`, a hinge without a band.
        progress: called now and then with the share of the run that is done.
        sample_s: time between samples of the recording, a multiple of the 1 ms step.

    Raises:
        InfeasibleError: no posture satisfies the scenario.
        BlowUpError: the simulation became non-finite.
    """
    scenario = scenario or Scenario()
    humanoid = body_of(scenario)
    law = band_law(scenario.band) if scenario.band else None
    hands = band_hands(scenario)
    path = hinge_path(humanoid, scenario, law)
    plan = schedule(scenario.hinge)
    with open_engine(humanoid, step_s=STEP_S, friction=scenario.world.friction) as engine:
        trainee = Trainee(scenario, humanoid, path, plan, engine, hands, step_s=STEP_S, tick_s=TICK_S)
        engine.reset(path.joint_rad[0])
        samples = Samples(engine, humanoid, trainee, Grip(engine, law, hands), STEP_S)
        ended = _loop(scenario, engine, trainee, samples, round(plan.duration_s / STEP_S), round(sample_s / STEP_S), progress)
        return samples.recording(scenario, plan, ended)


def _loop(
    scenario: Scenario,
    engine: Engine,
    trainee: Trainee,
    samples: Samples,
    steps: int,
    every: int,
    progress: Callable[[float], None] | None,
) -> str:
    """Step until the schedule ends or the body is down; returns which."""
    per_tick = round(TICK_S / STEP_S)
    grip, push_n = samples.grip, None
    body = samples.body(engine.state())
    torque_nm = np.zeros(len(JOINT_NAMES))
    for step in range(-round(SETTLE_S / STEP_S), steps + 1):
        joints = np.array(engine.joints())
        ticks, sampled = step % per_tick == 0, step >= 0 and step % every == 0
        if ticks or sampled:
            body = samples.body(engine.state())
            if not np.abs(joints).max() < RUNAWAY:
                raise BlowUpError(step, _dump(samples, scenario))
            if sampled:
                samples.take(step, joints, torque_nm, push_n)
            if ticks:
                if body.lowest_m < DOWN_M:
                    return "down"
                trainee.tick(step, body.com_m, body.velocity_m_s, joints, grip.tension_n > 0)
        if progress and step % 500 == 0:
            progress(max(step, 0) / steps)
        torque_nm = trainee.torque_nm(step, joints)
        forces = grip.pull()
        push_n = _push(scenario.world, step * STEP_S)
        if push_n:
            forces.append(("trunk", body.trunk_m, push_n))
        engine.step(torque_nm, forces)
    return "schedule"


def _push(world: World, time_s: float) -> Vector | None:
    if world.push_ns == 0 or not world.push_time_s <= time_s < world.push_time_s + PUSH_S:
        return None
    angle = np.radians(world.push_direction_deg)
    force = world.push_ns / PUSH_S
    return float(force * np.cos(angle)), float(force * np.sin(angle)), 0.0


def _dump(samples: Samples, scenario: Scenario) -> str | None:
    """Save what there is up to a blow-up; its scenario replays the run."""
    with contextlib.suppress(OSError, HingesimError, ValueError):
        path = Path(tempfile.mkdtemp(prefix="hingesim-"), "blow-up.npz")
        samples.recording(scenario, schedule(scenario.hinge), "blow-up").save(path)
        return str(path)
    return None

"""One run: scenario -> body, band, plan, trainee -> engine loop -> Recording."""

from __future__ import annotations

import contextlib
import math
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

PHYSICS_STEP_S = 0.001
"""Step of the engine."""
STEP_S = 0.002
"""Time for which joint torques and the band's pull are held: two steps of the engine."""
TICK_S = 0.01
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
        sample_s: time between samples of the recording, a multiple of 2 ms.

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
    with open_engine(humanoid, step_s=STEP_S, substeps=round(STEP_S / PHYSICS_STEP_S), friction=scenario.world.friction) as engine:
        trainee = Trainee(scenario, humanoid, path, plan, engine, hands, step_s=STEP_S, tick_s=TICK_S)
        engine.reset(path.joint_rad[0])
        samples = Samples(engine, humanoid, trainee, Grip(law, hands, STEP_S), STEP_S)
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
    grip, push = samples.grip, _Push(scenario.world)
    per_tick, torque_nm = round(TICK_S / STEP_S), np.zeros(len(JOINT_NAMES))
    stretch = math.gcd(per_tick, every)
    for first in range(-round(SETTLE_S / STEP_S), steps + 1, stretch):
        joints, body = np.array(engine.joints()), samples.body(engine.state())
        if not np.abs(joints).max() < RUNAWAY:
            samples.take(first, joints, torque_nm, push.force_n)
            raise BlowUpError(first, _dump(samples, scenario))
        if first >= 0 and first % every == 0:
            samples.take(first, joints, torque_nm, push.force_n)
        if first % per_tick == 0:
            if body.lowest_m < DOWN_M:
                return "down"
            grip.feel(body.palms)
            trainee.tick(first, body.com_m, body.velocity_m_s, joints, grip.tension_n > 0)
            if progress and first >= 0:
                progress(first / steps)
        for step in range(first, min(first + stretch, steps)):
            joints = np.array(engine.joints())
            torque_nm = trainee.torque_nm(step, joints)
            engine.step(torque_nm, grip.pull() + push.at(step, body.trunk_m))
    return "schedule"


class _Push:
    """The push of a scenario on the trunk: a half sine over `PUSH_S`."""

    def __init__(self, world: World) -> None:
        angle, count = math.radians(world.push_direction_deg), round(PUSH_S / STEP_S)
        self._direction = math.cos(angle), math.sin(angle)
        self._first = round(world.push_time_s / STEP_S)
        # Forces at the middle of each step, whose sum times the step is the impulse.
        peak = world.push_ns / STEP_S * math.sin(math.pi / (2 * count))
        self._profile = [peak * math.sin(math.pi * (k + 0.5) / count) for k in range(count)] if world.push_ns else []
        self.force_n: Vector = (0.0, 0.0, 0.0)

    def at(self, step: int, trunk_m: Vector) -> list[tuple[str, Vector, Vector]]:
        """The force of one step, and remembers it."""
        if not 0 <= step - self._first < len(self._profile):
            self.force_n = (0.0, 0.0, 0.0)
            return []
        size = self._profile[step - self._first]
        self.force_n = (size * self._direction[0], size * self._direction[1], 0.0)
        return [("trunk", trunk_m, self.force_n)]


def _dump(samples: Samples, scenario: Scenario) -> str | None:
    """Save what there is up to a blow-up; its scenario replays the run."""
    with contextlib.suppress(OSError, HingesimError, ValueError):
        path = Path(tempfile.mkdtemp(prefix="hingesim-"), "blow-up.npz")
        samples.recording(scenario, schedule(scenario.hinge), "blow-up").save(path)
        return str(path)
    return None

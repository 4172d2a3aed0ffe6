"""One run: scenario -> body, band, plan, trainee -> engine loop -> Recording."""

from __future__ import annotations

import contextlib
import dataclasses
import itertools
import math
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from hingesim.body.band import BandLaw, band_law
from hingesim.body.humanoid import JOINT, JOINT_NAMES, Humanoid
from hingesim.body.whole import body_of
from hingesim.common.checks import real
from hingesim.common.errors import BlowUpError, FieldError, HingesimError, ImplausibleError, InfeasibleError
from hingesim.engine import Engine, engine_class, open_engine
from hingesim.motion.aid import AidInUse
from hingesim.motion.decision import Decision
from hingesim.motion.disturbance import Platform, Push
from hingesim.motion.exercises import exercise_of
from hingesim.motion.grip import Grip
from hingesim.motion.hands import band_arms
from hingesim.motion.plan import HingePath, hinge_path
from hingesim.motion.protection import Senses, Stage
from hingesim.motion.trainee import Trainee
from hingesim.recording.loss import STOPPED
from hingesim.recording.meaning import DUMP
from hingesim.recording.plausible import implausible
from hingesim.recording.recording import Recording
from hingesim.scenario.parameters import Scenario, World, given_scenario
from hingesim.simulation.ending import EarlyStop, Ended, Ending
from hingesim.simulation.samples import Body, Samples

PHYSICS_STEP_S = 0.001
"""Step of the engine."""
STEP_S = 0.002
"""Time for which joint torques and the band's pull are held: two steps of the engine."""
TICK_S = 0.01
"""Time between two decisions of the balance feedback, and between two samples of a recording."""
SETTLE_S = 0.2
"""Quiet stance before t = 0 that is not recorded: the foot takes its load."""
RUNAWAY = 500.0
"""No joint is ever at this angle (rad) or rate (rad/s): the integration has failed."""


def simulate(
    scenario: Scenario | None = None,
    *,
    progress: Callable[[float], None] | None = None,
    sample_s: float = TICK_S,
    physics_step_s: float = PHYSICS_STEP_S,
    solver_effort: float = 1.0,
    stop_early: bool = False,
) -> Recording:
    """Simulate one run.

    Args:
        scenario: default: `Scenario()`, a hinge without a band.
        progress: called now and then with the share of the run that is done.
        sample_s: time between samples of the recording, a multiple of 2 ms.
        physics_step_s: step of the engine, a whole fraction of 2 ms; for studies of convergence.
        solver_effort: iterations of the contact solver relative to the engine's own choice; for studies of convergence.
        stop_early: give the run up once a loss of balance is certain. Its outcome and all that is measured up to the loss stay as they are;
            what came of it is not known, nor whether the fall would have been plausible.

    Raises:
        FieldError: a time that does not fit the steps.
        InfeasibleError: no posture satisfies the scenario.
        BlowUpError: the simulation became non-finite.
        ImplausibleError: a body did what no body does (`hingesim.recording.plausible`).
        EngineMissingError: the engine asked for is not installed; before any work.
    """
    scenario = given_scenario(scenario)
    engine_class(scenario.world.engine)
    every, substeps = _whole("sample_s", sample_s, STEP_S, "multiple"), _whole("physics_step_s", STEP_S, physics_step_s, "fraction")
    humanoid, law, path = planned(scenario)
    arms, schedule = band_arms(scenario), exercise_of(scenario).schedule(scenario)
    world, slide = scenario.world, exercise_of(scenario).free_foot_friction
    options = {"step_s": STEP_S, "substeps": substeps, "friction": world.friction, "solver_effort": solver_effort}
    with open_engine(humanoid, engine=world.engine, free_foot_friction=slide, **options) as engine:
        trainee = Trainee(scenario, humanoid, path, schedule, engine, arms, step_s=STEP_S, tick_s=TICK_S)
        engine.reset(trainee.reference(0)[0].joint_rad[0])
        samples = Samples(engine, humanoid, trainee, Grip(law, arms, STEP_S), AidInUse(path.aid, STEP_S), schedule, STEP_S)
        around = _Surroundings(scenario, Push(scenario.world, STEP_S), Platform(scenario, humanoid, STEP_S))
        stop = EarlyStop(scenario, partial(samples.recording, scenario, STOPPED)) if stop_early else None
        ended = _loop(around, engine, trainee, samples, round(schedule.duration_s / STEP_S), every, progress, stop)
        recording = samples.recording(scenario, ended)
        if (said := implausible(recording, samples.hardest_n)) is not None:
            raise ImplausibleError(f"the simulation is not plausible: {said}", _dump(samples, scenario))
        return recording


def planned(scenario: Scenario) -> tuple[Humanoid, BandLaw | None, HingePath]:
    """Body, band and plan of a scenario, without simulating.

    Raises:
        InfeasibleError: no posture satisfies the scenario.
    """
    return _planned(dataclasses.replace(scenario, world=World()))


@lru_cache(maxsize=8)
def _planned(scenario: Scenario) -> tuple[Humanoid, BandLaw | None, HingePath]:
    """What is meant does not depend on the world around: seeds share a plan, and so does the look at one before its run."""
    humanoid = body_of(scenario)
    law = band_law(scenario.band) if scenario.band else None
    path = hinge_path(humanoid, scenario, law)
    for part in (humanoid, path, path.link_poses):  # several runs have them: none may change what the next one gets
        for value in vars(part).values():
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
    return humanoid, law, path


def _whole(name: str, long_s: float, short_s: float, kind: str) -> int:
    """How often a time fits into another, which must be a whole number."""
    long_s, short_s = (real(name, time_s, 1e-6, 1e3, f"a whole {kind} of {STEP_S:g} s") for time_s in (long_s, short_s))
    times = long_s / short_s
    if round(times) < 1 or abs(times - round(times)) > 1e-9:
        given = long_s if kind == "multiple" else short_s
        raise FieldError(name, given, f"a whole {kind} of {STEP_S:g} s")
    return round(times)


@dataclass(frozen=True)
class _Surroundings:
    """The scenario and what its world does to the trainee."""

    scenario: Scenario
    push: Push
    platform: Platform


def _loop(
    around: _Surroundings,
    engine: Engine,
    trainee: Trainee,
    samples: Samples,
    steps: int,
    every: int,
    progress: Callable[[float], None] | None,
    stop: EarlyStop | None,
) -> Ended:
    """Step until the schedule ends or, after a loss of balance, the body rests or the loss is certain; returns which."""
    grip, aid, push, platform = samples.grip, samples.aid, around.push, around.platform
    per_tick, torque_nm = round(TICK_S / STEP_S), np.zeros(len(JOINT_NAMES))
    stretch, start = math.gcd(per_tick, every), -round(SETTLE_S / STEP_S)
    ending = Ending(samples.weight_n, TICK_S)

    def senses(joints: np.ndarray, body: Body, load_n: tuple[float, ...]) -> Senses:
        pulls = grip.force_n, body.grip_m, aid.force_n, body.aided[0]
        return Senses(body.com_m, body.velocity_m_s, body.ankle_m, body.table, joints, load_n, *pulls)

    def decided(step: int, felt: Senses, body: Body) -> Decision:
        grip.feel(body.palms)
        aid.feel(*body.aided)
        return trainee.tick(step, felt, grip.tension_n > 0)

    body = samples.body(engine.state())
    decision = decided(start, senses(engine.joints(), body, engine.contact().load_n), body)
    for first in itertools.count(start, stretch):
        if first == 0:
            _launch(engine, trainee, around.scenario.experiment.initial_velocity_m_s)
        joints, body, contact = engine.joints(), samples.body(engine.state()), engine.contact()
        if not np.abs(joints).max() < RUNAWAY:
            samples.take(first, body, joints, torque_nm, decision, contact, push.force_n)
            raise BlowUpError(first, _dump(samples, around.scenario))
        if first >= 0 and first % every == 0:
            samples.take(first, body, joints, torque_nm, decision, contact, push.force_n)
            if stop and first > 0 and stop.reached(contact.load_n):
                return STOPPED
        if first % per_tick == 0 and first > start:
            felt = senses(joints, body, contact.load_n)
            ended = ending.over(
                lost=trainee.protection.stage > Stage.BALANCE,
                scheduled=first >= steps,
                load_n=felt.load_n,
                velocity_m_s=body.velocity_m_s,
                rates_rad_s=joints[len(JOINT_NAMES) :],
            )
            if first < 0 and ending.began:
                raise InfeasibleError("the trainee cannot hold the starting posture: lower the load or the band's pull, or raise strength")
            if ended:
                return ended
            decision = decided(first, felt, body)
            if progress and first >= 0:
                progress(min(first / steps, 1.0))
        for step in range(first, first + stretch):
            now, lost = decision, trainee.protection.stage > Stage.BALANCE
            if step > first:  # at the first they have just been read
                joints, contact = engine.joints(), engine.contact() if lost else contact
            if lost:
                load_n = contact.load_n
                samples.pushed(sum(load_n))
                now = trainee.protection.grounded(decision, load_n)
            torque_nm = now.torque_nm(step, joints)
            forces = grip.pull() + aid.pull() + push.at(step, body.trunk_m)
            if platform.moves:
                forces += platform.at(step, engine.state().table)
            engine.step(torque_nm, forces)
    raise AssertionError("a run ends by its schedule or by its ending")


def _launch(engine: Engine, trainee: Trainee, velocity_m_s: float) -> None:
    """Give the CoM a forward velocity at t = 0: the body turns about the stance ankle as one piece."""
    if velocity_m_s == 0.0:
        return
    n = len(JOINT_NAMES)
    joints = engine.joints()
    reference, row = trainee.reference(0)
    com_above_ankle_m = float(reference.com_m[row, 2]) - trainee.ankle_height_m
    joints[n + JOINT["ankle_dorsiflexion"]] += velocity_m_s / com_above_ankle_m
    engine.set_joints(joints[:n], joints[n:])


def _dump(samples: Samples, scenario: Scenario) -> str | None:
    """Save what there is of a run that failed; its scenario replays it."""
    with contextlib.suppress(OSError, HingesimError, ValueError):
        path = Path(tempfile.mkdtemp(prefix="hingesim-"), "failed.npz")
        samples.recording(scenario, DUMP).save(path)
        return str(path)
    return None

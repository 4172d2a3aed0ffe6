"""Recordings made by hand, without an engine: the planned posture over time, and pressure, mass and touches wherever a test wants them.

All lengths in the frame of the stance foot, ahead of the ankle and medial positive; the foot stands at the origin of the world.
"""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

import numpy as np

from hingesim import Recording, Scenario
from hingesim.body.contacts import PARTS
from hingesim.body.humanoid import JOINT_NAMES
from hingesim.body.support import stance_cop_m
from hingesim.motion.exercises import exercise_of
from hingesim.motion.schedule import PHASES
from tests.plans import plan_of

SAMPLE_S = 0.01
SCENARIO = Scenario().replace(hinge={"hip_shift": 1.0, "knee_bend_deg": 25})
STANDING = SCENARIO.replace(exercise={"name": "quiet-stance", "duration_s": 5.0})


@cache
def _base(scenario: Scenario) -> Recording:
    humanoid, path = plan_of(scenario)
    schedule = exercise_of(scenario).schedule(scenario)
    t = np.arange(round(schedule.duration_s / SAMPLE_S) + 1) * SAMPLE_S
    s = schedule.place(t)[0]
    joints = np.stack([np.interp(s, path.s, column) for column in path.joint_rad.T], axis=1)
    root = np.tile([0.0, 0.0, humanoid.proportions.ankle_height_m], (len(t), 1))
    zero = np.zeros((len(t), 3))
    weight = np.tile([0.0, 0.0, float(humanoid.mass_kg.sum()) * 9.81], (len(t), 1))
    quiet = {name: np.zeros((len(t), *array.shape)) for name, array in Recording.declared().items()}
    blank = Recording(scenario, "none 0", "0", "schedule", **{**quiet, "time_s": t, "phase": schedule.phase_at(t), "place": s})
    held = {"root_position_world_m": root, "root_quat_world_xyzw": np.tile([0.0, 0.0, 0.0, 1.0], (len(t), 1)), "joint_rad": joints}
    middle = stance_cop_m(humanoid)
    load = np.column_stack([weight[:, 2] * (part == "stance_foot") for part in PARTS])
    com = zero + np.array([*middle, 1.0])
    base = dataclasses.replace(
        blank, **held, com_world_m=com, grf_world_n=weight, foot_force_world_n=np.stack([weight, 0 * weight], axis=1), ground_load_n=load
    )
    return pressed(base, np.full(len(t), middle[0]), middle[1])


def rep(scenario: Scenario = SCENARIO) -> Recording:
    """A rep that goes as planned, with pressure and mass over the middle of the functional base all the time."""
    return _base(scenario)


def start_m(r: Recording) -> float:
    """Where the pressure starts, ahead of the ankle."""
    return float(stance_cop_m(r.humanoid)[0])


def pressed(r: Recording, ahead_m: Any, medial_m: Any = None) -> Recording:
    """With the pressure at places of shape (T,) in the foot's frame."""
    ahead = np.broadcast_to(ahead_m, r.time_s.shape) + r.root_position_world_m[:, 0]
    medial = stance_cop_m(r.humanoid)[1] if medial_m is None else medial_m
    moment = r.grf_world_n[:, 2:] * np.column_stack([np.broadcast_to(medial, ahead.shape), -ahead, np.zeros(len(ahead))])
    feet = r.foot_moment_world_n_m.copy()
    feet[:, 0] = moment
    return dataclasses.replace(r, grf_moment_world_n_m=moment, foot_moment_world_n_m=feet)


def loaded(r: Recording, part: str, load_n: Any) -> Recording:
    """With a load of shape (T,) on a part of the body."""
    load = r.ground_load_n.copy()
    load[:, PARTS.index(part)] = load_n
    return dataclasses.replace(r, ground_load_n=load)


def headed(r: Recording, ahead_m: Any, left_m: Any = None) -> Recording:
    """With the CoM at rest over places of shape (T,), so that the XcoM is there."""
    com = r.com_world_m.copy()
    com[:, 0] = ahead_m
    if left_m is not None:
        com[:, 1] = left_m
    return dataclasses.replace(r, com_world_m=com)


def pitched(r: Recording, degree: Any) -> Recording:
    """With the foot turned about the ankle's height: positive with the heel in the air."""
    half = np.radians(np.broadcast_to(degree, r.time_s.shape)) / 2
    zero = np.zeros(len(half))
    return dataclasses.replace(r, root_quat_world_xyzw=np.column_stack([zero, np.sin(half), zero, np.cos(half)]))


def moved(r: Recording, back_m: Any) -> Recording:
    """With the whole body, foot included, farther back in the world by lengths of shape (T,); pressure and mass stay under the foot."""
    root = r.root_position_world_m.copy()
    root[:, 0] -= back_m
    at = dataclasses.replace(
        r, root_position_world_m=root, com_world_m=r.com_world_m - np.outer(np.broadcast_to(back_m, len(root)), [1, 0, 0])
    )
    ahead = -r.grf_moment_world_n_m[:, 1] / r.grf_world_n[:, 2] - r.root_position_world_m[:, 0]
    return pressed(at, ahead)


def during(r: Recording, phase: str, inside: float, outside: float) -> np.ndarray:
    """shape (T,): one value in a phase, another in the rest."""
    return np.where(r.phase == PHASES.index(phase), inside, outside)


def for_a_while(r: Recording, begin_s: float, last_s: float, inside: float, outside: float) -> np.ndarray:
    """shape (T,): one value for so many samples' time from a moment on, another in the rest."""
    first = round(begin_s / SAMPLE_S)
    values = np.full(len(r.time_s), outside)
    values[first : first + round(last_s / SAMPLE_S)] = inside
    return values


def until(r: Recording, end_s: float) -> Recording:
    """The run cut short."""
    return dataclasses.replace(r, **{name: array[: round(end_s / SAMPLE_S) + 1] for name, array in r.arrays().items()})


def strained(r: Recording, joint: str, torque_nm: np.ndarray) -> Recording:
    """With an active torque of shape (T,) on a joint."""
    torque = r.joint_torque_nm.copy()
    torque[:, JOINT_NAMES.index(joint)] = torque_nm
    return dataclasses.replace(r, joint_torque_nm=torque)


def examples() -> dict[str, Recording]:
    """A recording for every outcome, by its name."""
    r, s = rep(), rep(STANDING)
    m, start = r.metrics, start_m(r)
    shift = np.where(r.place > 0.5, 0.02, 0.0)
    shallow = rep(SCENARIO.replace(hinge={"depth_deg": 10, "knee_bend_deg": 5}))
    late = s.time_s > 3.0
    out = {
        "forward_fall": headed(s, np.where(late, m.front_m + 0.2, start)),
        "backward_fall": headed(s, np.where(late, m.back_m - 0.2, start)),
        "sideways_fall": headed(s, start, np.where(late, 0.2, 0.0)),
    }
    return out | {
        "posterior_shift": pressed(r, start - shift),
        "mid_foot": r,
        "on_heel": pressed(shallow, start - np.where(shallow.place > 0.5, 0.02, 0.0)),
        "on_toes": pressed(r, start + shift),
        "stood": s,
        "stalled": until(r, 3.2),
        "foot_touch": loaded(s, "free_foot", np.where(late, 40.0, 0.0)),
    }

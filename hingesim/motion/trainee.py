"""The trainee: turns what the body feels into joint torques.

Active torque = torque of the plan + joint stiffness and damping about it + balance feedback, capped by strength. Passive
tissue adds to it uncapped.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hingesim.body.contacts import PARTS
from hingesim.body.humanoid import JOINT_NAMES, Humanoid
from hingesim.body.kinematics import forward
from hingesim.body.passive import passive_tissue
from hingesim.body.torque_velocity import torque_velocity
from hingesim.body.whole import arms_of, strength_of
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.linear import inverse
from hingesim.engine import Engine
from hingesim.motion.ankle import ANKLE, AnkleCommand
from hingesim.motion.balance import BalanceFeedback, implicit_damping, joint_gains, sway
from hingesim.motion.decision import Decision
from hingesim.motion.exercises import exercise_of
from hingesim.motion.other_foot import OtherFoot
from hingesim.motion.plan import HingePath
from hingesim.motion.protection import Protection, Senses
from hingesim.motion.schedule import Schedule
from hingesim.motion.strategies import DAMPING_LET_GO, Strategies
from hingesim.motion.turning import medial_velocity_of_turns
from hingesim.scenario.parameters import Scenario

DAMPING_KNOTS = 13
"""Postures along the path at which the damping matrix is tabulated."""
STEPS_AT_ONCE = 1000
"""Of the plan, interpolated: memory does not grow with the length of a run."""


@dataclass(frozen=True)
class Reference:
    """What the plan asks of the body at T instants."""

    place: np.ndarray
    """shape (T,), along the path."""
    rate_1_s: np.ndarray
    """shape (T,), of the place."""
    joint_rad: np.ndarray
    """shape (T, n)."""
    joint_rad_s: np.ndarray
    """shape (T, n)."""
    torque_nm: np.ndarray
    """shape (T, n)."""
    com_m: np.ndarray
    """shape (T, 3), relative to the point under the stance ankle."""
    com_m_s: np.ndarray
    """shape (T, 3)."""


class PlannedMotion:
    """The plan with its torques, tabulated along s so that any speed is one interpolation.

    Torques of a motion along a path are tau(s) + b(s) s'' + c(s) s'^2; the three come from the inverse dynamics of the fixed-base
    twin, less what the expected pull of the band does.
    """

    def __init__(self, path: HingePath, engine: Engine, arms: tuple[str, ...]) -> None:
        q = path.joint_rad
        slope = np.gradient(q, path.s, axis=0)
        zero = np.zeros_like(q)
        rest = engine.inverse_dynamics(q, zero, zero)
        per_acceleration = engine.inverse_dynamics(q, zero, slope) - rest
        per_rate2 = engine.inverse_dynamics(q, slope, np.gradient(slope, path.s, axis=0)) - rest
        for arm in arms:
            jacobian = path.link_poses.point_jacobian(f"{arm}_forearm", path.link_poses.hand_world_m(arm))
            rest = rest - np.einsum("kin,ki->kn", jacobian, path.band_force_n / len(arms))
        if path.aid is not None:
            rest = rest - np.einsum("kin,ki->kn", path.link_poses.point_jacobian(path.aid.link, path.aid_m), path.aid_n)
        com = path.com_m
        self._table = np.hstack([q, slope, rest, per_acceleration, per_rate2, com, np.gradient(com, path.s, axis=0)])
        self._split = np.cumsum([q.shape[1]] * 5 + [3])

    def at(self, schedule: Schedule, time_s: np.ndarray) -> Reference:
        """The plan at times of shape (T,)."""
        s, rate, acceleration = (v[:, None] for v in schedule.place(time_s))
        at = s * (len(self._table) - 1)
        i = np.minimum(at.astype(int), len(self._table) - 2)
        part = at - i
        row = self._table[i[:, 0]] * (1 - part) + self._table[i[:, 0] + 1] * part
        q, slope, rest, per_acceleration, per_rate2, com, com_slope = np.split(row, self._split, axis=1)
        torque = rest + per_acceleration * acceleration + per_rate2 * rate**2
        return Reference(s[:, 0], rate[:, 0], q, slope * rate, torque, com, com_slope * rate)


class Trainee:
    """One trainee during one run. `tick` decides at the rate of the nervous system; what it decides acts at every physics step."""

    def __init__(
        self,
        scenario: Scenario,
        humanoid: Humanoid,
        path: HingePath,
        schedule: Schedule,
        engine: Engine,
        arms: tuple[str, ...],
        *,
        step_s: float,
        tick_s: float,
    ) -> None:
        athlete = scenario.athlete
        weight_n = float(humanoid.mass_kg.sum() * GRAVITY_M_S2)
        self._schedule, self._step_s = schedule, step_s
        self._motion = PlannedMotion(path, engine, arms)
        self._limits = strength_of(humanoid, scenario)
        self._speed = torque_velocity(humanoid.proportions)
        self._tissue = passive_tissue(athlete.mass_kg)
        carried = np.diag(engine.mass_matrix(np.zeros(len(JOINT_NAMES))))
        expert = scenario.experiment
        footing = path.footing
        self._feet = [PARTS.index(foot) for foot in footing.feet]
        slide = exercise_of(scenario).free_foot_friction
        self._other = OtherFoot(humanoid, footing, path.link_poses, weight_n, slide) if len(self._feet) > 1 else None
        self._stiffness, damping = joint_gains(
            carried, footing.springs, {**footing.holding_nm, **(path.aid.springs_nm if path.aid else {})}
        )
        knots = np.linspace(0, len(path.s) - 1, DAMPING_KNOTS).astype(int)
        mass = np.stack([engine.mass_matrix(path.joint_rad[k]) for k in knots])
        self._damping = implicit_damping(damping, inverse(mass), step_s)
        loaded = arms_of(scenario.load.hand) if scenario.load.mass_kg else ()
        free_arms = tuple(arm for arm in ("stance", "free") if arm not in loaded)
        strongest = self._limits.limits_nm(path.joint_rad[0]).mean(axis=0)
        poses = forward(humanoid, path.joint_rad[knots])
        self._strategies = Strategies(poses, mass, strongest, free_arms, arms, tick_s)
        self._turn = medial_velocity_of_turns(poses)
        self._ankle = AnkleCommand(humanoid, weight_n, tick_s, self._other)
        half_base_m = np.ptp(footing.commanded_m(), axis=0) / 2
        self._sway = sway(scenario.world.seed, athlete.sway, int(schedule.duration_s / tick_s) + 2, tick_s, tuple(half_base_m.tolist()))
        delayed = max(expert.total_stiffness - expert.intrinsic_stiffness, 0.0)
        self._feedback = BalanceFeedback(
            weight_n, expert.intrinsic_stiffness, delayed, expert.damping_s, athlete.reaction_delay_s, tick_s, arms
        )
        self.protection = Protection(
            humanoid,
            engine,
            carried,
            footing.base_m(),
            delay_s=athlete.reaction_delay_s,
            tick_s=tick_s,
            step_s=step_s,
            steps=athlete.step,
            sway=athlete.sway,
        )
        self._side = humanoid.side
        self.ankle_height_m = humanoid.proportions.ankle_height_m
        self._per_tick = round(tick_s / step_s)
        self._block = -1

    def reference(self, step: int) -> tuple[Reference, int]:
        """The plan of the block that holds a step, and the row of that step; steps before 0 are the first posture."""
        block, row = divmod(max(step, 0), STEPS_AT_ONCE)
        if block != self._block:
            self._reference = self._motion.at(self._schedule, np.arange(block * STEPS_AT_ONCE, (block + 1) * STEPS_AT_ONCE) * self._step_s)
            self._block = block
        return self._reference, row

    def tick(self, step: int, senses: Senses, taut: bool) -> Decision:
        """Feel the body and decide: feedback, strength limits and passive moments for the coming steps.

        Args:
            step: number of the physics step.
            senses: the body now, as it will be felt.
            taut: whether the band pulls.
        """
        com_m, velocity_m_s, joints = senses.com_m, senses.velocity_m_s, senses.joints
        reference, row = self.reference(step)
        (px, py, _), (pu, pv, _) = reference.com_m[row].tolist(), reference.com_m_s[row].tolist()
        deviation = com_m[0] - px, self._side * (com_m[1] - py)
        place = float(reference.place[row])
        knot = round(place * (DAMPING_KNOTS - 1))
        turning = float(np.einsum("j,j", self._turn[knot], joints[len(JOINT_NAMES) :] - reference.joint_rad_s[row]))
        velocity = velocity_m_s[0] - pu, self._side * (velocity_m_s[1] - pv) + turning
        at = min(step // self._per_tick, len(self._sway.noise_m) - 1)
        noise, wander = (self._sway.noise_m[at], self._sway.wander_m[at]) if step >= 0 else ((0.0, 0.0), (0.0, 0.0))
        angles = joints[: len(JOINT_NAMES)]
        passive_nm = self._tissue.moments_nm(angles.tolist())
        up_nm, down_nm = self._limits.limits_nm(angles)
        # A foot that carries nothing has nothing to balance: the feedback fades with its load.
        carried = self._ankle.bears(sum(senses.load_n[foot] for foot in self._feet))
        feedback = carried * np.array(self._feedback.update(deviation, velocity, noise, wander, taut))
        rows = slice(row, row + self._per_tick)
        planned_nm, rate_1_s = reference.torque_nm[rows], float(reference.rate_1_s[row])
        ankle_nm, given_m, rest_m = self._ankle.within(planned_nm[0] + feedback, passive_nm, up_nm, down_nm, place, rate_1_s)
        turn_nm, left, arms_m = self._strategies.share(knot, rest_m, com_m[2] + self.ankle_height_m, taut)
        stiffness, damping = self._stiffness * left, self._damping[knot]
        if left.min() < 1.0:
            root = np.sqrt(1 - DAMPING_LET_GO * (1 - left))
            damping = root[:, None] * damping * root
        # Everything of the coming steps that does not depend on the joints' motion, in one go.
        aim_nm = stiffness * reference.joint_rad[rows] + np.einsum("kj,ij->ki", reference.joint_rad_s[rows], damping)
        aim_nm += planned_nm + (feedback + turn_nm - passive_nm)
        aim_nm[:, ANKLE] += ankle_nm - planned_nm[:, ANKLE] - feedback[ANKLE]
        if self._other:
            aim_nm += self._other.torque_nm
        share = np.array([given_m, (rest_m[0] - arms_m[0], rest_m[1] - arms_m[1]), arms_m])
        balancing = Decision(step, passive_nm, stiffness, damping, aim_nm, up_nm, -down_nm, self._speed, share)
        return self.protection.decide(balancing, senses, noise) if step >= 0 else balancing

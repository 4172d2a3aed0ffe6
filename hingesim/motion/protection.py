"""What she does once balance is lost: a foot comes down, the arms reach for the ground, the legs bear what they can.

Nothing here knows of a scenario, a band or an outcome. A loss is felt as everything is felt, late and with noise: the extrapolated centre
of mass (XcoM) lies clearly outside the functional base. From then on one leg swings to where it would catch her while the other bears
her; where both feet do not hold her, the one that bears less steps again. What comes of it is physics.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from hingesim.body.humanoid import JOINT, JOINT_NAMES, LINK, Humanoid
from hingesim.body.kinematics import quaternion_rotations
from hingesim.body.support import lies_outside, nearest_on
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.linear import inverse
from hingesim.engine import Engine
from hingesim.engine.protocol import Vector
from hingesim.motion.balance import Pair, implicit_damping
from hingesim.motion.brace import brace_nm, pressure
from hingesim.motion.decision import Decision
from hingesim.motion.schedule import minimum_jerk
from hingesim.motion.stepping import LEG_JOINTS, LEGS, Place, Pose, Stepping

LOST_M = 0.02
"""A felt XcoM this far outside the functional base is a loss at once: pushes and reps that she survives stay below 10 mm (chosen on MuJoCo:
the default woman's maps, pushes of 8.5, 8.3 and 2.3 N s with seeds 0-2)."""
LINGERS_M, LINGERS_S = 0.005, 0.1
"""So is one that stays this far outside for this long: one that hip and trunk bring back is back within 0.1 s (chosen on the same runs).
It is more than twice the spread of what a healthy adult feels amiss; who feels less well knows it, and takes as much more for a loss."""
AGAIN_M = 0.02
"""How far the XcoM is felt beyond what both feet hold when one of them steps again (judgement)."""
SWING_S = 0.40
"""Time a foot is meant to take to where it lands: 0.3 s at the quickest (Hof 2010), and later where muscle is too slow for it."""
CLEARANCE_M, THROUGH_RAD, LATEST = 0.05, math.radians(15), 1.3
"""The foot is kept this far above the ground until its time has come and the thigh is this near to where it is to be, or this many swing
times have passed."""
BETWEEN_M = 0.03
"""While the leg swings the XcoM is sent this far to its side: where the middle between the feet will be (judgement)."""
PRESS_M = 0.05
"""Once due, the foot is sent below the ground by this: it presses when it lands."""
TRUNK_RAD, RISE_RAD_S = math.radians(15), math.radians(60)
"""Inclination to which the trunk is brought once both feet bear, and how fast: in a step it keeps the one it has, for raising it turns the
body back and drives the CoM on (judgement)."""
ELBOW_RAD = math.radians(35)
NECK_RAD = math.radians(15)
"""The head is held away from the ground: back when she falls forward, else chin on the chest."""
SWING_HZ, BRACE_HZ, LIMP_HZ, GIVE_HZ = 5.0, 2.0, 0.7, 0.7
"""Natural frequency of a joint with what it carries: swinging, braced after the foot has landed, and lying; and of the knee that bears and
gives, so that the other leg reaches far enough (judgement)."""
DAMPING_RATIO = 0.9
STRAIGHTEN_S = 0.2
"""In about this time the back is straightened once the foot has landed (judgement)."""
LEG_DAMPING_NMS = 20.0
"""Of hips and knees that brace: a landing dissipates (judgement)."""
DOWN_SHARE, LANDED_SHARE = 0.05, 0.05
"""Share of body weight on other parts that means she is down; on a foot that means it has landed, unless it is under way."""
ANKLE_DAMPING_NMS, FREE_ANKLE_DAMPING_NMS = 1.0, 4.0
"""Of an ankle that bears once balance is lost: what a foot that may leave the ground at any time stands without being shaken; and of the
other, which meets the ground heel first and must not slap."""
LOAD_RISE_S = 0.03
"""A foot counts as loaded with this delay: muscle takes 40-60 ms to rise."""
FOOT_FREE_NM, FOOT_LEVER_M, FOOT_HELD = np.array([4.0, 1.5]), np.array([0.18, 0.03]), 0.2
"""A foot that carries nothing has nothing to push on: ankle torque is at most this much more than its load at this
lever (along the foot, across it), and the ankle's stiffness fades below this share of body weight. A light foot in the air would be spun
by more."""


class Stage(IntEnum):
    """What she is doing. A swing may follow bracing again; nothing else goes back."""

    BALANCE = 0
    SWING = 1
    BRACE = 2
    LIE = 3


class Senses(NamedTuple):
    """What protection needs to know of the body at one tick."""

    com_m: list[float]
    """Whole-body CoM relative to the stance ankle, world axes."""
    velocity_m_s: list[float]
    ankle_m: Vector
    """The stance ankle, world."""
    table: np.ndarray
    """shape (massive links, 13), see `engine.State`."""
    joints: np.ndarray
    """shape (2 n,): angles, then rates."""
    load_n: tuple[float, ...]
    """Of the ground on each of `contacts.PARTS`."""
    pull_n: Vector
    """Of the band on the hands."""
    grip_m: Vector
    """Where it acts, world."""
    aid_n: Vector
    """Of an aid."""
    aid_m: Vector
    """Where it acts, world."""


@dataclass(frozen=True)
class _Felt:
    """The XcoM as it is felt, world axes."""

    outside_m: float
    """How far it is outside the functional base of what she stands on."""
    xcom_m: Place
    """World."""


class Protection:
    """Takes over from the balancing trainee when balance is lost; asked at every tick.

    Args:
        humanoid: the body.
        engine: for the inertia of a posture.
        inertia_kg_m2: shape (n,), what each joint carries when she stands.
        base_m: shape (k, 2), where she can bring her pressure, from the stance ankle, counter-clockwise.
        delay_s: sensory and neural delay.
        tick_s: time between ticks.
        step_s: time for which torques are held.
        steps: whether a foot comes down.
        sway: size of the error of what she feels, relative to a healthy young adult.
    """

    def __init__(
        self,
        humanoid: Humanoid,
        engine: Engine,
        inertia_kg_m2: np.ndarray,
        base_m: np.ndarray,
        *,
        delay_s: float,
        tick_s: float,
        step_s: float,
        steps: bool,
        sway: float,
    ) -> None:
        self._humanoid, self._engine, self._steps = humanoid, engine, steps
        self._tick_s, self._step_s = tick_s, step_s
        self._base = [(x, y) for x, y in base_m.tolist()]
        self._weight_n = float(humanoid.mass_kg.sum()) * GRAVITY_M_S2
        delay = round(delay_s / tick_s)
        self._felt = deque([_Felt(0.0, (0.0, 0.0))] * (delay + 1), maxlen=delay + 1)
        self._delay_s = delay_s
        self._stepping = Stepping(humanoid)
        self._trunk = list(humanoid.massive).index(LINK["trunk"])
        self._inertia = inertia_kg_m2
        self._swinging_kg_m2 = inertia_kg_m2[LEG_JOINTS[1]]
        self.stage = Stage.BALANCE
        self._leg = 1
        """Which leg swings, or swung last: index into `LEGS`."""
        self._borne = [self._weight_n, 0.0]
        self._lingers_m = LINGERS_M * max(sway, 1.0)
        self._lingered_s = 0.0

    def decide(self, balancing: Decision, senses: Senses, noise_m: Pair) -> Decision:
        """What she does until the next tick, given what balancing alone would do and the error of the felt CoM (forward, medial)."""
        self._felt.append(self._feel(senses, noise_m))
        outside_m = self._felt[0].outside_m
        self._lingered_s = self._lingered_s + self._tick_s if outside_m > self._lingers_m else 0.0
        lost = outside_m > LOST_M or self._lingered_s > LINGERS_S
        if self.stage == Stage.BALANCE and not lost and not self._down(senses):
            self._borne[0] = senses.load_n[0]
            return self.grounded(balancing, senses.load_n)
        bias = np.zeros(len(JOINT_NAMES)) if self.stage == Stage.LIE else self._acts(balancing, senses)
        if self.stage == Stage.LIE:
            self._target += 0.1 * (senses.joints[: len(self._target)] - self._target)
        aim = bias - balancing.passive_nm + self._stiffness * self._target
        aims = np.broadcast_to(aim, (len(balancing.aim_nm), len(aim)))
        return balancing._replace(stiffness=self._stiffness, damping=self._damping, aim_nm=aims)

    def _acts(self, balancing: Decision, s: Senses) -> np.ndarray:
        """shape (n,): torques of the legs in the stage that there is now; it may have begun now."""
        pose, before = self._stepping.pose(s.table), (self.stage, self._leg)
        self.stage, self._leg = self._next(s)
        if (self.stage, self._leg) != before:
            self._begin(balancing, s, pose)
        self._since_s += self._tick_s
        return np.zeros(len(JOINT_NAMES)) if self.stage == Stage.LIE else self._bear(s, pose) + self._bias

    def _bear(self, s: Senses, pose: Pose) -> np.ndarray:
        """shape (n,): torques of the legs that bear; and targets of everything else."""
        feet = [(float(foot[0]), float(foot[1])) for foot in pose.foot_m]
        xcom, swings = self._felt[0].xcom_m, self.stage == Stage.SWING
        bears = (not (swings and self._leg == 0), not (swings and self._leg == 1))
        rest = None
        if swings:
            x, y = feet[1 - self._leg]
            toward = self._humanoid.side * (1 if self._leg else -1)
            rest = (x + 0.25 * self._stepping.foot_m, y + toward * BETWEEN_M)
            self._swing(s, pose, feet)
        else:
            self._target[_LUMBAR] += self._tick_s / STRAIGHTEN_S * (0.0 - self._target[_LUMBAR])
            if self._short_m == 0.0 or self._trunk_rad < TRUNK_RAD:  # raising it drives the CoM on: not before the feet hold her
                self._trunk_rad += max(min(TRUNK_RAD - self._trunk_rad, RISE_RAD_S * self._tick_s), -RISE_RAD_S * self._tick_s)
        self._reach(s)
        np.maximum(self._target, self._humanoid.lower_rad + 0.02, out=self._target)
        np.minimum(self._target, self._humanoid.upper_rad - 0.02, out=self._target)
        asked = pressure(self._stepping.foot_m, feet, bears, xcom, rest)
        self._short_m = asked.short_m
        self._least = int(asked.share[1] < asked.share[0])
        torque, height = brace_nm(self._humanoid, s.table, s.joints, s.com_m, asked, self._trunk_rad, self._lands)
        if swings:
            part = float(minimum_jerk(np.array(min(self._since_s / SWING_S, 1.0)))[0])
            height = self._height_m + part * (height - self._height_m)
            self._target[_KNEES[1 - self._leg]] = self._stepping.knee_rad(1 - self._leg, pose, height)
        return torque

    def _feel(self, s: Senses, noise_m: Pair) -> _Felt:
        """Plain floats: this runs at every tick."""
        height = s.com_m[2] + self._humanoid.proportions.ankle_height_m
        (ax, ay, _), ahead_nm, left_nm, carried_n = s.ankle_m, 0.0, 0.0, self._weight_n
        for (fx, fy, fz), (x, y, z) in ((s.pull_n, s.grip_m), (s.aid_n, s.aid_m)):
            ahead_nm += fx * z - fz * (x - ax)
            left_nm += fy * z - fz * (y - ay)
            carried_n -= fz
        # As `static_cop_m` and `extrapolated_m` have it.
        rate = math.sqrt(GRAVITY_M_S2 / (1.15 * max(height, 0.2)))
        ahead = (self._weight_n * s.com_m[0] + ahead_nm) / carried_n + s.velocity_m_s[0] / rate + noise_m[0]
        left = (self._weight_n * s.com_m[1] + left_nm) / carried_n + s.velocity_m_s[1] / rate + self._humanoid.side * noise_m[1]
        outside_m = 0.0
        if lies_outside(self._base, ahead, left):
            near_x, near_y = nearest_on(self._base, ahead, left)
            outside_m = math.hypot(ahead - near_x, left - near_y)
        return _Felt(outside_m, (ahead + s.ankle_m[0], left + s.ankle_m[1]))

    def _down(self, s: Senses) -> bool:
        return sum(s.load_n) - s.load_n[0] - s.load_n[1] > DOWN_SHARE * self._weight_n

    def _next(self, s: Senses) -> tuple[Stage, int]:
        """Stage and swinging leg from now on."""
        if self.stage == Stage.LIE or self._down(s):
            return Stage.LIE, self._leg
        if self.stage == Stage.BALANCE:
            return Stage.SWING, 1
        if self.stage == Stage.SWING:
            landed = s.load_n[self._leg] > LANDED_SHARE * self._weight_n and not self._under_way
            return (Stage.BRACE if landed else Stage.SWING), self._leg
        for foot in (0, 1):
            load = s.load_n[foot]
            self._aloft_s[foot] = self._aloft_s[foot] + self._tick_s if load < LANDED_SHARE * self._weight_n else 0.0
        aloft = max((0, 1), key=lambda foot: self._aloft_s[foot])
        if self._aloft_s[aloft] > self._delay_s:
            return Stage.SWING, aloft
        if self._short_m > AGAIN_M and self._since_s > self._delay_s:
            return Stage.SWING, self._least
        return Stage.BRACE, self._leg

    def _begin(self, balancing: Decision, s: Senses, pose: Pose) -> None:
        """Gains and targets of a new stage."""
        n = len(JOINT_NAMES)
        q = s.joints[:n]
        hertz = {Stage.SWING: SWING_HZ, Stage.BRACE: BRACE_HZ, Stage.LIE: LIMP_HZ}[self.stage]
        omega = np.full(n, 2 * np.pi * hertz)
        stiffness, damping = self._inertia * omega**2, 2 * DAMPING_RATIO * self._inertia * omega
        swings = self._leg if self.stage == Stage.SWING else None
        self._bias = np.zeros(n)
        if self.stage == Stage.LIE:  # arms and neck still take the blow
            damping[_BRACED] *= SWING_HZ / LIMP_HZ
        else:
            if self.stage == Stage.SWING:
                stiffness[_BACK], damping[_BACK] = balancing.stiffness[_BACK], np.diagonal(balancing.damping)[_BACK]
                # What held her up goes on doing so.
                self._bias[_BACK] = (_asked_nm(balancing, s.joints) + balancing.passive_nm)[_BACK]
            for leg, joints in enumerate(LEG_JOINTS):
                if leg == swings:
                    inertia = np.array([*self._swinging_kg_m2, self._swinging_kg_m2[-1]])[: len(joints)]
                    stiffness[joints], damping[joints] = inertia * omega[0] ** 2, 2 * DAMPING_RATIO * inertia * omega[0]
                else:
                    bears = [j for j in joints if j not in _ROTATION]
                    stiffness[bears], damping[bears] = 0.0, LEG_DAMPING_NMS
                    if swings is not None:
                        stiffness[_KNEES[leg]] = self._inertia[_KNEES[0]] * (2 * np.pi * GIVE_HZ) ** 2
        stiffness[_STANCE_ANKLES] = 0.0 if swings != 0 else stiffness[_STANCE_ANKLES]
        damping[_STANCE_ANKLES], damping[_FREE_ANKLES] = ANKLE_DAMPING_NMS, FREE_ANKLE_DAMPING_NMS
        self._stiffness = stiffness
        self._damping = implicit_damping(damping, inverse(self._engine.mass_matrix(q)), self._step_s)
        # The matrix is that of a held foot: what it says of ankles does not hold for a foot in the air, nor of its leg.
        self._damping[_STANCE_ANKLES], self._damping[:, _STANCE_ANKLES] = 0.0, 0.0
        self._damping[_STANCE_ANKLES, _STANCE_ANKLES] = ANKLE_DAMPING_NMS
        if swings == 0:
            joints = LEG_JOINTS[0]
            inertia = np.array([*self._swinging_kg_m2, self._swinging_kg_m2[-1]])
            self._damping[joints], self._damping[:, joints] = 0.0, 0.0
            self._damping[joints, joints] = 1 / (1 / damping[joints] + self._step_s / inertia)
        self._target, self._since_s = q.copy(), 0.0
        lean = pose.pelvis[:, 2]
        self._trunk_rad = math.atan2(lean[0], lean[2])
        self._start, self._under_way = pose.foot_m[self._leg], self._steps
        self._lands: np.ndarray | None = None
        self._height_m = float(pose.hip_m[1 - self._leg][2])
        self._aloft_s, self._short_m, self._least = [0.0, 0.0], 0.0, 1 - self._leg

    def _swing(self, s: Senses, pose: Pose, feet: list[Place]) -> None:
        """Draw the swinging foot toward where it would catch her."""
        if not self._steps:
            return
        bearing, geometry = 1 - self._leg, self._stepping
        x, y = self._felt[0].xcom_m
        from_m = (feet[bearing][0] + 0.25 * geometry.foot_m, feet[bearing][1])
        asked = pressure(geometry.foot_m, feet, (bearing == 0, bearing == 1), (x, y))
        near_x, near_y = asked.at_m[bearing].tolist()
        height = max(float(pose.hip_m[bearing][2]), 0.3)
        grows = math.exp(math.sqrt(GRAVITY_M_S2 / (1.15 * height)) * (self._delay_s + max(SWING_S - self._since_s, 0.0)))
        expected = (near_x + (x - near_x) * grows, near_y + (y - near_y) * grows) if asked.short_m > 0 else (x, y)
        goal = geometry.lands(self._leg, pose, expected, from_m)
        moves = max(SWING_S - self._since_s, 0.0)
        self._lands = goal[:2] - moves * np.array(s.velocity_m_s[:2])  # seen from hips that move on meanwhile
        if not self._under_way:  # on its way the leg goes for a place that the pelvis will have come near enough to
            goal = geometry.reachable(self._leg, pose, goal)
        lag = 2 * DAMPING_RATIO / (2 * math.pi * SWING_HZ)
        part = float(minimum_jerk(np.array(min((self._since_s + lag) / SWING_S, 1.0)))[0])
        place, joints = self._start + part * (goal - self._start), LEG_JOINTS[self._leg]
        if not self._under_way:
            place = goal - np.array([0.0, 0.0, PRESS_M])
        thigh_rad = float(s.joints[joints[0]])
        # The knee stays bent until the thigh has come through.
        bent = geometry.clear_rad(self._leg, pose, thigh_rad, CLEARANCE_M) if self._under_way else 0.0
        angles = geometry.angles(self._leg, pose, place, bent)
        if self._under_way:
            due = self._since_s > SWING_S and abs(angles[0] - thigh_rad) < THROUGH_RAD
            self._under_way = not due and self._since_s < LATEST * SWING_S
        self._target[joints] = angles

    def _reach(self, s: Senses) -> None:
        """Arms toward the ground where she falls, the head away from it."""
        x, y = self._felt[0].xcom_m
        dx, dy = x - s.ankle_m[0] - 0.25 * self._stepping.foot_m, y - s.ankle_m[1]
        size = max(math.hypot(dx, dy), 1e-6)
        turn = quaternion_rotations(s.table[self._trunk, 9:])
        forward, left, up = np.einsum("ij,i->j", turn, np.array([0.6 * dx / size, 0.6 * dy / size, -0.8])).tolist()
        for arm in LEGS:
            outward = self._humanoid.side * left * (1 if arm == "free" else -1)
            self._target[JOINT[f"{arm}_shoulder_flexion"]] = math.atan2(forward, -up)
            self._target[JOINT[f"{arm}_shoulder_abduction"]] = math.asin(max(-1.0, min(1.0, outward)))
            self._target[JOINT[f"{arm}_elbow_flexion"]] = ELBOW_RAD
        self._target[JOINT["neck_flexion"]] = -NECK_RAD if dx > 0.5 * size else NECK_RAD

    def grounded(self, decision: Decision, load_n: tuple[float, ...]) -> Decision:
        """The same decision with ankles that do not spin a foot in the air, for loads on `contacts.PARTS` now; asked at every step."""
        eases = None
        for foot, ankles in enumerate(_ANKLES if self.stage > Stage.BALANCE else _ANKLES[:1]):
            if self.stage == Stage.SWING and foot == self._leg:
                continue
            # A load that has only just come may be a bounce; one that has gone is gone.
            load, felt = load_n[foot], self._borne[foot]
            load = self._borne[foot] = min(load, felt + (load - felt) * self._step_s / LOAD_RISE_S)
            share = load / (FOOT_HELD * self._weight_n)
            if share >= 1.0:
                continue
            if eases is None:
                eases = np.ones(len(decision.stiffness)), decision.up_nm.copy(), decision.down_nm.copy()
            fade, up, down = eases
            fade[ankles] = max(share, 0.05)
            most = (FOOT_FREE_NM + load * FOOT_LEVER_M)[: ankles.stop - ankles.start]
            np.minimum(up[ankles], most, out=up[ankles])
            np.maximum(down[ankles], -most, out=down[ankles])
        if eases is None:
            return decision
        fade, up, down = eases
        return decision._replace(stiffness=fade * decision.stiffness, aim_nm=fade * decision.aim_nm, up_nm=up, down_nm=down)


def _asked_nm(decision: Decision, joints: np.ndarray) -> np.ndarray:
    """shape (n,): active torque a decision asks for, before strength limits it."""
    n = len(decision.stiffness)
    return decision.aim_nm[0] - decision.stiffness * joints[:n] - np.einsum("ij,j->i", decision.damping, joints[n:])


_STANCE_ANKLES = [JOINT["ankle_dorsiflexion"], JOINT["ankle_inversion"]]
_ROTATION = [JOINT["hip_rotation"], JOINT["free_hip_rotation"]]
_KNEES = [JOINT["knee_flexion"], JOINT["free_knee_flexion"]]
_FREE_ANKLES = [JOINT["free_ankle_dorsiflexion"]]
_ANKLES = [slice(ankles[0], ankles[-1] + 1) for ankles in (_STANCE_ANKLES, _FREE_ANKLES)]
"""Of either foot; neighbours, so that a view of them is to be had."""
_BRACED = [JOINT[name] for name in JOINT_NAMES if any(j in name for j in ("neck", "shoulder", "elbow"))]
_LUMBAR = [JOINT["lumbar_flexion"], JOINT["lumbar_bend"]]
_BACK = [*_LUMBAR, JOINT["neck_flexion"]]

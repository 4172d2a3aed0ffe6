"""What she does once balance is lost: the free leg comes down, the arms reach for the ground, the knee gives.

Nothing here knows of a scenario, a band or an outcome. A loss is felt as everything is felt, late and with noise: the extrapolated centre
of mass (XcoM) lies clearly outside the functional base. From then on the joints are drawn toward postures that protect, within strength
and speed, and what comes of it is physics.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from hingesim.body.contacts import PARTS
from hingesim.body.humanoid import JOINT, JOINT_NAMES, LINK, Humanoid
from hingesim.body.kinematics import quaternion_rotations
from hingesim.body.support import functional_base, nearest_on, stance_cop_m
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.linear import inverse
from hingesim.engine import Engine
from hingesim.engine.protocol import Vector
from hingesim.motion.balance import Pair, implicit_damping
from hingesim.motion.brace import CAPTURE, FREE_LEG, SIDE_FL, STANCE_LEG, brace_nm
from hingesim.motion.decision import Decision
from hingesim.motion.schedule import minimum_jerk

LOST_M = 0.02
"""A felt XcoM this far outside the functional base is a loss: completed reps stay below (judgement; chosen on MuJoCo maps of the default
woman, see docs/model.md)."""
SWING_S = 0.30
"""Time the free foot is meant to take to where it lands: 0.3 s at the quickest (Hof 2010), and later where muscle is too slow for it."""
CLEARANCE_M, NEAR_M, LATEST = 0.10, 0.08, 1.3
"""The foot is kept this far above the ground until it is this near to where it is to land, or this many swing times have passed."""
BEYOND_M = 0.15
"""The middle of the foot is meant to land this far beyond the XcoM expected there."""
ASIDE_M, OUTWARD_M = 0.16, 0.06
"""And this far to its own side of it, as feet are placed in walking (Hof 2008), unless she falls so far to the other that it must cross."""
BETWEEN_M = 0.05
"""While the leg swings the XcoM is sent this far to its side: where the middle between the feet will be (judgement)."""
REACH = 0.97
"""Greatest length of the leg in the step, of its whole length: the knee lands a little bent."""
PRESS_M = 0.05
"""Once due, the foot is sent below the ground by this: it presses when it lands."""
GIVE_RAD, GIVE_S = math.radians(55), 0.4
"""The stance knee gives by this in that time: a long step needs a low pelvis (judgement)."""
TRUNK_RAD = math.radians(15)
"""Inclination to which the trunk is brought, forward."""
ELBOW_RAD = math.radians(35)
NECK_RAD = math.radians(15)
"""The head is held away from the ground: back when she falls forward, else chin on the chest."""
SWING_HZ, BRACE_HZ, LIMP_HZ = 5.0, 2.0, 0.7
"""Natural frequency of a joint with what it carries: swinging, braced after the foot has landed, and lying (judgement)."""
DAMPING_RATIO = 0.9
STRAIGHTEN_S = 0.2
"""In about this time the back is straightened once the foot has landed (judgement)."""
LEG_DAMPING_NMS = 20.0
"""Of hips and knees that brace: a landing dissipates (judgement)."""
DOWN_SHARE, LANDED_SHARE = 0.05, 0.05
"""Share of body weight on other parts that means she is down; on the free foot that means it has landed, unless it is under way."""
ANKLE_DAMPING_NMS, FREE_ANKLE_DAMPING_NMS = 1.0, 4.0
"""Of the stance ankle once balance is lost: what a foot that may leave the ground at any time stands without being shaken; and of the
other, which meets the ground heel first and must not slap."""
LOAD_RISE_S = 0.03
"""A foot counts as loaded with this delay: muscle takes 40-60 ms to rise."""
FOOT_FREE_NM, FOOT_LEVER_M, FOOT_HELD = np.array([4.0, 1.5]), np.array([0.18, 0.03]), 0.2
"""A foot that carries nothing has nothing to push on: ankle torque is at most this much more than its load at this
lever (along the foot, across it), and the ankle's stiffness fades below this share of body weight. A light foot in the air would be spun
by more."""


class Stage(IntEnum):
    """What she is doing; only ever later ones follow."""

    BALANCE = 0
    SWING = 1
    BRACE = 2
    LIE = 3


@dataclass(frozen=True)
class Senses:
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


@dataclass(frozen=True)
class _Felt:
    """A loss as it is felt: XcoM and nearest point of the functional base, from the stance ankle; world axes."""

    outside_m: float
    xcom_m: np.ndarray
    edge_m: np.ndarray
    omega: float


class Protection:
    """Takes over from the balancing trainee when balance is lost; asked at every tick.

    Args:
        humanoid: the body.
        engine: for the inertia of a posture.
        inertia_kg_m2: shape (n,), what each joint carries when she stands.
        delay_s: sensory and neural delay.
        tick_s: time between ticks.
        step_s: time for which torques are held.
        steps: whether the free leg comes down.
    """

    def __init__(
        self, humanoid: Humanoid, engine: Engine, inertia_kg_m2: np.ndarray, *, delay_s: float, tick_s: float, step_s: float, steps: bool
    ) -> None:
        self._humanoid, self._engine, self._steps = humanoid, engine, steps
        self._tick_s, self._step_s = tick_s, step_s
        self._base, self._middle = [(x, y) for x, y in functional_base(humanoid).tolist()], stance_cop_m(humanoid)
        self._weight_n = float(humanoid.mass_kg.sum()) * GRAVITY_M_S2
        still = _Felt(0.0, np.zeros(2), np.zeros(2), 3.0)
        delay = round(delay_s / tick_s)
        self._felt = deque([still] * (delay + 1), maxlen=delay + 1)
        self._delay_s = delay_s
        links = list(humanoid.massive)
        self._pelvis, self._trunk = links.index(LINK["pelvis"]), links.index(LINK["trunk"])
        self._foot = links.index(LINK["free_foot"])
        # In a step both legs carry the body.
        self._carried = inertia_kg_m2.copy()
        for name in ("hip_flexion", "hip_abduction", "hip_rotation", "knee_flexion"):
            self._carried[JOINT[f"free_{name}"]] = inertia_kg_m2[JOINT[name]]
        self._inertia = inertia_kg_m2
        self.stage = Stage.BALANCE
        self._swings = False
        self._borne = {"stance_foot": self._weight_n, "free_foot": 0.0}

    def decide(self, balancing: Decision, senses: Senses, noise_m: Pair) -> Decision:
        """What she does until the next tick, given what balancing alone would do and the error of the felt CoM (forward, medial)."""
        self._felt.append(self._feel(senses, noise_m))
        before, self.stage = self.stage, self._next(senses)
        if self.stage != before:
            self._begin(balancing, senses)
        if self.stage == Stage.BALANCE:
            self._borne["stance_foot"] = senses.load_n[0]
            return self.grounded(balancing, senses.load_n)
        self._since_s += self._tick_s
        if self.stage == Stage.SWING:
            self._keep_trunk(senses)
            self._swing(senses)
        elif self.stage == Stage.BRACE:
            felt = self._felt[0].xcom_m
            self._target[_LUMBAR] += self._tick_s / STRAIGHTEN_S * (0.0 - self._target[_LUMBAR])
            self._bias = brace_nm(self._humanoid, senses.table, senses.joints, senses.com_m, senses.velocity_m_s, felt)
        elif self.stage == Stage.LIE:
            self._target += 0.1 * (senses.joints[: len(self._target)] - self._target)
        aim = self._bias - balancing.passive_nm + self._stiffness * self._target
        aims = np.tile(aim, (len(balancing.aim_nm), 1))
        decision = replace(balancing, stiffness=self._stiffness, damping=self._damping, aim_nm=aims)
        if self.stage == Stage.SWING:  # the stance ankle goes on balancing, with the damping that a foot in the air stands, too
            asked, own = (_asked_nm(d, senses.joints)[_STANCE_ANKLES] for d in (balancing, decision))
            aims[:, _STANCE_ANKLES] += asked - own
            if self._steps:
                aims[:, _ROLL] += self._shift_nm(senses) - _asked_nm(decision, senses.joints)[_ROLL]
        return decision

    def _shift_nm(self, s: Senses) -> float:
        """Roll torque of the stance ankle that sends the XcoM to between the feet to be: sideways the pressure goes beyond it."""
        aside = self._humanoid.side * float(self._felt[0].xcom_m[1])
        most = SIDE_FL * self._humanoid.proportions.segments["foot"].length_m
        return s.load_n[0] * min(max(aside + CAPTURE * (aside - BETWEEN_M), -most), most)

    def _feel(self, s: Senses, noise_m: Pair) -> _Felt:
        """Plain floats: this runs at every tick."""
        height = s.com_m[2] + self._humanoid.proportions.ankle_height_m
        (fx, fy, fz), (x, y, z) = s.pull_n, s.grip_m
        x, y, carried_n = x - s.ankle_m[0], y - s.ankle_m[1], self._weight_n - fz
        # As `static_cop_m` and `extrapolated_m` have it.
        rate = math.sqrt(GRAVITY_M_S2 / (1.15 * max(height, 0.2)))
        ahead = (self._weight_n * s.com_m[0] + (fx * z - fz * x)) / carried_n + s.velocity_m_s[0] / rate + noise_m[0]
        left = (self._weight_n * s.com_m[1] + (fy * z - fz * y)) / carried_n + s.velocity_m_s[1] / rate + self._humanoid.side * noise_m[1]
        near_x, near_y, outside = nearest_on(self._base, ahead, left)
        omega = math.sqrt(GRAVITY_M_S2 / (1.15 * max(height, 0.3)))
        outside_m = math.hypot(ahead - near_x, left - near_y) if outside else 0.0
        return _Felt(outside_m, np.array([ahead, left]), np.array([near_x, near_y]), omega)

    def _next(self, s: Senses) -> Stage:
        stage, load = self.stage, dict(zip(PARTS, s.load_n, strict=True))
        other = sum(load.values()) - load["stance_foot"] - load["free_foot"]
        if other > DOWN_SHARE * self._weight_n:
            return Stage.LIE
        if stage == Stage.BALANCE and self._felt[0].outside_m > LOST_M:
            stage = Stage.SWING
        scuffs = self._swings
        if stage == Stage.SWING and load["free_foot"] > LANDED_SHARE * self._weight_n and not scuffs:
            return Stage.BRACE
        return stage

    def _begin(self, balancing: Decision, s: Senses) -> None:
        """Gains and targets of a new stage."""
        n = len(JOINT_NAMES)
        q = s.joints[:n]
        hertz = {Stage.SWING: SWING_HZ, Stage.BRACE: BRACE_HZ, Stage.LIE: LIMP_HZ}[self.stage]
        inertia, omega = self._carried if self.stage == Stage.BRACE else self._inertia, np.full(n, 2 * np.pi * hertz)
        stiffness, damping = inertia * omega**2, 2 * DAMPING_RATIO * inertia * omega
        stiffness[_STANCE_ANKLES] = 0.0
        if self.stage == Stage.BRACE:
            legs = [JOINT[name] for name in (*STANCE_LEG, *FREE_LEG) if not name.endswith("rotation")]
            stiffness[legs], damping[legs] = 0.0, LEG_DAMPING_NMS
        if self.stage == Stage.LIE:  # arms and neck still take the blow
            damping[_BRACED] *= SWING_HZ / LIMP_HZ
        damping[_STANCE_ANKLES], damping[_FREE_ANKLES] = ANKLE_DAMPING_NMS, FREE_ANKLE_DAMPING_NMS
        if self.stage == Stage.SWING:
            held = [
                JOINT[name]
                for name in JOINT_NAMES
                if "ankle" not in name and not name.startswith("free_") and "shoulder" not in name and "elbow" not in name
            ]
            stiffness[held], damping[held] = balancing.stiffness[held], np.diagonal(balancing.damping)[held]
            # What held her up goes on doing so.
            self._bias = np.zeros(n)
            self._bias[held] = (_asked_nm(balancing, s.joints) + balancing.passive_nm)[held]
            self._start, self._swings = self._foot_m(s), self._steps
        else:
            self._bias = np.zeros(n)
        self._stiffness = stiffness
        self._damping = implicit_damping(damping, inverse(self._engine.mass_matrix(q)), self._step_s)
        # The matrix is that of a held foot: what it says of ankles does not hold for a foot in the air.
        self._damping[_STANCE_ANKLES], self._damping[:, _STANCE_ANKLES] = 0.0, 0.0
        self._damping[_STANCE_ANKLES, _STANCE_ANKLES] = ANKLE_DAMPING_NMS
        self._target, self._since_s = q.copy(), 0.0
        self._knee_rad = float(q[JOINT["knee_flexion"]])

    def _foot_m(self, s: Senses) -> np.ndarray:
        """shape (3,): free ankle, world."""
        row = s.table[self._foot]
        return row[:3] - quaternion_rotations(row[None, 9:])[0] @ self._humanoid.com_m[LINK["free_foot"]]

    def _drop_m(self, s: Senses) -> float:
        """How far the lowest end of the free foot is below its ankle."""
        turn = quaternion_rotations(s.table[[self._foot], 9:])[0]
        return float(max(-(turn @ end)[2] for end in (self._humanoid.heel_m, self._humanoid.toe_m)))

    def _swing(self, s: Senses) -> None:
        """Draw the free foot toward where it would catch her, and the arms toward the ground."""
        felt, body, h = self._felt[0], self._humanoid.proportions, self._humanoid
        # Which way she falls shows in the whole way from mid-foot; how far, beyond the edge.
        away = felt.xcom_m - self._middle
        toward = away / max(float(np.linalg.norm(away)), 1e-6)
        turn = quaternion_rotations(s.table[[self._pelvis, self._trunk], 9:])
        pelvis, trunk = turn
        pelvis_at = s.table[self._pelvis, :3] - pelvis @ h.com_m[LINK["pelvis"]]
        if self._steps:
            ankle = s.table[0, :3] - quaternion_rotations(s.table[:1, 9:])[0] @ h.com_m[0]
            left = max(SWING_S - self._since_s, 0.0)
            lands = felt.edge_m + toward * (felt.outside_m * math.exp(felt.omega * (self._delay_s + left)) + BEYOND_M)
            medial = self._humanoid.side * (lands[1] - BEYOND_M * toward[1])
            lands[1] = self._humanoid.side * (medial - ASIDE_M if medial < -OUTWARD_M else max(medial, 0.0) + ASIDE_M)
            hip = pelvis_at + pelvis @ h.origin_m[JOINT["free_hip_flexion"]]
            goal = np.array([*(lands + ankle[:2]), body.ankle_height_m]) - [0.25 * body.segments["foot"].length_m, 0.0, 0.0]
            goal = self._reachable(hip, goal)
            lag = 2 * DAMPING_RATIO / (2 * math.pi * SWING_HZ)
            part = float(minimum_jerk(np.array(min((self._since_s + lag) / SWING_S, 1.0)))[0])
            place = self._start + part * (goal - self._start)
            foot = self._foot_m(s)
            if self._swings and (np.linalg.norm((goal - foot)[:2]) < NEAR_M or self._since_s > LATEST * SWING_S):
                self._swings, self._start = False, foot
            # Under way it is kept up; then it comes down where it is.
            if self._swings:
                place[2] = max(place[2], self._drop_m(s) + CLEARANCE_M)
            else:
                place = np.array([*self._start[:2], goal[2] - PRESS_M])
            self._leg(pelvis, place - hip)
        give = GIVE_RAD * float(minimum_jerk(np.array(self._since_s / GIVE_S))[0])
        self._target[JOINT["knee_flexion"]] = self._knee_rad + give
        for arm in ("stance", "free"):
            direction = np.array([0.6 * toward[0], 0.6 * toward[1], -0.8])
            self._arm(arm, trunk.T @ direction)
        self._target[JOINT["neck_flexion"]] = -NECK_RAD if toward[0] > 0.5 else NECK_RAD
        np.clip(self._target, h.lower_rad + 0.02, h.upper_rad - 0.02, out=self._target)

    def _keep_trunk(self, s: Senses) -> None:
        """Hips that bear weight turn the pelvis to where the trunk should be, whatever the thighs do."""
        axis = quaternion_rotations(s.table[[self._pelvis], 9:])[0, :, 2]
        lean = TRUNK_RAD - math.atan2(axis[0], axis[2])
        self._target[JOINT["hip_flexion"]] = s.joints[JOINT["hip_flexion"]] + lean

    def _reachable(self, hip: np.ndarray, goal: np.ndarray) -> np.ndarray:
        """The nearest place on the ground that the leg can reach from the hip."""
        seg = self._humanoid.proportions.segments
        longest = REACH * (seg["thigh"].length_m + seg["shank"].length_m)
        high = hip[2] - goal[2]
        widest = math.sqrt(max(longest**2 - high**2, (0.3 * longest) ** 2))
        flat = goal[:2] - hip[:2]
        size = float(np.linalg.norm(flat))
        return np.array([*(hip[:2] + flat * min(1.0, widest / max(size, 1e-6))), goal[2]])

    def _leg(self, pelvis: np.ndarray, way_m: np.ndarray) -> None:
        """Targets of the free leg that put its ankle at `way_m` (world) from its hip."""
        seg, side = self._humanoid.proportions.segments, self._humanoid.side
        thigh, shank = seg["thigh"].length_m, seg["shank"].length_m
        length = min(max(float(np.linalg.norm(way_m)), 0.4 * (thigh + shank)), 0.995 * (thigh + shank))
        knee = math.pi - math.acos((thigh**2 + shank**2 - length**2) / (2 * thigh * shank))
        x, y, z = (pelvis.T @ way_m) / np.linalg.norm(way_m)
        abduction = math.asin(max(-1.0, min(1.0, side * y)))
        flexion = math.atan2(x, -z) + math.atan2(shank * math.sin(knee), thigh + shank * math.cos(knee))
        foot = pelvis @ np.array([math.sin(flexion - knee), 0.0, -math.cos(flexion - knee)])
        tilt = math.atan2(foot[0], -foot[2])  # of the shank; a flat foot undoes it
        for name, value in (("hip_flexion", flexion), ("hip_abduction", abduction), ("hip_rotation", 0.0), ("knee_flexion", knee)):
            self._target[JOINT[f"free_{name}"]] = value
        self._target[JOINT["free_ankle_dorsiflexion"]] = -tilt

    def _arm(self, arm: str, direction: np.ndarray) -> None:
        """Targets of an arm that points along `direction` (trunk axes)."""
        x, y, z = direction / np.linalg.norm(direction)
        outward = self._humanoid.side * y * (1 if arm == "free" else -1)
        self._target[JOINT[f"{arm}_shoulder_flexion"]] = math.atan2(x, -z)
        self._target[JOINT[f"{arm}_shoulder_abduction"]] = math.asin(max(-1.0, min(1.0, outward)))
        self._target[JOINT[f"{arm}_elbow_flexion"]] = ELBOW_RAD

    def grounded(self, decision: Decision, load_n: tuple[float, ...]) -> Decision:
        """The same decision with ankles that do not spin a foot in the air, for loads on `contacts.PARTS` now; asked at every step."""
        feet = [("stance_foot", _STANCE_ANKLES)]
        if self.stage == Stage.BRACE:
            feet.append(("free_foot", _FREE_ANKLES))
        for foot, joints in feet:
            # A load that has only just come may be a bounce; one that has gone is gone.
            load, felt = load_n[PARTS.index(foot)], self._borne[foot]
            load = self._borne[foot] = min(load, felt + (load - felt) * self._step_s / LOAD_RISE_S)
            share = load / (FOOT_HELD * self._weight_n)
            if share >= 1.0:
                continue
            fade = np.ones(len(decision.stiffness))
            fade[joints] = max(share, 0.05)
            up, down = decision.up_nm.copy(), decision.down_nm.copy()
            most = FOOT_FREE_NM[: len(joints)] + load * FOOT_LEVER_M[: len(joints)]
            up[joints], down[joints] = np.minimum(up[joints], most), np.maximum(down[joints], -most)
            soft, aim = fade * decision.stiffness, fade * decision.aim_nm
            decision = replace(decision, stiffness=soft, aim_nm=aim, up_nm=up, down_nm=down)
        return decision


def _asked_nm(decision: Decision, joints: np.ndarray) -> np.ndarray:
    """shape (n,): active torque a decision asks for, before strength limits it."""
    n = len(decision.stiffness)
    return decision.aim_nm[0] - decision.stiffness * joints[:n] - np.einsum("ij,j->i", decision.damping, joints[n:])


_STANCE_ANKLES = [JOINT["ankle_dorsiflexion"], JOINT["ankle_inversion"]]
_BRACED = [JOINT[name] for name in JOINT_NAMES if any(j in name for j in ("neck", "shoulder", "elbow"))]
_ROLL = JOINT["ankle_inversion"]
_LUMBAR = [JOINT["lumbar_flexion"], JOINT["lumbar_bend"]]
_FREE_ANKLES = [JOINT["free_ankle_dorsiflexion"]]

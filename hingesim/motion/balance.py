"""The balancing trainee: intrinsic joint stiffness, and a delayed, noisy feedback on the ankle and the hands.

One set of constants serves every scenario. They are sourced or calibrated on quiet single-leg stance, never per scenario. The gains of
the feedback are defaults of `parameters.Experiment`, so that a study can set them:

- total stiffness 1.3 m g h: 1.2-1.6 in identified models (Peterka 2002; PMC5664365); below 1 nobody stands;
- intrinsic part 0.3 m g h, undelayed, for moves over 1 deg (Loram 2007: 0.13-0.67); doubling it makes quiet stance need little feedback;
- damping 0.45 s times m g h: 0.35-0.9 s in identified models; doubling it overshoots with a delay of 0.12 s.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hingesim.body.humanoid import JOINT, JOINT_NAMES
from hingesim.common.linear import inverse
from hingesim.motion.stepping import LEG_JOINTS

Pair = tuple[float, float]
"""Forward, medial."""

TORQUE_RISE_S = 0.05
"""First-order activation of the feedback torque: 40-60 ms."""
ANKLE_DAMPING_NMS = 4.0
"""Undelayed ankle damping (Asai 2009: 4.0 N m s/rad)."""
JOINT_FREQUENCY_HZ, JOINT_DAMPING_RATIO = 1.5, 0.8
"""Stiffness of the other joints while holding a posture: natural frequency and damping ratio of the body parts they carry (judgement)."""
HAND_SHARE = 0.1
"""Torque of all shoulders on the band per ankle torque the feedback asks for, while the band is taut (judgement)."""
HAND_DELAY_S = 0.25
"""Delay of that reaction: fingertip force leads CoP by about 250 ms (Rabin 1999)."""
NOISE_TIME_S, WANDER_TIME_S = 0.1, 10.0
"""Correlation times of the two parts of sway (judgement; they shape the spectrum of quiet stance): trembling, and the slow
wandering of the point about which a person sways (rambling, Zatsiorsky & Duarte 1999; Maurer & Peterka 2005 low-pass noise with 100 s)."""
NOISE_M = 0.0022
"""Standard deviation of the felt CoM's error at sway 1: calibrated on the total CoP velocity of quiet single-leg stance, eyes open,
30-45 mm/s; every other sway measure is a prediction."""
WANDER_M = 0.0073
"""The same of the point she sways about, fore-aft: through a feedback of these gains it takes a felt error as large as the quick one, as
noise with the same power in every decade (1 / f) has it."""
WANDER_SIDEWAYS = 0.25
"""Of it sideways: width of the functional base over its length."""
WANDER_WITHIN = 0.25
"""Nobody wanders off a base she knows: of the way from its middle to its edge, the most (judgement)."""


NOTHING: Mapping[str, float] = {}


def joint_gains(
    inertia_kg_m2: np.ndarray, springs: tuple[float, float] | None = None, holding_nm: Mapping[str, float] = NOTHING
) -> tuple[np.ndarray, np.ndarray]:
    """Undelayed stiffness (N m/rad) and damping (N m s/rad) of every joint, shapes (n,).

    The stance ankle has no spring about its planned angle: its stiffness is that of the identified models, about the lean of the body, and
    belongs to the feedback. The two are one for a body that leans as one piece; where hip and trunk move the CoM, a spring about the
    ankle's angle would pull the pressure the wrong way.

    Args:
        inertia_kg_m2: shape (n,), what each joint carries (diagonal of the mass matrix, stance foot held).
        springs: see `footing.Footing`.
        holding_nm: least stiffness of joints that hold on to something.
    """
    if springs:
        inertia_kg_m2 = inertia_kg_m2.copy()
        for stance, free in zip(LEG_JOINTS[0], LEG_JOINTS[1][:-1], strict=False):  # hips and knees; ankles follow
            whole = inertia_kg_m2[stance]
            inertia_kg_m2[stance], inertia_kg_m2[free] = springs[0] * whole, max(springs[1] * whole, inertia_kg_m2[free])
    omega = 2 * np.pi * JOINT_FREQUENCY_HZ
    stiffness = inertia_kg_m2 * omega**2
    damping = 2 * JOINT_DAMPING_RATIO * inertia_kg_m2 * omega
    for ankle in ("ankle_dorsiflexion", "ankle_inversion", *(["free_ankle_dorsiflexion"] if springs else [])):
        stiffness[JOINT[ankle]] = 0.0
        damping[JOINT[ankle]] = ANKLE_DAMPING_NMS
    for joint, least_nm in holding_nm.items():
        stiffness[JOINT[joint]] = max(stiffness[JOINT[joint]], least_nm)
        damping[JOINT[joint]] = max(
            damping[JOINT[joint]], 2 * JOINT_DAMPING_RATIO * np.sqrt(inertia_kg_m2[JOINT[joint]] * stiffness[JOINT[joint]])
        )
    return stiffness, damping


def implicit_damping(damping_nms: np.ndarray, inverse_mass: np.ndarray, step_s: float) -> np.ndarray:
    """shape (..., n, n): damping matrix that acts like `damping_nms` (n,) and cannot overshoot on light links.

    A damping torque held for a whole step does; its implicit form, in series with inertia over step, does not.

    Args:
        damping_nms: shape (n,), of every joint.
        inverse_mass: shape (..., n, n), inverse of the joint-space inertia.
        step_s: time for which the torque is held.
    """
    return inverse(np.diag(1 / damping_nms) + step_s * inverse_mass)


@dataclass(frozen=True)
class Sway:
    """What makes her sway, at every tick; fore-aft and medial; zero at the start."""

    noise_m: list[Pair]
    """Error of the felt CoM."""
    wander_m: list[Pair]
    """Way of the point she sways about from where the plan has it."""


def sway(seed: int, size: float, ticks: int, tick_s: float, half_base_m: Pair) -> Sway:
    """Both parts over `ticks` ticks: first-order low-passed white noises, the slow one bounded.

    Args:
        seed: their course.
        size: relative to a healthy young adult.
        ticks: how many.
        tick_s: time between them.
        half_base_m: half the length and half the width of the functional base.
    """
    quick, slow = (math.exp(-tick_s / time_s) for time_s in (NOISE_TIME_S, WANDER_TIME_S))
    spread = np.array([NOISE_M, NOISE_M, WANDER_M, WANDER_M * WANDER_SIDEWAYS])
    drive = np.random.default_rng(seed).standard_normal((ticks, 4))
    drive *= size * spread * np.sqrt([1 - quick**2, 1 - quick**2, 1 - slow**2, 1 - slow**2])
    most_x, most_y = (WANDER_WITHIN * half_m for half_m in half_base_m)
    noise, wander, x, y, far, aside = [], [], 0.0, 0.0, 0.0, 0.0
    for dx, dy, du, dv in drive.tolist():
        noise.append((x, y))
        wander.append((most_x * math.tanh(far / most_x), most_y * math.tanh(aside / most_y)))
        x, y, far, aside = quick * x + dx, quick * y + dy, slow * far + du, slow * aside + dv
    return Sway(noise, wander)


class BalanceFeedback:
    """Delayed feedback of the CoM's deviation from the plan; its state is a history of felt errors and the filtered torque.

    Plain floats: this runs at every tick.

    Args:
        weight_n: body weight.
        intrinsic: undelayed ankle torque per deviation, in m g: what muscle and tendon of the calf give by themselves.
        stiffness: delayed ankle torque per felt deviation, in m g (equal to m g h per radian of lean).
        damping_s: ankle torque per rate of deviation, in m g.
        delay_s: sensory and neural delay.
        tick_s: time between two calls of `update`.
        arms: those that hold the band.
    """

    def __init__(
        self,
        weight_n: float,
        intrinsic: float,
        stiffness: float,
        damping_s: float,
        delay_s: float,
        tick_s: float,
        arms: tuple[str, ...],
    ) -> None:
        self._intrinsic_n = intrinsic * weight_n
        self._stiffness_n, self._damping_n_s = stiffness * weight_n, damping_s * weight_n
        # What holds her a metre from where the plan has her, less the pressure that carries her there.
        self._lean_n = max(intrinsic + stiffness - 1.0, 0.0) * weight_n
        self._delay = round(delay_s / tick_s)
        self._hand_delay = round(max(HAND_DELAY_S, delay_s) / tick_s)
        self._rise = 1 - math.exp(-tick_s / TORQUE_RISE_S)
        still = [(0.0, 0.0)] * (self._hand_delay + 1)
        self._felt = deque(still, maxlen=len(still))
        self._forward = self._medial = 0.0
        self._shoulders = [JOINT[f"{arm}_shoulder_flexion"] for arm in arms]
        self._reach_share = HAND_SHARE / len(arms)

    def update(self, deviation_m: Pair, velocity_m_s: Pair, noise_m: Pair, wander_m: Pair, taut: bool) -> list[float]:
        """Feedback torque on every joint coordinate, n values, were the ankle to give all of it.

        Args:
            deviation_m: CoM minus planned CoM relative to the stance ankle: forward, medial.
            velocity_m_s: rate of that deviation.
            noise_m: error of the felt deviation.
            wander_m: where she means to keep it.
            taut: whether the band pulls.
        """
        stiffness, damping, lean = self._stiffness_n, self._damping_n_s, self._lean_n
        forward = stiffness * (deviation_m[0] + noise_m[0]) + damping * velocity_m_s[0] - lean * wander_m[0]
        medial = stiffness * (deviation_m[1] + noise_m[1]) + damping * velocity_m_s[1] - lean * wander_m[1]
        self._felt.append((forward, medial))
        delayed = self._felt[-1 - self._delay]
        self._forward += self._rise * (delayed[0] - self._forward)
        self._medial += self._rise * (delayed[1] - self._medial)
        torque = [0.0] * len(JOINT_NAMES)
        # Too far forward: push the toes down. Too far medial: roll the shank outward.
        torque[_PITCH] = -self._forward - self._intrinsic_n * deviation_m[0]
        torque[_ROLL] = self._medial + self._intrinsic_n * deviation_m[1]
        if taut:
            # Falling back: pull the hands in against the band; falling forward: give way.
            for shoulder in self._shoulders:
                torque[shoulder] = self._reach_share * self._felt[0][0]
        return torque


_PITCH, _ROLL = JOINT["ankle_dorsiflexion"], JOINT["ankle_inversion"]

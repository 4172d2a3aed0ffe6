"""What holds her besides the ground and the band in her hands: a post, a wall behind the foot, a bar in a landmine, a band round the hips.

Each acts on one point of one link, as a spring with a damper and a greatest force; none holds a point still. The plan counts with the force
that its postures bring about, as it does with the band's.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import ClassVar, Protocol

import numpy as np

from hingesim.body.band import band_law
from hingesim.body.humanoid import Humanoid
from hingesim.engine.protocol import Vector
from hingesim.scenario.parameters import Band


class Aid(Protocol):
    """One support."""

    kind: ClassVar[str]
    """What is drawn of it: `post`, `wall`, `bar` or `band`."""
    link: ClassVar[str]
    """The part of the body that it acts on."""
    springs_nm: ClassVar[Mapping[str, float]]
    """Least stiffness, N m/rad, of joints that hold on to it: relaxed ones would give way."""
    carried: ClassVar[bool] = False
    """Whether the weight in the hand is its own."""
    local_m: np.ndarray
    """shape (3,): where it acts, in the frame of the link."""
    fixed_m: np.ndarray
    """shape (3,): where it is fixed in the world, the stance ankle being above the origin."""

    def __init__(self, humanoid: Humanoid) -> None: ...

    def static_n(self, at_m: np.ndarray) -> np.ndarray:
        """shape (..., 3): force on the body at rest with the point at (..., 3)."""
        ...

    def force_n(self, at_m: Vector, velocity_m_s: Vector) -> Vector:
        """Force on the body now. Plain floats: this runs at every step."""
        ...

    def missed_m(self, at_m: np.ndarray) -> np.ndarray:
        """shape (K,): how far a plan with the point at (K, 3) leaves it from where it has to be; nowhere, where that does not matter."""
        return np.zeros(len(at_m))


HOLDING_ARM_NM = {"free_shoulder_flexion": 150.0, "free_shoulder_abduction": 150.0, "free_elbow_flexion": 60.0}
"""Of an arm whose hand holds a place: 400 N/m at the hand (100-700, Mussa-Ivaldi 1985, recalled)."""


class HandOnPost(Aid):
    """The fingers of one hand rest on an upright post, along which they slide: it holds them level, up to what fingers hold."""

    kind, link = "post", "free_forearm"
    springs_nm: ClassVar[Mapping[str, float]] = HOLDING_ARM_NM
    spring_n_m, damper_n_s_m, most_n = 2000.0, 60.0, 30.0
    """The fingers on the post; the arm behind them gives more. A light hold: 30 N, a twentieth of body weight (judgement)."""

    let_go_m = 0.08
    """Fingers that have slipped this far are off the post."""

    ahead = 0.8
    """How far the post is ahead of the stance ankle, in arm's lengths: she reaches it standing, and has it before her at the bottom."""

    def __init__(self, humanoid: Humanoid) -> None:
        body, arm_m = humanoid.proportions, humanoid.arm_m
        aside = humanoid.side * (body.hip_half_width_m + body.shoulder_half_width_m)
        hand_m = standing_hip_m(humanoid) + body.shoulder_height_m - arm_m * (1 - self.ahead**2) ** 0.5
        self.local_m, self.fixed_m = humanoid.hand_m, np.array([self.ahead * arm_m, aside, hand_m])
        self._x, self._y = self.fixed_m[:2].tolist()

    def static_n(self, at_m: np.ndarray) -> np.ndarray:
        """Back to the post, level."""
        away = (self.fixed_m - at_m) * [1, 1, 0]
        size = self.spring_n_m * np.linalg.norm(away, axis=-1, keepdims=True)
        return self.spring_n_m * away * np.minimum(1.0, self.most_n / np.maximum(size, 1e-9))

    def force_n(self, at_m: Vector, velocity_m_s: Vector) -> Vector:
        """With the damper, within the same limit."""
        dx, dy = self._x - at_m[0], self._y - at_m[1]
        if dx * dx + dy * dy > self.let_go_m**2:
            return 0.0, 0.0, 0.0
        x = self.spring_n_m * dx - self.damper_n_s_m * velocity_m_s[0]
        y = self.spring_n_m * dy - self.damper_n_s_m * velocity_m_s[1]
        share = min(1.0, self.most_n / max((x * x + y * y) ** 0.5, 1e-9))
        return share * x, share * y, 0.0


class FootOnWall(Aid):
    """The sole of the free foot flat on an upright wall behind, which it presses lightly.

    The wall pushes the sole forward and never pulls; its friction keeps the foot at its place up and sideways, up to a share of that push,
    and no longer once it has slipped off. Only this foot meets the wall: who falls back, falls past it.
    """

    kind, link = "wall", "free_foot"
    springs_nm: ClassVar[Mapping[str, float]] = {
        "free_hip_flexion": 100.0,
        "free_knee_flexion": 60.0,
        "free_ankle_dorsiflexion": 20.0,
    }
    """Of a leg that pushes a little: 500 N/m and more at its foot (judgement, after the hand's)."""
    spring_n_m, damper_n_s_m, most_n = 2000.0, 20.0, 150.0
    """Sole, shoe and heel pad are stiffer (100 kN/m, recalled), but it is the leg behind them that gives; stiffer than this, or more
    damped, a child's light foot would rattle. The wall gives back what the leg of one who stands on the other presses at most, a quarter of
    body weight (judgement)."""
    press_n = 30.0
    """How hard she means to press: a twentieth of body weight, enough to feel the wall (judgement)."""
    friction = 0.5
    """Of a shoe on a painted wall (judgement; rubber on what is dry and rough has 0.6 to 0.85, recalled)."""
    let_go_m = 0.08
    """A sole that has slipped this far is off its place."""

    behind = 1.2
    """How far the wall is behind the stance ankle, in lengths of the shank, and the sole as high as the knee of the stance leg: then the
    shank lies about level, and the free hip has room to extend as she stands and the knee to bend at the bottom."""

    def __init__(self, humanoid: Humanoid) -> None:
        body, shank_m = humanoid.proportions, humanoid.proportions.segments["shank"].length_m
        self.local_m = (humanoid.heel_m + humanoid.toe_m) / 2
        aside, knee_m = humanoid.side * 2 * body.hip_half_width_m, body.ankle_height_m + shank_m
        self.fixed_m = np.array([-self.behind * shank_m - body.ankle_height_m, aside, knee_m])
        self._x, self._y, self._z = self.fixed_m.tolist()
        self._face_m = self._x + self.press_n / self.spring_n_m

    def static_n(self, at_m: np.ndarray) -> np.ndarray:
        """Forward off the wall, and to its place on it."""
        push = np.clip(self.spring_n_m * (self._face_m - at_m[..., :1]), 0.0, self.most_n)
        along = self.spring_n_m * (self.fixed_m - at_m)[..., 1:]
        size = np.maximum(np.linalg.norm(along, axis=-1, keepdims=True), 1e-9)
        return np.concatenate([push, along * np.minimum(1.0, self.friction * push / size)], axis=-1)

    def force_n(self, at_m: Vector, velocity_m_s: Vector) -> Vector:
        """With the damper, within the same limits."""
        (x, y, z), (u, v, w) = at_m, velocity_m_s
        if x >= self._face_m:
            return 0.0, 0.0, 0.0
        push = min(max(self.spring_n_m * (self._face_m - x) - self.damper_n_s_m * u, 0.0), self.most_n)
        dy, dz = self._y - y, self._z - z
        if dy * dy + dz * dz > self.let_go_m**2:
            return push, 0.0, 0.0
        left, up = self.spring_n_m * dy - self.damper_n_s_m * v, self.spring_n_m * dz - self.damper_n_s_m * w
        share = min(1.0, self.friction * push / max((left * left + up * up) ** 0.5, 1e-9))
        return push, share * left, share * up

    def missed_m(self, at_m: np.ndarray) -> np.ndarray:
        """From its place on the wall."""
        return np.linalg.norm(at_m - self.fixed_m, axis=1)


class Landmine(Aid):
    """A bar whose far end turns in a pivot on the ground ahead, its near end in the hand of the free side: the hand goes along an arc.

    What the hand carries is the weight in that hand: of a uniform bar held at its end half its weight, for the moments about the pivot are
    M g l/2 cos(slope) and F l cos(slope); of a plate at the hand all. Along itself the bar is a strut that pushes and pulls, and at rest
    does neither. Moved, a bar that turns about its end is a little lighter than that (M/3 at the hand); the model has M/2. Without a weight
    it is a stick.
    """

    kind, link, carried = "bar", "free_forearm", True
    springs_nm: ClassVar[Mapping[str, float]] = HOLDING_ARM_NM
    spring_n_m, damper_n_s_m, most_n = 4000.0, 20.0, 100.0
    """Steel is stiffer by far; this is the hand round it, which holds a tenth of body weight and more along the bar (judgement)."""
    let_go_m = 0.08
    """A hand that is this far off is no longer on the bar."""

    bar_m = 2.1
    """From the pivot to the hand: a barbell of 2.2 m (IWF rules), held near its end (judgement)."""
    pivot_m = 0.05
    """Height of the pivot, which lies on the floor (judgement)."""
    ahead = 0.4
    """How far the hand is ahead of the stance ankle as she stands, in arm's lengths: so the arm hangs, some 20 degrees forward at the start
    and as much back at the bottom, where the arc has brought the hand nearer to her."""

    def __init__(self, humanoid: Humanoid) -> None:
        body, arm_m = humanoid.proportions, humanoid.arm_m
        aside = humanoid.side * body.shoulder_half_width_m
        hand_m = standing_hip_m(humanoid) + body.shoulder_height_m - arm_m * (1 - self.ahead**2) ** 0.5
        away_m = (self.bar_m**2 - (hand_m - self.pivot_m) ** 2) ** 0.5
        self.local_m, self.fixed_m = humanoid.hand_m, np.array([self.ahead * arm_m + away_m, aside, self.pivot_m])
        self._x, self._y, self._z = self.fixed_m.tolist()

    def static_n(self, at_m: np.ndarray) -> np.ndarray:
        """Along the bar, to its length."""
        way = at_m - self.fixed_m
        long_m = np.maximum(np.linalg.norm(way, axis=-1, keepdims=True), 1e-9)
        return np.clip(self.spring_n_m * (self.bar_m - long_m), -self.most_n, self.most_n) / long_m * way

    def force_n(self, at_m: Vector, velocity_m_s: Vector) -> Vector:
        """With the damper, within the same limit."""
        x, y, z = at_m[0] - self._x, at_m[1] - self._y, at_m[2] - self._z
        long_m = max((x * x + y * y + z * z) ** 0.5, 1e-9)
        short_m = self.bar_m - long_m
        if abs(short_m) > self.let_go_m:
            return 0.0, 0.0, 0.0
        rate = (x * velocity_m_s[0] + y * velocity_m_s[1] + z * velocity_m_s[2]) / long_m
        push = min(max(self.spring_n_m * short_m - self.damper_n_s_m * rate, -self.most_n), self.most_n) / long_m
        return push * x, push * y, push * z

    def missed_m(self, at_m: np.ndarray) -> np.ndarray:
        """From the arc."""
        return np.abs(np.linalg.norm(at_m - self.fixed_m, axis=1) - self.bar_m)


class BandRoundHips(Aid):
    """A band round the hips from an anchor behind, at the height of the hips: it draws them back."""

    kind, link = "band", "pelvis"
    springs_nm: ClassVar[Mapping[str, float]] = {}
    behind_m = 1.3
    """From the stance ankle to the anchor: a light loop of 41 inches pulls with 54 N there as the default woman stands (judgement)."""

    def __init__(self, humanoid: Humanoid) -> None:
        self.local_m = np.array([0.0, humanoid.side * humanoid.proportions.hip_half_width_m, 0.0])
        self.fixed_m = np.array([-self.behind_m, self.local_m[1], standing_hip_m(humanoid)])
        self._law = dataclasses.replace(band_law(Band(name="light")), anchor_world_m=self.fixed_m)

    def static_n(self, at_m: np.ndarray) -> np.ndarray:
        """Toward the anchor, never a push."""
        return self._law.force_on_hand_n(at_m)

    def force_n(self, at_m: Vector, velocity_m_s: Vector) -> Vector:
        """With what the band itself dissipates."""
        return self._law.pull_n(at_m, velocity_m_s)[1]


class AidInUse:
    """An aid during a run: its point is read at every tick and carried forward with its velocity in between, as the palms are.

    Args:
        aid: None where there is none.
        step_s: physics step.
    """

    def __init__(self, aid: Aid | None, step_s: float) -> None:
        self.aid, self._step_s = aid, step_s
        self.at_m: Vector = (0.0, 0.0, 0.0)
        self.force_n: Vector = (0.0, 0.0, 0.0)

    def feel(self, at_m: Vector, velocity_m_s: Vector) -> None:
        """Take note of where the point is now, and how it moves."""
        self.at_m, self._velocity_m_s, self._since_s = at_m, velocity_m_s, 0.0

    def pull(self) -> list[tuple[str, Vector, Vector]]:
        """Force for the coming step: (link, point, force)."""
        if self.aid is None:
            return []
        t = self._since_s
        self._since_s = t + self._step_s
        (x, y, z), (u, v, w) = self.at_m, self._velocity_m_s
        now = x + t * u, y + t * v, z + t * w
        self.force_n = self.aid.force_n(now, self._velocity_m_s)
        return [(self.aid.link, now, self.force_n)]


def standing_hip_m(humanoid: Humanoid) -> float:
    """Height of the hips over straight legs."""
    seg = humanoid.proportions.segments
    return humanoid.proportions.ankle_height_m + seg["shank"].length_m + seg["thigh"].length_m

"""Ankle angles at which a posture of the plan is in static equilibrium, with the band if there is one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hingesim.body.band import BandLaw
from hingesim.body.humanoid import JOINT, Humanoid
from hingesim.body.kinematics import LinkPoses, forward
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.motion.aid import Aid
from hingesim.motion.exercises import exercise_of
from hingesim.motion.hands import band_arms
from hingesim.motion.roots import newton_roots
from hingesim.scenario.parameters import Scenario

EXACT_M = 1e-8
"""The static CoP of a planned posture is where it should be within this."""
LEAST_LOAD = 0.02
"""A band that lifts more than all but this share of the weight leaves nothing to stand on."""
SEARCH_DEG = 0.5
"""Spacing of the leans that are tried where there may be several equilibria."""
LARGEST_TURN_RAD = np.radians(3.0)
"""The ankle turns less than this from one knot of the plan to the next: more is a jump to another equilibrium."""


@dataclass(frozen=True)
class Posed:
    """Postures of the plan with what pulls on them. Shapes: R postures."""

    joint_rad: np.ndarray
    """shape (R, n)."""
    link_poses: LinkPoses
    com_m: np.ndarray
    """shape (R, 3)."""
    grip_m: np.ndarray
    """shape (R, 3)."""
    force_n: np.ndarray
    """shape (R, 3): static pull of the band on the grip."""
    aid_m: np.ndarray
    """shape (R, 3): where an aid acts; the grip where there is none."""
    aid_n: np.ndarray
    """shape (R, 3): its static force."""

    def pulls(self) -> tuple[np.ndarray, np.ndarray]:
        """Where outer forces act and what they are, shapes (R, 2, 3)."""
        return np.stack([self.grip_m, self.aid_m], axis=1), np.stack([self.force_n, self.aid_n], axis=1)


class Equilibrium:
    """The postures of one scenario as a function of place along the hinge and the two angles of the stance ankle.

    An ankle is a pair: shank lean (forward) and roll (lateral), rad.
    """

    def __init__(self, humanoid: Humanoid, scenario: Scenario, law: BandLaw | None) -> None:
        self._humanoid, self._scenario, self._law = humanoid, scenario, law
        exercise = exercise_of(scenario)
        self.footing = exercise.footing(humanoid)
        self.aid: Aid | None = exercise.aid(humanoid) if exercise.aid else None
        self._arms = band_arms(scenario)
        self._weight_n = float(humanoid.mass_kg.sum() * GRAVITY_M_S2)

    @property
    def banded(self) -> bool:
        """Whether a band is in the hands."""
        return self._law is not None

    def posed(self, s: np.ndarray, ankle_rad: np.ndarray, *, slack: bool = False) -> Posed:
        """Postures at places (R,) for ankles (R, 2); `slack` leaves the band's pull away."""
        joint_rad = exercise_of(self._scenario).posture(self._humanoid, self._scenario, s, ankle_rad)
        poses = forward(self._humanoid, joint_rad)
        grip = np.stack([poses.hand_world_m(arm) for arm in self._arms], axis=1).mean(axis=1)
        force = np.zeros_like(grip) if self._law is None or slack else self._law.force_on_hand_n(grip)
        aid_m, aid_n = grip, np.zeros_like(grip)
        if self.aid is not None:
            aid_m = poses.point_world_m(self.aid.link, self.aid.local_m)
            aid_n = self.aid.static_n(aid_m)
        return Posed(joint_rad, poses, poses.com_world_m, grip, force, aid_m, aid_n)

    def _off_m(self, posed: Posed, cop_m: np.ndarray) -> np.ndarray:
        """shape (R, 2): moment about a CoP (R, 2) over the weight; zero where that is the CoP, smooth also where the band lifts."""
        off = posed.com_m[:, :2] - cop_m
        for at, force in ((posed.grip_m, posed.force_n), *(((posed.aid_m, posed.aid_n),) if self.aid else ())):
            off = off + (force[:, :2] * at[:, 2:] - force[:, 2:] * (at[:, :2] - cop_m)) / self._weight_n
        return off

    def over(self, s: np.ndarray, x_m: np.ndarray, start_rad: np.ndarray, *, slack: bool = False) -> np.ndarray:
        """Ankles (K, 2) that bring the pressure of the stance foot to x (K,) on its middle line, from ankles near by (K, 2)."""
        target = self.footing.target_m(x_m, s)
        if self.footing.rolls:
            return newton_roots(lambda k, ankle: self._off_m(self.posed(s[k], ankle, slack=slack), target[k]), start_rad, EXACT_M)

        def off(k: np.ndarray, lean: np.ndarray) -> np.ndarray:
            return self._off_m(self.posed(s[k], _upright(lean[:, 0]), slack=slack), target[k])[:, :1]

        return _upright(newton_roots(off, start_rad[:, :1], EXACT_M)[:, 0])

    def level(self, s: np.ndarray, lean_rad: np.ndarray, roll_rad: np.ndarray) -> np.ndarray:
        """Rolls (K,) that bring the CoP onto the middle line for leans (K,), from rolls near by (K,)."""
        if not self.footing.rolls:
            return np.zeros_like(lean_rad)

        def off(k: np.ndarray, roll: np.ndarray) -> np.ndarray:
            posed = self.posed(s[k], np.column_stack([lean_rad[k], roll[:, 0]]))
            x = self._off_m(posed, np.zeros((len(k), 2)))[:, 0] / self.load(posed)
            return self._off_m(posed, self.footing.target_m(self.footing.under_m(x, s[k]), s[k]))[:, 1:]

        return newton_roots(off, roll_rad[:, None], EXACT_M)[:, 0]

    def load(self, posed: Posed) -> np.ndarray:
        """shape (R,): share of the weight that the foot carries, kept from vanishing."""
        return np.maximum(1 - (posed.force_n + posed.aid_n)[:, 2] / self._weight_n, LEAST_LOAD)

    def stance(self, x_m: float) -> np.ndarray:
        """Ankle (2,) that balances the start of the hinge over x, NaN when none does.

        Without a pull there is one such ankle, and a band that is slack there changes nothing. A taut one asks her to lean, mostly back; of
        several leans that balance she takes the first: she gives way from where she stood only until she is held.
        """
        place, x = np.zeros(1), np.array([x_m])
        alone = self.over(place, x, np.zeros((1, 2)), slack=True)
        if not self.posed(place, alone).force_n.any():
            return alone[0]
        pulled = float(np.sign(self._pulled_m(x_m, alone)[0]))
        ankle = self.over(place, x, alone)
        if np.isfinite(ankle).all() and self._is_first(x_m, alone[0], ankle[0], pulled):
            return ankle[0]
        return self._searched(x_m, alone[0], pulled)

    def _is_first(self, x_m: float, alone: np.ndarray, ankle: np.ndarray, pulled: float) -> bool:
        """Whether an ankle lies within its range on the side to which she gives way, and none nearer to `alone` balances."""
        lean, range_rad = pulled * (alone[0] - ankle[0]), pulled * (alone[0] - self._last_rad(pulled))
        way = np.linspace(0.0, 1.0, 2 + max(0, int(lean / np.radians(SEARCH_DEG))))[1:-1, None]
        return 0 <= lean <= range_rad and not (pulled * self._pulled_m(x_m, alone + way * (ankle - alone)) <= 0).any()

    def _last_rad(self, pulled: float) -> float:
        """The lean at which the ankle stops on the side to which she gives way."""
        limits = self._humanoid.lower_rad if pulled > 0 else self._humanoid.upper_rad
        return float(limits[JOINT["ankle_dorsiflexion"]])

    def _pulled_m(self, x_m: float, ankle_rad: np.ndarray) -> np.ndarray:
        """shape (R,): how far the moments carry the CoP ahead of x at the start, for ankles (R, 2)."""
        place, target = np.zeros(len(ankle_rad)), self.footing.target_m(np.full(len(ankle_rad), x_m), np.zeros(len(ankle_rad)))
        return self._off_m(self.posed(place, ankle_rad), target)[:, 0]

    def _searched(self, x_m: float, alone: np.ndarray, pulled: float) -> np.ndarray:
        """The first lean away from `alone` that balances the start, found by trying all that the ankle allows; NaN when there is none."""
        last = self._last_rad(pulled)
        leans = np.linspace(alone[0], last, 2 + int(abs(last - alone[0]) / np.radians(SEARCH_DEG)))
        for _ in range(3):
            off = pulled * self._pulled_m(x_m, self._rolled(x_m, leans, alone[1]))
            held = np.flatnonzero(off[1:] <= 0)
            if len(held):
                return self._between(x_m, leans[held[0]], leans[held[0] + 1], alone[1], pulled)
            # Two balancing leans may lie between two that were tried: look closer where it nearly balances.
            nearest = int(np.argmin(np.where(np.isnan(off), np.inf, off)))
            leans = np.linspace(leans[max(nearest - 1, 0)], leans[min(nearest + 1, len(leans) - 1)], 101)
        return np.full(2, np.nan)

    def _between(self, x_m: float, pulling: float, held: float, roll: float, pulled: float) -> np.ndarray:
        """Ankle (2,) that balances the start, by bisection between a lean that does not hold the pull and one that does."""
        for _ in range(50):
            middle = (pulling + held) / 2
            holds = pulled * self._pulled_m(x_m, self._rolled(x_m, np.array([middle]), roll))[0] <= 0
            pulling, held = (pulling, middle) if holds else (middle, held)
        return self._rolled(x_m, np.array([held]), roll)[0]

    def _rolled(self, x_m: float, leans: np.ndarray, near_rad: float) -> np.ndarray:
        """shape (k, 2): ankles of leans (k,) at the start with the roll that balances sideways over x."""
        if not self.footing.rolls:
            return _upright(leans)
        target = self.footing.target_m(np.array([x_m]), np.zeros(1))

        def off(k: np.ndarray, roll: np.ndarray) -> np.ndarray:
            posed = self.posed(np.zeros(len(k)), np.column_stack([leans[k], roll[:, 0]]))
            return self._off_m(posed, target)[:, 1:]

        return np.column_stack([leans, newton_roots(off, np.full((len(leans), 1), near_rad), EXACT_M)[:, 0]])

    def followed(self, s: np.ndarray, x_m: np.ndarray, start_rad: np.ndarray) -> np.ndarray:
        """Ankles (K, 2) that balance over x (K,) all along, a continuous way from the start (2,); NaN from where there is none."""
        ankle = self.over(s, x_m, np.tile(start_rad, (len(s), 1)))
        ankle[0] = start_rad
        if self._is_continuous(ankle):
            return ankle
        for k in range(1, len(s)):
            guess = 2 * ankle[k - 1] - ankle[k - 2] if k > 1 else ankle[0]
            ankle[k] = self.over(s[k : k + 1], x_m[k : k + 1], guess[None])[0]
            if not self._is_continuous(ankle[k - 1 : k + 1]):
                ankle[k:] = np.nan
                break
        return ankle

    @staticmethod
    def _is_continuous(ankle_rad: np.ndarray) -> bool:
        return bool((np.abs(np.diff(ankle_rad, axis=0)) < LARGEST_TURN_RAD).all())


def _upright(lean_rad: np.ndarray) -> np.ndarray:
    """shape (K, 2): ankles of leans (K,) that do not roll."""
    return np.column_stack([lean_rad, np.zeros_like(lean_rad)])

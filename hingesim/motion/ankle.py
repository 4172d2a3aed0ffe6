"""What the ankle is commanded: plan and feedback together, within the functional base of support and within strength.

The pressure under a foot cannot be brought to its rim. The asked CoP is therefore brought back to the functional base (Millard & Sloot
2025), shared with what the foot carries: a foot in the air has nothing to push against.

A toe segment would not save that limit. With toe flexors of 6-14 N m (Goldmann & Brueggemann 2012) about the first metatarsal head, 0.505
foot lengths ahead of the ankle, a man of 73 kg on one leg could bring the CoP to 0.54-0.58 foot lengths: the published front edge (0.60)
within its error, as a check from independent figures. But heel and sides of the base, where it is narrow, do not follow from toes, so
that the limit would be needed all the same, and a joint with its stiffness and strength would come on top of it.
"""

from __future__ import annotations

import math

import numpy as np

from hingesim.body.humanoid import JOINT, Humanoid
from hingesim.body.support import functional_base, lies_outside
from hingesim.motion.balance import TORQUE_RISE_S, Pair
from hingesim.motion.other_foot import OtherFoot

ANKLE = slice(JOINT["ankle_dorsiflexion"], JOINT["ankle_inversion"] + 1)
"""Pitch, roll; as they are neighbours: a view is cheaper than a choice of entries."""
MOST_LOAD = 2.0
"""Load in body weights beyond which more does not let the ankle do more (judgement)."""


class AnkleCommand:
    """Brings an asked ankle torque back to what foot and muscles can give. Plain floats: this runs at every tick.

    Args:
        humanoid: the body.
        weight_n: body weight.
        tick_s: time between two calls of `bears`.
        other: the foot beside it that carries its share; None on one foot.
    """

    def __init__(self, humanoid: Humanoid, weight_n: float, tick_s: float, other: OtherFoot | None = None) -> None:
        self._weight_n, self._load, self._other = weight_n, 1.0, other
        self._rise = 1 - math.exp(-tick_s / TORQUE_RISE_S)
        base = other.commanded_m if other else functional_base(humanoid)
        corners = base if humanoid.side > 0 else (base * [1, -1])[::-1]
        self._dear = float(np.ptp(corners[:, 0]) / np.ptp(corners[:, 1]))
        self._corners = [(x, y) for x, y in corners.tolist()]

    def bears(self, load_n: float) -> float:
        """Take note of what the feet carry; the share of body weight they are felt to carry, 1 at most."""
        self._load += self._rise * (min(max(load_n / self._weight_n, 0.0), MOST_LOAD) - self._load)
        return min(self._load, 1.0)

    def within(
        self,
        asked_nm: np.ndarray,
        passive_nm: np.ndarray,
        up_nm: np.ndarray,
        down_nm: np.ndarray,
        place: float = 0.0,
        rate_1_s: float = 0.0,
    ) -> tuple[np.ndarray, Pair, Pair]:
        """Torque of the ankle (pitch, roll), the CoP that asks for, and the CoP asked for in vain; forward and medial.

        Were the stance foot to carry all, its ankle would give this torque; what the other foot takes of it is `OtherFoot.torque_nm`.

        Args:
            asked_nm: shape (n,), torque asked of every joint, for the stance foot to carry all.
            passive_nm: shape (n,), of it what passive tissue gives.
            up_nm: shape (n,), greatest active torque.
            down_nm: shape (n,), the same the other way, positive.
            place: along the exercise.
            rate_1_s: rate of that.
        """
        pitch, roll = asked_nm[ANKLE].tolist()
        ahead, medial = -pitch / self._weight_n, roll / self._weight_n
        moved = self._other.moved_m(place) if self._other else 0.0
        near, aside = self.nearest(ahead - moved, medial, self._load)
        near += moved
        passive = passive_nm[ANKLE]
        torque = np.array([-near * self._weight_n, aside * self._weight_n])
        taken = self._other.carries(near, aside, min(self._load, 1.0), place, rate_1_s)[ANKLE] if self._other else 0.0
        torque = np.minimum(np.maximum(torque + taken, passive - down_nm[ANKLE]), passive + up_nm[ANKLE]) - taken
        pitch, roll = torque.tolist()
        near, aside = -pitch / self._weight_n, roll / self._weight_n
        felt = min(self._load, 1.0)
        return torque, (near, aside), (felt * (ahead - near), felt * (medial - aside))

    def nearest(self, ahead_m: float, medial_m: float, share: float = 1.0) -> Pair:
        """The point of the base, its size `share` of the whole about the ankle, that gives up least, in lengths plus widths of the base.

        Sideways there is least to spare. So toward the pointed ends the pressure stays where it is needed sideways and gives up some of
        its way to the front or back; along the flanks, which run nearly straight, it stays where it is needed fore-aft.
        """
        corners = [(share * x, share * y) for x, y in self._corners]
        if not lies_outside(corners, ahead_m, medial_m):
            return ahead_m, medial_m
        found = list(corners)
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
            if min(ax, bx) < ahead_m < max(ax, bx):
                found.append((ahead_m, ay + (by - ay) * (ahead_m - ax) / (bx - ax)))
            if min(ay, by) < medial_m < max(ay, by):
                found.append((ax + (bx - ax) * (medial_m - ay) / (by - ay), medial_m))
        return min(found, key=lambda at: abs(at[0] - ahead_m) + self._dear * abs(at[1] - medial_m))

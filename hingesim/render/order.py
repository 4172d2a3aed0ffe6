"""Which limb covers which: decided where two limbs overlap in the view, so that crossing limbs are right from any side."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

LIMBS = ("free_arm", "free_leg", "stance_leg", "trunk", "head", "stance_arm")
LEAD_M = {"free_leg": -0.16, "stance_leg": -0.16, "trunk": 0.0, "head": 0.06, "free_arm": 0.05, "stance_arm": 0.05}
"""Distance toward the viewer by which a limb counts as nearer: clothes hang over trousers, sleeves over the shirt."""
ELSEWHERE_M = 1e-4
"""Weight of places that do not overlap, as an overlap: they decide where no others do."""


class Sight:
    """Orders the limbs of one body."""

    def __init__(self, places: Mapping[str, tuple[np.ndarray, np.ndarray]]) -> None:
        """Take the places of every limb that are compared.

        Args:
            places: per limb, the share of every ball in each place, shape (places, balls), and the radius of each place.
        """
        self._share = np.concatenate([places[limb][0] for limb in LIMBS])
        radius = np.concatenate([places[limb][1] for limb in LIMBS])
        limb = np.repeat(np.arange(len(LIMBS)), [len(places[limb][1]) for limb in LIMBS])
        self._member = (limb[:, None] == np.arange(len(LIMBS))).astype(float)
        self._lead = np.array([LEAD_M[name] for name in LIMBS])[limb]
        self._reach = radius[:, None] + radius

    def far_to_near(self, balls_m: np.ndarray) -> list[str]:
        """The limbs in the order they are painted; balls of shape (balls, 3): to the right, up and away in the view."""
        right, up, depth = (self._share @ balls_m).T
        overlap = np.maximum(self._reach - np.hypot(np.subtract.outer(right, right), np.subtract.outer(up, up)), 0.0)
        # Depth differences weighed by overlap, summed per pair of limbs: positive where the first limb is the farther one.
        overlap += ELSEWHERE_M
        weighed = self._member.T @ (overlap * (depth - self._lead)[:, None]) @ self._member
        return [LIMBS[i] for i in _painted((weighed - weighed.T).tolist())]


def _painted(farther: list[list[float]]) -> list[int]:
    """An order in which every limb comes before those it is behind; in a ring of three the weakest link gives way."""
    left, order = list(range(len(farther))), []
    while left:
        behind = max(left, key=lambda i: min(farther[i][j] for j in left))
        left.remove(behind)
        order.append(behind)
    return order

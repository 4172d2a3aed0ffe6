"""What speed leaves of strength: less while a muscle shortens, a little more while it is stretched.

Anderson, Madigan & Nussbaum (2007): with w the joint rate in the direction of the torque, C4 and C5 the rates at three quarters and at half
of the isometric torque, a shortening muscle keeps (2 C4 C5 + w (C5 - 3 C4)) / (2 C4 C5 + w (2 C5 - 4 C4)) of it. They measured no fast
lengthening and their curve falls to nothing there; as Millard (2016) does, it is read at -60 deg/s, kept between 1.1 and 1.4, and holds
for all faster stretches. For some joints the curve never reaches zero either: beyond C5 it is kept under a straight line that does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hingesim.body.anthropometry import Proportions
from hingesim.body.humanoid import JOINT_NAMES
from hingesim.body.strength import POSITIVE_NEGATIVE
from hingesim.common.data import settings

UNLOADED_RAD_S = 15.0
"""Rate at which no torque is left: fast unloaded swings of knee and elbow reach 10-17 rad/s (recalled, medium confidence)."""
STRETCH_RAD_S, LEAST_STRETCHED, MOST_STRETCHED = np.radians(60.0), 1.1, 1.4
"""Where the lengthening side is read, and the bounds of what it gives (Millard 2016)."""
FINEST_RAD_S = 0.02
"""Resolution of the table: less than 1 % of any torque."""


def share(rate_rad_s: np.ndarray, c4: float, c5: float, c6: float) -> np.ndarray:
    """Torque relative to isometric at joint rates in the direction of the torque."""
    w = np.asarray(rate_rad_s, float)
    fast = np.maximum(w, 0.0)
    shortening = _curve(fast, c4, c5)
    line = 0.5 * (UNLOADED_RAD_S - fast) / (UNLOADED_RAD_S - c5)
    shortening = np.maximum(np.where(fast > c5, np.minimum(shortening, line), shortening), 0.0)
    most = np.clip(_curve(STRETCH_RAD_S, c4, c5) * (1 + c6 * STRETCH_RAD_S), LEAST_STRETCHED, MOST_STRETCHED)
    stretched = 1 + (most - 1) * np.minimum(-np.minimum(w, 0.0) / STRETCH_RAD_S, 1.0)
    return np.where(w > 0, shortening, stretched)


def _curve(w: np.ndarray | float, c4: float, c5: float) -> np.ndarray | float:
    return (2 * c4 * c5 + w * (c5 - 3 * c4)) / (2 * c4 * c5 + w * (2 * c5 - 4 * c4))


@dataclass(frozen=True)
class TorqueVelocity:
    """The curves of all joints, tabulated over rates up to `UNLOADED_RAD_S` either way: reading them happens at every physics step."""

    up: np.ndarray
    """Shares of the torque that increases each joint coordinate, joint after joint."""
    down: np.ndarray
    """The same of the torque that decreases it."""
    first: np.ndarray
    """shape (n,): where the rate 0 of each joint stands in them."""

    def shares(self, rate_rad_s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """shapes (n,): what rates (n,) leave of the isometric torque up and down."""
        at = np.maximum(rate_rad_s, -UNLOADED_RAD_S)  # np.clip takes five times as long
        np.minimum(at, UNLOADED_RAD_S, out=at)
        at /= FINEST_RAD_S
        at += self.first
        place = at.astype(np.intp)
        return self.up.take(place), self.down.take(place)


def torque_velocity(body: Proportions) -> TorqueVelocity:
    """Curves of one athlete; joints the source does not treat have that of its knee flexors, the fastest (`models/strength.toml`)."""
    data = settings("strength")["speed"]
    sourced, other = data[body.sex], data["other"]
    half = round(UNLOADED_RAD_S / FINEST_RAD_S)
    rates = FINEST_RAD_S * np.arange(-half, half + 2)
    columns: tuple[list, list] = ([], [])
    for name in JOINT_NAMES:
        up, down = POSITIVE_NEGATIVE[name.removeprefix("stance_").removeprefix("free_")]
        for column, torque, way in zip(columns, (up, down), (1, -1), strict=True):
            column.append(share(way * rates, *sourced.get(torque, other)))
    first = np.arange(len(JOINT_NAMES)) * len(rates) + half + 0.5
    return TorqueVelocity(np.concatenate(columns[0]), np.concatenate(columns[1]), first)

"""Legs in a step: which joints they have, where a foot is, where it is to land, and the angles that bring it there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hingesim.body.humanoid import JOINT, LINK, Humanoid
from hingesim.body.kinematics import quaternion_rotations
from hingesim.common.linear import applied

LEGS = ("stance", "free")
_SHARED = ("hip_flexion", "hip_abduction", "hip_rotation", "knee_flexion", "ankle_dorsiflexion")
LEG_JOINTS = ([*(JOINT[name] for name in _SHARED), JOINT["ankle_inversion"]], [JOINT[f"free_{name}"] for name in _SHARED])
"""Joints of either leg, in the order of `LEGS`."""
BEYOND_M = 0.15
"""The middle of the foot is meant to land this far beyond the XcoM expected there (Hof 2008: a constant offset stops in one step)."""
ASIDE_M, OUTWARD_M = 0.06, 0.06
"""And this far to its own side of it, as feet are placed in walking (Hof 2008), unless she falls so far to the other that it must cross."""
REACH = 0.97
"""Greatest length of the leg in the step, of its whole length: the knee lands a little bent."""

Place = tuple[float, float]
"""On the ground, world."""


@dataclass(frozen=True)
class Pose:
    """Where the parts are that a step needs; world axes."""

    pelvis: np.ndarray
    """shape (3, 3): its axes as columns."""
    hip_m: tuple[np.ndarray, np.ndarray]
    """shape (3,) each, in the order of `LEGS`."""
    foot_m: tuple[np.ndarray, np.ndarray]
    """shape (3,) each: ankles."""
    drop_m: tuple[float, float]
    """How far the lowest end of either foot is below its ankle."""


class Stepping:
    """The geometry of one body's steps."""

    def __init__(self, humanoid: Humanoid) -> None:
        self._humanoid = humanoid
        links, seg = list(humanoid.massive), humanoid.proportions.segments
        self._rows = [links.index(LINK[link]) for link in ("pelvis", "stance_foot", "free_foot")]
        self._com = humanoid.com_m[[LINK["pelvis"], LINK["stance_foot"], LINK["free_foot"]]]
        self._ends = np.stack([humanoid.heel_m, humanoid.toe_m])
        self.thigh_m, self.shank_m, self.foot_m = (float(seg[name].length_m) for name in ("thigh", "shank", "foot"))
        self.ankle_height_m = float(humanoid.proportions.ankle_height_m)

    def pose(self, table: np.ndarray) -> Pose:
        """Of the body whose `engine.State.table` this is."""
        rows = table[self._rows]
        turn = quaternion_rotations(rows[:, 9:])
        origin = rows[:, :3] - applied(turn, self._com)
        across = turn[0, :, 1] * self._humanoid.origin_m[JOINT["free_hip_flexion"]][1]
        ends = np.einsum("fj,ej->fe", turn[1:, 2], self._ends)
        low, other = (-ends.min(axis=1)).tolist()
        return Pose(turn[0], (origin[0], origin[0] + across), (origin[1], origin[2]), (low, other))

    def lands(self, leg: int, pose: Pose, expected_m: Place, from_m: Place) -> np.ndarray:
        """shape (3,): where the ankle of a leg is to land.

        Args:
            leg: index into `LEGS`.
            pose: now.
            expected_m: XcoM expected at the landing.
            from_m: middle of the foot that bears meanwhile: which way she falls shows in the whole way from there.
        """
        dx, dy = expected_m[0] - from_m[0], expected_m[1] - from_m[1]
        beyond = BEYOND_M / max(math.hypot(dx, dy), BEYOND_M)
        side = self._humanoid.side * (1 if leg else -1)
        own = side * expected_m[1]
        own = own - ASIDE_M if side * from_m[1] - own > OUTWARD_M + ASIDE_M else max(own, side * from_m[1]) + ASIDE_M
        goal = (expected_m[0] + beyond * dx - 0.25 * self.foot_m, side * own)
        return np.array([goal[0], goal[1], self.ankle_height_m])

    def reachable(self, leg: int, pose: Pose, goal_m: np.ndarray) -> np.ndarray:
        """shape (3,): the nearest place to `goal_m` on the ground that the leg can reach from its hip."""
        hip, longest = pose.hip_m[leg].tolist(), REACH * (self.thigh_m + self.shank_m)
        high = hip[2] - self.ankle_height_m
        widest = math.sqrt(max(longest**2 - high**2, (0.3 * longest) ** 2))
        x, y = float(goal_m[0]) - hip[0], float(goal_m[1]) - hip[1]
        part = min(1.0, widest / max(math.hypot(x, y), 1e-6))
        return np.array([hip[0] + part * x, hip[1] + part * y, self.ankle_height_m])

    def knee_rad(self, leg: int, pose: Pose, height_m: float) -> float:
        """Angle of the knee of a leg that stands, with its hip at a height."""
        x, y, z = (pose.hip_m[leg] - pose.foot_m[leg]).tolist()
        return self._knee(math.hypot(x, y, z + height_m - float(pose.hip_m[leg][2])))

    def clear_rad(self, leg: int, pose: Pose, hip_flexion_rad: float, clearance_m: float) -> float:
        """Least flexion of the knee that keeps a foot off the ground while the thigh is where it is, the shank behind it."""
        axis = pose.pelvis[:, 2]
        thigh = hip_flexion_rad - math.atan2(axis[0], axis[2])
        low = float(pose.hip_m[leg][2]) - self.thigh_m * math.cos(thigh) - pose.drop_m[leg] - clearance_m
        return thigh + math.acos(min(max(low / self.shank_m, 0.0), 1.0))

    def _knee(self, way_m: float) -> float:
        """Angle of the knee at which hip and ankle are this far apart."""
        thigh, shank = self.thigh_m, self.shank_m
        length = min(max(way_m, 0.4 * (thigh + shank)), 0.995 * (thigh + shank))
        return math.pi - math.acos((thigh**2 + shank**2 - length**2) / (2 * thigh * shank))

    def angles(self, leg: int, pose: Pose, ankle_m: np.ndarray, least_knee_rad: float = 0.0) -> list[float]:
        """Angles of the joints of a leg that put its ankle at (3,), or toward it, with the sole level, in the order of `LEG_JOINTS`."""
        thigh, shank = self.thigh_m, self.shank_m
        side = self._humanoid.side * (1 if leg else -1)
        x, y, z = np.einsum("ij,i->j", pose.pelvis, ankle_m - pose.hip_m[leg]).tolist()
        way = math.hypot(x, y, z)
        knee = max(self._knee(way), least_knee_rad)
        abduction = math.asin(max(-1.0, min(1.0, side * y / way)))
        flexion = math.atan2(x, -z) + math.atan2(shank * math.sin(knee), thigh + shank * math.cos(knee))
        most = float(self._humanoid.upper_rad[LEG_JOINTS[leg][0]]) - 0.05
        if flexion > most:  # the thigh goes as far as it can, and the shank on from there
            flexion = most
            ahead, up = x - thigh * math.sin(most), z + thigh * math.cos(most)
            knee = max(min(max(most - math.atan2(ahead, -up), 0.0), knee), least_knee_rad)
        (ax, _, cx), _, (az, _, cz) = pose.pelvis.tolist()
        sin, cos = math.sin(flexion - knee), -math.cos(flexion - knee)
        tilt = math.atan2(ax * sin + cx * cos, -(az * sin + cz * cos))  # of the shank; a flat foot undoes it
        return [flexion, abduction, 0.0, knee, -tilt, 0.0][: len(LEG_JOINTS[leg])]


def middle(points: Sequence[Place]) -> Place:
    """Half-way between two points."""
    (ax, ay), (bx, by) = points
    return (ax + bx) / 2, (ay + by) / 2

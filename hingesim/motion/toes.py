"""The free foot at a place, on its toes on the ground or elsewhere: the angles of its leg that put it there."""

from __future__ import annotations

import numpy as np

from hingesim.body.contacts import STUD_RADIUS_M, studs_m
from hingesim.body.humanoid import JOINT, LINK, Humanoid
from hingesim.body.kinematics import forward
from hingesim.common.elementary import arccos, arctan2, cos, sin
from hingesim.common.linear import applied, product
from hingesim.motion.footing import apart_m
from hingesim.motion.posture import angles_yxz, turn_x, turn_y

HEEL_UP_DEG = 25.0
"""How far the sole of the free foot is tipped up at the heel: a foot without a toe joint stands on its tip (judgement; tipped up more, the
hip would have to bend more than it can)."""
TURNS = 6
"""The tilt of the leg sideways and the place of its ankle depend on each other a little: each is worked out so often."""


def on_toes(humanoid: Humanoid, joint_rad: np.ndarray, toes_x_m: np.ndarray) -> np.ndarray:
    """shape (K, n): the postures with the tip of the free big toe on the ground, so far ahead of the stance ankle (K,)."""
    k, tip = len(joint_rad), studs_m(humanoid, "free_foot")
    tip = tip[int(np.argmax(tip[:, 0]))]
    toes = np.column_stack([toes_x_m, np.full(k, humanoid.side * apart_m(humanoid)), np.full(k, STUD_RADIUS_M)])
    return with_free_foot(humanoid, joint_rad, tip, toes, HEEL_UP_DEG)


def with_free_foot(
    humanoid: Humanoid, joint_rad: np.ndarray, point_m: np.ndarray, at_world_m: np.ndarray, heel_up_deg: float
) -> np.ndarray:
    """shape (K, n): the postures with a point of the free foot (3,) at places in the world (K, 3), the sole tipped up at the heel.

    A leg that is too short for it stays straight, and one that is too long folds: whoever asks looks where the point came to lie.
    """
    q, seg = joint_rad.copy(), humanoid.proportions.segments
    poses = forward(humanoid, q)
    hip = poses.position_world_m[:, LINK["free_hip_carrier_1"]]
    pelvis = poses.rotation_world[:, LINK["pelvis"]]
    pitch, tilt, way = np.full(len(q), np.radians(heel_up_deg)), np.zeros(len(q)), at_world_m - hip
    for _ in range(TURNS):
        way = at_world_m - applied(product(turn_x(tilt), turn_y(pitch)), point_m) - hip
        tilt = arctan2(way[:, 1], -way[:, 2])
    down, thigh_m, shank_m = np.hypot(way[:, 1], way[:, 2]), seg["thigh"].length_m, seg["shank"].length_m
    cosine = (way[:, 0] ** 2 + down**2 - thigh_m**2 - shank_m**2) / (2 * thigh_m * shank_m)
    knee = arccos(np.clip(cosine, -1.0, 1.0))
    thigh = arctan2(-way[:, 0], down) - arctan2(shank_m * sin(knee), thigh_m + shank_m * cos(knee))
    relative = product(np.swapaxes(pelvis, 1, 2), product(turn_x(tilt), turn_y(thigh)))
    flexion, abduction, rotation = angles_yxz(relative)
    q[:, JOINT["free_hip_flexion"]] = -flexion
    q[:, JOINT["free_hip_abduction"]] = humanoid.side * abduction
    q[:, JOINT["free_hip_rotation"]] = humanoid.side * rotation
    q[:, JOINT["free_knee_flexion"]] = knee
    q[:, JOINT["free_ankle_dorsiflexion"]] = thigh + knee - pitch
    return q

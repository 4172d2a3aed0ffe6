"""Standing on both feet after a step: forces wanted of the ground, and the joint torques that ask for them.

Virtual model control (Pratt et al. 2001): legs without inertia turn a force wanted at each foot into joint torques. What is wanted is a
centre of pressure beyond the XcoM, so that it turns back (Hof 2008), support of the pelvis like a damped spring, and a trunk that rises.
Strength and speed limit the torques, as everywhere; the ground gives what it can.

What is called a judgement was chosen on MuJoCo: the default hinge with seeds 0 and 1, pushes of the default woman with seeds 5 and 7.
"""

from __future__ import annotations

import math

import numpy as np

from hingesim.body.humanoid import JOINT, LINK, Humanoid
from hingesim.body.kinematics import forward, quaternion_rotations
from hingesim.body.support import STANCE_COP_FL
from hingesim.common.constants import GRAVITY_M_S2

CAPTURE = 1.0
"""The pressure is asked this share of the XcoM's way from the middle between the feet beyond the XcoM (judgement)."""
HEEL_FL, BALL_FL, SIDE_FL = -0.10, 0.60, 0.10
"""Functional base of each foot, foot lengths from the ankle (as in `support`, whose base is less regular)."""
HEIGHT = 0.93
"""Height of the hips asked for, of the length of the legs; less where the split is wide: knees that bend can push (judgement)."""
SUPPORT_HZ, SUPPORT_RATIO = 1.5, 0.7
"""Of the body on its legs as a spring with damper: legs in running and landing bounce at 1.5-3 Hz (Farley & Gonzalez 1996, recalled)."""
SUPPORT_SHARE = 0.8, 1.8
"""Support asked for, of body weight: legs only push, and the knees of a landing stand about twice the weight (judgement)."""
TRUNK_RAD = math.radians(15)
"""Inclination to which the trunk is brought, forward."""
TRUNK_HZ, TRUNK_RATIO, TRUNK_SHARE = 1.2, 0.9, 0.12
"""Of the trunk over the hips; and the most moment for it, in weight times height: it must come out of the pressure's room (judgement)."""
YAW_NM, YAW_NMS = 80.0, 22.0
"""About the vertical, per radian of the pelvis and per its rate: 1 Hz for the 2 kg m2 of a body bent forward (judgement)."""
GRIP = 0.6
"""Of the friction of the ground that a step trusts in."""

_SHARED = ("hip_flexion", "hip_abduction", "hip_rotation", "knee_flexion", "ankle_dorsiflexion")
STANCE_LEG, FREE_LEG = [*_SHARED, "ankle_inversion"], [f"free_{name}" for name in _SHARED]


def brace_nm(
    humanoid: Humanoid,
    table: np.ndarray,
    joints: np.ndarray,
    com_m: list[float],
    velocity_m_s: list[float],
    xcom_m: np.ndarray,
) -> np.ndarray:
    """Torques that ask the ground for what holds her, shape (n,); zero outside the legs.

    Args:
        humanoid: the body.
        table: shape (massive links, 13), see `engine.State`.
        joints: shape (2 n,): angles, then rates.
        com_m: whole-body CoM relative to the stance ankle.
        velocity_m_s: of it.
        xcom_m: shape (2,), felt, relative to the stance ankle.
    """
    n, weight_n = len(joints) // 2, float(humanoid.mass_kg.sum()) * GRAVITY_M_S2
    turn = quaternion_rotations(table[:1, 9:])
    ankle = table[0, :3] - turn[0] @ humanoid.com_m[0]
    frames = forward(humanoid, joints[:n], ankle[None], turn)
    at, rotation = frames.position_world_m[0], frames.rotation_world[0]
    feet = np.stack([at[LINK["stance_foot"]], at[LINK["free_foot"]]])
    hips = np.stack([at[LINK["hip_carrier_1"]], at[LINK["free_hip_carrier_1"]]])
    xcom, com = xcom_m + ankle[:2], np.array(com_m) + ankle
    pressure, share = _pressure(humanoid, feet[:, :2], xcom)
    height, moment = _height_m(humanoid, hips, pressure), _trunk_nm(humanoid, table, weight_n)
    force = _force_n(humanoid, hips, height, pressure, share, com, np.array(velocity_m_s), moment)
    torque = np.zeros(n)
    for foot, leg, sign in ((0, STANCE_LEG, 1.0), (1, FREE_LEG, -1.0)):
        point = np.array([*pressure[foot], 0.0])
        for name in leg:
            j = JOINT[name]
            axis = rotation[j + 1] @ humanoid.axis[j]
            # Seen from the pelvis the joints of the stance leg turn the part nearer to it, those of the free leg the part beyond.
            torque[j] = sign * axis @ np.cross(point - at[j + 1], force[foot])
    return torque


def _pressure(humanoid: Humanoid, feet_m: np.ndarray, xcom_m: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where under each foot the ground is to push, shape (2, 2), and with which share, shape (2,)."""
    length = humanoid.proportions.segments["foot"].length_m
    resting = feet_m + np.array([STANCE_COP_FL * length, 0.0])
    middle, way = resting.mean(axis=0), resting[1] - resting[0]
    ask = middle + (1 + CAPTURE) * (xcom_m - middle)
    share = float(np.clip((ask - resting[0]) @ way / max(float(way @ way), 1e-4), 0.0, 1.0))
    left = ask - resting[0] - share * way
    low, high = np.array([HEEL_FL, -SIDE_FL]) * length, np.array([BALL_FL, SIDE_FL]) * length
    return feet_m + np.clip(resting - feet_m + left, low, high), np.array([1 - share, share])


def _trunk_nm(humanoid: Humanoid, table: np.ndarray, weight_n: float) -> np.ndarray:
    """Moments about x, y and z that bring the trunk to its inclination, and the pelvis to face forward, shape (3,)."""
    row = table[[list(humanoid.massive).index(LINK["pelvis"])]]
    turn = quaternion_rotations(row[:, 9:])[0]
    axis, left = turn[:, 2], turn[:, 1]
    body = humanoid.proportions
    upper = sum(humanoid.mass_kg[LINK[link]] for link in ("pelvis", "trunk", "head")) + 2 * body.segments["upper_arm"].mass_kg
    inertia, omega = float(upper) * body.segments["trunk"].length_m ** 2 / 3, 2 * math.pi * TRUNK_HZ
    tilt = np.array([math.atan2(-axis[1], axis[2]), math.atan2(axis[0], axis[2]) - TRUNK_RAD])
    wanted = -inertia * (omega**2 * tilt + 2 * TRUNK_RATIO * omega * row[0, 6:8])
    most = TRUNK_SHARE * weight_n * body.height_m
    yaw = -YAW_NM * math.atan2(-left[0], left[1]) - YAW_NMS * row[0, 8]
    return np.clip([*wanted, yaw], -most, most)


def _height_m(humanoid: Humanoid, hips: np.ndarray, pressure: np.ndarray) -> float:
    """Height of the hips at which the longer leg of the split is nearly straight."""
    seg = humanoid.proportions.segments
    leg = seg["thigh"].length_m + seg["shank"].length_m
    wide = np.linalg.norm(hips[:, :2] - pressure, axis=1).max()
    return humanoid.proportions.ankle_height_m + math.sqrt(max((HEIGHT * leg) ** 2 - wide**2, (0.6 * leg) ** 2))


def _force_n(
    humanoid: Humanoid,
    hips: np.ndarray,
    height_m: float,
    pressure: np.ndarray,
    share: np.ndarray,
    com: np.ndarray,
    velocity: np.ndarray,
    moment: np.ndarray,
) -> np.ndarray:
    """Force of the ground wanted at each foot, shape (2, 3)."""
    mass, omega = float(humanoid.mass_kg.sum()), 2 * math.pi * SUPPORT_HZ
    rise = omega**2 * (height_m - share @ hips[:, 2]) - 2 * SUPPORT_RATIO * omega * velocity[2]
    up = mass * GRAVITY_M_S2 * float(np.clip(1 + rise / GRAVITY_M_S2, *SUPPORT_SHARE))
    # Through the CoM, but for the moment that turns the trunk.
    flat = (up * (com[:2] - share @ pressure) + np.array([-moment[1], moment[0]])) / max(com[2], 0.3)
    # Each leg pushes along itself as far as it may, and both share the rest.
    along = up * share[:, None] * (hips[:, :2] - pressure) / np.maximum(hips[:, 2:], 0.3)
    aside = along + share[:, None] * (flat - along.sum(axis=0))
    # A couple of both feet turns her about the vertical; what the legs' own directions do of that is undone.
    way, arms = pressure[1] - pressure[0], pressure - com[:2]
    turning = float((arms[:, 0] * aside[:, 1] - arms[:, 1] * aside[:, 0]).sum())
    couple = (moment[2] - turning) / max(float(way @ way), 0.04) * np.array([-way[1], way[0]])
    aside += np.outer([-1.0, 1.0], couple)
    bound = GRIP * up * share
    aside *= np.minimum(1.0, bound / np.maximum(np.linalg.norm(aside, axis=1), 1e-9))[:, None]
    return np.column_stack([aside, up * share])

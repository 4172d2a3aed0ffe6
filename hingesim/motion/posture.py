"""Postures of the hinge: joint angles at any place between top and bottom."""

from __future__ import annotations

import math

import numpy as np

from hingesim.body.humanoid import JOINT, JOINT_NAMES, LINK, Humanoid
from hingesim.body.kinematics import LinkPoses
from hingesim.common.elementary import arcsin, arctan2, cos, sin
from hingesim.common.linear import applied, product
from hingesim.scenario.parameters import Hinge, Scenario

TOP_KNEE_DEG = 5.0
"""Soft stance knee at the top (goodmorning knee flexion 5.3 deg, Schellenberg 2013)."""
TOP_HIP_DEG = 30.0
"""Trunk inclination left at the top when `lockout` is 0."""
ELBOW_DEG = 8.0
"""Elbows of empty arms are soft. A weight in the hands pulls them straight."""
FREE_KNEE_TOP_DEG, FREE_KNEE_REACH_DEG = 55.0, 8.0
"""Free knee: bent enough at the top that the foot clears the ground, nearly straight in full reach (SLRDL coaching form)."""
FREE_FOOT_CLEARANCE_M = 0.05
NECK_SHARE = -0.25
"""The head looks ahead: the neck extends by this share of the trunk inclination."""


def posture(humanoid: Humanoid, scenario: Scenario, s: np.ndarray, ankle_rad: np.ndarray) -> np.ndarray:
    """shape (K, n): joint angles of the hinge at s (K,) for angles of the stance ankle (K, 2): shank lean (forward) and roll (lateral)."""
    hinge, shank_rad, roll_rad = scenario.hinge, *ankle_rad.T

    def along(top_deg: float, bottom_deg: float) -> np.ndarray:
        return np.radians(top_deg + s * (bottom_deg - top_deg))

    trunk = along((1 - hinge.lockout) * min(TOP_HIP_DEG, hinge.depth_deg), hinge.depth_deg)
    lumbar = along(0.0, hinge.lumbar_round_deg)
    knee = along(min(TOP_KNEE_DEG, hinge.knee_bend_deg), hinge.knee_bend_deg)
    opening, drop = along(0.0, hinge.pelvis_open_deg), along(0.0, hinge.pelvis_drop_deg)
    pelvis = trunk - lumbar

    # The pelvis stays level sideways whatever the ankle does, turns open about the long axis of the trunk, and sinks about a level axis.
    thigh_world = product(product(turn_y(shank_rad), turn_x(roll_rad)), turn_y(-knee))
    pelvis_world = product(turn_x(-drop), product(turn_y(pelvis), turn_z(opening)))
    from_pelvis = np.swapaxes(pelvis_world, 1, 2)
    # The low back brings the trunk to its inclination straight ahead, also over an opened pelvis.
    lumbar_flexion, lumbar_bend, _ = angles_yxz(product(from_pelvis, product(turn_y(trunk), turn_z(opening))))
    trunk_world = product(pelvis_world, product(turn_y(lumbar_flexion), turn_x(lumbar_bend)))
    # Arms keep their direction in the world, whatever the trunk does.
    upper_arm, elbow = (0.0, 0.0) if scenario.load.mass_kg > 0 else _reach(humanoid, math.radians(hinge.arm_reach_deg))
    arm_flexion, arm_inward, _ = angles_yxz(product(np.swapaxes(trunk_world, 1, 2), turn_y(np.full(len(s), -upper_arm))))
    # Seen from the pelvis the hip is a chain of flexion, abduction and rotation, each the other way round.
    hip_flexion, hip_abduction, hip_rotation = (-angle for angle in angles_yxz(product(from_pelvis, thigh_world)))

    sunk_m = 2 * humanoid.proportions.hip_half_width_m * sin(drop)
    free_thigh, free_knee = _free_leg(humanoid, hinge, s, trunk, shank_rad, knee, sunk_m)
    free_relative = product(from_pelvis, turn_y(free_thigh))
    free_flexion, free_abduction, free_rotation = angles_yxz(free_relative)

    q = np.zeros((len(s), len(JOINT_NAMES)))

    def put(name: str, value: np.ndarray | float) -> None:
        q[:, JOINT[name]] = value

    put("ankle_dorsiflexion", shank_rad)
    put("ankle_inversion", roll_rad)
    put("knee_flexion", knee)
    put("hip_flexion", hip_flexion)
    put("hip_abduction", hip_abduction)
    put("hip_rotation", hip_rotation)
    put("lumbar_flexion", lumbar_flexion)
    put("lumbar_bend", lumbar_bend)
    put("neck_flexion", NECK_SHARE * trunk - along(0.0, hinge.look_up_deg))
    for arm in ("stance", "free"):
        put(f"{arm}_shoulder_flexion", -arm_flexion)
        put(f"{arm}_shoulder_abduction", arm_inward if arm == "free" else -arm_inward)
        put(f"{arm}_elbow_flexion", elbow)
    put("free_hip_flexion", -free_flexion)
    put("free_hip_abduction", free_abduction)
    put("free_hip_rotation", free_rotation)
    put("free_knee_flexion", free_knee)
    return q


def with_free_arm(humanoid: Humanoid, joint_rad: np.ndarray, poses: LinkPoses, way: np.ndarray) -> np.ndarray:
    """shape (K, n): the postures with the arm of the free side straight, from shoulder to hand along directions in the world (K, 3)."""
    q = joint_rad.copy()
    x, y, z = applied(np.swapaxes(poses.rotation_world[:, LINK["trunk"]], 1, 2), way).T
    q[:, JOINT["free_shoulder_flexion"]] = arctan2(x, -z)
    q[:, JOINT["free_shoulder_abduction"]] = arcsin(np.clip(humanoid.side * y, -1.0, 1.0))
    q[:, JOINT["free_elbow_flexion"]] = 0.0
    return q


def _reach(humanoid: Humanoid, arm_rad: float) -> tuple[float, float]:
    """Forward inclination of the upper arm and flexion of the elbow that put the CoM of the arm at `arm_rad` below the shoulder.

    At 0 the arm hangs as it does at rest: its weight asks nothing of the shoulder.
    """
    elbow = math.radians(ELBOW_DEG)
    upper, lower = (LINK[f"stance_{part}"] for part in ("upper_arm", "forearm"))
    mass, down = humanoid.mass_kg, -humanoid.com_m[:, 2]
    bent = mass[lower] * down[lower]
    straight = mass[upper] * down[upper] + mass[lower] * humanoid.proportions.segments["upper_arm"].length_m
    return arm_rad - math.atan2(float(bent * math.sin(elbow)), float(straight + bent * math.cos(elbow))), elbow


def _free_leg(
    humanoid: Humanoid, hinge: Hinge, s: np.ndarray, trunk: np.ndarray, shank: np.ndarray, knee: np.ndarray, sunk_m: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Backward inclination of the free thigh and flexion of the free knee, shapes (K,), so that the foot clears the ground.

    `sunk_m` is how far the free hip lies below the stance hip.
    """
    seg = humanoid.proportions.segments
    thigh = hinge.free_leg_reach * trunk
    wanted = np.radians(FREE_KNEE_TOP_DEG + s * hinge.free_leg_reach * (FREE_KNEE_REACH_DEG - FREE_KNEE_TOP_DEG))
    hip_height = humanoid.proportions.ankle_height_m + seg["shank"].length_m * cos(shank) + seg["thigh"].length_m * cos(shank - knee)
    knee_height = hip_height - sunk_m - seg["thigh"].length_m * cos(thigh)

    def lowest(flexion: np.ndarray) -> np.ndarray:
        across, along = sin(thigh + flexion), cos(thigh + flexion)
        ankle = knee_height - seg["shank"].length_m * along
        heel, toe = (ankle - p[0] * across + p[2] * along for p in (humanoid.heel_m, humanoid.toe_m))
        return np.minimum(heel, toe)

    low, high = np.zeros_like(wanted), np.full_like(wanted, np.radians(135.0))
    for _ in range(20):
        middle = (low + high) / 2
        clear = lowest(middle) >= FREE_FOOT_CLEARANCE_M
        low, high = np.where(clear, low, middle), np.where(clear, middle, high)
    soft = np.radians(4.0)  # blends the two demands, so that the path has no kink
    return thigh, soft * np.logaddexp(wanted / soft, high / soft)


def _turn(i: int, j: int, angle: np.ndarray) -> np.ndarray:
    out = np.zeros((len(angle), 3, 3)) + np.eye(3)
    out[:, i, i] = out[:, j, j] = cos(angle)
    out[:, j, i] = sin(angle)
    out[:, i, j] = -sin(angle)
    return out


def turn_x(angle: np.ndarray) -> np.ndarray:
    """shape (K, 3, 3): rotations about x, forward, by angles (K,)."""
    return _turn(1, 2, angle)


def turn_y(angle: np.ndarray) -> np.ndarray:
    """shape (K, 3, 3): rotations about y, which tip the upper end forward."""
    return _turn(2, 0, angle)


def turn_z(angle: np.ndarray) -> np.ndarray:
    """shape (K, 3, 3): rotations about z, up."""
    return _turn(0, 1, angle)


def angles_yxz(rotation: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Angles a, b, c with rotation = Ry(a) Rx(b) Rz(c), for rotations of shape (K, 3, 3)."""
    a = arctan2(rotation[:, 0, 2], rotation[:, 2, 2])
    b = -arcsin(np.clip(rotation[:, 1, 2], -1.0, 1.0))
    c = arctan2(rotation[:, 1, 0], rotation[:, 1, 1])
    return a, b, c

"""From this package's frame to that of OpenSim, and the names its models use.

Here x is forward, y left, z up; OpenSim has x forward, y up, z right. Coordinates have the names and signs of the full-body model of
Rajagopal et al. 2016 (IEEE Trans Biomed Eng 63:2068); the body is this package's own, so the angles are those about its joint axes.
"""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import JOINT, LINK
from hingesim.recording.recording import Recording

LEG = {
    # coordinate of OpenSim: joint of the stance leg, joint of the free leg, sign of both
    "hip_flexion": ("hip_flexion", "free_hip_flexion", 1),
    "hip_adduction": ("hip_abduction", "free_hip_abduction", -1),
    "hip_rotation": ("hip_rotation", "free_hip_rotation", -1),
    "knee_angle": ("knee_flexion", "free_knee_flexion", 1),
    "ankle_angle": ("ankle_dorsiflexion", "free_ankle_dorsiflexion", 1),
    "subtalar_angle": ("ankle_inversion", None, 1),
}
ARM = {"arm_flex": ("shoulder_flexion", 1), "arm_add": ("shoulder_abduction", -1), "elbow_flex": ("elbow_flexion", 1)}


def to_opensim(vectors: np.ndarray) -> np.ndarray:
    """shape (..., 3): the same vectors in OpenSim's axes."""
    return np.stack([vectors[..., 0], vectors[..., 2], -vectors[..., 1]], axis=-1)


def sides(recording: Recording) -> tuple[str, str]:
    """`r` and `l` for the stance and the free leg."""
    return ("r", "l") if recording.scenario.hinge.stance == "right" else ("l", "r")


def coordinates(recording: Recording) -> dict[str, np.ndarray]:
    """Coordinates by OpenSim's names, shape (T,): angles in degrees, `pelvis_tx` and its kin in metres."""
    stance, free = sides(recording)
    found = pelvis(recording)
    for name, (on_stance, on_free, sign) in LEG.items():
        found[f"{name}_{stance}"] = sign * recording.joint_deg(on_stance)
        if on_free is not None:
            found[f"{name}_{free}"] = sign * recording.joint_deg(on_free)
    found["lumbar_extension"] = -recording.joint_deg("lumbar_flexion")
    found["lumbar_bending"] = recording.humanoid.side * recording.joint_deg("lumbar_bend")  # positive to the right
    for name, (joint, sign) in ARM.items():
        for arm, side in (("stance", stance), ("free", free)):
            found[f"{name}_{side}"] = sign * recording.joint_deg(f"{arm}_{joint}")
    return found


def pelvis(recording: Recording) -> dict[str, np.ndarray]:
    """Place and attitude of the pelvis: tilt about z, list about x, rotation about y, in that order; origin midway between the hips."""
    swap = np.array([[1, 0, 0], [0, 0, 1], [0, -1, 0]])
    r = swap @ recording.link_poses.rotation_world[:, LINK["pelvis"]] @ swap.T
    # R = Rz(tilt) Rx(list) Ry(rotation)
    tilt, list_, rotation = np.arctan2(-r[:, 0, 1], r[:, 1, 1]), np.arcsin(np.clip(r[:, 2, 1], -1, 1)), np.arctan2(-r[:, 2, 0], r[:, 2, 2])
    h = recording.humanoid
    middle = to_opensim(recording.link_poses.point_world_m("pelvis", np.array([0, h.side * h.proportions.hip_half_width_m, 0])))
    angles = {"pelvis_tilt": tilt, "pelvis_list": list_, "pelvis_rotation": rotation}
    return {name: np.degrees(a) for name, a in angles.items()} | {f"pelvis_t{axis}": middle[:, i] for i, axis in enumerate("xyz")}


def moments(recording: Recording) -> dict[str, np.ndarray]:
    """Moments of the joints by OpenSim's names, shape (T,), in N m: muscles and passive tissue on each coordinate."""
    stance, free = sides(recording)
    torque = recording.joint_torque_nm
    found = {}
    for name, (on_stance, on_free, sign) in LEG.items():
        found[f"{name}_{stance}_moment"] = sign * torque[:, JOINT[on_stance]]
        if on_free is not None:
            found[f"{name}_{free}_moment"] = sign * torque[:, JOINT[on_free]]
    found["lumbar_extension_moment"] = -torque[:, JOINT["lumbar_flexion"]]
    return found


def free_moment(force_n: np.ndarray, moment_n_m: np.ndarray, cop_m: np.ndarray) -> np.ndarray:
    """shape (T, 3): moment of the ground about a centre of pressure (T, 2), world axes; only the vertical part where it bears weight.

    Args:
        force_n: shape (T, 3), of the ground.
        moment_n_m: shape (T, 3), of that force about the world origin.
        cop_m: NaN while nothing is borne.
    """
    return moment_n_m - np.cross(np.column_stack([np.nan_to_num(cop_m), np.zeros(len(cop_m))]), force_n)


def markers(recording: Recording) -> dict[str, np.ndarray]:
    """Landmarks of the body by their names, shape (T, 3), world frame in metres: joint centres, heels, toes, palms, head, CoM."""
    f, h = recording.link_poses, recording.humanoid
    stance, free = (side.upper() for side in sides(recording))
    origin = {
        f"{stance}AJC": "stance_foot",
        f"{stance}KJC": "stance_thigh",
        f"{stance}HJC": "hip_carrier_1",
        f"{free}HJC": "free_hip_carrier_1",
        f"{free}KJC": "free_shank",
        f"{free}AJC": "free_foot",
        f"{stance}SJC": "stance_upper_arm",
        f"{free}SJC": "free_upper_arm",
        f"{stance}EJC": "stance_forearm",
        f"{free}EJC": "free_forearm",
        "C7": "head",
    }
    found = {name: f.position_world_m[:, LINK[link]] for name, link in origin.items()}
    for side, foot in ((stance, "stance_foot"), (free, "free_foot")):
        found[f"{side}HEE"] = f.point_world_m(foot, h.heel_m)
        found[f"{side}TOE"] = f.point_world_m(foot, h.toe_m)
    found |= {f"{side}HAND": f.hand_world_m(arm) for side, arm in ((stance, "stance"), (free, "free"))}
    top = np.array([0.0, 0.0, h.proportions.segments["head"].length_m])
    return found | {"HEAD": f.point_world_m("head", top), "COM": recording.com_world_m}

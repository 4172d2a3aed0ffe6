"""The simplified humanoid: a tree of rigid links rooted in the stance foot.

Every link frame is parallel to the world in the zero posture (upright, arms and free leg hanging, feet flat) and has its
origin in the joint that carries it; the root frame sits in the stance ankle. Joint coordinates carry the field's
signs: flexion, dorsiflexion, abduction, inversion and external rotation are positive. A left stance is the mirror image
of a right one: lateral offsets and the axes of roll and yaw change sign, the coordinates do not.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from hingesim.body.anthropometry import HEEL_TO_ANKLE, Proportions, Segment

STRUCTURE: tuple[tuple[str, str, str, tuple[float, float, float]], ...] = (
    # joint, parent link, child link, axis for a right stance (x and z components flip for a left one)
    ("ankle_dorsiflexion", "stance_foot", "ankle_carrier", (0, 1, 0)),
    ("ankle_inversion", "ankle_carrier", "stance_shank", (1, 0, 0)),
    ("knee_flexion", "stance_shank", "stance_thigh", (0, -1, 0)),
    # Both hips turn about the same anatomical axes (Grood & Suntay 1983; ISB, Wu 2002): rotation about the long axis of the femur, flexion
    # about the medio-lateral axis of the pelvis, abduction about the one between. From the stance side the femur comes first.
    ("hip_rotation", "stance_thigh", "hip_carrier_1", (0, 0, 1)),
    ("hip_abduction", "hip_carrier_1", "hip_carrier_2", (1, 0, 0)),
    ("hip_flexion", "hip_carrier_2", "pelvis", (0, 1, 0)),
    ("lumbar_flexion", "pelvis", "lumbar_carrier", (0, 1, 0)),
    ("lumbar_bend", "lumbar_carrier", "trunk", (1, 0, 0)),
    ("neck_flexion", "trunk", "head", (0, 1, 0)),
    ("stance_shoulder_flexion", "trunk", "stance_shoulder_carrier", (0, -1, 0)),
    ("stance_shoulder_abduction", "stance_shoulder_carrier", "stance_upper_arm", (-1, 0, 0)),
    ("stance_elbow_flexion", "stance_upper_arm", "stance_forearm", (0, -1, 0)),
    ("free_shoulder_flexion", "trunk", "free_shoulder_carrier", (0, -1, 0)),
    ("free_shoulder_abduction", "free_shoulder_carrier", "free_upper_arm", (1, 0, 0)),
    ("free_elbow_flexion", "free_upper_arm", "free_forearm", (0, -1, 0)),
    ("free_hip_flexion", "pelvis", "free_hip_carrier_1", (0, -1, 0)),
    ("free_hip_abduction", "free_hip_carrier_1", "free_hip_carrier_2", (1, 0, 0)),
    ("free_hip_rotation", "free_hip_carrier_2", "free_thigh", (0, 0, 1)),
    ("free_knee_flexion", "free_thigh", "free_shank", (0, 1, 0)),
    ("free_ankle_dorsiflexion", "free_shank", "free_foot", (0, -1, 0)),
)
JOINT_NAMES = tuple(row[0] for row in STRUCTURE)
LINK_NAMES = ("stance_foot", *(row[2] for row in STRUCTURE))
JOINT = {name: i for i, name in enumerate(JOINT_NAMES)}
LINK = {name: i for i, name in enumerate(LINK_NAMES)}

RANGE_DEG = {
    # Healthy adults (AAOS-type norms, recalled, high confidence); weight-bearing dorsiflexion from the lunge test.
    "ankle_dorsiflexion": (-50, 40),
    "ankle_inversion": (-20, 35),
    "knee_flexion": (-5, 140),
    "hip_flexion": (-20, 130),
    "hip_abduction": (-30, 45),
    "hip_rotation": (-45, 45),
    "lumbar_flexion": (-25, 60),
    "lumbar_bend": (-25, 25),
    "neck_flexion": (-60, 50),
    "stance_shoulder_flexion": (-60, 180),
    "stance_shoulder_abduction": (-75, 180),
    "stance_elbow_flexion": (0, 145),
    "free_shoulder_flexion": (-60, 180),
    "free_shoulder_abduction": (-75, 180),
    "free_elbow_flexion": (0, 145),
    "free_hip_flexion": (-35, 125),
    "free_hip_abduction": (-30, 45),
    "free_hip_rotation": (-45, 45),
    "free_knee_flexion": (-5, 140),
    "free_ankle_dorsiflexion": (-50, 30),
}


@dataclass(frozen=True)
class Humanoid:
    """A tree of links; joint j carries link j + 1. Lengths in metres, root frame in the stance ankle."""

    proportions: Proportions
    stance: Literal["left", "right"]
    parent: np.ndarray
    """shape (n,): index of the parent link of joint j."""
    origin_m: np.ndarray
    """shape (n, 3): joint position in the frame of its parent link."""
    axis: np.ndarray
    """shape (n, 3): unit joint axis, equal in parent and child frame."""
    lower_rad: np.ndarray
    upper_rad: np.ndarray
    mass_kg: np.ndarray
    """shape (n + 1,): zero for the carriers between the axes of one anatomical joint."""
    com_m: np.ndarray
    """shape (n + 1, 3): link CoM in the link frame."""
    inertia_kg_m2: np.ndarray
    """shape (n + 1, 3): principal inertia about the link CoM, axes of the link frame."""
    hand_m: np.ndarray
    """shape (3,): palm centre in the frame of either forearm."""

    @cached_property
    def massive(self) -> tuple[int, ...]:
        """Indices of the links that have mass, root first."""
        return tuple(int(i) for i in np.flatnonzero(self.mass_kg))

    @property
    def side(self) -> int:
        """+1 when the free leg is on the left (right stance), else -1: the sign of medial along y."""
        return 1 if self.stance == "right" else -1

    @property
    def arm_m(self) -> float:
        """From the shoulder to the palm of a straight arm."""
        return self.proportions.segments["upper_arm"].length_m - float(self.hand_m[2])

    @property
    def heel_m(self) -> np.ndarray:
        """shape (3,): back of either heel at sole level, in the foot frame."""
        return np.array([-HEEL_TO_ANKLE * self.proportions.segments["foot"].length_m, 0.0, -self.proportions.ankle_height_m])

    @property
    def toe_m(self) -> np.ndarray:
        """shape (3,): tip of the toes at sole level, in either foot frame."""
        return self.heel_m + np.array([self.proportions.segments["foot"].length_m, 0.0, 0.0])


def build(body: Proportions, stance: Literal["left", "right"] = "right") -> Humanoid:
    """Assemble the humanoid of one athlete."""
    side = 1 if stance == "right" else -1
    seg = body.segments
    up = np.array([0.0, 0.0, 1.0])
    left = np.array([0.0, float(side), 0.0])
    omphalion = seg["lower_trunk"].length_m
    origin = {
        "stance_thigh": seg["shank"].length_m * up,
        "hip_carrier_1": seg["thigh"].length_m * up,
        "lumbar_carrier": omphalion * up + body.hip_half_width_m * left,
        "head": (seg["trunk"].length_m - omphalion) * up,
        "free_hip_carrier_1": 2 * body.hip_half_width_m * left,
        "free_shank": -seg["thigh"].length_m * up,
        "free_foot": -seg["shank"].length_m * up,
    }
    for arm, way in (("stance", -1), ("free", 1)):
        origin[f"{arm}_shoulder_carrier"] = (body.shoulder_height_m - omphalion) * up + way * body.shoulder_half_width_m * left
        origin[f"{arm}_forearm"] = -seg["upper_arm"].length_m * up

    mass, com, inertia = np.zeros(len(LINK_NAMES)), np.zeros((len(LINK_NAMES), 3)), np.zeros((len(LINK_NAMES), 3))

    def place(link: str, *parts: tuple[Segment, np.ndarray]) -> None:
        """Give a link its mass: parts with their CoM in the link frame, all axes parallel."""
        m = sum(part.mass_kg for part, _ in parts)
        centre = sum((part.mass_kg * at for part, at in parts), np.zeros(3)) / m
        i = LINK[link]
        mass[i], com[i] = m, centre
        for part, at in parts:
            d = at - centre
            inertia[i] += part.inertia_kg_m2 + part.mass_kg * ((d**2).sum() - d**2)

    foot = seg["foot"]
    # The long axis of the foot lies along x: reorder (antero-posterior, medio-lateral, long) to (x, y, z).
    flat = Segment(foot.mass_kg, foot.length_m, foot.com_m, foot.inertia_kg_m2[[2, 1, 0]])
    foot_com = np.array([foot.com_m - HEEL_TO_ANKLE * foot.length_m, 0.0, -body.ankle_height_m / 2])
    place("stance_foot", (flat, foot_com))
    place("free_foot", (flat, foot_com))
    place("stance_shank", (seg["shank"], (seg["shank"].length_m - seg["shank"].com_m) * up))
    place("stance_thigh", (seg["thigh"], (seg["thigh"].length_m - seg["thigh"].com_m) * up))
    place("free_thigh", (seg["thigh"], -seg["thigh"].com_m * up))
    place("free_shank", (seg["shank"], -seg["shank"].com_m * up))
    lower, middle, upper = seg["lower_trunk"], seg["middle_trunk"], seg["upper_trunk"]
    place("pelvis", (lower, (lower.length_m - lower.com_m) * up + body.hip_half_width_m * left))
    xiphion = middle.length_m
    c7 = seg["trunk"].length_m - omphalion
    place("trunk", (middle, (xiphion - middle.com_m) * up), (upper, (c7 - upper.com_m) * up))
    place("head", (seg["head"], (seg["head"].length_m - seg["head"].com_m) * up))
    forearm, hand = seg["forearm"], seg["hand"]
    for arm in ("stance", "free"):
        place(f"{arm}_upper_arm", (seg["upper_arm"], -seg["upper_arm"].com_m * up))
        place(f"{arm}_forearm", (forearm, -forearm.com_m * up), (hand, -(forearm.length_m + hand.com_m) * up))

    zero = np.zeros(3)
    limits = np.radians([RANGE_DEG[name] for name in JOINT_NAMES])
    return Humanoid(
        body,
        stance,
        parent=np.array([LINK[row[1]] for row in STRUCTURE]),
        origin_m=np.array([origin.get(row[2], zero) for row in STRUCTURE]),
        axis=np.array([row[3] for row in STRUCTURE], float) * [side, 1, side],
        lower_rad=limits[:, 0],
        upper_rad=limits[:, 1],
        mass_kg=mass,
        com_m=com,
        inertia_kg_m2=inertia,
        hand_m=-(forearm.length_m + hand.com_m) * up,
    )


def carrying(humanoid: Humanoid, mass_kg: float, arms: tuple[str, ...]) -> Humanoid:
    """The same body with a point weight shared by the palms of `arms` (`stance`, `free`)."""
    if mass_kg == 0:
        return humanoid
    mass, com, inertia = humanoid.mass_kg.copy(), humanoid.com_m.copy(), humanoid.inertia_kg_m2.copy()
    for arm in arms:
        i, extra = LINK[f"{arm}_forearm"], mass_kg / len(arms)
        offset = humanoid.hand_m - com[i]
        com[i] += offset * extra / (mass[i] + extra)
        inertia[i] += mass[i] * extra / (mass[i] + extra) * ((offset**2).sum() - offset**2)
        mass[i] += extra
    return dataclasses.replace(humanoid, mass_kg=mass, com_m=com, inertia_kg_m2=inertia)

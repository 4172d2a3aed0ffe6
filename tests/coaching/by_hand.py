"""Statics of a held hinge worked out by hand: masses of the segment table and of the load on rods, angles of the posture.

World axes: x forward from the stance ankle, y to the free side, z up from the ground; a right stance, the pelvis level and not turned,
the low back straight. Nothing else of the library is used.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

import numpy as np

from hingesim import Scenario
from hingesim.body.anthropometry import Proportions

G = 9.81
"""As the model has it."""
HEEL = 0.215
"""Ankle ahead of the heel, foot lengths."""
NECK = 0.75
"""The head inclines by this share of the trunk."""


@dataclass(frozen=True)
class Angles:
    """Angles of the posture that follow from balance or from clearing the ground, rad."""

    shank: float
    """Forward inclination."""
    roll: float
    """Of the shank to the stance side."""
    knee: float
    free_knee: float
    elbow: float
    upper_arm: float
    """Forward of the vertical."""
    down: dict[str, np.ndarray] | None = None
    """shape (3,) by `leg`, `calf`, `sole` (toward the toes), `instep` (off the sole), `same_upper`, `same_lower`, `opposite_upper`,
    `opposite_lower`: directions of the free leg and of both arms from joint to joint, where a foot or a hand that is held places them."""


@dataclass(frozen=True)
class Statics:
    """What holds the posture, with the pull of the band if there is one."""

    cop_m: np.ndarray
    """shape (2,)."""
    hip_extension_nm: float
    """Moment of the stance hip against folding."""
    hip_abduction_nm: float
    """Moment of the stance hip against the free side of the pelvis sinking."""


def statics(
    scenario: Scenario,
    body: Proportions,
    at: float,
    angles: Angles,
    pull_n: np.ndarray,
    *,
    load: bool = True,
    aid: tuple[np.ndarray, np.ndarray] | None = None,
) -> Statics:
    """Moments of all weights and of the pull about the ground and about the stance hip.

    Args:
        scenario: what is done.
        body: the segment table scaled to the trainee.
        at: place along the hinge, 0 top, 1 bottom.
        angles: the other angles of the posture.
        pull_n: shape (3,): of the band on the middle between the hands that hold it.
        load: without it, what a forgotten weight would give.
        aid: shape (3,) twice: where an aid acts, and its force.
    """
    seg, trunk = body.segments, at * radians(scenario.hinge.depth_deg)
    free = scenario.hinge.free_leg_reach * trunk
    ankle = np.array([0.0, 0.0, body.ankle_height_m])
    a, r, k = angles.shank, angles.roll, angles.knee
    shank = np.array([cos(r) * sin(a), -sin(r), cos(r) * cos(a)])
    thigh = np.array([cos(r) * cos(k) * sin(a) - sin(k) * cos(a), -sin(r) * cos(k), cos(r) * cos(k) * cos(a) + sin(k) * sin(a)])
    spine, head = (np.array([sin(t), 0.0, cos(t)]) for t in (trunk, NECK * trunk))
    knee = ankle + seg["shank"].length_m * shank
    hip = knee + seg["thigh"].length_m * thigh
    pelvis = hip + np.array([0.0, body.hip_half_width_m, 0.0])
    navel = pelvis + seg["lower_trunk"].length_m * spine
    neck = pelvis + seg["trunk"].length_m * spine
    foot, table = seg["foot"], []

    def weigh(part: str, first_end: np.ndarray, toward: np.ndarray) -> None:
        """A segment with its CoM from the first end of the table toward the second."""
        table.append((seg[part].mass_kg, first_end + seg[part].com_m * toward))

    weigh("shank", knee, -shank)
    weigh("thigh", hip, -thigh)
    table.append((foot.mass_kg, np.array([foot.com_m - HEEL * foot.length_m, 0.0, body.ankle_height_m / 2])))
    below = len(table)
    weigh("lower_trunk", navel, -spine)
    weigh("middle_trunk", navel + seg["middle_trunk"].length_m * spine, -spine)
    weigh("upper_trunk", neck, -spine)
    weigh("head", neck + seg["head"].length_m * head, -head)
    palms = {}
    for side, way in (("same", -1), ("opposite", 1)):
        shoulder = pelvis + body.shoulder_height_m * spine + [0.0, way * body.shoulder_half_width_m, 0.0]
        upper, lower = (np.array([sin(t), 0.0, -cos(t)]) for t in (angles.upper_arm, angles.upper_arm + angles.elbow))
        if angles.down:
            upper, lower = angles.down[f"{side}_upper"], angles.down[f"{side}_lower"]
        elbow = shoulder + seg["upper_arm"].length_m * upper
        wrist = elbow + seg["forearm"].length_m * lower
        weigh("upper_arm", shoulder, upper)
        weigh("forearm", elbow, lower)
        weigh("hand", wrist, lower)
        palms[side] = wrist + seg["hand"].com_m * lower
    leg, calf = (np.array([-sin(t), 0.0, -cos(t)]) for t in (free, free + angles.free_knee))
    if angles.down:
        leg, calf = angles.down["leg"], angles.down["calf"]
    free_hip = hip + np.array([0.0, 2 * body.hip_half_width_m, 0.0])
    free_knee = free_hip + seg["thigh"].length_m * leg
    free_ankle = free_knee + seg["shank"].length_m * calf
    weigh("thigh", free_hip, leg)
    weigh("shank", free_knee, calf)
    tilt, along, down = free + angles.free_knee, foot.com_m - HEEL * foot.length_m, -body.ankle_height_m / 2
    middle = np.array([along * cos(tilt) + down * sin(tilt), 0.0, down * cos(tilt) - along * sin(tilt)])
    if angles.down:
        toes = angles.down["sole"]
        middle = along * toes + down * angles.down["instep"]
    table.append((foot.mass_kg, free_ankle + middle))

    def holding(hand: str) -> list[np.ndarray]:
        return [palms[side] for side in (("same", "opposite") if hand == "both" else (hand,))]

    if load:
        loaded = holding(scenario.load.hand)
        table += [(scenario.load.mass_kg / len(loaded), palm) for palm in loaded]
    grip = np.mean(holding(scenario.band.hand if scenario.band else "both"), axis=0)

    def moment_nm(parts: list[tuple[float, np.ndarray]], about: np.ndarray) -> np.ndarray:
        weights = sum((np.cross(at_m - about, [0.0, 0.0, -m * G]) for m, at_m in parts), np.zeros(3))
        held = np.zeros(3) if aid is None else np.cross(aid[0] - about, aid[1])
        return weights + np.cross(grip - about, pull_n) + held

    ground = moment_nm(table, np.zeros(3))
    carried_n = sum(m for m, _ in table) * G - pull_n[2] - (0.0 if aid is None else aid[1][2])
    at_hip = moment_nm(table[below:], hip)
    sideways = np.array([thigh[2], 0.0, -thigh[0]]) / np.hypot(thigh[0], thigh[2])  # level across the thigh, in its plane of flexion
    return Statics(np.array([ground[1], -ground[0]]) / carried_n, float(at_hip[1]), float(-at_hip @ sideways))


def pull_of(scenario: Scenario, grip_m: np.ndarray, tension_n: float) -> np.ndarray:
    """shape (3,): a tension along the line from the hands to the anchor."""
    if scenario.band is None:
        return np.zeros(3)
    reach = np.array([scenario.band.distance_m, 0.0, scenario.band.anchor_height_m]) - grip_m
    return tension_n * reach / np.linalg.norm(reach)

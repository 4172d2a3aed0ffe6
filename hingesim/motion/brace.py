"""Legs that bear her once balance is lost: forces wanted of the ground, and the joint torques that ask for them.

Virtual model control (Pratt et al. 2001): legs without inertia turn a force wanted at each foot into joint torques. What is wanted is a
centre of pressure beyond the XcoM, so that it turns back (Hof 2008), support of the pelvis like a damped spring, and a trunk of a given
inclination. Strength and speed limit the torques, as everywhere; the ground gives what it can.

What is called a judgement was chosen on MuJoCo: the default hinge with seeds 0 to 2, pushes of the default woman with seeds 5 and 7.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from hingesim.body.humanoid import LINK, Humanoid
from hingesim.body.kinematics import forward, quaternion_rotations
from hingesim.body.support import STANCE_COP_FL
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.linear import applied, cross
from hingesim.motion.stepping import LEG_JOINTS, REACH, Place

CAPTURE = 1.0
"""The pressure is asked this share of the XcoM's way from where it should come to rest beyond the XcoM (judgement)."""
HEEL_FL, BALL_FL, SIDE_FL = -0.10, 0.70, 0.10
"""Where the pressure may be asked under a foot, foot lengths from the ankle. Heel and sides are those of the functional base (`support`);
in front it ends at 0.63, where a person can hold herself, but a push
that need not last goes out to the toes (the sole ends at 0.77; chosen)."""
HEIGHT, LOWEST = 0.93, 0.75
"""Height of the hips asked for, of the length of the legs: knees that bend can push; less where the split is wide, but no deeper than a
lunge (judgement)."""
SUPPORT_HZ, SUPPORT_RATIO = 1.5, 0.7
"""Of the body on its legs as a spring with damper: legs in running and landing bounce at 1.5-3 Hz (Farley & Gonzalez 1996, recalled)."""
SUPPORT_SHARE = 0.8, 1.8
"""Support asked for, of body weight: legs only push, and the knees of a landing stand about twice the weight (judgement)."""
TRUNK_HZ, TRUNK_RATIO, TRUNK_SHARE = 1.2, 0.9, 0.12
"""Of the trunk over the hips; and the most moment for it, in weight times height: it must come out of the pressure's room (judgement)."""
YAW_NM, YAW_NMS = 80.0, 22.0
"""About the vertical, per radian of the pelvis and per its rate: 1 Hz for the 2 kg m2 of a body bent forward (judgement)."""
SWING_TRUNK_SHARE = 0.04
"""The same while a leg swings or the feet do not hold her: the trunk takes up most of the reaction, which otherwise drives the CoM on
(judgement)."""
GRIP, TWIST_M = 0.6, 0.06
"""Of the friction of the ground that a step trusts in, and its lever for the twist of one foot: a quarter of a foot's length."""


@dataclass(frozen=True)
class Pressure:
    """Where the ground is to push."""

    at_m: np.ndarray
    """shape (2, 2): under either foot, world."""
    share: np.ndarray
    """shape (2,): of the whole force."""
    short_m: float
    """How far the XcoM is beyond every pressure that these feet can give."""


def pressure(length_m: float, feet_m: list[Place], bears: tuple[bool, bool], xcom_m: Place, rest_m: Place | None = None) -> Pressure:
    """Where the ground is to push to turn the XcoM back.

    Args:
        length_m: of a foot.
        feet_m: both ankles.
        bears: which feet stand.
        xcom_m: felt.
        rest_m: where the XcoM should come to rest; default: the middle of what bears.
    """
    resting = [(x + STANCE_COP_FL * length_m, y) for x, y in feet_m]
    if not all(bears):
        resting = [resting[0 if bears[0] else 1]] * 2
    (ax, ay), (bx, by) = resting
    wx, wy = bx - ax, by - ay
    rx, ry = rest_m or ((ax + bx) / 2, (ay + by) / 2)

    def given(x: float, y: float) -> tuple[float, float, float]:
        """Share of the free foot, and what each foot adds to the middle of its base."""
        part = min(max(((x - ax) * wx + (y - ay) * wy) / max(wx * wx + wy * wy, 1e-4), 0.0), 1.0)
        dx, dy, fore = x - ax - part * wx, y - ay - part * wy, STANCE_COP_FL * length_m
        dx = min(max(dx, HEEL_FL * length_m - fore), BALL_FL * length_m - fore)
        return part, dx, min(max(dy, -SIDE_FL * length_m), SIDE_FL * length_m)

    part, dx, dy = given(*xcom_m)
    short = math.hypot(xcom_m[0] - ax - part * wx - dx, xcom_m[1] - ay - part * wy - dy)
    part, dx, dy = given(xcom_m[0] + CAPTURE * (xcom_m[0] - rx), xcom_m[1] + CAPTURE * (xcom_m[1] - ry))
    if not all(bears):
        part = 0.0 if bears[0] else 1.0
    return Pressure(np.array([(x + dx, y + dy) for x, y in resting]), np.array([1 - part, part]), short)


def brace_nm(
    humanoid: Humanoid,
    table: np.ndarray,
    joints: np.ndarray,
    com_m: list[float],
    asked: Pressure,
    trunk_rad: float,
    lands_m: np.ndarray | None = None,
) -> tuple[np.ndarray, float]:
    """Torques that ask the ground for what holds her, shape (n,), zero outside the legs that bear; and the height wanted of the hips.

    Args:
        humanoid: the body.
        table: shape (massive links, 13), see `engine.State`.
        joints: shape (2 n,): angles, then rates.
        com_m: whole-body CoM relative to the stance ankle.
        asked: where the ground is to push.
        trunk_rad: inclination wanted of the trunk, forward.
        lands_m: where the ankle of the leg that swings is to land: the pelvis comes down so that it reaches.
    """
    n, weight_n = len(joints) // 2, float(humanoid.mass_kg.sum()) * GRAVITY_M_S2
    turn = quaternion_rotations(table[:1, 9:])
    ankle = table[0, :3] - applied(turn[0], humanoid.com_m[0])
    poses = forward(humanoid, joints[:n], ankle[None], turn)
    at, rotation = poses.position_world_m[0], poses.rotation_world[0]
    hips = np.stack([at[LINK["hip_carrier_1"]], at[LINK["free_hip_carrier_1"]]])
    com = np.array(com_m) + ankle
    ways = [math.hypot(x, y) for x, y in (hips[:, :2] - asked.at_m).tolist()]
    height = min(height_m(humanoid, HEIGHT, way) for way, share in zip(ways, asked.share, strict=True) if share > 0)
    if lands_m is not None:
        x, y = (hips[int(asked.share[1] == 0), :2] - lands_m).tolist()
        height = min(height, height_m(humanoid, REACH, math.hypot(x, y)))
    moment = _trunk_nm(
        humanoid, table, weight_n * (SWING_TRUNK_SHARE if lands_m is not None or asked.short_m > 0 else TRUNK_SHARE), trunk_rad
    )
    row = table[list(humanoid.massive).index(LINK["pelvis"])]
    (p, q, _), (x, y, _) = row[6:9].tolist(), (hips.mean(axis=0) - row[:3]).tolist()
    rise_m_s = float(row[5]) + (p * y - q * x)
    force = _force_n(humanoid, hips, height, asked, com, rise_m_s, moment)
    torque, twist_nm = np.zeros(n), np.zeros(3)
    if asked.share.min() == 0:  # one foot turns her about the vertical by twisting on the ground
        twist_nm[2] = _within(moment[2], GRIP * TWIST_M * weight_n)
    for foot, sign in ((0, 1.0), (1, -1.0)):
        if asked.share[foot] > 0:
            legs = np.array(LEG_JOINTS[foot])
            axis = np.einsum("kij,kj->ki", rotation[legs + 1], humanoid.axis[legs])
            arm = np.array([*asked.at_m[foot], 0.0]) - at[legs + 1]
            # Seen from the pelvis the joints of the stance leg turn the part nearer to it, those of the free leg the part beyond.
            torque[legs] = sign * np.einsum("ki,ki->k", axis, cross(arm, force[foot]) + twist_nm)
    return torque, height


def _trunk_nm(humanoid: Humanoid, table: np.ndarray, most_n: float, trunk_rad: float) -> tuple[float, float, float]:
    """Moments about x, y and z that bring the trunk to its inclination, and the pelvis to face forward."""
    row = table[list(humanoid.massive).index(LINK["pelvis"])]
    turn = quaternion_rotations(row[9:])
    axis, left, spin = turn[:, 2].tolist(), turn[:, 1].tolist(), row[6:9].tolist()
    body = humanoid.proportions
    upper = sum(humanoid.mass_kg[LINK[link]] for link in ("pelvis", "trunk", "head")) + 2 * body.segments["upper_arm"].mass_kg
    inertia, omega = float(upper) * body.segments["trunk"].length_m ** 2 / 3, 2 * math.pi * TRUNK_HZ
    most = most_n * body.height_m
    # Roll is read from the line of the hips: it has one also when the trunk is level.
    tilt = math.asin(_within(left[2], 1.0)), math.atan2(axis[0], axis[2]) - trunk_rad
    roll, pitch = (-inertia * (omega**2 * a + 2 * TRUNK_RATIO * omega * w) for a, w in zip(tilt, spin[:2], strict=True))
    yaw = -YAW_NM * math.atan2(-left[0], left[1]) - YAW_NMS * spin[2]
    return _within(roll, most), _within(pitch, most), _within(yaw, most)


def _within(value: float, most: float) -> float:
    return min(max(value, -most), most)


def height_m(humanoid: Humanoid, share: float, wide_m: float) -> float:
    """Height of a hip this far from its foot, with so much of the leg's length between them."""
    seg = humanoid.proportions.segments
    leg = seg["thigh"].length_m + seg["shank"].length_m
    return humanoid.proportions.ankle_height_m + math.sqrt(max((share * leg) ** 2 - wide_m**2, (LOWEST * leg) ** 2))


def _force_n(
    humanoid: Humanoid, hips: np.ndarray, height_m: float, asked: Pressure, com: np.ndarray, rise_m_s: float, moment: tuple[float, ...]
) -> np.ndarray:
    """Force of the ground wanted at each foot, shape (2, 3)."""
    mass, omega = float(humanoid.mass_kg.sum()), 2 * math.pi * SUPPORT_HZ
    share, middle_m = asked.share[:, None], (asked.share[:, None] * asked.at_m).sum(axis=0)
    rise = omega**2 * (height_m - float((asked.share * hips[:, 2]).sum())) - 2 * SUPPORT_RATIO * omega * rise_m_s
    least, most = SUPPORT_SHARE
    up = mass * GRAVITY_M_S2 * min(max(1 + rise / GRAVITY_M_S2, least), most)
    # Through the CoM, but for the moment that turns the trunk.
    flat = (up * (com[:2] - middle_m) + np.array([-moment[1], moment[0]])) / max(float(com[2]), 0.3)
    # Each leg pushes along itself as far as it may, and both share the rest.
    along = up * share * (hips[:, :2] - asked.at_m) / np.maximum(hips[:, 2:], 0.3)
    aside = along + share * (flat - along.sum(axis=0))
    # A couple of both feet turns her about the vertical; what the legs' own directions do of that is undone.
    way, arms = asked.at_m[1] - asked.at_m[0], asked.at_m - com[:2]
    turning = float((arms[:, 0] * aside[:, 1] - arms[:, 1] * aside[:, 0]).sum())
    if asked.share.min() > 0:
        couple = (moment[2] - turning) / max(float((way * way).sum()), 0.04) * np.array([-way[1], way[0]])
        aside += np.array([[-1.0], [1.0]]) * couple
    bound = GRIP * up * asked.share
    aside *= np.minimum(1.0, bound / np.maximum(np.hypot(aside[:, 0], aside[:, 1]), 1e-9))[:, None]
    return np.column_stack([aside, up * asked.share])

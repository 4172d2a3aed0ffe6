"""Drawn legs, feet, arms and hands.

Girths come from the mass and length of a segment at tissue density; joints, hands and feet follow the skeleton and grow
less with the athlete's mass than the flesh does.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from hingesim.body.anthropometry import Proportions, Segment
from hingesim.body.humanoid import Humanoid
from hingesim.render.hulls import Point, Solids, smooth

TISSUE_KG_M3 = 1050.0
LEAN_BMI = 21.5
"""Body mass index (kg/m2) of the build the joints are drawn for."""
JOINT_SHARE = 0.45
"""Share of the (relative) growth in girth that a joint takes part in."""


def girth_m(segment: Segment) -> float:
    """Radius of a cylinder of the segment's mass and length."""
    return float(np.sqrt(segment.mass_kg / (TISSUE_KG_M3 * np.pi * segment.length_m)))


def stoutness(p: Proportions) -> float:
    """Girth relative to a lean body of the same stature: the root of the relative body mass index."""
    return float(np.sqrt(p.mass_kg / p.height_m**2 / LEAN_BMI))


def bony_m(girth_m: float, p: Proportions) -> float:
    """The girth where bone, not flesh, decides it."""
    return girth_m * stoutness(p) ** (JOINT_SHARE - 1)


def medial(h: Humanoid, side: str) -> int:
    """Sign along y of the way from a `stance` or `free` limb to the middle of the body."""
    return h.side if side == "stance" else -h.side


def add_leg(out: Solids, h: Humanoid, leg: str) -> None:
    """A leg with its shoe; the stance leg's frames sit in the lower joint of each segment, the free leg's in the upper one."""
    p, limb, inward = h.proportions, f"{leg}_leg", medial(h, leg)
    seg = p.segments
    thigh, shank = girth_m(seg["thigh"]), girth_m(seg["shank"])
    knee, ankle = 0.5 * bony_m(0.62 * thigh + 1.14 * shank, p), bony_m(0.68 * shank, p)
    shank = 0.5 * (shank + bony_m(shank, p))

    def stations(name: str, rows: list[tuple[float, ...]]) -> list[int]:
        """Balls at (share of the way from the upper joint, radius, place ahead, place inward of the axis)."""
        length = seg[name].length_m
        top = length if leg == "stance" else 0.0
        return [out.ball(f"{leg}_{name}", (x, inward * y, top - t * length), r) for t, r, x, y in rows]

    upper: list[tuple[float, ...]] = [
        (0.0, 1.1 * thigh, -0.08 * thigh, -0.05 * thigh),
        (0.22, 1.07 * thigh, 0.02 * thigh, 0.0),
        (0.5, 0.93 * thigh, 0.08 * thigh, 0.02 * thigh),
        (0.8, 1.1 * knee, 0.06 * thigh, 0.02 * thigh),
        (0.94, 1.0 * knee, 0.10 * knee, 0.0),
        (1.0, 0.98 * knee, 0.0, 0.0),
    ]
    lower: list[tuple[float, ...]] = [
        (0.0, 0.98 * knee, 0.0, 0.0),
        (0.07, 0.97 * knee, -0.02 * knee, 0.0),
        (0.27, 1.16 * shank, -0.36 * shank, 0.06 * shank),
        (0.45, 1.02 * shank, -0.25 * shank, 0.05 * shank),
        (0.7, 0.78 * ankle + 0.3 * shank, -0.08 * shank, 0.0),
        (0.88, 1.02 * ankle, -0.02 * shank, 0.0),
        (1.0, 1.0 * ankle, 0.0, 0.0),
    ]
    hem = 0.89
    skin = stations("shank", smooth(lower, (hem - 0.04, 0.93, 0.99)))
    out.chain(limb, "skin", skin)
    _shoe(out, h, leg, ankle)
    flesh = stations("thigh", smooth(upper, (0.0, 0.12, 0.24, 0.37, 0.5, 0.64, 0.78, 0.88, 0.95, 1.0)))
    flesh += stations("shank", smooth(lower, (0.06, 0.13, 0.21, 0.29, 0.38, 0.48, 0.6, 0.74)))
    last = smooth(lower, (hem,))[0]
    out.chain(limb, limb, flesh)
    out.hull(limb, limb, flesh[-1], *_cuff(lambda x, y, r: stations("shank", [(hem, r, last[2] + x, last[3] + y)])[0], 1.08 * last[1]))


def _shoe(out: Solids, h: Humanoid, leg: str, ankle_m: float) -> None:
    link, limb = f"{leg}_foot", f"{leg}_leg"
    length, half = h.proportions.segments["foot"].length_m, h.proportions.foot_width_m / 2
    back, floor = float(h.heel_m[0]), float(h.heel_m[2])

    def row(share: float, up: float, radius: float, wide: float) -> list[int]:
        """Two balls side by side; all in foot lengths but `wide`, in half widths: `share` from heel to toe, bottom `up` above the sole."""
        r = radius * length
        spread = max(half * wide - r, 0.0)
        return [out.ball(link, (back + share * length, y, floor + up * length + r), r) for y in (-spread, spread)]

    tread, floor_up = 0.026, 0.045
    waist, ball_pad = row(0.3, 0.0, tread, 0.72), row(0.66, 0.0, tread, 1.1)
    sole = [
        [*row(0.028, 0.004, tread, 0.7), *row(0.08, 0.0, tread, 0.76), *waist],
        [*row(0.2, 0.02, tread, 0.7), *row(0.7, 0.02, tread, 1.05)],
        [*ball_pad, *row(0.86, 0.0, tread, 1.05), *row(0.968, 0.012, tread, 0.9)],
    ]
    collar = [out.ball(link, (x, 0.0, -0.02 * length), r) for x, r in ((-0.012, 1.12 * ankle_m), (0.014, 1.0 * ankle_m))]
    heel, counter = row(0.105, floor_up, 0.1, 0.78), row(0.125, 0.12, 0.105, 0.74)
    instep, ball, toe = row(0.5, 0.055, 0.125, 0.74), row(0.72, floor_up, 0.092, 1.12), row(0.9, floor_up, 0.062, 0.98)
    for pad in sole:
        out.hull(limb, "sole", *pad)
    out.hull(limb, "shoe", *collar, *heel, *counter, *instep)
    out.hull(limb, "shoe", *heel, *instep, *ball)
    out.hull(limb, "shoe", *ball, *toe)
    for pad in sole:  # once more, over the shoe, where it is seen from below
        out.hull(limb, "sole", *pad, faces=(0.0, 0.0, -1.0))


def add_arm(out: Solids, h: Humanoid, arm: str) -> None:
    """An arm in a short sleeve, with a closed hand."""
    p, limb, inward = h.proportions, f"{arm}_arm", medial(h, arm)
    seg = p.segments
    upper, fore = girth_m(seg["upper_arm"]), girth_m(seg["forearm"])
    elbow, wrist = 0.5 * bony_m(0.86 * upper + 0.94 * fore, p), bony_m(0.68 * fore, p)

    def stations(name: str, rows: list[tuple[float, ...]]) -> list[int]:
        """Balls at (share of the way down, radius, place ahead and inward of the axis)."""
        return [out.ball(f"{arm}_{name}", (x, inward * y, -t * seg[name].length_m), r) for t, r, x, y in rows]

    above: list[tuple[float, ...]] = [
        (0.0, 1.0 * upper, 0.0, 0.42 * upper),
        (0.18, 1.12 * upper, 0.0, 0.26 * upper),
        (0.5, 1.0 * upper, 0.06 * upper, 0.06 * upper),
        (0.85, 1.02 * elbow, 0.04 * upper, 0.0),
        (1.0, 0.98 * elbow, 0.0, 0.0),
    ]
    below: list[tuple[float, ...]] = [
        (0.0, 0.98 * elbow, 0.0, 0.0),
        (0.22, 1.1 * fore, 0.12 * fore, -0.08 * fore),
        (0.5, 0.92 * fore, 0.05 * fore, -0.04 * fore),
        (0.85, 1.04 * wrist, 0.0, 0.0),
        (1.0, 1.0 * wrist, 0.0, 0.0),
    ]
    _hand(out, h, arm, wrist)
    bare = stations("upper_arm", smooth(above, (0.4, 0.55, 0.7, 0.85, 1.0)))
    out.chain(limb, "skin", bare + stations("forearm", smooth(below, (0.1, 0.2, 0.32, 0.48, 0.66, 0.84, 1.0))))
    hem = 0.52
    sleeve = stations("upper_arm", [(t, r * (1.0 + 0.12 * t), x, y) for t, r, x, y in smooth(above, (0.0, 0.12, 0.25, 0.38))])
    last = smooth(above, (hem,))[0]
    out.chain(limb, "shirt", sleeve)
    cuff = _cuff(lambda x, y, r: stations("upper_arm", [(hem, r, last[2] + x, last[3] + y)])[0], 1.12 * last[1])
    out.hull(limb, "shirt", sleeve[-1], *cuff)


def _cuff(ball: Callable[[float, float, float], int], radius_m: float) -> list[int]:
    """A ring of small balls: the flat end of a sleeve or trouser leg; `ball` adds one ahead of and inward of the axis."""
    small = 0.22 * radius_m
    round_rad = np.linspace(0, 2 * np.pi, 8, endpoint=False)
    return [ball(float((radius_m - small) * np.cos(a)), float((radius_m - small) * np.sin(a)), small) for a in round_rad]


def _hand(out: Solids, h: Humanoid, arm: str, wrist_m: float) -> None:
    """A hand closed round a band that leaves it at the palm: thumb ahead, fingers curled to the inside."""
    limb, link, inward = f"{arm}_arm", f"{arm}_forearm", medial(h, arm)
    wrist_z = -h.proportions.segments["forearm"].length_m
    k = (wrist_z - float(h.hand_m[2])) / 0.068  # one for the hand of the table's subjects

    def ball(x: float, y: float, below: float, radius: float) -> int:
        """Ahead, inward of and below the wrist."""
        return out.ball(link, (k * x, k * inward * y, wrist_z - k * below), k * radius)

    def finger(x: float, reach: float) -> list[int]:
        """Knuckle, middle joint and tip back in the palm."""
        return [ball(x, -0.004, reach - 0.028, 0.0105), ball(x, 0.008, reach, 0.0098), ball(0.9 * x, 0.03, reach - 0.012, 0.0095)]

    root = out.ball(link, (0.0, 0.0, wrist_z), wrist_m)
    palm = [ball(x, 0.002, z, r) for x, z, r in ((0.024, 0.07, 0.0165), (-0.022, 0.064, 0.0155), (0.018, 0.03, 0.016))]
    out.hull(limb, "skin", root, *palm)
    fingers = [finger(x, reach) for x, reach in ((-0.029, 0.09), (-0.011, 0.099), (0.008, 0.102), (0.027, 0.098))]
    for one in fingers:
        out.chain(limb, "skin", one)
    across = (0.0, float(-inward), 0.0)
    for x in (-0.02, -0.0015, 0.0175):
        out.hull(limb, "skin_line", ball(x, -0.012, 0.078, 0.0011), ball(x, -0.006, 0.1, 0.0016), faces=across)
    thumb = ((0.02, 0.004, 0.026, 0.0135), (0.036, 0.012, 0.052, 0.0115), (0.03, 0.026, 0.076, 0.01))
    out.chain(limb, "skin", [ball(*at) for at in thumb])
    seam: tuple[Point, ...] = ((0.024, -0.006, 0.042), (0.026, -0.006, 0.068))
    out.hull(limb, "skin_line", *(ball(*at, 0.0014) for at in seam), faces=across)

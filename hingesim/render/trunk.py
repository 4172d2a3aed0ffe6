"""Drawn hips, trunk and neck."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import Humanoid
from hingesim.render.hulls import Solids, smooth
from hingesim.render.limbs import TISSUE_KG_M3, bony_m, girth_m, stoutness

DEPTH_TO_WIDTH = 0.74
"""Depth over width of the trunk's cross-section."""

NECKLINE = ((-0.5, 1.8, 0.42), (0.5, 1.8, 0.42), (0.0, -0.1, 0.4))
"""The neck of the shirt, in radii of the neck: sideways, above the collar bones, radius."""


def girths_m(h: Humanoid) -> tuple[float, float]:
    """Mean half width and half depth of the trunk: an ellipse of its mass and length."""
    trunk = h.proportions.segments["trunk"]
    width = float(np.sqrt(trunk.mass_kg / (TISSUE_KG_M3 * trunk.length_m) / (DEPTH_TO_WIDTH * np.pi)))
    return width, DEPTH_TO_WIDTH * width


def add_hips(out: Solids, h: Humanoid, leg: str) -> None:
    """The half of the pelvis above one leg, in the trousers of that leg."""
    p, limb = h.proportions, f"{leg}_leg"
    width, depth = girths_m(h)
    middle, way = h.side * p.hip_half_width_m, (-h.side if leg == "stance" else h.side)
    omphalion = p.segments["lower_trunk"].length_m
    female = p.sex == "female"
    hip = (1.22 if female else 1.13) * width

    def ball(x: float, z: float, radius: float, half: float) -> int:
        return out.ball("pelvis", (x, middle + way * (half - radius), z), radius)

    r = 0.5 * hip
    seat = ball(r - (1.22 if female else 1.16) * depth, -0.06 * omphalion, r, hip)
    front = ball(0.8 * depth - 0.9 * r, 0.08 * omphalion, 0.9 * r, 0.97 * hip)
    loin = 0.5 * width
    top = [ball(x, 0.55 * omphalion, loin, 1.06 * width) for x in (loin - 0.98 * depth, 0.92 * depth - loin)]
    out.hull(limb, limb, seat, front, *top)


def add_trunk(out: Solids, h: Humanoid) -> None:
    """Neck and shirt."""
    p = h.proportions
    width, depth = girths_m(h)
    female, stout = p.sex == "female", stoutness(p)
    omphalion = p.segments["lower_trunk"].length_m
    shoulder, c7 = p.shoulder_height_m - omphalion, p.segments["trunk"].length_m - omphalion
    # Flesh gathers at the belly: its share of the depth grows with stoutness, that of the chest shrinks.
    belly = float(np.clip(stout ** (1.2 if female else 2.0), 0.94, 1.5))

    def section(link: str, z: float, half: float, ahead: float, behind: float, corner: float, mid: float = 0.0) -> list[int]:
        """Four balls: half width, reach ahead of and behind the axis, radius of the corners."""
        r = min(corner, half, 0.5 * (ahead + behind))
        return [out.ball(link, (x, mid + y, z), r) for x in (r - behind, ahead - r) for y in (r - half, half - r)]

    # Height over the shoulder height, half width, reach ahead and behind, radius of the corners.
    rows = [
        (-0.02, 0.97 if female else 1.02, 0.88 * belly, 0.82, 0.62),
        (0.18, (0.9 if female else 0.99) * belly**0.5, 0.88 * belly, 0.76, 0.62),
        (0.45, (0.94 if female else 1.04), 0.96 * belly**0.4, 0.94, 0.66),
        (0.68, (0.98 if female else 1.1), 1.12 if female else 1.06, 1.04, 0.66),
        (0.84, (1.0 if female else 1.12), 0.94, 1.02, 0.6),
        (0.99, (0.98 if female else 1.1), 0.62, 0.8, 0.42),
    ]
    levels = smooth(rows, (-0.02, 0.14, 0.3, 0.47, 0.64, 0.8, 0.95))
    shirt = [section("trunk", t * shoulder, half * width, a * depth, b * depth, r * depth) for t, half, a, b, r in levels]
    middle = h.side * p.hip_half_width_m
    hem = section("pelvis", 0.4 * omphalion, 1.12 * width, (0.3 + 0.66 * belly) * depth, 1.08 * depth, 0.36 * depth, middle)
    belt = section("pelvis", 0.72 * omphalion, 1.02 * width, (0.24 + 0.7 * belly) * depth, 0.94 * depth, 0.5 * depth, middle)
    neck = _neck(out, h, c7, stout)
    out.loft("trunk", "shirt", [hem, belt, shirt[0]])
    out.loft("trunk", "shirt", shirt)
    upper = girth_m(p.segments["upper_arm"])
    tips = [
        out.ball("trunk", (-0.02, way * (p.shoulder_half_width_m - 0.7 * upper), shoulder + 0.06 * upper), 0.84 * upper) for way in (-1, 1)
    ]
    out.hull("trunk", "shirt", *shirt[-1], *tips)
    out.hull("trunk", "shirt", *shirt[-2], *tips)
    collar = [out.ball("trunk", (x, 0.0, z), neck * s) for x, z, s in ((-0.024, c7 - 0.04, 1.02), (0.01, c7 - 0.066, 0.98))]
    out.hull("trunk", "shirt", *tips, *collar)
    out.hull("trunk", "shirt", *collar, *shirt[-2])
    throat = [out.ball("trunk", (0.8 * neck, y * neck, c7 - 0.08 + z * neck), r * neck) for y, z, r in NECKLINE]
    out.hull("trunk", "skin", *throat, faces=(0.98, 0.0, -0.2))


def _neck(out: Solids, h: Humanoid, c7_m: float, stout: float) -> float:
    """The neck from between the shoulders into the head; returns its radius."""
    p = h.proportions
    radius = bony_m(0.36 if p.sex == "female" else 0.41, p) * girths_m(h)[0] * stout**0.2
    k = p.segments["head"].length_m / 0.2429
    low = [out.ball("trunk", (x, 0.0, c7_m - z), radius * s) for x, z, s in ((-0.024, 0.05, 1.12), (0.012, 0.08, 1.02))]
    high = [out.ball("head", (x, 0.0, k * z), radius * s) for x, z, s in ((-0.016, 0.03, 1.0), (0.006, 0.02, 0.96))]
    top = [out.ball("head", (x, 0.0, k * z), radius * s) for x, z, s in ((-0.012, 0.075, 0.98), (0.01, 0.066, 0.92))]
    out.hull("trunk", "skin", *low, *high, *top)
    return radius

"""The drawn body: balls fixed in the links and hulls spanned over them, sized by the athlete's segment masses and lengths.

A hull is the convex hull of a few balls: its outline follows from any side. Girths come from the mass and length of a
segment at tissue density, so a heavier athlete is drawn broader. Only the drawing uses these shapes.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import numpy as np

from hingesim.anthropometry import HEAD_HEIGHT, Segment
from hingesim.humanoid import LINK, Humanoid

TISSUE_KG_M3 = 1050.0
DEPTH_TO_WIDTH = 0.72
"""Depth over width of the trunk's cross-section."""
Point = tuple[float, float, float]


@dataclass(frozen=True)
class Hull:
    """One convex piece of a limb."""

    limb: str
    colour: str
    """Key of `theme.BODY`."""
    balls: tuple[int, ...]
    detail: bool = False
    """A feature on the surface (eye, ear): no outline, seen from its own side only."""


@dataclass
class Solids:
    """All balls and hulls of one body."""

    link: list[int] = field(default_factory=list)
    local_m: list[Point] = field(default_factory=list)
    radius_m: list[float] = field(default_factory=list)
    hulls: list[Hull] = field(default_factory=list)

    def ball(self, link: str, at_m: Point, radius_m: float) -> int:
        """Add a ball; returns its index."""
        self.link.append(LINK[link])
        self.local_m.append(at_m)
        self.radius_m.append(radius_m)
        return len(self.link) - 1

    def hull(self, limb: str, colour: str, *balls: int, detail: bool = False) -> None:
        """Add a hull over balls."""
        self.hulls.append(Hull(limb, colour, balls, detail))

    def chain(self, limb: str, colour: str, balls: list[int]) -> None:
        """Add a hull over every two balls in a row."""
        for pair in itertools.pairwise(balls):
            self.hull(limb, colour, *pair)


def solids_of(h: Humanoid) -> Solids:
    """The drawn body of a humanoid."""
    out = Solids()
    for leg in ("free", "stance"):
        _leg(out, h, leg)
        _arm(out, h, leg)
    _trunk(out, h)
    _head(out, h)
    return out


def girth_m(segment: Segment) -> float:
    """Radius of a cylinder of the segment's mass and length."""
    return float(np.sqrt(segment.mass_kg / (TISSUE_KG_M3 * np.pi * segment.length_m)))


def _leg(out: Solids, h: Humanoid, leg: str) -> None:
    seg, limb = h.proportions.segments, f"{leg}_leg"
    thigh, shank = girth_m(seg["thigh"]), girth_m(seg["shank"])
    knee = 0.5 * (0.72 * thigh + 1.08 * shank)

    def stations(link: str, name: str, rows: tuple[tuple[float, float, float], ...]) -> list[int]:
        """Balls at (share of the way from the upper joint, radius, place ahead of the axis)."""
        length = seg[name].length_m
        # The stance leg's frames sit in the lower joint of each segment, the free leg's in the upper one.
        from_top = length if leg == "stance" else 0.0
        return [out.ball(link, (x, 0.0, from_top - t * length), r) for t, r, x in rows]

    upper = stations(f"{leg}_thigh", "thigh", ((0.02, 1.1 * thigh, -0.1 * thigh), (0.35, 1.03 * thigh, 0.06 * thigh), (1.0, knee, 0.0)))
    calf = ((0.0, 0.97 * knee, 0.0), (0.27, 1.13 * shank, -0.3 * shank), (0.62, 0.84 * shank, -0.12 * shank), (0.86, 0.64 * shank, 0.0))
    lower = stations(f"{leg}_shank", "shank", calf)
    ankle = stations(f"{leg}_shank", "shank", ((0.84, 0.6 * shank, 0.0), (0.97, 0.62 * shank, 0.0)))
    out.chain(limb, "skin", ankle)
    _foot(out, h, leg, 0.72 * shank)
    out.chain(limb, limb, lower)
    out.chain(limb, limb, upper)


def _foot(out: Solids, h: Humanoid, leg: str, ankle_m: float) -> None:
    link, limb = f"{leg}_foot", f"{leg}_leg"
    heel, length = h.heel_m, h.proportions.segments["foot"].length_m
    sole, half = float(heel[2]), h.proportions.foot_width_m / 2

    def ball(share: float, radius: float, lift: float, wide: float) -> list[int]:
        """Two balls side by side, `share` of the way from heel to toe."""
        x = float(heel[0] + share * length)
        spread = max(half * wide - radius, 0.0)
        return [out.ball(link, (x, y, sole + lift + radius), radius) for y in (-spread, spread)]

    r = 0.125 * length
    collar = [out.ball(link, (-0.004, 0.0, 0.12 * sole), ankle_m)]
    back, tread = ball(r / length + 0.005, r, 0.008, 0.8), 0.022 * length * 1.6
    instep, front = ball(0.52, 0.15 * length, 0.012, 0.7), ball(0.74, 0.095 * length, 0.008, 1.15)
    tip = ball(1 - 0.068, 0.068 * length, 0.006, 0.9)
    out.hull(limb, "shoe", *collar, *back, *instep)
    out.hull(limb, "shoe", *back, *instep, *front)
    out.hull(limb, "shoe", *front, *tip)
    ends = [ball(tread / length + s, tread, 0.0, 0.8) for s in (0.005, 0.99 - 2 * tread / length)]
    out.hull(limb, "sole", *ends[0], *ends[1])


def _trunk(out: Solids, h: Humanoid) -> None:
    p = h.proportions
    seg, y = p.segments, h.side * p.hip_half_width_m
    middle, female = seg["trunk"], p.sex == "female"
    width = float(np.sqrt(middle.mass_kg / (TISSUE_KG_M3 * middle.length_m) / (DEPTH_TO_WIDTH * np.pi)))
    depth = DEPTH_TO_WIDTH * width
    omphalion = seg["lower_trunk"].length_m
    shoulder = p.shoulder_height_m - omphalion
    neck_foot = middle.length_m - omphalion

    def pair(link: str, x: float, z: float, radius: float, half: float, mid: float = 0.0) -> list[int]:
        return [out.ball(link, (x, mid + way * max(half - radius, 0.0), z), radius) for way in (-1, 1)]

    hips = 1.02 if female else 0.96
    seat = pair("pelvis", -0.14 * depth, 0.0, hips * depth, 1.05 * width, y)
    belt = pair("pelvis", 0.0, 0.62 * omphalion, 0.92 * depth, 0.95 * width, y)
    waist = pair("trunk", 0.02 * depth, 0.02, (0.84 if female else 0.92) * depth, 0.86 * width)
    ribs = pair("trunk", 0.08 * depth, 0.5 * shoulder, (0.94 if female else 1.0) * depth, 0.98 * width)
    chest = pair("trunk", (0.26 if female else 0.14) * depth, 0.68 * shoulder, (0.84 if female else 0.94) * depth, 0.95 * width)
    back = pair("trunk", -0.1 * depth, 0.86 * shoulder, 0.74 * depth, p.shoulder_half_width_m + 0.3 * depth)
    collar = out.ball("trunk", (-0.02, 0.0, neck_foot - 0.6 * depth), 0.54 * depth)
    out.hull("stance_leg", "stance_leg", *seat, *belt)
    out.hull("trunk", "shirt", *belt, *waist)
    out.hull("trunk", "shirt", *waist, *ribs)
    out.hull("trunk", "shirt", *ribs, *chest, *back)
    out.hull("trunk", "shirt", *back, collar)


def _head(out: Solids, h: Humanoid) -> None:
    p = h.proportions
    length = p.segments["head"].length_m
    k = HEAD_HEIGHT * length / 0.203  # one for a head of the table's reference height

    def ball(x: float, below: float, radius: float, y: float = 0.0) -> int:
        """A ball `below` the top of the head."""
        return out.ball("head", (k * x, k * y, length - k * below), k * radius)

    neck = 0.055 if p.sex == "female" else 0.064
    root = out.ball("trunk", (-0.012, 0.0, p.segments["trunk"].length_m - p.segments["lower_trunk"].length_m - 0.04), k * neck * 1.12)
    nape, throat = ball(-0.002, 0.172, neck), ball(0.012, 0.16, neck * 0.95)
    out.hull("head", "skin", root, nape, throat)
    skull, brow, cheek, chin = ball(0.0, 0.094, 0.094), ball(0.038, 0.09, 0.064), ball(0.046, 0.152, 0.048), ball(0.07, 0.188, 0.022)
    bridge, tip, base = ball(0.094, 0.1, 0.009), ball(0.116, 0.131, 0.0095), ball(0.088, 0.14, 0.012)
    out.hull("head", "skin", bridge, tip, base)
    out.hull("head", "skin", skull, brow, cheek, chin)
    hair = f"hair_{p.sex}"
    front, behind = ball(0.036, 0.047, 0.046), ball(-0.046, 0.118, 0.06)
    if p.sex == "female":
        out.hull("head", hair, ball(-0.108, 0.07, 0.034), ball(-0.128, 0.098, 0.036))
    out.hull("head", hair, ball(-0.04, 0.085, 0.07), ball(-0.012, 0.07, 0.073), front)
    out.hull("head", hair, ball(-0.04, 0.085, 0.07), behind, ball(-0.058, 0.142, 0.04))
    for way in (-1, 1):
        out.hull("head", "skin_line", ball(-0.004, 0.116, 0.012, 0.07 * way), ball(-0.007, 0.132, 0.009, 0.07 * way), detail=True)
        out.hull("head", "eye", ball(0.078, 0.104, 0.0075, 0.035 * way), ball(0.078, 0.108, 0.0075, 0.035 * way), detail=True)


def _arm(out: Solids, h: Humanoid, arm: str) -> None:
    seg, limb = h.proportions.segments, f"{arm}_arm"
    upper, fore = girth_m(seg["upper_arm"]), girth_m(seg["forearm"])
    a, b = seg["upper_arm"].length_m, seg["forearm"].length_m

    def row(link: str, length: float, rows: tuple[tuple[float, float], ...]) -> list[int]:
        return [out.ball(f"{arm}_{link}", (0.0, 0.0, -t * length), r) for t, r in rows]

    bare = row("upper_arm", a, ((0.4, 0.92 * upper), (1.0, 0.98 * fore)))
    sleeve = row("upper_arm", a, ((0.0, 1.22 * upper), (0.3, 1.12 * upper), (0.56, 1.06 * upper)))
    below = row("forearm", b, ((0.0, 0.96 * fore), (0.25, 1.04 * fore), (1.0, 0.66 * fore)))
    palm = h.hand_m
    fist = out.ball(f"{arm}_forearm", (float(palm[0]), 0.0, float(palm[2])), 1.05 * fore)
    knuckle = out.ball(f"{arm}_forearm", (0.012, 0.0, float(palm[2]) - 0.022), 0.86 * fore)
    thumb = [out.ball(f"{arm}_forearm", (x, 0.0, float(palm[2]) + z), 0.32 * fore) for x, z in ((0.022, 0.024), (0.038, -0.008))]
    out.hull(limb, "skin", *thumb)
    out.hull(limb, "skin", below[-1], fist)
    out.hull(limb, "skin", fist, knuckle)
    out.chain(limb, "skin", below)
    out.chain(limb, "skin", bare)
    out.chain(limb, "shirt", sleeve)

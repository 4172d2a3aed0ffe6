"""The drawn head: hair over the skull, a face set into it as a patch, and features that are seen from their own side."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from hingesim.body.anthropometry import HEAD_HEIGHT
from hingesim.body.humanoid import Humanoid
from hingesim.render.hulls import Point, Solids

HAIRLINE_DEG = {"female": (30, 33, 43, 60, 86, 108, 125, 135), "male": (38, 36, 46, 63, 86, 108, 125, 135)}
"""Angle of the edge of the face from straight ahead, seen from the middle of the head: from the forehead in equal steps round
the temple down to the throat."""


def add_head(out: Solids, h: Humanoid) -> None:
    """The head of the athlete's sex and stature."""
    p = h.proportions
    length, female = p.segments["head"].length_m, p.sex == "female"
    k = HEAD_HEIGHT * length / 0.203  # one for a head of the table's reference height
    hair = f"hair_{p.sex}"

    def ball(x: float, below: float, radius: float, y: float = 0.0) -> int:
        """A ball `below` the top of the head."""
        return out.ball("head", (k * x, k * y, length - k * below), k * radius)

    def pair(x: float, below: float, radius: float, y: float) -> list[int]:
        return [ball(x, below, radius, way * y) for way in (-1, 1)]

    for way in (-1, 1):
        out.hull("head", "skin", ball(-0.006, 0.108, 0.013, 0.076 * way), ball(-0.002, 0.13, 0.009, 0.073 * way))
    if female:
        out.hull("head", hair, ball(-0.1, 0.052, 0.034), ball(-0.118, 0.07, 0.036))
    out.hull("head", hair, ball(-0.03, 0.085, 0.078), *pair(-0.046, 0.142 if female else 0.132, 0.034, 0.022))
    jaw = 0.033 if female else 0.04
    brow, cheeks = pair(0.045, 0.092, 0.052, 0.018), pair(0.046, 0.135, 0.037, 0.028)
    corners, chin = pair(0.016, 0.166, 0.021, jaw), pair(0.068, 0.191, 0.0205, 0.011 if female else 0.017)
    out.hull("head", "skin", *brow, *cheeks)
    out.hull("head", "skin", *cheeks, *corners, *chin)
    out.hull("head", "skin", ball(0.082, 0.164, 0.0105), ball(0.082, 0.172, 0.0105), *chin)
    out.hull("head", "skin", ball(0.09, 0.104, 0.008), ball(0.106, 0.131, 0.0088), *pair(0.092, 0.139, 0.0085, 0.008))
    front = ball(0.006, 0.081, 0.081)
    out.hull("head", hair, ball(-0.026, 0.083, 0.082), front)
    out.patch("head", "skin", front, _hairline(p.sex))
    for way in (-1, 1):
        _features(out, ball, way)


def _hairline(sex: str) -> list[Point]:
    """The edge of the face on a ball, from the forehead down one side and up the other."""
    tilt = np.array(HAIRLINE_DEG[sex], float)
    round_deg = np.linspace(0, 180, len(tilt))
    fine = np.linspace(0, 180, 19)
    angle, turn = np.radians(np.interp(fine, round_deg, tilt)), np.radians(fine)
    right = np.column_stack([np.cos(angle), np.sin(angle) * np.sin(turn), np.sin(angle) * np.cos(turn)])
    left = (right * [1, -1, 1])[-2:0:-1]
    return [(float(x), float(y), float(z)) for x, y, z in np.concatenate([right, left])]


def _features(out: Solids, ball: Callable[[float, float, float, float], int], way: int) -> None:
    """Eye, brow, half of nose and mouth, and ear of one side."""

    def line(colour: str, faces: Point, *at: tuple[float, float, float, float]) -> None:
        out.hull("head", colour, *(ball(x, below, r, way * y) for x, below, r, y in at), faces=faces)

    ahead: Point = (0.9, 0.44 * way, 0.0)
    line("eye", ahead, (0.087, 0.108, 0.0072, 0.033), (0.087, 0.112, 0.0072, 0.033))
    line("eye", (0.85, 0.4 * way, 0.2), (0.096, 0.087, 0.0028, 0.02), (0.0935, 0.086, 0.0028, 0.034), (0.089, 0.09, 0.0022, 0.045))
    line("skin_line", (0.9, 0.3 * way, -0.3), (0.098, 0.147, 0.0022, 0.0), (0.094, 0.145, 0.0026, 0.012))
    line("mouth", ahead, (0.092, 0.169, 0.0026, 0.0), (0.08, 0.167, 0.0022, 0.022))
    side: Point = (0.0, float(way), 0.0)
    line("skin_line", side, (-0.008, 0.107, 0.0165, 0.07), (-0.003, 0.132, 0.0115, 0.07))
    line("skin", side, (-0.008, 0.107, 0.0135, 0.07), (-0.003, 0.132, 0.0085, 0.07))
    line("skin_line", side, (-0.006, 0.108, 0.006, 0.07), (-0.003, 0.122, 0.0045, 0.07))

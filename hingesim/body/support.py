"""Sole and functional base of support, centre of pressure and margins of stability.

The sole is where a foot touches the ground. The functional base is the smaller part of it to which a person can bring her pressure
(Millard & Sloot 2025): no edge of the foot, but a limit of what she commands.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from hingesim.body.humanoid import Humanoid
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.data import table

SINGLE_STANCE_SCALE = np.sqrt(1.17)
"""The functional base is 17 % larger in area in single than in double stance (Millard & Sloot 2025)."""
BASE_CORNERS = 8
"""Corners kept of the 16-cornered hull of the table: the eight that matter, for 4 % less area."""
STANCE_COP_FL = 0.25
"""Comfortable CoP ahead of the ankle, foot lengths: mid functional base."""


SOLE_FL = (
    # Ahead of the ankle, lateral edge, medial edge; foot lengths, medial positive.
    (-0.19, -0.09, 0.09),
    (-0.10, -0.13, 0.13),
    (0.375, -0.195, None),
    (0.505, None, 0.195),
    (0.70, -0.06, None),
    (0.77, None, 0.09),
)
"""Corners of the sole of a bare foot. Metatarsal heads at 0.72 (first) and 0.59 (fifth) foot lengths from the heel (markers of Millard &
Sloot 2025) and 0.39 apart (Drillis & Contini 1966, recalled); heel 0.26 broad (recalled, medium confidence), its back and the toe tips
rounded off; tips of the fourth and of the big toe by judgement."""


def sole_outline(humanoid: Humanoid, link: str = "stance_foot") -> np.ndarray:
    """shape (k, 2): corners (x, y) of the sole of `stance_foot` or `free_foot` in its frame, counter-clockwise, metres."""
    outer = [(x, lateral) for x, lateral, _ in SOLE_FL if lateral is not None]
    inner = [(x, medial) for x, _, medial in SOLE_FL if medial is not None]
    outline = humanoid.proportions.segments["foot"].length_m * np.array(outer + inner[::-1])
    return outline if medial_sign(humanoid, link) > 0 else (outline * [1, -1])[::-1]


def medial_sign(humanoid: Humanoid, link: str) -> int:
    """+1 where medial is +y for that foot, else -1."""
    return humanoid.side if link == "stance_foot" else -humanoid.side


def functional_base(humanoid: Humanoid, feet: int = 1) -> np.ndarray:
    """shape (k, 2): corners (x, y) of the functional base of support in the stance-foot frame, counter-clockwise.

    Convex hull of the published polygon, reduced to eight corners, enlarged to single stance about its centroid where she stands on one of
    her `feet`; metres.
    """
    foot = humanoid.proportions
    return _functional_base(foot.segments["foot"].length_m, foot.foot_width_m, humanoid.side, feet)


@lru_cache(maxsize=64)
def _functional_base(length_m: float, width_m: float, side: int, feet: int = 1) -> np.ndarray:
    rows = table("functional_base_millard_2025")
    edges = [(float(r["forward_fl"]), float(r[edge])) for r in rows for edge in ("lateral_edge_fw", "medial_edge_fw")]
    # The table is a left foot with medial positive; medial is +y for a right foot (side +1).
    hull = convex_hull(np.array(edges) * [length_m, width_m])
    while len(hull) > BASE_CORNERS:
        without = [np.delete(hull, i, axis=0) for i in range(len(hull))]
        hull = max(without, key=area_m2)
    scaled = hull if feet == 2 else centroid(hull) + SINGLE_STANCE_SCALE * (hull - centroid(hull))
    return scaled if side > 0 else (scaled * [1, -1])[::-1]


def convex_hull(points: np.ndarray) -> np.ndarray:
    """shape (k, 2): corners of the convex hull, counter-clockwise (Andrew's monotone chain)."""
    ordered = sorted(set(map(tuple, points.tolist())))

    def chain(sequence: list[tuple[float, float]]) -> list[tuple[float, float]]:
        out: list[tuple[float, float]] = []
        for p in sequence:
            while len(out) > 1 and _cross(out[-2], out[-1], p) <= 1e-12:
                out.pop()
            out.append(p)
        return out[:-1]

    return np.array(chain(ordered) + chain(ordered[::-1]))


def _cross(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def area_m2(polygon: np.ndarray) -> float:
    """Area of a simple counter-clockwise polygon of shape (k, 2)."""
    following = np.roll(polygon, -1, axis=0)
    return float((polygon[:, 0] * following[:, 1] - polygon[:, 1] * following[:, 0]).sum() / 2)


def centroid(polygon: np.ndarray) -> np.ndarray:
    """shape (2,): area centroid of a simple polygon of shape (k, 2)."""
    following = np.roll(polygon, -1, axis=0)
    cross = polygon[:, 0] * following[:, 1] - polygon[:, 1] * following[:, 0]
    return ((polygon + following) * cross[:, None]).sum(0) / (3 * cross.sum())


def margin_m(point_m: np.ndarray, polygon: np.ndarray) -> np.ndarray:
    """shape (T,): distance of points (T, 2) to the edge of a convex counter-clockwise polygon (k, 2); negative outside."""
    edge = np.roll(polygon, -1, axis=0) - polygon
    inward = np.column_stack([-edge[:, 1], edge[:, 0]]) / np.linalg.norm(edge, axis=1)[:, None]
    inside_m = np.einsum("tki,ki->tk", point_m[:, None] - polygon, inward).min(axis=1)
    # Beyond a corner the nearest line is nearer than the polygon, which ends there.
    outside_m = np.linalg.norm(point_m - nearest_point_m(point_m, polygon), axis=1)
    return np.where(inside_m < 0, -outside_m, inside_m)


def nearest_point_m(point_m: np.ndarray, polygon: np.ndarray) -> np.ndarray:
    """shape (T, 2): nearest point on the edge of a convex polygon (k, 2) for points of shape (T, 2)."""
    candidates = nearest_on_edges_m(point_m, polygon)
    nearest = np.argmin(((candidates - point_m[:, None]) ** 2).sum(axis=2), axis=1)
    return candidates[np.arange(len(point_m)), nearest]


def nearest_on_edges_m(point_m: np.ndarray, polygon: np.ndarray) -> np.ndarray:
    """shape (T, k, 2): nearest point on every edge of a convex polygon (k, 2) for points of shape (T, 2)."""
    edge = np.roll(polygon, -1, axis=0) - polygon
    along = np.einsum("tki,ki->tk", point_m[:, None] - polygon, edge) / (edge**2).sum(axis=1)
    return polygon + np.clip(along, 0, 1)[..., None] * edge


Point = tuple[float, float]


def lies_outside(corners: Sequence[Point], x_m: float, y_m: float) -> bool:
    """Whether (x, y) lies outside of a convex polygon, its corners counter-clockwise. Plain floats: this runs at every tick."""
    ax, ay = corners[-1]
    for bx, by in corners:
        if (bx - ax) * (y_m - ay) - (by - ay) * (x_m - ax) < 0:
            return True
        ax, ay = bx, by
    return False


def nearest_on(corners: Sequence[Point], x_m: float, y_m: float) -> Point:
    """The point that `nearest_point_m` finds, in plain floats."""
    least, near = math.inf, (x_m, y_m)
    ax, ay = corners[-1]
    for bx, by in corners:
        ex, ey, dx, dy = bx - ax, by - ay, x_m - ax, y_m - ay
        along = min(max((dx * ex + dy * ey) / (ex * ex + ey * ey), 0.0), 1.0)
        px, py = ax + along * ex, ay + along * ey
        away = (px - x_m) * (px - x_m) + (py - y_m) * (py - y_m)
        if away < least:
            least, near = away, (px, py)
        ax, ay = bx, by
    return near


def stance_cop_m(humanoid: Humanoid) -> np.ndarray:
    """shape (2,): the comfortable CoP in the stance-foot frame: mid functional base, fore-aft and sideways."""
    polygon = functional_base(humanoid)
    x = STANCE_COP_FL * humanoid.proportions.segments["foot"].length_m
    low, high = width_at(polygon, x)
    return np.array([x, (low + high) / 2])


def midline_m(humanoid: Humanoid, x_m: np.ndarray) -> np.ndarray:
    """shape (T,): y of the middle of the functional base at distances (T,) ahead of the ankle, foot frame; the ends continue."""
    foot = humanoid.proportions
    return np.interp(x_m, *_midline(foot.segments["foot"].length_m, foot.foot_width_m, humanoid.side))


@lru_cache(maxsize=64)
def _midline(length_m: float, width_m: float, side: int) -> tuple[np.ndarray, np.ndarray]:
    polygon = _functional_base(length_m, width_m, side)
    x = np.linspace(polygon[:, 0].min() + 1e-6, polygon[:, 0].max() - 1e-6, 41)
    return x, np.array([np.mean(width_at(polygon, float(v))) for v in x])


def width_at(polygon: np.ndarray, x_m: float) -> tuple[float, float]:
    """Least and greatest y of a convex polygon on the line x = `x_m`."""
    crossings = []
    for a, b in zip(polygon, np.roll(polygon, -1, axis=0), strict=True):
        if (a[0] - x_m) * (b[0] - x_m) <= 0 and a[0] != b[0]:
            crossings.append(a[1] + (b[1] - a[1]) * (x_m - a[0]) / (b[0] - a[0]))
    return min(crossings), max(crossings)


def static_cop_m(weight_n: float, com_m: np.ndarray, hand_m: np.ndarray, force_n: np.ndarray) -> np.ndarray:
    """shape (T, 2): CoP of a body at rest under its weight and forces at the hands; the ground is z = 0.

    Args:
        weight_n: body weight.
        com_m: shape (T, 3).
        hand_m: shape (T, hands, 3), points of application.
        force_n: shape (T, hands, 3), forces on the body.
    """
    moment = weight_n * com_m[:, :2] + (force_n[..., :2] * hand_m[..., 2:] - force_n[..., 2:] * hand_m[..., :2]).sum(axis=1)
    return moment / (weight_n - force_n[..., 2].sum(axis=1))[:, None]


def extrapolated_m(position_m: np.ndarray, velocity_m_s: np.ndarray, height_m: np.ndarray, inertia_factor: float = 1.15) -> np.ndarray:
    """shape (T, 2): position + v / omega with omega = sqrt(g / (1.15 h)), h the height of the CoM.

    Hof, Gazendam & Sinke (2005) J Biomech 38:1; the factor J / (m h^2) = 1.15 of a human body replaces their
    1.24-1.34 trochanteric heights.
    """
    omega = np.sqrt(GRAVITY_M_S2 / (inertia_factor * np.maximum(height_m, 0.2)))
    return position_m[:, :2] + velocity_m_s[:, :2] / omega[:, None]

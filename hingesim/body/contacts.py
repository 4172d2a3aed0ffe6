"""What of the body can touch the ground: one table of small spheres that the model writers of all engines read.

A sole is given as studs at the corners of its outline: their convex hull is the outline, and unlike a hull mesh every stud is
one contact point that no engine merges or drops. Everything else that meets the floor in a fall, or carries weight in another exercise, is
a sphere of the size of that part of the body.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hingesim.body.humanoid import LINK, Humanoid
from hingesim.body.support import medial_sign, sole_outline

PART_OF = {
    "stance_foot": "stance_foot",
    "free_foot": "free_foot",
    "stance_forearm": "hands",
    "free_forearm": "hands",
    "stance_upper_arm": "elbows",
    "free_upper_arm": "elbows",
    "stance_thigh": "knees",
    "free_shank": "knees",
    "pelvis": "pelvis",
    "trunk": "trunk",
    "head": "head",
}
"""Links that can touch the ground, and the name of the part they count as."""
PARTS = tuple(dict.fromkeys(PART_OF.values()))
FEET = ("stance_foot", "free_foot")

STUD_RADIUS_M = 0.004
"""Radius of the studs; tilting rolls them by less than this times the tilt."""
STUD_STIFFNESS_N_M, STUD_DAMPING_N_S_M = 2e6, 2e3
"""Spring and damper of the contact of each stud, integrated implicitly. They make the redundant contact points well-conditioned (25 times
less force noise than rigid studs) and sink the standing foot by less than 0.1 mm; softer than 1e6 the narrow sole would rock noticeably
under the ankle."""
LANDING_N_M, LANDING_N_S_M = 0.9e6, 1.1e3
"""The same for the studs of the free foot, which lands: heel pads give 100-200 kN/m (recalled), a shoe is stiffer; so neither a step that
comes down with 1.5 m/s nor a leg that slaps the floor with 3 m/s rings, and a leg that is flung down by a trunk that has landed gives no
blow that the whole body would not (chosen on random falls, see `FLESH`)."""
PAD_M = 0.009
"""What the sole may be pressed in by without anything hard being below the floor: heel pads give some 9 of their 15 mm in running
(De Clercq et al. 1994, recalled); the shoe's own is not counted."""
SKIN_FRICTION = 0.6
"""Greatest friction of skin and clothes on a floor; the coefficient of the scenario where that is smaller (judgement)."""


WEIGHT_IN_HAND = 5.0
"""A weight in a hand is hard: each of its kilograms stiffens the hand as so many of the body do (judgement)."""


@dataclass(frozen=True)
class Flesh:
    """Soft tissue over the hard part of a link, per kilogram of body mass where it is a spring and a damper."""

    n_m_kg: float
    n_s_m_kg: float
    thickness_m: float
    """What it may be pressed in by without anything hard being below the floor; at a stature of `OF_M`, else in proportion."""


OF_M = 1.68
"""Stature of the default body."""
FLESH = {
    "pelvis": Flesh(1.9e3, 14.0, 0.040),
    "trunk": Flesh(3.4e3, 19.0, 0.040),
    "head": Flesh(4.2e3, 14.0, 0.040),
    "stance_thigh": Flesh(6.0e3, 18.0, 0.015),
    "free_shank": Flesh(6.0e3, 18.0, 0.015),
    "upper_arm": Flesh(5.0e3, 12.0, 0.025),
    "forearm": Flesh(4.5e3, 12.0, 0.025),
}
"""Women who fall on the hip: 40-90 kN/m, stiffening with the load, under 25-40 mm of soft tissue, more on the buttocks (Laing & Robinovitch
2010, recalled); a chest gives way by 40 mm without injury at 100-200 kN/m (recalled). At 65 kg the pelvis has 124 kN/m with 0.9 kN s/m, a
third of critical for the half of the body that comes down on one side: 3.3 m/s, a fall from a stand, are stopped within its flesh by some
6-8 kN (people: 3-7 kN). Knees have less flesh, and the body behind them. A head hangs on a neck that gives way sideways and along its axis,
which the model's does not: most of its 40 mm stands for that; so does most of the 25 mm of hands and elbows, for wrist and shoulder girdle.
An arm without these is a column when it strikes straight: 2-3 times the 1.3-1.9 kN of people who fall on outstretched hands with 3 m/s
(421-627 N s/m, Kawalilak 2014) and more; read no force of a single part from a fall.

Chosen so that limp bodies that are dropped in any posture and random falls keep their hard parts within 5 mm of the floor, on the forty
hardest falls in MuJoCo and the twenty in PyBullet of seeds 30000-30999 and 30000-30699 of `python -m tests.plausible`."""

# Half thicknesses in shares of stature, as they are drawn (judgement within the girths of adults).
_HAND, _ELBOW, _KNEE, _ANKLE, _HIP, _BELLY, _CHEST, _SHOULDER, _SKULL, _JAW = (
    0.022, 0.026, 0.033, 0.022, 0.058, 0.060, 0.064, 0.040, 0.054, 0.036,
)  # fmt: skip


@dataclass(frozen=True)
class Sphere:
    """One contact sphere of a link."""

    centre_m: np.ndarray
    """shape (3,), in the frame of the link."""
    radius_m: float


@dataclass(frozen=True)
class Surface:
    """The law of contact of one link."""

    stiffness_n_m: float
    damping_n_s_m: float
    friction: float


def spheres(humanoid: Humanoid, link: str) -> list[Sphere]:
    """Contact spheres of a link; none on most links."""
    body = humanoid.proportions
    h, seg, side = body.height_m, body.segments, humanoid.side

    def at(x: float, y: float, z: float, radius: float) -> Sphere:
        """A point of a link by its distance forward, toward the free side, and up."""
        return Sphere(np.array([x, side * y, z]), radius * h)

    if link in FEET:
        return [*(Sphere(stud, STUD_RADIUS_M) for stud in studs_m(humanoid, link)), at(0, 0, 0, _ANKLE)]
    if link.endswith("_forearm"):
        return [Sphere(humanoid.hand_m, _HAND * h)]
    if link.endswith("_upper_arm"):
        return [at(0, 0, -seg["upper_arm"].length_m, _ELBOW)]
    if link in ("stance_thigh", "free_shank"):
        return [at(0, 0, 0, _KNEE)]
    if link == "pelvis":
        return [at(0, way, 0.02 * h, _HIP) for way in (0.0, 2 * body.hip_half_width_m)]
    if link == "trunk":
        shoulder = body.shoulder_height_m - seg["lower_trunk"].length_m
        chest = (at(0, 0, z, r) for z, r in ((0.0, _BELLY), (0.65 * shoulder, _CHEST)))
        return [*chest, *(at(0, way * body.shoulder_half_width_m, shoulder, _SHOULDER) for way in (-1, 1))]
    if link == "head":
        crown = seg["head"].length_m
        return [at(0, 0, crown - _SKULL * h, _SKULL), at(0.030 * h, 0, 0.35 * crown, _JAW)]
    return []


def surface(humanoid: Humanoid, link: str, friction: float, free_foot_friction: float | None = None) -> Surface:
    """How a link meets a floor with a coefficient of friction for the feet, and perhaps a smaller one for the free foot."""
    if link == "stance_foot":
        return Surface(STUD_STIFFNESS_N_M, STUD_DAMPING_N_S_M, friction)
    if link == "free_foot":
        return landing(friction if free_foot_friction is None else min(friction, free_foot_friction))
    flesh, mass_kg = flesh_of(link), humanoid.proportions.mass_kg
    if link.endswith("forearm"):
        held_kg = (
            humanoid.mass_kg[LINK[link]] - humanoid.proportions.segments["forearm"].mass_kg - humanoid.proportions.segments["hand"].mass_kg
        )
        mass_kg += WEIGHT_IN_HAND * max(float(held_kg), 0.0)
    return Surface(flesh.n_m_kg * mass_kg, flesh.n_s_m_kg * mass_kg, min(friction, SKIN_FRICTION))


def landing(friction: float) -> Surface:
    """How a foot in the air meets the floor: the free foot, and the stance foot once it has left the ground."""
    return Surface(LANDING_N_M, LANDING_N_S_M, friction)


def flesh_of(link: str) -> Flesh:
    """What covers a link that is no foot."""
    return FLESH[link if link in FLESH else link.split("_", 1)[1]]


def studs_m(humanoid: Humanoid, link: str) -> np.ndarray:
    """shape (k, 3): stud centres of a foot in its frame; they touch the ground when the foot stands flat."""
    height = STUD_RADIUS_M - humanoid.proportions.ankle_height_m
    # Mirror images list their studs in the same order, as solvers go through them.
    outline = sole_outline(humanoid, link)[:: medial_sign(humanoid, link)]
    return np.column_stack([outline, np.full(len(outline), height)])


def lowest_m(humanoid: Humanoid, position_world_m: np.ndarray, rotation_world: np.ndarray) -> np.ndarray:
    """shape (T,): height of the lowest hard part above the ground, negative below; flesh may be pressed in.

    Args:
        humanoid: the body.
        position_world_m: shape (T, links, 3), link origins.
        rotation_world: shape (T, links, 3, 3), link axes as columns.
    """
    least = np.full(len(position_world_m), np.inf)
    for i, centre_m, radius_m in hard_spheres(humanoid):
        least = np.minimum(least, position_world_m[:, i, 2] + rotation_world[:, i, 2] @ centre_m - radius_m)
    return least


def hard_spheres(humanoid: Humanoid) -> list[tuple[int, np.ndarray, float]]:
    """Link, centre in its frame and radius of the hard core of every contact sphere: what flesh leaves of it."""
    scale = humanoid.proportions.height_m / OF_M
    return [
        (LINK[link], sphere.centre_m, sphere.radius_m - (PAD_M if link in FEET else scale * flesh_of(link).thickness_m))
        for link in PART_OF
        for sphere in spheres(humanoid, link)
    ]

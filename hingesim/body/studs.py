"""Contact studs under the feet: where the body of every engine touches the ground, and how hard.

The stance sole is the functional base of support, given as small spheres at the corners of its polygon: their convex hull is the polygon,
and unlike a hull mesh every stud is one contact point that no engine merges or drops. The free foot carries studs at heel and toe so
that it can touch the ground.
"""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import Humanoid
from hingesim.body.support import sole_polygon

STUD_RADIUS_M = 0.004
"""Radius of the studs; tilting rolls them by less than this times the tilt."""
STUD_STIFFNESS_N_M, STUD_DAMPING_N_S_M = 2e6, 2e3
"""Spring and damper of the contact of each stud, integrated implicitly. They make the redundant contact points well-conditioned (25 times
less force noise than rigid studs) and sink the standing foot by less than 0.1 mm; softer than 1e6 the narrow sole would rock noticeably
under the ankle."""


def studs_m(humanoid: Humanoid, link: str) -> np.ndarray:
    """shape (k, 3): stud centres in the frame of `link`; they touch the ground when the foot stands flat. None on most links."""
    height = STUD_RADIUS_M - humanoid.proportions.ankle_height_m
    if link == "stance_foot":
        outline = sole_polygon(humanoid)[:: humanoid.side]  # mirror images list their studs in the same order, as solvers go through them
        return np.column_stack([outline, np.full(len(outline), height)])
    if link == "free_foot":
        return np.array([[humanoid.heel_m[0], 0.0, height], [humanoid.toe_m[0], 0.0, height]])
    return np.empty((0, 3))

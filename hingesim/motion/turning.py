"""What a turn of the body about its own CoM is worth to balance sideways.

A turn moves the CoM one way while it gathers speed and back while it stops: m h c'' = m g (c - p) - H' (Hof 2007), with c the CoM, p the
CoP, h the CoM's height and H the angular momentum about the CoM. Stopped at once, H leaves the CoM with H / (m h) more velocity. Who
minds the CoM alone ends a turn when the CoM is just back, is thrown out again by ending it, and turns on until her joints stop her.

Sideways alone: there the foot is narrow, and hip and trunk do most of the work. Fore-aft the ankle does it; minding the turn there as well
let no more of those stand who were tried.
"""

from __future__ import annotations

import numpy as np

from hingesim.body.kinematics import LinkPoses

TURN_MINDED = 0.5
"""Share of that velocity that is felt as the CoM's own: 1 were right if every turn were stopped at once, and the later it is stopped the
less it costs: half as much after 0.2 s, as the CoM runs away by exp(t sqrt(g / h)). Chosen by trying, for who stands for 30 s at sway 2, on
MuJoCo's seeds 1000-1019, 2000-2011 and 4000-4049 and with both directions minded: of the last 50 stand 45 with 0, 50 with 0.5 and 0.7, 49
with 1."""


def medial_velocity_of_turns(poses: LinkPoses) -> np.ndarray:
    """shape (T, n): medial velocity of the CoM that is to be minded per rate of every joint, m/rad, in T postures, the stance foot held."""
    humanoid = poses.humanoid
    height_m = poses.com_world_m[:, 2] - humanoid.proportions.ankle_height_m
    share = -humanoid.side * TURN_MINDED / (float(humanoid.mass_kg.sum()) * height_m)
    return share[:, None] * poses.spin_jacobian()[:, 0]

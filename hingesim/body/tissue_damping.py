"""What resists a joint that turns faster than muscles turn it: stretched muscle, tendon and capsule, which dissipate.

Up to the rates of movement the damping of a joint is part of its control (`motion.balance`). A light foot or forearm that strikes the floor
is driven faster than that; what then turns it against tissue is no muscle's doing and not bounded by strength.

The damper must act in the very step of the blow: a heel that strikes with 2 m/s would else turn a foot of 1 kg at 40 rad/s before anything
resists. So engines try a step, and where a joint came out faster than its brake was made for, do the step again with the brake for it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from hingesim.body.humanoid import JOINT_NAMES, Humanoid
from hingesim.body.kinematics import forward

FROM_RAD_S = 6.0
"""Rate from which it acts (chosen): joints of completed repetitions stay under 3, fast unloaded swings reach 10-17."""
LUMBAR_NM_S = 25.0
"""A trunk that holds against a pull of 100-170 N damps with 314 (72) N s/m at T10 (Moorhouse & Granata 2005), some 0.28 m above L5/S1.
With less, legs are flung at the floor with 10 m/s by a trunk that has landed."""
ANKLE_NM_S, OTHER_NM_S = 6.0, 3.0
"""Damping of joints in models of standing and walking: ankle 4-10 N m s/rad (Asai 2009: 4.0), knee and hip 0.5-3 (recalled)."""
OF_KG, OF_M = 65.0, 1.68
"""Of a body of this mass and stature (the default); of others by both, as strength goes."""
CALM_RAD2_S2 = FROM_RAD_S**2 * (1 - 1e-6)
"""Sum of the squares of all rates up to which no joint turns that fast, with room for rounding."""
RISE_RAD_S = 2.0
"""At this rate above `FROM_RAD_S` it has doubled, and it goes on rising in proportion, as fibres stiffen that are torn at (judgement;
chosen on some 20 random falls: what strikes the floor with 3 m/s a hand's breadth from a joint would else turn it with 30 rad/s)."""
TRUSTED_RAD_S = 2.0
"""A step that ends this much faster than it began, or than the damper begins, is done again: swings gain a tenth of that in a step."""
ATTEMPTS = 2
"""How often such a step is done again: for the brake of a free joint, then for what that one showed of the joint in its contacts."""
LEAST_TURNED = 0.02
"""Of what a torque does to a free joint, the least it is taken to do to one in its contacts."""

_OF_JOINT = {"ankle": ANKLE_NM_S, "lumbar": LUMBAR_NM_S}
_NM_S = np.array([_OF_JOINT.get(name.removeprefix("free_").split("_")[0], OTHER_NM_S) for name in JOINT_NAMES])


def is_calm(rate_rad_s: np.ndarray) -> bool:
    """Whether no joint turns fast enough for its tissue to resist, and none nearly does: the cheapest way to see it, which is the rule."""
    return bool(rate_rad_s.dot(rate_rad_s) <= CALM_RAD2_S2)


class TissueDamping:
    """The damping of a body's joints as brakes: torques that engines let friction in the joints reach, solved with the contacts:
    an explicit damper would shake light links, and a damper apart from the contacts would leave them forces meant for other motions.

    Args:
        humanoid: the body.
        step_s: time for which engines hold a brake.
    """

    def __init__(self, humanoid: Humanoid, step_s: float) -> None:
        body = humanoid.proportions
        self._turned = step_s / light_side_kg_m2(humanoid)
        self._nm_s = _NM_S * (body.mass_kg * body.height_m) / (OF_KG * OF_M)

    def brake_nm(self, rate_rad_s: np.ndarray, turned: np.ndarray | None = None) -> np.ndarray | None:
        """shape (n,): brake for a step that would end with joint rates (n,) without it; None where no joint turns fast.

        Args:
            rate_rad_s: shape (n,).
            turned: shape (n,), rate that a torque of 1 N m takes from each joint in a step; default: of the lighter side of it alone.
        """
        if is_calm(rate_rad_s):
            return None
        fast = np.abs(rate_rad_s)
        if fast.max() <= FROM_RAD_S:
            return None
        # Of the rate above the limit, x is left at the end of the step: x (1 + share (1 + x / RISE)) = excess.
        excess, share = np.maximum(fast - FROM_RAD_S, 0.0), self._nm_s * (self._turned if turned is None else turned)
        left = 2 * excess / (1 + share + np.sqrt((1 + share) ** 2 + 4 * share * excess / RISE_RAD_S))
        return self._nm_s * left * (1 + left / RISE_RAD_S)

    def step(self, before_rad_s: np.ndarray, attempt: Callable[[np.ndarray | None], np.ndarray], *, calm: bool = False) -> bool:
        """Do one step; whether no joint turns fast at its end, to be handed to the next one.

        Args:
            before_rad_s: shape (n,), joint rates at its beginning.
            attempt: does it with a brake and gives the rates after it; called again, does it anew.
            calm: whether no joint turned fast at the end of the last one.
        """
        brake = None if calm else self.brake_nm(before_rad_s)
        after = attempt(brake)
        if is_calm(after):
            return True
        after = np.abs(after)
        fastest = after.max()
        if fastest <= FROM_RAD_S + TRUSTED_RAD_S:
            return bool(fastest <= FROM_RAD_S)
        struck = after > np.maximum(np.abs(before_rad_s), FROM_RAD_S) + TRUSTED_RAD_S
        if not struck.any():
            return False
        brake, turned = np.zeros(len(after)) if brake is None else brake, self._turned
        free = after + turned * brake
        for _ in range(ATTEMPTS):
            asked = self.brake_nm(free, turned)
            harder = brake if asked is None else np.where(struck, asked, brake)
            after = np.abs(attempt(harder))
            # A foot between floor and shank gives way to a brake less than one in the air does.
            seen = (free - after) / np.maximum(harder, 1e-9)
            turned = np.where(struck, np.clip(seen, LEAST_TURNED * self._turned, self._turned), self._turned)
        return False


def light_side_kg_m2(humanoid: Humanoid) -> np.ndarray:
    """shape (n,): inertia about every joint of the part beyond it or before it, whichever is less, in the zero posture."""
    poses, n = forward(humanoid, np.zeros(len(humanoid.parent))), len(humanoid.parent)
    at, turn, com = poses.position_world_m[0], poses.rotation_world[0], poses.link_com_world_m[0]
    beyond = np.zeros((n, n + 1), dtype=bool)
    for link in range(n, 0, -1):
        beyond[link - 1, link] = True
        if humanoid.parent[link - 1]:
            beyond[humanoid.parent[link - 1] - 1] |= beyond[link - 1]
    axis = np.einsum("jab,jb->ja", turn[1:], humanoid.axis)
    own = np.einsum("lab,lb,lcb,ja,jc->jl", turn, humanoid.inertia_kg_m2, turn, axis, axis)
    lever = np.cross(axis[:, None], com[None] - at[1:, None])
    inertia = own + humanoid.mass_kg * (lever**2).sum(axis=2)
    return np.minimum((inertia * beyond).sum(axis=1), (inertia * ~beyond).sum(axis=1))

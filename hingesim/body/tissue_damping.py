"""What resists a joint that turns faster than muscles turn it: stretched muscle, tendon and capsule, which dissipate.

Up to the rates of movement the damping of a joint is part of its control (`motion.balance`). A light foot or forearm that strikes the floor
is driven faster than that; what then turns it against tissue is no muscle's doing and not bounded by strength.
"""

from __future__ import annotations

import math

import numpy as np

from hingesim.body.humanoid import JOINT_NAMES

FROM_RAD_S = 6.0
"""Rate from which it acts (chosen): joints of completed repetitions stay under 3, fast unloaded swings reach 10-17."""
ANKLE_NM_S, OTHER_NM_S = 6.0, 3.0
"""Damping of joints in models of standing and walking: ankle 4-10 N m s/rad (Asai 2009: 4.0), knee and hip 0.5-3 (recalled)."""
RISE_RAD_S = 2.0
"""At this rate above `FROM_RAD_S` they are reached; they go on rising in proportion (judgement; chosen on some 20 random falls, so that
blows of the floor leave ankles and elbows below 25 rad/s)."""
RELAXED_S = 0.01
"""It fades with this time constant (chosen), so that a blow of several steps meets it in each of them."""
LOADED_S = 0.01
"""A foot that is put down gets its load within this time, with a jerk that is the simulation's and not the body's."""

_NM_S = np.array([ANKLE_NM_S if "ankle" in name else OTHER_NM_S for name in JOINT_NAMES])


class TissueDamping:
    """The damping of a body's joints as brakes: torques that engines let friction in the joints reach, solved with the contacts:
    an explicit damper would shake light links, and a damper apart from the contacts would leave them forces meant for other motions."""

    def __init__(self, step_s: float) -> None:
        self._kept = math.exp(-step_s / RELAXED_S)
        self._recent_rad_s = np.zeros(len(JOINT_NAMES))
        self._first, self._left = round(LOADED_S / step_s), 0

    def rest(self) -> None:
        """Forget the motion so far: the body is put down anew."""
        self._recent_rad_s[:] = 0.0
        self._left = self._first

    def brake_nm(self, rate_rad_s: np.ndarray) -> np.ndarray | None:
        """shape (n,): greatest torque after one more step with joint rates (n,); None where no joint turns or has just turned fast."""
        if self._left:
            self._left -= 1
            return None
        recent = np.maximum(np.abs(rate_rad_s), self._kept * self._recent_rad_s, out=self._recent_rad_s)
        if recent.max() <= FROM_RAD_S:
            return None
        return _NM_S * (np.maximum(recent - FROM_RAD_S, 0.0) / RISE_RAD_S) * recent

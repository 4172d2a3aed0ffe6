"""How long the whole way down takes at the speed of its first third, in seconds."""

from __future__ import annotations

import numpy as np

from hingesim.coaching.rep import Rep
from hingesim.motion.schedule import minimum_jerk

BEGIN, END = 0.05, 0.3
"""Shares of the way down of the trunk between which it is timed: she may fall later."""


def measure(rep: Rep) -> float | None:
    """Seconds; None where she did not come a third of the way down in balance."""
    trunk = rep.recording.trunk_inclination_deg - rep.recording.trunk_inclination_deg[0]
    depth = rep.recording.scenario.hinge.depth_deg - rep.recording.trunk_inclination_deg[0]
    u = np.linspace(0, 1, 1001)
    passed = []
    for share in (BEGIN, END):
        at = np.flatnonzero(rep.upright & (trunk >= share * depth))
        if not len(at):
            return None
        passed.append((float(rep.recording.time_s[at[0]]), float(np.interp(share, minimum_jerk(u)[0], u))))
    (t0, u0), (t1, u1) = passed
    return (t1 - t0) / (u1 - u0)

"""The least share of the load that the heel carries on the way down and at the bottom, in percent."""

from __future__ import annotations

import numpy as np

from hingesim.coaching.rep import Rep
from hingesim.recording.judgement import BRIEF_S


def measure(rep: Rep) -> float | None:
    """Percent; below it for no longer than the judgement of outcomes lets pass. A loss counts up to the moment it is one."""
    r = rep.recording
    lost_s = r.outcome.time_s
    down = rep.down if lost_s is None else (r.time_s <= lost_s) & (r.place > 0)
    if not down.any():
        return None
    ordered = np.sort(rep.m.heel_load[down])
    return 100 * float(ordered[min(round(BRIEF_S / rep.recording.sample_s), len(ordered) - 1)])

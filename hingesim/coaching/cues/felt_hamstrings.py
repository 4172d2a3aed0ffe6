"""Lengthening of the hamstrings at the bottom against upright standing, in percent, mean of the three; with their passive moment."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import JOINT
from hingesim.coaching.rep import Rep
from hingesim.recording.loads import Loads


def measure(rep: Rep) -> float | None:
    """Percent."""
    if not len(rep.lowest):
        return None
    return 100 * float(np.mean([change[rep.lowest].mean() for change in Loads(rep.recording).hamstring_length_change().values()]))


def numbers(rep: Rep) -> dict[str, float]:
    """The passive moment that extends the hip at the bottom."""
    return {"passive_nm": -float(rep.recording.passive_torque_nm[rep.lowest, JOINT["hip_flexion"]].mean())}

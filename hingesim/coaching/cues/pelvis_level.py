"""Tilt of the pelvis from side to side at the bottom, in degrees: the free side up (open) is positive, sunk negative."""

from __future__ import annotations

import numpy as np

from hingesim.coaching.rep import Rep


def measure(rep: Rep) -> float | None:
    """Degrees."""
    left = rep.axis_world("pelvis", 1)
    return rep.at_bottom(np.degrees(np.arcsin(np.clip(rep.recording.humanoid.side * left[:, 2], -1, 1))))

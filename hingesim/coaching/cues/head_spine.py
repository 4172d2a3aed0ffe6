"""How far the head is lifted out of line with the spine at the bottom, in degrees."""

from __future__ import annotations

from hingesim.coaching.rep import Rep


def measure(rep: Rep) -> float | None:
    """Degrees of extension of the neck since the start."""
    neck = rep.recording.joint_deg("neck_flexion")
    bottom = rep.at_bottom(neck)
    return None if bottom is None else float(neck[0]) - bottom

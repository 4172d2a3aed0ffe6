"""Flexion of the low back at the bottom, in degrees; negative is arched."""

from __future__ import annotations

from hingesim.coaching.rep import Rep


def measure(rep: Rep) -> float | None:
    """Degrees."""
    return rep.at_bottom(rep.recording.joint_deg("lumbar_flexion"))

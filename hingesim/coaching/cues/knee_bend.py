"""Flexion of the stance knee at the bottom, in degrees."""

from __future__ import annotations

from hingesim.coaching.rep import Rep


def measure(rep: Rep) -> float | None:
    """Degrees."""
    return rep.at_bottom(rep.recording.joint_deg("knee_flexion"))

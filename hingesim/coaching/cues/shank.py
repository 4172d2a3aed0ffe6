"""Inclination of the shank at the bottom, in degrees, forward positive."""

from __future__ import annotations

from hingesim.coaching.rep import Rep


def measure(rep: Rep) -> float | None:
    """Degrees."""
    return rep.at_bottom(rep.pitch_deg("stance_shank"))

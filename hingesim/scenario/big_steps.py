"""Big steps: how a coach tells a distance on the floor."""

from __future__ import annotations

STEP_STATURES = 0.52
"""A big step, in statures (judgement: a long walking step is 0.45-0.5)."""


def half_steps(distance_m: float, height_m: float) -> int:
    """A distance in halves of the big steps of somebody that tall; at least one."""
    return max(round(2 * distance_m / (STEP_STATURES * height_m)), 1)

"""Backward travel of the stance hip at the bottom, in hundredths of stature."""

from __future__ import annotations

from hingesim.coaching.rep import Rep


def measure(rep: Rep) -> float | None:
    """Percent of stature."""
    if not len(rep.lowest):
        return None
    return 100 * float(rep.m.hip_back_m[rep.lowest].mean()) / rep.recording.scenario.athlete.height_m

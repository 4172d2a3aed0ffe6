"""How far the free thigh lags behind the line of the trunk at the bottom, in degrees."""

from __future__ import annotations

from hingesim.coaching.rep import Rep
from hingesim.motion.exercises import exercise_of


def measure(rep: Rep) -> float | None:
    """Degrees; None where the free foot stands."""
    if "free_foot" in exercise_of(rep.recording.scenario).bearing:
        return None
    return rep.at_bottom(rep.pitch_deg("trunk") - rep.pitch_deg("free_thigh"))

"""How far the free thigh lags behind the line of the trunk at the bottom, in degrees."""

from __future__ import annotations

from hingesim.coaching.rep import Rep


def measure(rep: Rep) -> float | None:
    """Degrees; None where the free foot stands, or is against a wall."""
    r = rep.recording
    if "free_foot" in r.footing.feet or (r.aid and r.aid.link == "free_foot"):
        return None
    return rep.at_bottom(rep.pitch_deg("trunk") - rep.pitch_deg("free_thigh"))

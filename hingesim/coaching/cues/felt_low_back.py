"""The moment that the low back holds at the bottom, in newton metres per kilogram: none is no hinge, too much is soreness."""

from __future__ import annotations

from hingesim.coaching.rep import Rep
from hingesim.recording.loads import Loads


def measure(rep: Rep) -> float | None:
    """Newton metres at L5/S1 per kilogram of body mass."""
    if not len(rep.lowest):
        return None
    return float(Loads(rep.recording).lumbosacral_moment_nm()[rep.lowest].mean()) / rep.recording.scenario.athlete.mass_kg

"""What is left of the flexion of the stance hip at the end, in degrees: the trunk against the thigh."""

from __future__ import annotations

from hingesim.coaching.rep import Rep


def measure(rep: Rep) -> float | None:
    """Degrees; None where she did not come back up."""
    if not len(rep.end):
        return None
    return float((rep.pitch_deg("pelvis") - rep.pitch_deg("stance_thigh"))[rep.end].mean())

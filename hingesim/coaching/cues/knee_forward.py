"""How far the stance knee travels toward the toes on the way down, in hundredths of stature."""

from __future__ import annotations

from hingesim.body.humanoid import LINK
from hingesim.coaching.rep import Rep


def measure(rep: Rep) -> float | None:
    """Percent of stature, at most, since the start; None where she did not get far enough to say."""
    if not len(rep.lowest):
        return None
    ahead = rep.recording.link_poses.position_world_m[:, LINK["stance_thigh"], 0]
    return 100 * float((ahead - ahead[0])[rep.down].max()) / rep.recording.scenario.athlete.height_m

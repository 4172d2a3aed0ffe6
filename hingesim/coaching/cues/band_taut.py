"""The least pull of the band while she is in balance, in newtons, and the least distance at which it never goes slack."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from hingesim.body.band import band_law
from hingesim.coaching.rep import Rep
from hingesim.common.errors import InfeasibleError
from hingesim.recording.metrics import SLACK_N
from hingesim.scenario.parameters import Scenario, World
from hingesim.simulation.simulate import planned

NEAREST_M, FARTHEST_M, EXACT_M = 0.5, 4.0, 0.01


def measure(rep: Rep) -> float | None:
    """Newtons; None without a band."""
    if rep.recording.scenario.band is None or not rep.upright.any():
        return None
    return float(rep.recording.band_tension_n[rep.upright].min())


def numbers(rep: Rep) -> dict[str, float]:
    """The least distance, and where she stands now."""
    band = rep.recording.scenario.band
    assert band is not None
    least = least_distance_m(rep.recording.scenario)
    return {"least_m": FARTHEST_M if least is None else least, "now_m": band.distance_m}


def least_distance_m(scenario: Scenario) -> float | None:
    """The least distance from the anchor, to a centimetre, at which the band pulls all along the planned hinge; None where there is none.

    Nearer than that her hands come too close to the anchor at the bottom. By bisection of the plan, which leans back farther the more the
    band pulls.
    """
    # Where she stands now and what disturbs her do not matter to it: the same answer serves while these change.
    return _least_m(scenario.replace(band={"distance_m": FARTHEST_M}, world=World()))


@lru_cache(maxsize=64)
def _least_m(scenario: Scenario) -> float | None:
    # A strong band pulls her over a little beyond where it begins to pull: looked for closer where the first steps pass over it.
    for step_m in (0.25, 0.04):
        tried = np.arange(NEAREST_M, FARTHEST_M, step_m).tolist()
        if (taut := next((at for at in tried if _taut(scenario, at)), None)) is not None:
            break
    else:
        return None
    low, high = max(taut - step_m, NEAREST_M), taut
    while high - low > EXACT_M:
        middle = (low + high) / 2
        low, high = (low, middle) if _taut(scenario, middle) else (middle, high)
    return high


def _taut(scenario: Scenario, distance_m: float) -> bool:
    """Whether the band pulls at every planned posture; not where it pulls so much that there is no plan."""
    there = scenario.replace(band={"distance_m": distance_m})
    assert there.band is not None
    try:
        path = planned(there)[2]
    except InfeasibleError:
        return False
    return bool(
        (band_law(there.band).elastic_n(np.linalg.norm(band_law(there.band).anchor_world_m - path.grip_m, axis=1)) >= SLACK_N).all()
    )

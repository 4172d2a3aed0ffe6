"""Plans of the recordings made by hand, solved once: a search for mutants of the rules keeps them from one to the next."""

from __future__ import annotations

from functools import cache

from hingesim import Scenario
from hingesim.body.humanoid import Humanoid
from hingesim.motion.plan import HingePath
from hingesim.simulation.simulate import planned


@cache
def plan_of(scenario: Scenario) -> tuple[Humanoid, HingePath]:
    """Body and path of a scenario without a band."""
    humanoid, _, path = planned(scenario)
    return humanoid, path

"""The body of a scenario: proportions, stance and what it holds, assembled in one place."""

from __future__ import annotations

from hingesim.body.anthropometry import proportions
from hingesim.body.humanoid import Humanoid, build, carrying
from hingesim.scenario.parameters import Scenario


def arms_of(hand: str) -> tuple[str, ...]:
    """Arms meant by `both`, `same` or `opposite` (to the stance leg)."""
    return {"both": ("stance", "free"), "same": ("stance",), "opposite": ("free",)}[hand]


def body_of(scenario: Scenario) -> Humanoid:
    """The humanoid of a scenario, with the weight in its hands."""
    a = scenario.athlete
    humanoid = build(proportions(a.sex, a.mass_kg, a.height_m, a.thigh_scale, a.trunk_scale), scenario.hinge.stance)
    return carrying(humanoid, scenario.load.mass_kg, arms_of(scenario.load.hand))

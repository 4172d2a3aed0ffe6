"""The body of a scenario: proportions, stance and what it holds, assembled in one place."""

from __future__ import annotations

from hingesim.body.anthropometry import proportions
from hingesim.body.humanoid import Humanoid, build, carrying
from hingesim.body.strength import Strength, strength
from hingesim.scenario.parameters import Scenario


def arms_of(hand: str) -> tuple[str, ...]:
    """Arms meant by `both`, `same` or `opposite` (to the stance leg)."""
    return {"both": ("stance", "free"), "same": ("stance",), "opposite": ("free",)}[hand]


def body_of(scenario: Scenario) -> Humanoid:
    """The humanoid of a scenario, with the weight in its hands."""
    a = scenario.athlete
    humanoid = build(proportions(a.sex, a.mass_kg, a.height_m, a.thigh_scale, a.trunk_scale), scenario.hinge.stance)
    return carrying(humanoid, scenario.load.mass_kg, arms_of(scenario.load.hand))


def strength_of(humanoid: Humanoid, scenario: Scenario) -> Strength:
    """Torque limits of the trainee of a scenario, the weaker leg on the side where it is."""
    athlete, left = scenario.athlete, scenario.athlete.leg_symmetry
    of_side = {"left": min(left, 1.0), "right": min(1 / left, 1.0)}
    stance, free = (of_side[side] for side in (("left", "right") if scenario.hinge.stance == "left" else ("right", "left")))
    return strength(humanoid.proportions, athlete.strength, stance_leg=stance, free_leg=free)

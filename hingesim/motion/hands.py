"""What each hand holds: a hand has room for one thing."""

from __future__ import annotations

from hingesim.body.whole import arms_of
from hingesim.common.errors import InfeasibleError
from hingesim.motion.exercises import exercise_of
from hingesim.scenario.parameters import Scenario

ARMS = {"stance": "same", "free": "opposite"}
"""Each arm, and the word for its hand, seen from the stance leg."""


def taken(scenario: Scenario) -> dict[str, str]:
    """Arms whose hand the band cannot have, and what is in it: `weight`, or what the exercise holds on to."""
    aid, load = exercise_of(scenario).aid, scenario.load
    held = dict.fromkeys(arms_of(load.hand), "weight") if load.mass_kg > 0 else {}
    return held | {arm: aid.kind for arm in ARMS if aid and aid.link == f"{arm}_forearm"}


def band_arms(scenario: Scenario) -> tuple[str, ...]:
    """Arms that hold the band, or would hold it."""
    if scenario.band is None:
        return tuple(ARMS)
    if scenario.band.hand != "empty":
        return arms_of(scenario.band.hand)
    return tuple(arm for arm in ARMS if arm not in taken(scenario))


def refuse_full_hands(scenario: Scenario) -> None:
    """Refuse a hand that would hold two things.

    Raises:
        InfeasibleError: names the nearest that can be done.
    """
    aid, held, name = exercise_of(scenario).aid, taken(scenario), scenario.exercise.name
    empty = [word for arm, word in ARMS.items() if arm not in held]
    on_aid = [arm for arm in ARMS if aid and aid.link == f"{arm}_forearm"]
    if scenario.load.mass_kg > 0 and aid and aid.carried:
        if list(arms_of(scenario.load.hand)) != on_aid:
            raise InfeasibleError(f"--load-hand: in {name} the weight is the {aid.kind}'s; nearest: --load-hand {ARMS[on_aid[0]]}")
    elif scenario.load.mass_kg > 0 and set(on_aid) & set(arms_of(scenario.load.hand)):
        left = next(word for arm, word in ARMS.items() if arm not in on_aid)
        raise InfeasibleError(f"--load-hand: in {name} that hand is on the {held[on_aid[0]]}; nearest: --load-hand {left}")
    if scenario.band is None:
        return
    if not empty:
        way = "without the band" if on_aid else "--load-hand opposite"
        raise InfeasibleError(f"--band: no hand is left for it, with {' and '.join(sorted(set(held.values())))} in them; nearest: {way}")
    if clash := [held[arm] for arm in band_arms(scenario) if arm in held]:
        what = "holds a weight" if clash[0] == "weight" else f"is on the {clash[0]}"
        raise InfeasibleError(f"--band-hand: in {name} that hand {what}; nearest: --band-hand {empty[0]}")

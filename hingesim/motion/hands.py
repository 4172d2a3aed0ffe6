"""What each hand holds: a hand has room for one thing."""

from __future__ import annotations

import itertools

from hingesim.body.whole import arms_of
from hingesim.common.errors import InfeasibleError
from hingesim.motion.exercises import exercise_of
from hingesim.scenario.parameters import Scenario

ARMS = {"stance": "same", "free": "opposite"}
"""Each arm, and the word for its hand, seen from the stance leg."""


def taken(scenario: Scenario) -> dict[str, str]:
    """Arms whose hand the band cannot have, and what is in it: `weight`, or what the exercise holds on to."""
    load = scenario.load
    return (dict.fromkeys(arms_of(load.hand), "weight") if load.mass_kg > 0 else {}) | _on_aid(scenario)


def _on_aid(scenario: Scenario) -> dict[str, str]:
    """Arms whose hand the exercise holds on with, and what that is."""
    aid = exercise_of(scenario).aid
    return {arm: aid.kind for arm in ARMS if aid and aid.link == f"{arm}_forearm"}


def band_arms(scenario: Scenario) -> tuple[str, ...]:
    """Arms that hold the band, or would hold it; both where no hand is left, which `refuse_full_hands` refuses."""
    if scenario.band is None:
        return tuple(ARMS)
    if scenario.band.hand != "empty":
        return arms_of(scenario.band.hand)
    held = taken(scenario)
    return tuple(arm for arm in ARMS if arm not in held) or tuple(ARMS)


def refuse_full_hands(scenario: Scenario) -> None:
    """Refuse a hand that would hold two things.

    Raises:
        InfeasibleError: names the nearest that can be done.
    """
    if (said := _clash(scenario)) is not None:
        raise InfeasibleError(f"{said}; nearest: {_nearest(scenario)}")


def _clash(scenario: Scenario) -> str | None:
    """What is in the way, with the option that says so; None where nothing is."""
    aid, held, on_aid, name = exercise_of(scenario).aid, taken(scenario), _on_aid(scenario), scenario.exercise.name
    if scenario.load.mass_kg > 0:
        weighted = set(arms_of(scenario.load.hand))
        if aid and aid.carried and weighted != on_aid.keys():
            return f"--load-hand: in {name} the weight is the {aid.kind}'s"
        if aid and not aid.carried and weighted & on_aid.keys():
            return f"--load-hand: in {name} that hand is on the {aid.kind}"
    if scenario.band is None:
        return None
    if len(held) == len(ARMS):
        return f"--band: no hand is left for it, with {' and '.join(sorted(set(held.values())))} in them"
    if clash := [held[arm] for arm in band_arms(scenario) if arm in held]:
        what = "holds a weight" if clash[0] == "weight" else f"is on the {clash[0]}"
        return f"--band-hand: in {name} that hand {what}"
    return None


def _nearest(scenario: Scenario) -> str:
    """The options that make it possible, as few as there are: hands first, then without the band."""
    load, band = scenario.load, scenario.band
    # Both hands hold a bar on both feet: one of them would hold something else.
    weights = [load.hand] if load.hand == "both" and exercise_of(scenario).footing.alike else [load.hand, "opposite", "same"]
    if band is not None:
        ways = itertools.product((band.hand, "opposite", "same"), weights)
        for hand, weight in sorted(ways, key=lambda way: ((way[0] != band.hand) + (way[1] != load.hand), way[1] != load.hand)):
            if _clash(scenario.replace(load={"hand": weight}, band={"hand": hand})) is None:
                return " ".join(_changed({"--load-hand": (load.hand, weight), "--band-hand": (band.hand, hand)}))
    for weight in weights:
        if _clash(scenario.replace(load={"hand": weight}, band=None)) is None:
            changed = _changed({"--load-hand": (load.hand, weight)})
            if not changed:
                return "without the band"
            return " ".join([*changed, "--no-band"] if band else changed)
    return "without the weight"


def _changed(options: dict[str, tuple[str, str]]) -> list[str]:
    return [f"{option} {to}" for option, (now, to) in options.items() if now != to]

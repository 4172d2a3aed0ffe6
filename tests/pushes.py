"""Largest push that is survived, with and without what the hands do on a band: `python -m tests.pushes [mujoco|bullet]`.

Each figure is the median over seeds of the largest impulse (half sine of 0.1 s, on the trunk, backward or forward) after which she is still
standing, to 0.5 N s. The band is the default one; slack it hangs from an anchor so near that it never pulls.
"""

from __future__ import annotations

import statistics
import sys

from hingesim import ImplausibleError, Scenario
from hingesim.motion import balance
from hingesim.simulation.experiments import pushed

BODIES = {
    "default woman": {},
    "man, 1.92 m, 95 kg": {"sex": "male", "mass_kg": 95, "height_m": 1.92},
}
SEEDS = range(3)
FINEST_NS, MOST_NS = 0.5, 32.0


def survived(scenario: Scenario, direction_deg: float, impulse_ns: float) -> bool:
    """Whether she stands after it."""
    try:
        return not pushed(impulse_ns, direction_deg=direction_deg, duration_s=3.0, scenario=scenario).outcome.lost
    except ImplausibleError:  # a fall whose blow is not
        return False


def largest_ns(scenario: Scenario, direction_deg: float) -> float:
    """By bisection."""
    low, high = 0.0, MOST_NS
    while high - low > FINEST_NS:
        middle = (low + high) / 2
        low, high = (middle, high) if survived(scenario, direction_deg, middle) else (low, middle)
    return low


def table(engine: str, *, bodies=BODIES, seeds=SEEDS, directions=(180.0, 0.0)) -> None:
    """Print one line for each body, direction and use of the band."""
    share = balance.HAND_SHARE
    for name, athlete in bodies.items():
        height_m = athlete.get("height_m", 1.65)
        taut = {"distance_m": round(1.2 * height_m, 2)}
        uses = {"no band": (None, share), "slack": ({"distance_m": 1.0}, share), "taut, hands still": (taut, 0.0), "taut": (taut, share)}
        for direction_deg in directions:
            for use, (band, hands) in uses.items():
                balance.HAND_SHARE = hands
                found = []
                for seed in seeds:
                    scenario = Scenario().replace(athlete={**athlete, "step": False}, world={"engine": engine, "seed": seed})
                    found.append(largest_ns(scenario.replace(band=band) if band else scenario, direction_deg))
                print(f"{name:20s} {direction_deg:5.0f} deg  {use:18s} {statistics.median(found):5.1f} N s  {found}", flush=True)
    balance.HAND_SHARE = share


if __name__ == "__main__":
    table(sys.argv[1] if len(sys.argv) > 1 else "mujoco")

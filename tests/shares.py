"""Shares over seeds that docs/model.md states: `python -m tests.shares stances|pushes|catches mujoco|bullet FIRST COUNT`.

`stances` stands for 30 s at sway 2; `pushes` counts who survives the four pushes that are asked of her; `catches` says of forward losses
how soon after the felt loss the free foot is down and who is on her feet at the end.
"""

from __future__ import annotations

import sys

import numpy as np

from hingesim import Recording, Scenario, simulate
from hingesim.motion.protection import Protection, Stage
from hingesim.simulation.simulate import TICK_S
from tests.pushes import survived

PUSHES_NS = {0: 8.5, 180: 8.3, 90: 2.3, -90: 2.3}
"""Impulses by direction, deg."""
BODIES = {
    "default woman": ({}, 24),
    "woman, 1.55 m, 50 kg": ({"height_m": 1.55, "mass_kg": 50}, 24),
    "man, 1.92 m, 95 kg": ({"sex": "male", "height_m": 1.92, "mass_kg": 95}, 10),
}
"""Fields and knee bend, deg, that fells each."""


def stands(scenario: Scenario) -> bool:
    """Whether she stands on one leg for 30 s at sway 2."""
    quiet = {"name": "quiet-stance", "duration_s": 30}
    return simulate(scenario.replace(athlete={"sway": 2.0}, exercise=quiet)).outcome.name == "stood"


def felt(scenario: Scenario) -> tuple[Recording, float | None]:
    """A run, and when she felt that balance was lost, s."""
    stages, decide = [], Protection.decide

    def noted(self, *args):
        decision = decide(self, *args)
        stages.append(self.stage)
        return decision

    Protection.decide = noted
    try:
        run = simulate(scenario)
    finally:
        Protection.decide = decide
    return run, next((i * TICK_S for i, stage in enumerate(stages) if stage > Stage.BALANCE), None)


def landed_s(run: Recording, felt_s: float) -> float:
    """Time from the felt loss to the first load on the free foot; none: infinite."""
    down = (run.load_n("free_foot") > 0.05 * run.weight_n) & (run.time_s > felt_s)
    return float(run.time_s[np.argmax(down)] - felt_s) if down.any() else np.inf


def on_her_feet(run: Recording) -> bool:
    return run.ended != "down" and not (run.ground_load_n[-1, 2:] > 0.05 * run.weight_n).any()


def catches(scenarios: list[Scenario]) -> str:
    forward, down, feet = 0, [], 0
    for scenario in scenarios:
        run, felt_s = felt(scenario)
        if run.outcome.name == "forward_fall" and felt_s is not None:
            forward, feet = forward + 1, feet + on_her_feet(run)
            down.append(landed_s(run, felt_s))
    return f"{forward} lost forward, foot down in 0.3-0.65 s {sum(0.3 < s < 0.65 for s in down)}, on her feet {feet}; s {np.round(down, 2)}"


if __name__ == "__main__":
    what, engine, first, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    plain = [Scenario().replace(world={"engine": engine, "seed": seed}) for seed in range(first, first + count)]
    if what == "stances":
        print(f"{sum(map(stands, plain))} of {count} stand")
    elif what == "pushes":
        for direction_deg, impulse_ns in PUSHES_NS.items():
            print(f"{direction_deg} deg, {impulse_ns} N s: {sum(survived(s, direction_deg, impulse_ns) for s in plain)} of {count}")
    else:
        for name, (athlete, knee_deg) in BODIES.items():
            print(f"{name}: {catches([s.replace(athlete=athlete, hinge={'knee_bend_deg': knee_deg}) for s in plain])}")

"""How far an outcome depends on what it should not: the engine, the step, the effort of the solver. `python -m tests.agreement engines 200`
and `python -m tests.agreement step 40` simulate the random scenarios of `tests.plausible` and list those whose outcomes differ, with what
their neighbours do: where these differ among themselves in one engine, the scenario lies at a boundary."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

from hingesim import HingesimError, InfeasibleError, Scenario, simulate
from tests.plausible import drawn

Run = Callable[[Scenario], str]


def name(scenario: Scenario, **options: float) -> str:
    """Outcome of a run, or the kind of its error."""
    try:
        return simulate(scenario, **options).outcome.name
    except HingesimError as error:
        return type(error).__name__


def engine(which: str, scenario: Scenario) -> str:
    return name(scenario.replace(world={"engine": which}))


def neighbours(scenario: Scenario) -> list[Scenario]:
    """Three scenarios that nobody could tell from this one."""
    body, hinge = scenario.athlete, scenario.hinge
    return [
        scenario.replace(athlete={"mass_kg": 1.002 * body.mass_kg}),
        scenario.replace(hinge={"depth_deg": hinge.depth_deg + 0.25, "knee_bend_deg": hinge.knee_bend_deg + 0.1}),
        scenario.replace(hinge={"depth_deg": hinge.depth_deg - 0.25, "knee_bend_deg": max(hinge.knee_bend_deg - 0.1, 0.0)}),
    ]


def compare(runs: dict[str, Run], count: int, first: int) -> None:
    same = seen = edge = 0
    for seed in range(first, first + count):
        scenario = drawn(seed)
        found: dict[str, str] = {}
        for title, run in runs.items():
            found[title] = run(scenario)
            if found[title] == InfeasibleError.__name__:
                break
        if len(found) < len(runs):
            continue
        seen += 1
        if len(set(found.values())) == 1:
            same += 1
            continue
        around = {title: [run(near) for near in neighbours(scenario)] for title, run in runs.items()}
        boundary = any(set(names) != {found[title]} for title, names in around.items())
        edge += boundary
        print(seed, "AT A BOUNDARY" if boundary else "APART", found, around, flush=True)
    print(f"{seen} ran, {same} agree ({100 * same / max(seen, 1):.1f} %), {edge} of the others at a boundary", flush=True)


def main(what: str, count: int, first: int = 0) -> None:
    if what == "engines":
        runs: dict[str, Run] = {which: partial(engine, which) for which in ("mujoco", "bullet")}
    else:
        options = {"as it is": {}, "half the step": {"physics_step_s": 0.0005}, "twice the effort": {"solver_effort": 2.0}}
        runs = {title: (lambda s, o=o: name(s.replace(world={"engine": "bullet"}), **o)) for title, o in options.items()}
    compare(runs, count, first)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)

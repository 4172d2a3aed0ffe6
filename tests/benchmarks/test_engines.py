"""Every engine against the first, on the same cells in the same run. Run: pytest tests/benchmarks/test_engines.py --benchmark-only -s

Figures are printed, never a pass or fail. The whole map takes an hour of one core.
"""

from __future__ import annotations

import time

import numpy as np
import pytest

from hingesim import Scenario, simulate
from hingesim.common.processes import cores, worker_pool
from hingesim.engine import ENGINES, installed
from hingesim.validation.engines import BODIES, DISTANCES_M, KNEE_BENDS_DEG, SEEDS, Cell, agreement, cell, scenarios

pytestmark = pytest.mark.skipif(set(installed()) != set(ENGINES), reason="needs all engines")
CELLS = [(k, d) for k in (13, 21, 29, 37) for d in (1.5, 1.9, 2.3)]
"""Knee bends and distances of a small sweep: falls and completed reps."""


def test_runs_per_second(benchmark) -> None:
    """Engines take turns cell by cell, so that both see the same load of the machine."""
    taken = {name: [] for name in ENGINES}
    for name in ENGINES:
        simulate(Scenario().replace(hinge={"depth_deg": 10, "lower_s": 0.5, "raise_s": 0.5}, world={"engine": name}))
    for knee, distance in CELLS:
        for name in ENGINES:
            scenario = Scenario().replace(hinge={"knee_bend_deg": knee}, band={"distance_m": distance}, world={"engine": name})
            begin = time.process_time()
            simulate(scenario)
            taken[name].append(time.process_time() - begin)
    benchmark.pedantic(simulate, args=(scenario,), rounds=1)
    first, *others = ENGINES
    for name in ENGINES:
        print(f"\n{name}: {len(CELLS) / sum(taken[name]):.2f} runs per second of one core")
    for name in others:
        benchmark.extra_info[f"{name} / {first}"] = round(sum(taken[first]) / sum(taken[name]), 2)
        print(f"{name}: {sum(taken[first]) / sum(taken[name]):.2f} times as many as {first}")


def test_the_whole_outcome_map(benchmark) -> None:
    """12 knee bends by 8 band distances, three bodies, every cell by its most frequent outcome."""
    jobs = [s for body in BODIES.values() for name in ENGINES for s in scenarios(body, name, KNEE_BENDS_DEG, DISTANCES_M)]

    def simulated() -> list[Cell]:
        with worker_pool(cores()) as pool:
            return list(pool.map(_cell, jobs, chunksize=4))

    cells = iter(benchmark.pedantic(simulated, rounds=1))
    shape = len(KNEE_BENDS_DEG), len(DISTANCES_M)
    for body in BODIES:
        first, *others = ([next(cells) for _ in range(shape[0] * shape[1])] for _ in ENGINES)
        for other in others:
            a = agreement(first, other, shape)
            print(f"\n{body}: {a.inner_agreeing} of {a.inner} cells away from a boundary agree, {a.agreeing} of all {a.cells}")
            print(f"edge of completing moves by {a.boundary_moved} cells at most")
            print(f"CoM apart {np.median(a.apart_mm):.2f} mm RMS in the median rep, {max(a.apart_mm):.2f} mm at most")


def _cell(scenario: Scenario) -> Cell:
    return cell(scenario, SEEDS)

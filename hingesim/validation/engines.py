"""Whether every engine tells the same lesson: outcome maps over knee bend and band distance, cell by cell."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hingesim.common.errors import ImplausibleError, InfeasibleError
from hingesim.engine import ENGINES, engine_class
from hingesim.recording.recording import Recording
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.simulate import simulate
from hingesim.validation.check import Check, Measured, about, between
from hingesim.validation.plot import Plot, line

BODIES: dict[str, dict] = {
    "default woman": {},
    "short light woman": {"sex": "female", "mass_kg": 50, "height_m": 1.55},
    "tall heavy man": {"sex": "male", "mass_kg": 95, "height_m": 1.92},
}
KNEE_BENDS_DEG, DISTANCES_M, SEEDS = np.linspace(5, 49, 12), np.linspace(1.3, 2.7, 8), range(3)
"""The whole map, for `tests/benchmarks/test_engines.py`."""
FEW_DISTANCES_M = DISTANCES_M[3:6]
"""What of it `validate` has time for: the first body, all knee bends, noise off; distances side by side, so that cells have neighbours."""
INFEASIBLE, FAILED = "infeasible", "failed"
"""In place of an outcome: there is no plan; the run was not plausible."""


@dataclass(frozen=True)
class Cell:
    """One point of the map for one engine: outcomes by seed, and the CoM of the reps that were completed."""

    outcomes: tuple[str, ...]
    com_world_m: Mapping[int, np.ndarray]
    """By seed, shape (T, 3)."""

    @property
    def usual(self) -> str:
        """The most frequent outcome; of equally frequent ones the first seed's."""
        return Counter(self.outcomes).most_common(1)[0][0]

    @property
    def completes(self) -> bool:
        """Whether most reps are completed."""
        return 2 * len(self.com_world_m) > len(self.outcomes)


@dataclass(frozen=True)
class Agreement:
    """Two maps of cells of equal shape (knee bends, distances), compared where there is a plan to simulate."""

    inner: int
    """Cells of the first map whose neighbours all have the same outcome."""
    inner_agreeing: int
    """Of these, cells with the same most frequent outcome in the second map."""
    agreeing: int
    cells: int
    boundary_moved: int
    """Where one map completes the rep and the other falls: most cells from there to the nearest one at which the other does the same."""
    apart_mm: tuple[float, ...]
    """RMS distance of the CoM traces of reps completed in both, one a rep."""


def cell(scenario: Scenario, seeds: Iterable[int]) -> Cell:
    """Simulate one cell; a plan that cannot be made is an outcome, too, and a run that failed is none that another can agree with."""
    names, traces = [], {}
    for seed in seeds:
        try:
            r: Recording = simulate(scenario.replace(world={"seed": seed}))
        except InfeasibleError:
            names.append(INFEASIBLE)
            continue
        except ImplausibleError:
            names.append(FAILED)
            continue
        names.append(r.outcome.name)
        if r.outcome.completed:
            traces[seed] = r.com_world_m
    return Cell(tuple(names), traces)


def scenarios(body: Mapping, engine: str, knee_bends_deg: np.ndarray, distances_m: np.ndarray) -> list[Scenario]:
    """All cells of a map, row by row of equal knee bend."""
    base = Scenario().replace(athlete=body, world={"engine": engine})
    pairs = itertools.product(knee_bends_deg, distances_m)
    return [base.replace(hinge={"knee_bend_deg": float(k)}, band={"distance_m": float(d)}) for k, d in pairs]


def agreement(one: Sequence[Cell], other: Sequence[Cell], shape: tuple[int, int]) -> Agreement:
    """Compare two maps, given row by row."""
    a, b = (np.array([c.usual for c in cells]).reshape(shape) for cells in (one, other))
    planned = a != INFEASIBLE
    inner = planned & [[_alike(a, i, j) for j in range(shape[1])] for i in range(shape[0])]
    done = [np.where(planned, np.array([c.completes for c in cells]).reshape(shape), -1) for cells in (one, other)]
    moved = max((_nearest(x, y, i, j) for x, y in (done, done[::-1]) for i, j in np.argwhere(done[0] != done[1])), default=0)
    both = [(p.com_world_m[s], q.com_world_m[s]) for p, q in zip(one, other, strict=True) for s in p.com_world_m if s in q.com_world_m]
    apart = tuple(float(1000 * np.sqrt(((p - q) ** 2).sum(axis=1).mean())) for p, q in both)
    same = planned & (a == b) & (a != FAILED)
    return Agreement(int(inner.sum()), int((inner & same).sum()), int(same.sum()), int(planned.sum()), moved, apart)


def _alike(a: np.ndarray, i: int, j: int) -> bool:
    """Whether the cells around one, as far as they could be simulated, have its outcome."""
    around = a[max(i - 1, 0) : i + 2, max(j - 1, 0) : j + 2]
    return bool(((around == a[i, j]) | (around == INFEASIBLE)).all())


def _nearest(a: np.ndarray, b: np.ndarray, i: int, j: int) -> int:
    """Cells from (i, j) to the nearest at which map `b` says what map `a` says there; the longer side of the map if there is none."""
    alike = np.argwhere(b == a[i, j])
    return int(np.abs(alike - [i, j]).max(axis=1).min()) if len(alike) else max(a.shape)


def _measure() -> Measured:
    for name in ENGINES:
        engine_class(name)  # raises where one is missing
    maps = [[cell(s, [0]) for s in scenarios({"sway": 0}, name, KNEE_BENDS_DEG, FEW_DISTANCES_M)] for name in ENGINES]
    found = agreement(maps[0], maps[1], (len(KNEE_BENDS_DEG), len(FEW_DISTANCES_M)))
    if not found.inner:
        raise ValueError("every cell is next to a boundary")
    values = {
        "agreeing cells not next to a boundary": 100 * found.inner_agreeing / found.inner,
        "cells the edge of completing moves": found.boundary_moved,
        "greatest RMS distance of CoM traces": max(found.apart_mm),
    }
    note = f"{found.agreeing} of {found.cells} cells have the same outcome; CoM traces of {len(found.apart_mm)} completed reps."
    return Measured(values, Plot("rep", "CoM apart, RMS (mm)", (line("reps", range(len(found.apart_mm)), sorted(found.apart_mm)),)), note)


CHECK = Check(
    "engines",
    "Another engine tells the same lesson",
    "a second physics engine: MuJoCo against PyBullet, same body, same contact law, same trainee",
    f"{len(KNEE_BENDS_DEG)} knee bends at {len(FEW_DISTANCES_M)} band distances, default body, noise off, in both engines. A strip of the "
    f"whole map of {len(KNEE_BENDS_DEG)} by {len(DISTANCES_M)} cells, {len(BODIES)} bodies and {len(SEEDS)} seeds, which takes too long "
    "here (tests/benchmarks/test_engines.py).",
    (
        between("agreeing cells not next to a boundary", 95, 100, "%"),
        between("cells the edge of completing moves", 0, 1, ""),
        about("greatest RMS distance of CoM traces", 0, "mm", within=5),
    ),
    _measure,
    note="The whole map, measured once (PyBullet 3.2.7, MuJoCo 4.0.0; 254 cells with a plan): 83 of the 84 cells whose neighbours are "
    "alike agree, 241 of all; the edge of completing moves by at most one cell; CoM traces of 320 completed reps are apart by 0.1 mm RMS "
    "in the median and 4.5 mm at most. What differs is the name of falls over the back corner of the sole, backward or sideways: the foot "
    "turns on two studs before it is clear, and that name changes with the step within each engine, too.",
    cost_s=60,
)

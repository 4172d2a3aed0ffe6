"""How the names of completed reps move when the limits of the judgement do: python -m tests.limits

The table of docs/outcomes.md: 96 runs of the default trainee (eight knee bends, no band and five distances, two seeds; MuJoCo), judged
again with one limit changed at a time. Losses do not depend on these limits. About a minute on an idle machine.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from unittest.mock import patch

import numpy as np

from hingesim import HingesimError, Scenario, simulate
from hingesim.recording import outcome
from hingesim.recording.judgement import SHIFT_M
from hingesim.recording.metrics import Metrics

KNEES_DEG, DISTANCES_M, SEEDS = np.linspace(5, 40, 8), (None, *np.linspace(1.4, 2.4, 5)), (200, 201)
CHANGES = (
    ("as they are", {"SHIFT_M": SHIFT_M}),
    *((f"{1000 * m:g} mm", {"SHIFT_M": m}) for m in (0.005, 0.015, 0.02)),
    *((f"{s:g} statures", {"HIPS_BACK_STATURES": s}) for s in (0.03, 0.07)),
    *((f"heel {h:.2f}", {"HEEL_LEAST": h}) for h in (0.15, 0.2, 0.3, 0.35)),
)
NAMES = ("posterior_shift", "mid_foot", "on_heel", "on_toes")


def scenarios() -> list[Scenario]:
    """The runs."""
    every = []
    for knee, distance, seed in product(KNEES_DEG, DISTANCES_M, SEEDS):
        scenario = Scenario().replace(hinge={"knee_bend_deg": float(knee)}, world={"seed": seed, "engine": "mujoco"})
        every.append(scenario if distance is None else scenario.replace(band={"distance_m": float(distance)}))
    return every


def main() -> None:
    """Run, judge again, print the rows."""
    measured, refused = [], 0
    for scenario in scenarios():
        try:
            measured.append(Metrics(simulate(scenario)))
        except HingesimError:
            refused += 1
    names = Counter(m.recording.outcome.name for m in measured)
    print(len(measured), f"runs ({refused} refused):", ", ".join(f"{count} {name}" for name, count in names.most_common()))
    print("| limits |", " | ".join(f"`{name}`" for name in NAMES), "|")
    for said, limits in CHANGES:
        with patch.multiple(outcome, **limits):
            told = Counter(outcome.judge(m).name for m in measured)
        print(f"| {said} |", " | ".join(str(told[name]) for name in NAMES), "|")


if __name__ == "__main__":
    main()

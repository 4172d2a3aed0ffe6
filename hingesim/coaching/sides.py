"""A set on each leg: what came of it on the left and on the right, and how alike the legs are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hingesim.body.humanoid import JOINT
from hingesim.coaching.rep import Rep
from hingesim.common.checks import real, whole
from hingesim.common.errors import InfeasibleError
from hingesim.motion.exercises import exercise_of
from hingesim.motion.schedule import PHASES
from hingesim.recording.limits import strength_used
from hingesim.recording.recording import Recording
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.replicates import Replicates, each, seeded
from hingesim.simulation.simulate import planned, simulate

SIDES = ("left", "right")
ALIKE = 0.9
"""Legs are called alike from here: nine tenths is what is asked of strength and hops before a return to sport (Grindem 2016, recalled).
That it holds for a hinge as well is judgement."""
MOST = 1000
"""Seeds of each leg."""
ROWS = ("reps", "stood", "heel", "hips_back", "hip_flexion", "hip_abduction", "knee_flexion")
"""Measures in their order."""
DOWN, UP = 0.95, 0.1
"""A rep is done that came so far down its way and back to here, in balance (judgement)."""
STRENGTHS = ROWS[-3:]
"""Joints of the leg on the ground whose strength is looked at."""


@dataclass(frozen=True)
class Measure:
    """One number of either leg, a mean over the seeds; None where no rep of that leg came so far."""

    name: str
    """One of `ROWS`: reps done or seconds stood in balance, share on the heel, way of the hips in metres, shares of strength."""
    left: float | None
    right: float | None

    @property
    def symmetry(self) -> float | None:
        """The smaller over the greater; None where one of them is none, or nothing."""
        if self.left is None or self.right is None or min(self.left, self.right) <= 0:
            return None
        return min(self.left, self.right) / max(self.left, self.right)

    @property
    def alike(self) -> bool:
        """Whether the legs are alike in it."""
        return self.left == self.right or round(self.symmetry or 0.0, 2) >= ALIKE  # as it is shown


@dataclass(frozen=True)
class Sides:
    """What came of both."""

    outcomes: dict[str, Replicates]
    """By leg."""
    measures: tuple[Measure, ...]

    def to_dict(self) -> dict[str, object]:
        """As `--json` gives it."""
        rows = {m.name: {"left": m.left, "right": m.right, "symmetry": m.symmetry, "alike": m.alike} for m in self.measures}
        return {"outcomes": {side: told.shares() for side, told in self.outcomes.items()}, "measures": rows}


def pair(scenario: Scenario, *, left_hip_shift: float | None = None) -> tuple[Scenario, Scenario]:
    """The scenario on the left leg and on the right one.

    Args:
        scenario: of both; `athlete.leg_symmetry` says which leg is the stronger.
        left_hip_shift: own weight shift on the left leg, where it is another.

    Raises:
        FieldError: a value that is not allowed.
        InfeasibleError: both legs carry alike.
    """
    if exercise_of(scenario).footing.alike:
        raise InfeasibleError(f"--exercise: in {scenario.exercise.name} both legs carry alike; nearest: --exercise kickstand")
    left, right = (scenario.replace(hinge={"stance": side}) for side in SIDES)
    if left_hip_shift is not None:
        left = left.replace(hinge={"hip_shift": real("--left-hip-shift", left_hip_shift, 0, 1)})
    return left, right


def sides(
    scenario: Scenario,
    replicates: int = 5,
    *,
    left_hip_shift: float | None = None,
    progress: Callable[[float], None] | None = None,
    workers: int | None = None,
) -> Sides:
    """Simulate a set on each leg, with the same seeds.

    Args:
        scenario: of both.
        replicates: seeds of each leg.
        left_hip_shift: own weight shift on the left leg, where it is another.
        progress: called with the share of the runs that is done.
        workers: processes; default: one a core.

    Raises:
        InfeasibleError: one of them cannot be done.
    """
    count = whole("--replicates", replicates, 1, MOST)
    both = pair(scenario, left_hip_shift=left_hip_shift)
    for one in both:
        planned(one)
    found = each(_measured, [seeded(one, k) for one in both for k in range(count)], progress=progress, workers=workers)
    left, right = found[:count], found[count:]
    names = [name for name in ROWS if any(name in values for _, values in found)]
    rows = (Measure(name, *(_mean([values[name] for _, values in half if name in values]) for half in (left, right))) for name in names)
    return Sides({side: Replicates(tuple(name for name, _ in half)) for side, half in zip(SIDES, (left, right), strict=True)}, tuple(rows))


def measured(recording: Recording) -> dict[str, float]:
    """Measures of one run by their names.

    Only of what she did in balance. Nothing is said of the bottom and of strength where a rep did not get there: what a leg used before
    it gave way on top is not what a whole rep takes. Where time counts and no reps, strength is that of standing.
    """
    rep = Rep(recording)
    found: dict[str, float] = {}
    if exercise_of(recording.scenario).completed == "time":
        stood = rep.upright
        found["stood"] = float(stood.sum() * recording.sample_s)
    else:
        stood = rep.upright & (recording.phase != PHASES.index("ready"))
        found["reps"] = float(reps_done(recording.place[rep.upright]))
        if not len(rep.lowest) or rep.way <= DOWN:
            return found
        found["heel"] = float(rep.m.heel_load[rep.lowest].mean())
        found["hips_back"] = float(rep.m.hip_back_m[rep.lowest].mean())
    if stood.any():
        used = np.minimum(strength_used(recording)[stood], 1.0)  # the limit is that of the last decision, a hundredth of a second ago
        found |= {name: float(used[:, JOINT[name]].max()) for name in STRENGTHS}
    return found


def reps_done(place: np.ndarray) -> int:
    """How often a way down (T,), 0 at the top and 1 at the bottom, went down and came back."""
    done, low = 0, False
    for at in place:
        if at >= DOWN:
            low = True
        elif low and at <= UP:
            done, low = done + 1, False
    return done


def _mean(values: list[float]) -> float | None:
    return float(np.mean(values)) if values else None


def _measured(scenario: Scenario) -> tuple[str, dict[str, float]]:
    recording = simulate(scenario)
    return recording.outcome.name, measured(recording)

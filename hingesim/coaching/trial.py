"""Trials: plans run with seeds, on all cores, each rated by how near it came to a posterior weight shift."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from hingesim.coaching.levers import Plan
from hingesim.coaching.predict import closeness
from hingesim.coaching.search import Rating
from hingesim.common.errors import HingesimError
from hingesim.recording.judgement import SHIFT_M
from hingesim.recording.outcomes import SOUGHT, is_loss
from hingesim.recording.recording import Recording
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.replicates import seeded
from hingesim.simulation.simulate import simulate

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

LOST = -1.0
"""Closeness of a rep in which balance is lost at the very end; without a loss it is greater."""


def rated(recording: Recording) -> Rating:
    """One run: good where the weight went back and the band, if there is one, was never slack.

    Closeness runs from -2 for who loses balance at once over -1 for who loses it at the very end to 0 where the weight only just goes
    back, and on with the pressure.
    """
    outcome, m = recording.outcome, recording.metrics
    if is_loss(outcome.name) or not outcome.completed:
        last_s = outcome.time_s if outcome.time_s is not None else float(recording.time_s[-1])
        hinge = recording.scenario.hinge
        whole_s = hinge.reps * (hinge.lower_s + hinge.pause_s + hinge.raise_s)
        return Rating(False, LOST - 1 + min(last_s / whole_s, 1.0), outcome.name)
    heel, back = float(m.heel_load[m.bottom].mean()), m.pressure_back_m() / SHIFT_M
    good = outcome.name == SOUGHT and m.slack_s() == 0
    return Rating(good, max(back, 0.0) if good else min(back - 1, 0.0) / 10, outcome.name, heel)


class Trials:
    """Evaluates plans on a pool of processes; without one, here."""

    def __init__(self, pool: ProcessPoolExecutor | None) -> None:
        self._map = pool.map if pool else map

    def __call__(self, pairs: Sequence[tuple[Plan, int]]) -> list[Rating]:
        """Ratings of plans with seeds."""
        return list(self._map(_rating, [seeded(plan.scenario, number) for plan, number in pairs]))

    def predicted(self, plans: Sequence[Plan]) -> list[float]:
        """What the plans alone say (`predict.closeness`)."""
        return list(self._map(closeness, [plan.scenario for plan in plans]))


def _rating(scenario: Scenario) -> Rating:
    return rating_of(scenario, partial(simulate, stop_early=True))


def rating_of(scenario: Scenario, run: Callable[[Scenario], Recording]) -> Rating:
    """The rating of a scenario; what cannot be done is no advice."""
    try:
        return rated(run(scenario))
    except HingesimError as error:
        return Rating(False, -3.0, type(error).__name__)

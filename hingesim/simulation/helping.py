"""When a second process is worth its start."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from hingesim.common.assistant import Assistant, assistant
from hingesim.motion.exercises import exercise_of
from hingesim.scenario.parameters import Scenario

WORTH_S = 4.0
"""It begins to help after half a second: a run that is meant to be shorter than this is nearly done by then."""


def helped(scenarios: Iterable[Scenario], later: Callable[[], object] | None = None) -> AbstractContextManager[Assistant | None]:
    """A second process that helps to simulate and to draw these, where that is quicker; `later` makes it ready for what comes after."""
    return assistant(any(exercise_of(scenario).schedule(scenario).duration_s >= WORTH_S for scenario in scenarios), later)

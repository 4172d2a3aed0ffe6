"""The exercises, one file each; `docs/extending.md` says what to touch for another."""

from __future__ import annotations

import importlib
from functools import cache

from hingesim.common.checks import choice
from hingesim.common.seams import whole
from hingesim.motion.exercise import Exercise
from hingesim.scenario.exercise_names import exercise_names
from hingesim.scenario.parameters import Scenario


@cache
def exercise(name: str) -> Exercise:
    """The exercise of a name that a scenario may have.

    Raises:
        FieldError: there is none; names the nearest.
    """
    name = choice("exercise.name", name, exercise_names())
    return whole("exercise", importlib.import_module(f"{__name__}.{name.replace('-', '_')}"), "EXERCISE").EXERCISE


def exercise_of(scenario: Scenario) -> Exercise:
    """What the trainee of a scenario does."""
    return exercise(scenario.exercise.name)

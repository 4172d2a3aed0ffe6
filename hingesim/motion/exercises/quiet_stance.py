"""Quiet stance: one place along the single-leg hinge, held."""

from __future__ import annotations

from hingesim.motion.exercise import Exercise
from hingesim.motion.footing import OneFoot
from hingesim.motion.posture import posture
from hingesim.motion.schedule import Schedule, scheduled
from hingesim.scenario.parameters import Scenario


def schedule(scenario: Scenario) -> Schedule:
    """One phase at the place that is held, the pause of a hinge in its lower half."""
    at = scenario.exercise.hold
    return scheduled([("ready" if at < 0.5 else "pause", scenario.exercise.duration_s, at, at)])


EXERCISE = Exercise("stand", OneFoot, ("ready", "pause"), posture, schedule, "time")

"""The single-leg hip hinge: down on one leg and up again."""

from __future__ import annotations

from hingesim.motion.exercise import Exercise
from hingesim.motion.footing import OneFoot
from hingesim.motion.posture import posture
from hingesim.motion.schedule import PHASES, Schedule, scheduled
from hingesim.scenario.parameters import Scenario

READY_S, FINISH_S = 0.5, 1.0
"""Quiet stance before the first and after the last rep."""


def schedule(scenario: Scenario) -> Schedule:
    """Ready, then lower, pause and raise for every rep, then a finish in quiet stance."""
    hinge = scenario.hinge
    rep = [("lower", hinge.lower_s, 0.0, 1.0), ("pause", hinge.pause_s, 1.0, 1.0), ("raise", hinge.raise_s, 1.0, 0.0)]
    return scheduled([("ready", READY_S, 0.0, 0.0), *rep * hinge.reps, ("finish", FINISH_S, 0.0, 0.0)])


EXERCISE = Exercise("hinge", OneFoot, PHASES, posture, schedule, "reps")

"""The single-leg hinge with the sole of the free foot flat on a wall behind: the hips go back toward it as its knee bends."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import Humanoid
from hingesim.motion.aid import FootOnWall
from hingesim.motion.exercise import Exercise
from hingesim.motion.exercises.single_leg_hinge import schedule
from hingesim.motion.footing import OneFoot
from hingesim.motion.posture import posture as on_one_leg
from hingesim.motion.schedule import PHASES
from hingesim.motion.toes import with_free_foot
from hingesim.scenario.parameters import Scenario

UPRIGHT_DEG = 90.0
"""The sole is tipped up until it lies on the wall, the toes down."""


def posture(humanoid: Humanoid, scenario: Scenario, s: np.ndarray, ankle_rad: np.ndarray) -> np.ndarray:
    """Trunk, arms and stance leg as on one leg; the sole stays at its place."""
    q, wall = on_one_leg(humanoid, scenario, s, ankle_rad), FootOnWall(humanoid)
    return with_free_foot(humanoid, q, wall.local_m, np.tile(wall.fixed_m, (len(q), 1)), UPRIGHT_DEG)


EXERCISE = Exercise("wall", OneFoot, PHASES, posture, schedule, "reps", FootOnWall)

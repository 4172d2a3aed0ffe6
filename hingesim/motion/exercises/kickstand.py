"""The kickstand hinge: the toes of the free foot rest on the ground beside the stance heel."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import Humanoid
from hingesim.motion.exercise import Exercise
from hingesim.motion.exercises.single_leg_hinge import schedule
from hingesim.motion.footing import Prop
from hingesim.motion.posture import posture as on_one_leg
from hingesim.motion.schedule import PHASES
from hingesim.motion.toes import on_toes
from hingesim.scenario.parameters import Scenario


def posture(humanoid: Humanoid, scenario: Scenario, s: np.ndarray, ankle_rad: np.ndarray) -> np.ndarray:
    """Trunk, arms and stance leg as on one leg; the free foot stays where it stands."""
    q = on_one_leg(humanoid, scenario, s, ankle_rad)
    return on_toes(humanoid, q, Prop(humanoid).toes_x_m(s))


EXERCISE = Exercise("kickstand", Prop, PHASES, posture, schedule, "reps")

"""The rear-foot slide: the toes of the free foot, on something smooth, slide back along the ground as she goes down."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import Humanoid
from hingesim.motion.exercise import Exercise
from hingesim.motion.exercises.single_leg_hinge import schedule
from hingesim.motion.footing import Slide
from hingesim.motion.posture import posture as on_one_leg
from hingesim.motion.schedule import PHASES
from hingesim.motion.toes import on_toes
from hingesim.scenario.parameters import Scenario

SLIDER_FRICTION = 0.15
"""A furniture slider or a towel on a wooden floor (judgement: 0.1-0.25)."""


def posture(humanoid: Humanoid, scenario: Scenario, s: np.ndarray, ankle_rad: np.ndarray) -> np.ndarray:
    """Trunk, arms and stance leg as on one leg; the toes of the free foot slide back."""
    q = on_one_leg(humanoid, scenario, s, ankle_rad)
    return on_toes(humanoid, q, Slide(humanoid).toes_x_m(s))


EXERCISE = Exercise("slide", Slide, PHASES, posture, schedule, "reps", free_foot_friction=SLIDER_FRICTION)

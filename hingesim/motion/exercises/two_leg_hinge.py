"""The two-leg hip hinge: both feet flat side by side, hips back, knees nearly still."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import JOINT, Humanoid
from hingesim.motion.exercise import Exercise
from hingesim.motion.exercises.single_leg_hinge import schedule
from hingesim.motion.footing import Beside
from hingesim.motion.posture import posture as on_one_leg
from hingesim.motion.schedule import PHASES
from hingesim.scenario.parameters import Scenario

LEG = ("hip_flexion", "hip_abduction", "hip_rotation", "knee_flexion", "ankle_dorsiflexion")


def posture(humanoid: Humanoid, scenario: Scenario, s: np.ndarray, ankle_rad: np.ndarray) -> np.ndarray:
    """Trunk, arms and stance leg as on one leg, and the other leg their mirror image."""
    q = on_one_leg(humanoid, scenario, s, ankle_rad)
    for joint in LEG:
        q[:, JOINT[f"free_{joint}"]] = q[:, JOINT[joint]]
    return q


EXERCISE = Exercise("two_legs", Beside, PHASES, posture, schedule, "reps")

"""The single-leg hinge with the end of a bar in the hand of the free side; its other end turns in a pivot on the ground ahead."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import LINK, Humanoid
from hingesim.body.kinematics import forward
from hingesim.motion.aid import Landmine
from hingesim.motion.exercise import Exercise
from hingesim.motion.exercises.single_leg_hinge import schedule
from hingesim.motion.footing import OneFoot
from hingesim.motion.posture import posture as on_one_leg
from hingesim.motion.posture import with_free_arm
from hingesim.motion.schedule import PHASES
from hingesim.scenario.parameters import Scenario


def posture(humanoid: Humanoid, scenario: Scenario, s: np.ndarray, ankle_rad: np.ndarray) -> np.ndarray:
    """As without a bar, but for the straight arm of the free side, whose hand goes along the arc of the bar's end.

    The hand is where the sphere about the shoulder and the one about the pivot meet, in the upright plane of both, below.
    """
    q, bar, arm_m = on_one_leg(humanoid, scenario, s, ankle_rad), Landmine(humanoid), humanoid.arm_m
    poses = forward(humanoid, q)
    to_pivot = bar.fixed_m - poses.position_world_m[:, LINK["free_shoulder_carrier"]]
    away_m = np.linalg.norm(to_pivot, axis=1, keepdims=True)
    to_pivot = to_pivot / away_m
    below = to_pivot[:, 2:] * to_pivot - [0.0, 0.0, 1.0]
    along = np.clip((arm_m**2 + away_m**2 - bar.bar_m**2) / (2 * away_m * arm_m), -1.0, 1.0)
    way = along * to_pivot + np.sqrt(1 - along**2) * below / np.linalg.norm(below, axis=1, keepdims=True)
    return with_free_arm(humanoid, q, poses, way)


EXERCISE = Exercise("landmine", OneFoot, PHASES, posture, schedule, "reps", Landmine)

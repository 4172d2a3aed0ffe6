"""The single-leg hinge with the fingers of the free side on an upright post in front, along which they slide."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import LINK, Humanoid
from hingesim.body.kinematics import forward
from hingesim.motion.aid import HandOnPost
from hingesim.motion.exercise import Exercise
from hingesim.motion.exercises.single_leg_hinge import schedule
from hingesim.motion.footing import OneFoot
from hingesim.motion.posture import posture as on_one_leg
from hingesim.motion.posture import with_free_arm
from hingesim.motion.schedule import PHASES
from hingesim.scenario.parameters import Scenario


def posture(humanoid: Humanoid, scenario: Scenario, s: np.ndarray, ankle_rad: np.ndarray) -> np.ndarray:
    """As without a post, but for the straight arm of the free side, whose hand is at the post."""
    q = on_one_leg(humanoid, scenario, s, ankle_rad)
    poses = forward(humanoid, q)
    shoulder = poses.position_world_m[:, LINK["free_shoulder_carrier"]]
    level = (HandOnPost(humanoid).fixed_m[:2] - shoulder[:, :2]) / humanoid.arm_m
    level *= np.minimum(1.0, STRETCHED / np.linalg.norm(level, axis=1))[:, None]
    way = np.column_stack([level, -np.sqrt(1 - (level**2).sum(axis=1))])
    return with_free_arm(humanoid, q, poses, way)


STRETCHED = 0.98
"""Share of its length over which the arm reaches level at most."""


EXERCISE = Exercise("post", OneFoot, PHASES, posture, schedule, "reps", HandOnPost)

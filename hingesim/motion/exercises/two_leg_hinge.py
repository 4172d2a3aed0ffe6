"""The two-leg hip hinge: both feet flat side by side, hips back, knees nearly still; with a bar in the hands, a deadlift lowering."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import JOINT, LINK, Humanoid
from hingesim.body.kinematics import forward
from hingesim.body.support import stance_cop_m
from hingesim.common.elementary import arcsin
from hingesim.motion.exercise import Exercise
from hingesim.motion.exercises.single_leg_hinge import schedule
from hingesim.motion.footing import Beside
from hingesim.motion.posture import posture as on_one_leg
from hingesim.motion.schedule import PHASES
from hingesim.motion.stepping import LEG_JOINTS
from hingesim.scenario.parameters import Scenario


def posture(humanoid: Humanoid, scenario: Scenario, s: np.ndarray, ankle_rad: np.ndarray) -> np.ndarray:
    """Trunk, arms and stance leg as on one leg, and the other leg their mirror image."""
    q = on_one_leg(humanoid, scenario, s, ankle_rad)
    stance, free = LEG_JOINTS
    q[:, free] = q[:, stance[: len(free)]]
    if scenario.load.mass_kg > 0 and scenario.load.hand == "both":
        back = _drawn_in_rad(humanoid, q)
        for arm in ("stance", "free"):
            q[:, JOINT[f"{arm}_shoulder_flexion"]] -= back
    return q


def _drawn_in_rad(humanoid: Humanoid, joint_rad: np.ndarray) -> np.ndarray:
    """shape (K,): how far straight arms are drawn back from hanging so that the bar stays over the mid-foot, close to the legs."""
    shoulder = forward(humanoid, joint_rad).position_world_m[:, LINK["stance_shoulder_carrier"], 0]
    ahead = (shoulder - stance_cop_m(humanoid)[0]) / humanoid.arm_m
    return arcsin(SOFT * np.logaddexp(0.0, np.minimum(ahead, MOST_DRAWN_IN) / SOFT))


SOFT = 0.02
"""Blends hanging and drawn in without a kink, as a share of the arm's length."""
MOST_DRAWN_IN = 0.5
"""Sine of the most an arm is drawn back: the lats hold the bar close, not behind (judgement)."""


EXERCISE = Exercise("two_legs", Beside, PHASES, posture, schedule, "reps")

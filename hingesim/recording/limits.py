"""Where strength ran out: joints that worked at the limit of their active torque."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import JOINT
from hingesim.body.strength import LEG
from hingesim.body.torque_velocity import torque_velocity
from hingesim.body.whole import strength_of
from hingesim.motion.exercise import Exercise
from hingesim.motion.exercises import exercise_of
from hingesim.recording.judgement import WEAK_S
from hingesim.recording.recorded import Recorded

AT_LIMIT = 0.98
"""Share of the greatest torque that counts as all of it: the limit is that of the last decision, a hundredth of a second ago."""
LOW_BACK = ("lumbar_flexion", "lumbar_bend")
LEG_ABOVE = {"stance_foot": "", "free_foot": "free_"}
"""How the names of the joints begin that stand on a foot."""


def bearing_joints(exercise: Exercise) -> list[str]:
    """Joints that carry the body: those of every leg that the exercise stands on, and of the low back."""
    legs = [f"{LEG_ABOVE[foot]}{joint}" for foot in exercise.bearing for joint in LEG]
    return [joint for joint in (*legs, *LOW_BACK) if joint in JOINT]


def strength_used(recording: Recorded) -> np.ndarray:
    """shape (T, n): active torque of each joint over the most that it has there, at this angle and speed."""
    active_nm, up_nm, down_nm = _active(recording)
    return np.maximum(active_nm / np.maximum(up_nm, 1e-9), -active_nm / np.maximum(down_nm, 1e-9))


def at_limit(recording: Recorded) -> np.ndarray:
    """shape (T, n): whether each joint gave all the active torque it has."""
    active_nm, up_nm, down_nm = _active(recording)
    return (active_nm >= AT_LIMIT * up_nm) | (active_nm <= -AT_LIMIT * down_nm)


def _active(recording: Recorded) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """shapes (T, n): active torque of every joint, and the greatest it has up and down."""
    r = recording
    isometric_nm = strength_of(r.humanoid, r.scenario).limits_nm(r.joint_rad[:, None])
    up, down = torque_velocity(r.humanoid.proportions).shares(r.joint_velocity_rad_s)
    return r.joint_torque_nm - r.passive_torque_nm, up * isometric_nm[:, 0], down * isometric_nm[:, 1]


def weak_joint(recording: Recorded, end: int) -> tuple[str, float] | None:
    """The bearing joint that stood at its limit without a break up to sample `end`, longest first, and since when; None if none did."""
    r = recording
    first = max(0, end - round(WEAK_S / r.sample_s))
    limited, held = at_limit(r), {}
    for name in bearing_joints(exercise_of(r.scenario)):
        slack = np.flatnonzero(~limited[:end, JOINT[name]])
        since = int(slack[-1]) + 1 if len(slack) else 0
        if since <= first < end:
            held[name] = since
    if not held:
        return None
    name = min(held, key=lambda joint: held[joint])
    return name, float(r.time_s[held[name]])

"""Moments about the joints of the stance leg and about the low back, extension (at the ankle: plantarflexion) positive.

Of the leg: what muscles and passive tissue apply together. Of the low back: what weight and band ask for at rest. The curves end
where balance is lost: what a falling body's joints do says nothing about the exercise.
"""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import JOINT
from hingesim.plots import curves
from hingesim.plots.panel import Panel, Plot
from hingesim.plots.run import Run
from hingesim.plots.sheet import Sheet

LEAST_NM = 60.0
MEAN_S = 0.08
"""Each point is the mean over this time around it, near the 6 to 12 Hz low-pass filters of gait laboratories: the rattle of the
sole's contact is not a moment of a muscle."""


def running_mean(values: np.ndarray, samples: int) -> np.ndarray:
    """shape (T,): mean over `samples` (made odd) around each value; fewer at the ends."""
    around = np.ones(2 * (samples // 2) + 1)
    return np.convolve(values, around, "same")[: len(values)] / np.convolve(np.ones(len(values)), around, "same")[: len(values)]


def _plots(sheet: Sheet) -> list[Plot]:
    def smooth(run: Run, moment_nm: np.ndarray) -> np.ndarray:
        kept = moment_nm[run.balanced]
        return running_mean(kept, min(round(MEAN_S / run.recording.sample_s), len(kept) - 1))

    def extending(joint: str) -> curves.Quantity:
        return f"{joint.split('_')[0]}_moment", lambda run: smooth(run, -run.recording.joint_torque_nm[:, JOINT[joint]])

    legs = [extending(joint) for joint in ("hip_flexion", "knee_flexion", "ankle_dorsiflexion")]
    low_back: curves.Quantity = ("low_back", lambda run: smooth(run, run.loads.lumbosacral_moment_nm()))
    return curves.plots(sheet, [*legs, low_back], least_span=LEAST_NM)


PANEL = Panel("moments", _plots, label="moment", key="runs", height_em=lambda sheet: 8.0, least_em=10.0)

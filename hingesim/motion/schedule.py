"""When the hinge goes where along its path: phases with minimum-jerk timing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hingesim.scenario.parameters import Scenario

READY_S, FINISH_S = 0.5, 1.0
"""Quiet stance before the first and after the last rep."""

PHASES = ("ready", "lower", "pause", "raise", "finish")


@dataclass(frozen=True)
class Schedule:
    """When the hinge goes where along its path."""

    starts_s: np.ndarray
    """shape (segments + 1,): boundaries of the segments, the last is the end of the run."""
    phase: np.ndarray
    """shape (segments,): index into PHASES."""
    ends: np.ndarray
    """shape (segments, 2): s at the begin and the end of each segment."""

    @property
    def duration_s(self) -> float:
        """End of the run."""
        return float(self.starts_s[-1])

    def phase_at(self, time_s: np.ndarray) -> np.ndarray:
        """shape (T,): index into PHASES."""
        return self.phase[self._segment(time_s)]

    def _segment(self, time_s: np.ndarray) -> np.ndarray:
        return np.clip(np.searchsorted(self.starts_s, time_s, side="right") - 1, 0, len(self.phase) - 1)

    def progress(self, time_s: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """s, its rate (1/s) and acceleration (1/s^2) at times of shape (T,): minimum jerk within a segment."""
        i = self._segment(time_s)
        length = np.diff(self.starts_s)[i]
        length = np.where(length > 0, length, 1.0)
        begin, way = self.ends[i, 0], self.ends[i, 1] - self.ends[i, 0]
        place, rate, acceleration = minimum_jerk((time_s - self.starts_s[i]) / length)
        return np.clip(begin + way * place, 0.0, 1.0), way * rate / length, way * acceleration / length**2


def minimum_jerk(u: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Place, rate and acceleration of the minimum-jerk move from 0 to 1 while u goes from 0 to 1; at rest beyond (Flash & Hogan 1985)."""
    u = np.clip(u, 0.0, 1.0)
    return u**3 * (10 - 15 * u + 6 * u**2), 30 * u**2 * (1 - u) ** 2, 60 * u * (1 - u) * (1 - 2 * u)


def schedule(scenario: Scenario) -> Schedule:
    """Ready, then lower, pause and raise for every rep, then a finish in quiet stance; or standing only."""
    hinge, experiment = scenario.hinge, scenario.experiment
    rep = [("lower", hinge.lower_s, 0.0, 1.0), ("pause", hinge.pause_s, 1.0, 1.0), ("raise", hinge.raise_s, 1.0, 0.0)]
    segments = [("ready", READY_S, 0.0, 0.0), *rep * hinge.reps, ("finish", FINISH_S, 0.0, 0.0)]
    if experiment.stance_only:
        at = experiment.hold
        segments = [("ready" if at < 0.5 else "pause", experiment.duration_s, at, at)]
    names, durations, begins, ends = zip(*segments, strict=True)
    phase = np.array([PHASES.index(name) for name in names])
    return Schedule(np.concatenate([[0.0], np.cumsum(durations)]), phase, np.column_stack([begins, ends]))

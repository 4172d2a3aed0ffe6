"""When an exercise goes where along its path: phases with minimum-jerk timing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

PHASES = ("ready", "lower", "pause", "raise", "finish")
"""All there are; an exercise goes through some of them."""


@dataclass(frozen=True)
class Schedule:
    """When an exercise goes where along its path."""

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

    def place(self, time_s: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
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
    return u * u**2 * (10 - 15 * u + 6 * u**2), 30 * u**2 * (1 - u) ** 2, 60 * u * (1 - u) * (1 - 2 * u)


def scheduled(segments: Sequence[tuple[str, float, float, float]]) -> Schedule:
    """A schedule of segments one after the other: phase, duration in s, and s at its begin and end."""
    names, durations, begins, ends = zip(*segments, strict=True)
    phase = np.array([PHASES.index(name) for name in names])
    return Schedule(np.concatenate([[0.0], np.cumsum(durations)]), phase, np.column_stack([begins, ends]))

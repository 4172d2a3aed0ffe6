"""One recording in a figure: its name, its look and the part of it that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from hingesim.plots.themes import RUNS, Dashes
from hingesim.recording.loads import Loads
from hingesim.recording.metrics import Metrics
from hingesim.recording.recording import Recording

LATE_S = 0.6
"""After a loss of balance the curves are shown this long; then the body only falls."""


@dataclass(frozen=True, eq=False)
class Run:
    """A recording with the number of its look."""

    recording: Recording
    name: str
    number: int
    looks: tuple[tuple[str, Dashes], ...] = RUNS
    """Colours and dashes of the theme."""

    @cached_property
    def metrics(self) -> Metrics:
        """Its signals in the frame of the foot."""
        return Metrics(self.recording)

    @cached_property
    def loads(self) -> Loads:
        """Its loads."""
        return Loads(self.recording)

    @property
    def lost_s(self) -> float | None:
        """When balance was lost or the free foot touched."""
        return self.recording.outcome.time_s

    @property
    def lost_key(self) -> str:
        """What the mark says."""
        return "lost" if self.recording.outcome.lost else "touched"

    @cached_property
    def shown(self) -> slice:
        """Samples that are shown."""
        lost = self.lost_s
        return slice(None) if lost is None else slice(0, int(np.searchsorted(self.recording.time_s, lost + LATE_S)))

    @cached_property
    def balanced(self) -> slice:
        """Samples before balance was lost, at least one: a plot leaves none of them out."""
        lost = self.lost_s
        return slice(None) if lost is None else slice(0, max(1, int(np.searchsorted(self.recording.time_s, lost, side="right"))))

    @property
    def time_s(self) -> np.ndarray:
        """Times of the shown samples."""
        return self.recording.time_s[self.shown]

    def at_loss(self, values: np.ndarray) -> np.ndarray:
        """Values of shape (T, ...) at the instant balance was lost; where they end before it, the last."""
        times, lost = self.recording.time_s[: len(values)], self.lost_s
        flat = values.reshape(len(times), -1)
        return np.array([np.interp(0.0 if lost is None else lost, times, column) for column in flat.T]).reshape(values.shape[1:])

    @property
    def look(self) -> dict[str, Any]:
        """Colour and dashes of its curves."""
        colour, dashes = self.looks[self.number]
        return {"color": colour, "linestyle": dashes}

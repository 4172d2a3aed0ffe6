"""An exercise as a value: everything in which one differs from another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from hingesim.body.humanoid import Humanoid
from hingesim.motion.aid import Aid
from hingesim.motion.footing import Footing
from hingesim.motion.schedule import Schedule
from hingesim.scenario.parameters import Scenario

Posture = Callable[[Humanoid, Scenario, np.ndarray, np.ndarray], np.ndarray]
"""Joint angles (K, n) at places s (K,) along the exercise, for angles of the stance ankle (K, 2): shank lean and roll, rad."""


@dataclass(frozen=True)
class Exercise:
    """What is done, without who does it. The file of an exercise makes one, `EXERCISE`."""

    told: str
    """Its words: key of the texts that say what the trainee does (`alt` in `models/captions.toml`)."""
    footing: type[Footing]
    """What she stands on; made for a body."""
    phases: tuple[str, ...]
    """Phases it goes through, of `schedule.PHASES`; the cues are those of its phases."""
    posture: Posture
    """Postures from the start (s = 0) to the far end (s = 1); the stance foot is flat, the ankle angles balance it."""
    schedule: Callable[[Scenario], Schedule]
    """When it goes where."""
    completed: Literal["reps", "time"]
    """What counts as completed: every rep to its depth and back up, or balance for as long as it lasts."""
    aid: type[Aid] | None = None
    """What else holds her."""
    free_foot_friction: float | None = None
    """Greatest coefficient of friction under the free foot, where it stands on something smooth."""

    @property
    def bearing(self) -> tuple[str, ...]:
        """Feet that carry weight all along, by link; no other part touches the ground while it goes well."""
        return self.footing.feet

    @property
    def wears_band(self) -> bool:
        """Whether a band holds her that she has not in her hands."""
        return self.aid is not None and self.aid.kind == "band"

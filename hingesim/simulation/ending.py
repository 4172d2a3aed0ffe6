"""When a run is over: with its schedule, or, once balance is lost or another part is down, when the body has come to rest.

Who asks for no more than the outcome can have it stop early: once a loss is certain, nothing that comes later changes it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal

import numpy as np

from hingesim.body.contacts import FEET, PARTS
from hingesim.recording.judgement import TOUCH_N
from hingesim.recording.loss import is_settled, parts_by_meaning
from hingesim.recording.metrics import Metrics
from hingesim.recording.recorded import Recorded
from hingesim.scenario.parameters import Scenario

Ended = Literal["schedule", "caught", "down", "moving", "stopped"]
"""The schedule was followed to its end; she stands on both feet; she lies, sits or kneels; neither had come to rest in time; nobody looked
on once the loss of balance was certain."""
QUIET_M_S, QUIET_RAD_S, QUIET_S = 0.1, 1.0, 0.4
"""CoM speed and joint rate below which a body rests, and for how long it must."""
LONGEST_S = 3.0
"""A run is followed at most this long after balance was lost or a part came down."""
BEARS = 0.05
"""Share of body weight from which a part bears weight."""
_OTHERS = [PARTS.index(part) for part in PARTS if part not in FEET]


class Ending:
    """Asked at every tick whether the run is over."""

    def __init__(self, weight_n: float, tick_s: float) -> None:
        self._weight_n, self._tick_s = weight_n, tick_s
        self._after_s = self._quiet_s = 0.0
        self.began = False
        """Whether balance was lost or another part than a foot has come down."""

    def over(
        self, *, lost: bool, scheduled: bool, load_n: tuple[float, ...], velocity_m_s: Sequence[float], rates_rad_s: np.ndarray
    ) -> Ended | None:
        """How the run ended; None while it goes on.

        Args:
            lost: whether the trainee has felt that balance is lost.
            scheduled: whether the schedule is at its end.
            load_n: of the ground on each of `contacts.PARTS`.
            velocity_m_s: of the CoM.
            rates_rad_s: shape (n,), of the joints.
        """
        least_n = BEARS * self._weight_n
        down = any(load_n[part] > least_n for part in _OTHERS)
        self.began = self.began or lost or down
        if not self.began:
            return "schedule" if scheduled else None
        self._after_s += self._tick_s
        quiet = math.hypot(*velocity_m_s) < QUIET_M_S and bool(np.abs(rates_rad_s).max() < QUIET_RAD_S)
        self._quiet_s = self._quiet_s + self._tick_s if quiet else 0.0
        if self._quiet_s < QUIET_S and self._after_s < LONGEST_S:
            return None
        if down:
            return "down"
        return "caught" if self._quiet_s >= QUIET_S else "moving"


class EarlyStop:
    """Asked at every sample whether the outcome is settled. That can be so only when another part of her begins to bear weight.

    Args:
        scenario: of the run.
        so_far: gives the recording up to now.
    """

    def __init__(self, scenario: Scenario, so_far: Callable[[], Recorded]) -> None:
        self._so_far, self._in_the_air = so_far, [parts for parts in parts_by_meaning(scenario).values() if parts]

    def reached(self, load_n: tuple[float, ...]) -> bool:
        """Whether nothing that comes later changes the outcome; `load_n` is that of the ground on each of `contacts.PARTS`."""
        still = [parts for parts in self._in_the_air if max(load_n[part] for part in parts) <= TOUCH_N]
        if len(still) == len(self._in_the_air):
            return False
        self._in_the_air = still
        return is_settled(Metrics(self._so_far()))

"""A recording as a coach looks at it: the way down, the bottom and the end, as long as she is in balance."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.body.humanoid import LINK
from hingesim.motion.schedule import PHASES
from hingesim.recording.metrics import Metrics
from hingesim.recording.recording import Recording

BEFORE_LOSS_S = 0.2
"""What she does this long before a loss is no technique any more: she is already saving herself (judgement: a reaction)."""
LEAST_WAY = 0.4
"""Share of the way down without which nothing is said of the bottom (judgement)."""
END_S = 0.3
"""The end of a rep: this long at the end of the run (judgement)."""


@dataclass(frozen=True, eq=False)
class Rep:
    """One recording; signals in degrees and metres, shape (T,)."""

    recording: Recording

    @property
    def m(self) -> Metrics:
        """Its measurements."""
        return self.recording.metrics

    @cached_property
    def upright(self) -> np.ndarray:
        """shape (T,): whether she is in balance, and not about to lose it."""
        lost_s = self.recording.outcome.time_s
        return self.recording.time_s < (np.inf if lost_s is None else lost_s - BEFORE_LOSS_S)

    @cached_property
    def down(self) -> np.ndarray:
        """shape (T,): the way down and the bottom, in balance."""
        return self.upright & np.isin(self.recording.phase, [PHASES.index("lower"), PHASES.index("pause")])

    @cached_property
    def lowest(self) -> np.ndarray:
        """Samples at the bottom, or where she was lowest while in balance; none where she did not get far enough."""
        at = self.m.bottom[self.upright[self.m.bottom]] if self.recording.place.max() > 0.999 else self.m.bottom[:0]
        if len(at):
            return at
        way = np.where(self.upright, self.recording.place, -1.0)
        return np.array([int(np.argmax(way))]) if way.max() >= LEAST_WAY else at

    @cached_property
    def way(self) -> float:
        """Share of the way down at `lowest`."""
        return float(self.recording.place[self.lowest].mean()) if len(self.lowest) else 0.0

    def at_bottom(self, signal: np.ndarray) -> float | None:
        """Mean of an angle or a length at the bottom; where she fell before, what it was on the way to become: all change in proportion."""
        if not len(self.lowest):
            return None
        begin = float(signal[0])
        return begin + (float(signal[self.lowest].mean()) - begin) / self.way

    @cached_property
    def end(self) -> np.ndarray:
        """Samples at the end of a run that went on to its last phase in balance; none otherwise."""
        r = self.recording
        if r.ended != "schedule" or r.phase[-1] != PHASES.index("finish") or not self.upright.all():
            return np.arange(0)
        return np.flatnonzero(r.time_s > r.time_s[-1] - END_S)

    def axis_world(self, link: str, axis: int) -> np.ndarray:
        """shape (T, 3): an axis of a link (0 ahead, 1 left, 2 up while standing), in the world."""
        return self.recording.link_poses.rotation_world[:, LINK[link], :, axis]

    def pitch_deg(self, link: str) -> np.ndarray:
        """shape (T,): forward inclination of the long axis of a link, in the plane of motion."""
        along = self.axis_world(link, 2)
        return np.degrees(np.arctan2(along[:, 0], along[:, 2]))

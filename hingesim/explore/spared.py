"""Pictures that are not drawn: the page moves what has the same name from one picture to the next, and where body, pressure and band move
straight on meanwhile, the picture between the two would show nothing else.
"""

from __future__ import annotations

from bisect import bisect, insort
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from hingesim.recording.recording import Recording
from hingesim.render.display import Disc, Shape, Text
from hingesim.render.pose import Pose, pose_at
from hingesim.render.timeline import Instant, shown_s

BODY_M, PRESSURE_M = 0.002, 0.004
"""How far a joint or the mass, and the pressure or the XcoM, may lie from where a picture that is left out would have shown them: a third
of a point of a picture of two halves at 900 points, and of its inset a point (chosen)."""
LOAD, BAND_N = 0.02, 2.0
"""The same of the share on heel and toes, and of the tension of a band."""


@dataclass
class Spared:
    """Decides of one picture after the other, from coarse to fine, whether the two that it lies between will do.

    Args:
        recordings: the halves.
        pictures: all different pictures, in order.
    """

    recordings: Sequence[Recording]
    pictures: Sequence[Instant]
    _drawn: list[int] = field(default_factory=list)
    _shown: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        end_s = max(float(r.time_s[-1]) for r in self.recordings)
        poses = [[pose_at(r, shown_s(r, instant.time_s, end_s)) for r in self.recordings] for instant in self.pictures]
        self._places = np.array([np.concatenate([_places(pose) for pose in halves]) for halves in poses])
        self._kinds = [(instant.slow, *(_kind(pose) for pose in halves)) for instant, halves in zip(self.pictures, poses, strict=True)]

    def needless(self, number: int) -> bool:
        """Whether a picture need not be drawn after those that are."""
        at = bisect(self._drawn, number)
        if not 0 < at < len(self._drawn):
            return False
        before, after = self._drawn[at - 1], self._drawn[at]
        if self._shown[before] != self._shown[after] or len(set(self._kinds[before : after + 1])) > 1:
            return False
        part = (number - before) / (after - before)
        straight = self._places[before] + part * (self._places[after] - self._places[before])
        return bool(np.abs(self._places[number] - straight).max() <= 1.0)

    def drawn(self, number: int, shapes: Sequence[Shape]) -> None:
        """Take note of a picture: what it shows can be moved to another that shows the same."""
        insort(self._drawn, number)
        self._shown[number] = tuple(hash((shape.name, 0 if isinstance(shape, Text | Disc) else len(shape.xy))) for shape in shapes)


def _places(pose: Pose) -> np.ndarray:
    """Where everything is that a picture shows, in units of what may be off."""
    pressure = [np.zeros(3) if place is None else place for place in (pose.xcom_world_m, pose.cop_world_m, pose.grf_from_world_m)]
    return np.concatenate(
        [
            pose.position_world_m.ravel() / BODY_M,
            pose.com_world_m / BODY_M,
            np.concatenate(pressure) / PRESSURE_M,
            np.array([pose.heel_load, pose.toe_load]) / LOAD,
            [pose.band_n / BAND_N, pose.aid_n / BAND_N],
        ]
    )


def _kind(pose: Pose) -> tuple[object, ...]:
    """What is there or not, and does not move from the one to the other."""
    off = pose.cop_world_m is None, pose.grf_from_world_m is None
    return pose.phase, pose.down, pose.lost, pose.planted, pose.heel_off, pose.over, *off

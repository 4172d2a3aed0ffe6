"""When the frames of a clip are taken: real time, slow motion around a loss of balance, a hold at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hingesim.recording.recording import Recording
from hingesim.render.drawing import Drawing

SLOW = 0.4
"""Speed of the slow motion relative to the rest of the clip."""
SLOW_BEFORE_S, SLOW_AFTER_S = 0.2, 0.5
"""Span of the slow motion around a failure, in recorded time."""
HOLD_S = 2.0
"""How long the last picture stays, in playing time."""


@dataclass(frozen=True)
class Instant:
    """The moment one frame shows."""

    time_s: float
    """Recorded time."""
    slow: bool = False
    """Whether this part plays in slow motion."""


@dataclass(frozen=True)
class Timeline:
    """The instants of a clip, in order."""

    end_s: float
    """When the longest recording ends."""
    slow_s: tuple[tuple[float, float], ...]
    """Spans of recorded time in slow motion."""
    fps: int
    speed: float

    def __iter__(self) -> Iterator[Instant]:
        step, t = self.speed / self.fps, 0.0
        while t < self.end_s:
            slow = any(a <= t < b for a, b in self.slow_s)
            yield Instant(t, slow)
            t += step * (SLOW if slow else 1.0)
        for _ in range(max(1, round(HOLD_S * self.fps))):
            yield Instant(self.end_s)

    @property
    def count(self) -> int:
        """Number of frames."""
        return sum(1 for _ in self)

    def sample(self, most: int) -> list[Instant]:
        """At most `most` instants spread over the clip, the first and the last among them."""
        every = list(self)
        return [every[round(i * (len(every) - 1) / max(most - 1, 1))] for i in range(min(most, len(every)))]


def timeline(recordings: Sequence[Recording], drawing: Drawing) -> Timeline:
    """The timeline that shows all recordings to their end."""
    end = max(float(r.time_s[-1]) for r in recordings)
    failures = [r.outcome.time_s for r in recordings] if "slow" in drawing.overlays else []
    slow = tuple((t - SLOW_BEFORE_S, t + SLOW_AFTER_S) for t in failures if t is not None)
    return Timeline(end, slow, drawing.fps, drawing.speed)

"""When the frames of a clip are taken: real time, stops to read, slow motion while she tips, a hold at the end, the fall once more."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from hingesim.motion.schedule import PHASES
from hingesim.recording.judgement import TILT_DEG
from hingesim.recording.recording import Recording
from hingesim.render.drawing import Drawing

SLOW = 0.4
"""Speed of the slow motion relative to the rest of the clip."""
AROUND_S = 0.15
"""The slow motion begins this long before the foot tips and ends this long after the first thing has come down, in recorded time."""
TIP_STOP_S, READ_S, HOLD_S, POSTER_S = 0.8, 2.0, 2.0, 1.0
"""Playing time: the stop where she tips, least time of the caption of a phase, how long the last picture and the
opening one stay."""
BEFORE_AGAIN_S, AGAIN_FROM_S = 1.2, 0.4
"""A fall that ended early stays this long and is shown once more, from this long before the foot tips."""


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
    stops_s: tuple[tuple[float, float], ...]
    """Recorded times at which the picture stands still, in order, and for how much playing time."""
    poster_s: float | None
    """Recorded time of the picture that comes first; None for none."""
    fps: int
    speed: float

    def __iter__(self) -> Iterator[Instant]:
        if self.poster_s is not None:
            yield from [Instant(self.poster_s)] * round(POSTER_S * self.fps)
        step, t, stops = self.speed / self.fps, 0.0, list(self.stops_s)
        while t < self.end_s:
            slow = any(a <= t < b for a, b in self.slow_s)
            while stops and stops[0][0] <= t:
                yield from [Instant(t, slow)] * round(stops.pop(0)[1] * self.fps)
            yield Instant(t, slow)
            t += step * (SLOW if slow else 1.0)
        yield from [Instant(self.end_s)] * max(1, round(HOLD_S * self.fps))

    @property
    def count(self) -> int:
        """Number of frames."""
        return sum(1 for _ in self)

    @property
    def pictures(self) -> list[tuple[Instant, int]]:
        """Every picture once, in order, and for how many frames it stays."""
        return [(instant, sum(1 for _ in group)) for instant, group in itertools.groupby(self)]

    def sample(self, most: int) -> list[Instant]:
        """At most `most` instants spread over the clip, the first and the last among them."""
        every = list(self)
        return [every[round(i * (len(every) - 1) / max(most - 1, 1))] for i in range(min(most, len(every)))]


def timeline(recordings: Sequence[Recording], drawing: Drawing) -> Timeline:
    """The timeline that shows all recordings to their end."""
    end = max(float(r.time_s[-1]) for r in recordings)
    poster = lesson_s(recordings) if drawing.poster else None
    if "slow" not in drawing.overlays:
        return Timeline(end, (), (), poster, drawing.fps, drawing.speed)
    lost = [r for r in recordings if r.outcome.time_s is not None]
    slow = tuple((tips_s(r) - AROUND_S, landed_s(r) + AROUND_S) for r in lost)
    stops = [(tips_s(r), TIP_STOP_S) for r in lost]
    for begin, until, share in sorted(span for r in recordings for span in _captions_s(r)):
        if (missing := READ_S - _playing_s(begin, until, slow, stops, drawing.speed)) > 0:
            stops.append((begin + share * (until - begin), missing))
    return Timeline(end, slow, tuple(sorted(stops)), poster, drawing.fps, drawing.speed)


def tips_s(recording: Recording) -> float:
    """When she tips: the foot does, or the XcoM is clearly outside, whichever is first from the loss of balance on."""
    lost = recording.outcome.time_s
    assert lost is not None
    tipped = (recording.metrics.foot_tilt_deg >= TILT_DEG) & (recording.time_s >= lost)
    tilt = float(recording.time_s[int(np.argmax(tipped))]) if tipped.any() else float(recording.time_s[-1])
    return min(tilt, _evidence_s(recording, "later", lost))


def caught_s(recording: Recording) -> float:
    """When a loss of balance is over: a hand or foot caught it, or the body is down."""
    return max(_evidence_s(recording, "caught", float(recording.time_s[-1])), tips_s(recording))


def landed_s(recording: Recording) -> float:
    """When the tipping is over: the other foot, a hand or the body has come down. Steps that follow play at the speed of the clip."""
    return max(_evidence_s(recording, "stepped", caught_s(recording)), tips_s(recording))


def sinking_s(recording: Recording) -> float:
    """When a loss of balance is plain to see: the mass has lost half of the height that it loses."""
    lost, time_s, height_m = recording.outcome.time_s, recording.time_s, recording.com_world_m[:, 2]
    assert lost is not None
    after = time_s >= lost
    half_m = (float(np.interp(lost, time_s, height_m)) + float(height_m[after].min(initial=np.inf))) / 2
    sunk = after & (height_m <= half_m)
    return max(float(time_s[int(np.argmax(sunk))]) if sunk.any() else float(time_s[-1]), tips_s(recording))


def lesson_s(recordings: Sequence[Recording]) -> float:
    """The instant that tells the lesson in one picture: she is falling, or the deepest place."""
    lost = [r for r in recordings if r.outcome.lost]
    if lost:
        return sinking_s(lost[0])
    first = recordings[0]
    return float(first.time_s[first.metrics.bottom].mean())


def shown_s(recording: Recording, time_s: float, end_s: float) -> float:
    """Which instant of a recording is shown when a clip of this length is at a time: a fall that ended early is shown once more."""
    own_end = float(recording.time_s[-1])
    if not recording.outcome.lost or not own_end + BEFORE_AGAIN_S < time_s < end_s:
        return time_s
    begin = max(0.0, tips_s(recording) - AGAIN_FROM_S)
    if end_s - own_end < own_end - begin + 2 * BEFORE_AGAIN_S:
        return time_s
    return min(own_end, begin + time_s - own_end - BEFORE_AGAIN_S)


def _evidence_s(recording: Recording, name: str, otherwise: float) -> float:
    """A time of the evidence of the outcome, where it has one."""
    found = dict(recording.outcome.values).get(name)
    return float(found) if isinstance(found, int | float) else otherwise


def _captions_s(recording: Recording) -> list[tuple[float, float, float]]:
    """Begin and end of every phase of the rep until balance is lost, and at which share of it a stop shows what it is about."""
    time_s, until = recording.time_s, recording.outcome.time_s if recording.outcome.lost else None
    starts = np.flatnonzero(np.diff(recording.phase, prepend=-1))
    ends = [float(time_s[i]) for i in starts[1:]] + [float(time_s[-1])]
    spans = []
    for i, end in zip(starts, ends, strict=True):
        begin, told = float(time_s[i]), end if until is None else min(end, float(until))
        if begin < told:
            spans.append((begin, told, 0.0 if PHASES[recording.phase[i]] == "ready" else 0.5))
    return spans


def _playing_s(
    begin: float, until: float, slow: Sequence[tuple[float, float]], stops: Sequence[tuple[float, float]], speed: float
) -> float:
    """How long a span of recorded time is seen."""
    slowly = sum(max(0.0, min(b, until) - max(a, begin)) for a, b in slow)
    return (until - begin + (1 / SLOW - 1) * slowly) / speed + sum(stay for at, stay in stops if begin <= at < until)

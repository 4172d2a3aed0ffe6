"""What the arrays of a recording must be before anything believes them: their shapes, and numbers that can be a run."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from hingesim.motion.schedule import PHASES
from hingesim.recording.recorded import Declared, Recorded

MOST_SAMPLES = 400_000
"""The longest run, 20 reps of 30 s, has 301,000 samples at every step."""
LONGEST_S = 1000.0
"""No run takes longer."""
CLOSEST_S = 1e-4
"""No two samples are closer: a run is sampled every 2 ms or less often."""
LARGEST = 1e7
"""No quantity of a person in SI units is larger."""
TURN_TOLERANCE = 1e-3
"""How far the length of a rotation's quaternion may be from one."""
DUMP = "blow-up"
"""How the recording of a failed run says it ended: its numbers may be anything, and nothing is drawn from them."""

ShapeAndKind = tuple[tuple[int, ...], np.dtype]


def refuse_misshapen(declared: Mapping[str, Declared], found: Mapping[str, ShapeAndKind]) -> None:
    """Raise a ValueError when an array has not the shape or kind that it declares; looks at no number."""
    samples = (found["time_s"][0] or (0,))[0]
    for name, promised in declared.items():
        shape, dtype = found[name]
        if not 1 <= samples <= MOST_SAMPLES or shape != (samples, *promised.shape) or dtype.kind not in ("i", promised.kind):
            raise ValueError(f"{name} has shape {shape} of {dtype}")


def refuse_meaningless(recording: Recorded) -> None:
    """Raise a ValueError when the numbers cannot be those of a run: names the array, and the first sample that is wrong."""
    if recording.ended == DUMP:
        return
    for name, array in recording.arrays().items():
        # Written so that what is not a number fails too; in pieces, to need no second copy.
        for first in range(0, len(array), 4096):
            _refuse(name, ~(np.abs(array[first : first + 4096]) < LARGEST), "is not a possible number", first)
    time_s, phase = recording.time_s, recording.phase
    _refuse("time_s", np.diff(time_s) < CLOSEST_S, "does not increase", 1)
    _refuse("time_s", (time_s < 0) | (time_s > LONGEST_S), "is outside a run")
    _refuse("phase", (phase < 0) | (phase >= len(PHASES)) | (phase != np.rint(phase)), "is no phase")
    _refuse("place", (recording.place < -1e-6) | (recording.place > 1 + 1e-6), "is not between 0 and 1")
    length = np.linalg.norm(recording.root_quat_world_xyzw, axis=1)
    _refuse("root_quat_world_xyzw", np.abs(length - 1) > TURN_TOLERANCE, "is no rotation")


def _refuse(name: str, wrong: np.ndarray, why: str, first: int = 0) -> None:
    if wrong.any():
        at = first + int(np.argmax(wrong.reshape(len(wrong), -1).any(axis=1)))
        raise ValueError(f"{name} {why} at sample {at}")

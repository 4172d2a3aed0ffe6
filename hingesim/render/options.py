"""What a picture may be asked for: file kinds, sizes, rates, titles; refused with one clear line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hingesim.errors import FieldError, InputError, nearest
from hingesim.files import ANIMATIONS
from hingesim.recording import Recording

LEAST_WIDTH, MOST_WIDTH = 160, 4096
RATES = (10, 20, 25, 50)
"""Frame rates whose delays are whole hundredths of a second, the unit of a GIF."""
SLOWEST, FASTEST = 0.1, 4.0
MOST_RECORDINGS = 4


def checked_kind(path: str | Path) -> str:
    """The suffix of an animation or storyboard."""
    kind = Path(path).suffix.lower()
    if kind not in ANIMATIONS:
        raise InputError(f"output: got {str(path)!r}, allowed is a name that ends in {', '.join(ANIMATIONS[:-1])} or {ANIMATIONS[-1]}")
    return kind


def checked_width(width: int | None, default: int) -> int:
    """The page width in pixels."""
    if width is None:
        return default
    if isinstance(width, bool) or not isinstance(width, int) or not LEAST_WIDTH <= width <= MOST_WIDTH:
        raise FieldError("width", width, f"a whole number from {LEAST_WIDTH} to {MOST_WIDTH} pixels")
    return width


def checked_rate(fps: int) -> int:
    """Frames per second."""
    if isinstance(fps, bool) or fps not in RATES:
        raise FieldError("fps", fps, f"one of {', '.join(map(str, RATES))} frames per second")
    return int(fps)


def checked_speed(speed: float) -> float:
    """Playing speed relative to real time."""
    if isinstance(speed, bool) or not isinstance(speed, int | float) or not SLOWEST <= speed <= FASTEST:
        raise FieldError("speed", speed, f"{SLOWEST:g} to {FASTEST:g} times real time")
    return float(speed)


def check(**options: Any) -> None:
    """Refuse drawing options that are unknown or not allowed; None stands for a default."""
    checks = {"width": lambda width: checked_width(width, LEAST_WIDTH), "fps": checked_rate, "speed": checked_speed}
    for name, value in options.items():
        if name not in checks:
            raise FieldError("drawing option", name, nearest(name, checks))
        checks[name](value)


def checked_recordings(recordings: Sequence[Recording] | Recording, titles: Sequence[str] | None) -> tuple[Recording, ...]:
    """One to four recordings, with as many titles when there are any."""
    every = (recordings,) if isinstance(recordings, Recording) else tuple(recordings)
    if not 1 <= len(every) <= MOST_RECORDINGS:
        raise InputError(f"recordings: got {len(every)}, allowed are 1 to {MOST_RECORDINGS} side by side")
    for recording in every:
        if recording.ended == "blow-up" or len(recording.time_s) < 2 or not np.isfinite(recording.joint_rad).all():
            raise InputError("recordings: the dump of a failed run cannot be drawn; simulate its scenario with --scenario")
    if titles is not None and len(titles) != len(every):
        raise InputError(f"titles: got {len(titles)}, allowed is one for each of the {len(every)} recordings")
    return every


def default_width(recordings: int) -> int:
    """640 for one recording, 320 more for every other."""
    return 640 + 320 * (recordings - 1)

"""Outputs and recordings that can be drawn; what cannot be is refused with one clear line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from hingesim.common.errors import InputError
from hingesim.common.escaping import LONGEST_TITLE, plain, quoted, shortened
from hingesim.common.files import ANIMATIONS
from hingesim.recording.meaning import DUMP
from hingesim.recording.recording import Recording

MOST_RECORDINGS = 4


def checked_kind(path: str | Path) -> str:
    """The suffix of an animation or storyboard."""
    kind = Path(path).suffix.lower()
    if kind not in ANIMATIONS:
        raise InputError(f"output: got {str(path)!r}, allowed is a name that ends in {', '.join(ANIMATIONS[:-1])} or {ANIMATIONS[-1]}")
    return kind


def checked_recordings(recordings: Sequence[Recording] | Recording, titles: Sequence[str] | None) -> tuple[Recording, ...]:
    """One to four recordings, with as many titles when there are any."""
    every = (recordings,) if isinstance(recordings, Recording) else tuple(recordings)
    if not 1 <= len(every) <= MOST_RECORDINGS:
        raise InputError(f"recordings: got {len(every)}, allowed are 1 to {MOST_RECORDINGS} side by side")
    for recording in every:
        if recording.ended == DUMP or len(recording.time_s) < 2 or not np.isfinite(recording.joint_rad).all():
            raise InputError("recordings: the dump of a failed run cannot be drawn; simulate its scenario with --scenario")
    if titles is not None and len(titles) != len(every):
        raise InputError(f"titles: got {len(titles)}, allowed is one for each of the {len(every)} recordings")
    return every


def checked_titles(titles: Sequence[str] | None) -> tuple[str, ...] | None:
    """Titles as every kind of file can hold them: one line, nothing that steers, not endless."""
    if titles is None:
        return None
    if isinstance(titles, str) or not all(isinstance(title, str) for title in titles):
        raise InputError(f"titles: got {quoted(titles)}, allowed is a list of texts")
    return tuple(shortened(" ".join(plain(title).split()), LONGEST_TITLE) for title in titles)

"""The alternative text of a picture: what a person who cannot see it is told."""

from __future__ import annotations

from collections.abc import Sequence

from hingesim.common.words import ENGLISH, Words
from hingesim.motion.exercises import exercise_of
from hingesim.recording.recording import Recording
from hingesim.recording.titles import title_of
from hingesim.render.captions import band_name
from hingesim.scenario.parameters import Band

MOST_TOLD = 2
"""Up to this many recordings are told in a coach's words; more are told by their outcomes."""
TITLE_LENGTH = 40
"""Titles may be names of files; longer ones are cut."""


def alt_text(recordings: Sequence[Recording], titles: Sequence[str] | None = None, words: Words = ENGLISH) -> str:
    """Who does what with which band, and what comes of it; under 500 characters.

    Args:
        recordings: one to four, as in the picture.
        titles: one per recording; default: with or without band.
        words: the language.
    """
    who = _who(recordings, words)
    if len(recordings) == 1:
        recording = recordings[0]
        band = recording.scenario.band
        bare = "plain_hips" if exercise_of(recording.scenario).wears_band else "plain"
        held = words.alt("band", detail=_detail(band, words)) if band else words.alt(bare)
        return words.alt("alone", who=who, band=held, coach=words.told(recording.outcome), end=_end(recording, words))
    names = titles if titles is not None else [title_of(recording.scenario, words) for recording in recordings]
    tell = _run if len(recordings) <= MOST_TOLD else _short
    runs = " ".join(tell(recording, _cut(name), words) for recording, name in zip(recordings, names, strict=True))
    return words.alt("several", who=who, count=len(recordings), runs=runs)


def _who(recordings: Sequence[Recording], words: Words) -> str:
    """Who does what, as far as it is the same in all recordings."""
    sexes = {recording.scenario.athlete.sex for recording in recordings}
    told = exercise_of(recordings[0].scenario).told
    return words["alt"][told][sexes.pop() if len(sexes) == 1 else "mixed"]


def _detail(band: Band, words: Words) -> str:
    """`light, anchored 2 m ahead`."""
    return ", ".join([band_name(band, words), words.alt("anchored", distance=band.distance_m)])


def _run(recording: Recording, name: str, words: Words) -> str:
    band, told = recording.scenario.band, {"coach": words.told(recording.outcome), "end": _end(recording, words)}
    return words.alt("run_band", title=name, detail=_detail(band, words), **told) if band else words.alt("run", title=name, **told)


def _end(recording: Recording, words: Words) -> str:
    return _timed(recording, "end", words)


def _short(recording: Recording, name: str, words: Words) -> str:
    return _timed(recording, "short", words, title=name)


def _timed(recording: Recording, name: str, words: Words, **values: str) -> str:
    """A piece that names the outcome, and when balance was lost where it was."""
    told = {"outcome": words.verdict(recording.outcome), **values}
    second = recording.outcome.time_s
    return words.alt(name, **told) if second is None else words.alt(f"{name}_at", second=second, **told)


def _cut(name: str) -> str:
    return name if len(name) <= TITLE_LENGTH else f"{name[: TITLE_LENGTH - 1]}…"

"""What slides and worksheets say, in every language of `models/worksheet.toml`."""

from __future__ import annotations

from dataclasses import replace

from hingesim.common.data import settings
from hingesim.common.words import Words, words
from hingesim.recording.recording import Recording
from hingesim.recording.titles import title_of
from hingesim.render import captions


def texts(lang: str, units: str = "metric") -> Words:
    """The texts of a language.

    Raises:
        FieldError: there is no such language.
    """
    return replace(words(lang, units), texts=settings("worksheet")[lang])


def titles_of(recordings: list[Recording], titles: list[str] | None, lang: str) -> list[str]:
    """What the recordings are called: as asked for, else with or without band."""
    return list(titles) if titles else [title_of(recording.scenario, words(lang)) for recording in recordings]


def settings_line(recording: Recording, said: Words) -> str:
    """Who did what, in one line: `light band, 2.00 m, knee 20°, 65 kg, 1.68 m`."""
    return ", ".join(captions.settings(recording, said))

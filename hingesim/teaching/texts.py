"""What slides and worksheets say, in every language of `models/worksheet.toml`."""

from __future__ import annotations

from hingesim.common.data import settings
from hingesim.common.quantities import shown
from hingesim.common.words import Words, words
from hingesim.recording.recording import Recording


def texts(lang: str) -> Words:
    """The texts of a language.

    Raises:
        FieldError: there is no such language.
    """
    return Words(words(lang).language, settings("worksheet")[lang])


def titles_of(recordings: list[Recording], titles: list[str] | None, lang: str) -> list[str]:
    """What the recordings are called: as asked for, else with or without band."""
    said = words(lang)["title"]
    return list(titles) if titles else [said["band" if recording.scenario.band else "plain"] for recording in recordings]


def settings_line(recording: Recording) -> str:
    """Who did what, in one line: `1.68 m, 65 kg, knee 20 deg, band at 2 m`."""
    s = recording.scenario
    told = [shown(s.athlete.height_m, "m"), shown(s.athlete.mass_kg, "kg"), f"knee {shown(s.hinge.knee_bend_deg, 'deg')}"]
    if s.band:
        told.append(f"{s.band.name or 'band'} {shown(s.band.distance_m, 'm')}")
    return ", ".join(told)

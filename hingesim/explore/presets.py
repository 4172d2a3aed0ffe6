"""Who, what, which fault, which cue: what may be chosen by name, in the words of a language."""

from __future__ import annotations

from collections.abc import Iterable

from hingesim.coaching.athletes import athletes
from hingesim.coaching.faults import faults
from hingesim.coaching.said import said_cues
from hingesim.coaching.variations import variations
from hingesim.common.data import settings


def presets(lang: str) -> dict[str, list[dict[str, str]]]:
    """Name and label of athletes, variations, faults and cues; what has no words of its own is called by its name."""
    own = settings("explorer")[lang]
    return {
        "athlete": _named(athletes(), own["athlete"]),
        "variation": _named(variations(), {name: one.title[lang] for name, one in variations().items()}),
        "fault": _named(faults(), own["fault"]),
        "cue": _named(said_cues(), {name: cue.says[lang] for name, cue in said_cues().items()}),
    }


def _named(names: Iterable[str], texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "label": texts.get(name) or name.replace("-", " ")} for name in names]

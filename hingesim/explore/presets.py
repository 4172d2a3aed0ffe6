"""Who, which fault, which cue: what may be chosen by name, in the words of a language."""

from __future__ import annotations

from hingesim.coaching.athletes import athletes
from hingesim.coaching.faults import faults
from hingesim.coaching.said import said_cues
from hingesim.common.data import settings


def presets(lang: str) -> dict[str, list[dict[str, str]]]:
    """Name and label of athletes, faults and cues; what has no words of its own is called by its name."""
    own, known = settings("explorer")[lang], {"athlete": athletes(), "fault": faults(), "cue": said_cues()}
    return {kind: [{"name": name, "label": _label(own[kind], name)} for name in names] for kind, names in known.items()}


def _label(texts: dict[str, str], name: str) -> str:
    return texts.get(name) or name.replace("-", " ")

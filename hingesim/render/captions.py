"""The words of the pictures: cues by phase, stamps and labels, from `models/captions.toml`."""

from __future__ import annotations

from hingesim.metrics import SLACK_N
from hingesim.recording import Recording
from hingesim.render.pose import Pose
from hingesim.words import ENGLISH, Words


def label(name: str, words: Words = ENGLISH, **values: float) -> str:
    """A label with its numbers filled in."""
    return words.label(name, **values)


def title(recording: Recording, words: Words = ENGLISH) -> str:
    """The default title of a panel."""
    return words["title"]["band" if recording.scenario.band else "plain"]


def cue(pose: Pose, words: Words = ENGLISH) -> str:
    """What a coach says at this instant: a cue of the phase, what goes wrong, or the verdict."""
    outcome = pose.recording.outcome
    if pose.over:
        return words.coach(outcome.name)
    if pose.lost:
        return words["lost"][outcome.name]
    return words["cue"][pose.phase][_band_state(pose)]


def _band_state(pose: Pose) -> str:
    if pose.recording.scenario.band is None:
        return "plain"
    return "slack" if pose.band_n < SLACK_N else "band"


def stamp(pose: Pose, words: Words = ENGLISH) -> tuple[str, str] | None:
    """Text and key of `theme.STAMP` of the outcome so far; None while nothing has been decided."""
    outcome = pose.recording.outcome
    if pose.over:
        return words.title(outcome.name), outcome.name
    return (words["stamp"]["lost"], "lost") if pose.lost and outcome.fell else None


def all_cues(recording: Recording, words: Words = ENGLISH) -> list[str]:
    """Every cue that may appear for a recording: room is kept for the longest."""
    kinds = ("plain",) if recording.scenario.band is None else ("band", "slack")
    cues = [words["cue"][phase][kind] for phase in words["cue"] for kind in kinds]
    return [*cues, words.coach(recording.outcome.name), *words["lost"].values()]

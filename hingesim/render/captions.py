"""What a coach says at an instant: cues by phase, what goes wrong, the verdict."""

from __future__ import annotations

from hingesim.common.words import Words
from hingesim.recording.metrics import SLACK_N
from hingesim.recording.recording import Recording
from hingesim.render.pose import Pose


def title(recording: Recording, words: Words) -> str:
    """The default title of a panel."""
    return words["title"]["band" if recording.scenario.band else "plain"]


def cue(pose: Pose, words: Words) -> str:
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


def stamp(pose: Pose, words: Words) -> tuple[str, str] | None:
    """Text and key of `Theme.stamp` of the outcome so far; None while nothing has been decided."""
    outcome = pose.recording.outcome
    if pose.over:
        return words.title(outcome.name), outcome.name
    return (words["stamp"]["lost"], "lost") if pose.lost and outcome.fell else None


def all_stamps(recording: Recording, words: Words) -> list[str]:
    """Every stamp that may appear for a recording."""
    return [words["stamp"]["lost"], words.title(recording.outcome.name)]


def all_cues(recording: Recording, words: Words) -> list[str]:
    """Every cue that may appear for a recording: room is kept for the longest."""
    kinds = ("plain",) if recording.scenario.band is None else ("band", "slack")
    cues = [words["cue"][phase][kind] for phase in words["cue"] for kind in kinds]
    return [*cues, words.coach(recording.outcome.name), *words["lost"].values()]

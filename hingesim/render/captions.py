"""The words of the pictures: cues by phase, stamps and labels, from `models/captions.toml`."""

from __future__ import annotations

from hingesim.metrics import SLACK_N
from hingesim.recording import Recording
from hingesim.render.pose import Pose
from hingesim.words import words


def label(name: str, **values: float) -> str:
    """A label with its numbers filled in."""
    return words().label(name, **values)


def title(recording: Recording) -> str:
    """The default title of a panel."""
    return words()["title"]["band" if recording.scenario.band else "plain"]


def cue(pose: Pose) -> str:
    """What a coach says at this instant: a cue of the phase, what goes wrong, or the verdict."""
    outcome = pose.recording.outcome
    if pose.over:
        return outcome.coach
    if pose.lost:
        return words()["lost"][outcome.name]
    return words()["cue"][pose.phase][_band_state(pose)]


def _band_state(pose: Pose) -> str:
    if pose.recording.scenario.band is None:
        return "plain"
    return "slack" if pose.band_n < SLACK_N else "band"


def stamp(pose: Pose) -> tuple[str, str] | None:
    """Text and key of `theme.STAMP` of the outcome so far; None while nothing has been decided."""
    outcome = pose.recording.outcome
    if pose.over:
        return outcome.title, outcome.name
    return (words()["stamp"]["lost"], "lost") if pose.lost and outcome.fell else None


def all_cues(recording: Recording) -> list[str]:
    """Every cue that may appear for a recording: room is kept for the longest."""
    told = words()
    kinds = ("plain",) if recording.scenario.band is None else ("band", "slack")
    cues = [told["cue"][phase][kind] for phase in told["cue"] for kind in kinds]
    return [*cues, recording.outcome.coach, *told["lost"].values()]

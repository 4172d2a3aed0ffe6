"""What a coach says at an instant: cues by phase, what goes wrong, the verdict."""

from __future__ import annotations

from hingesim.common.words import Words
from hingesim.recording.judgement import SHIFT_M
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
        return words.told(outcome)
    if pose.lost:
        return words["lost"][outcome.name]
    band, said = _band_state(pose), words["cue"][pose.phase]
    return said.get(f"{band}_{weight_state(pose.recording)}") or said[band]


def _band_state(pose: Pose) -> str:
    if pose.recording.scenario.band is None:
        return "plain"
    return "slack" if pose.band_n < SLACK_N else "band"


def weight_state(recording: Recording) -> str:
    """Where the pressure is at the bottom: `back` of its start, `mid` at it, or toward the `toes`; as the outcome is judged."""
    back_m = recording.metrics.pressure_back_m(recording.outcome.time_s)
    return "back" if back_m >= SHIFT_M else "mid" if back_m > -SHIFT_M else "toes"


def stamp(pose: Pose, words: Words) -> tuple[str, str] | None:
    """Text and key of `Theme.stamp` of the outcome so far; None while nothing has been decided."""
    outcome = pose.recording.outcome
    if pose.over:
        return words.verdict(outcome), outcome.name
    return (words["stamp"]["lost"], "lost") if pose.lost and outcome.lost else None


def all_stamps(recording: Recording, words: Words) -> list[str]:
    """Every stamp that may appear for a recording."""
    return [words["stamp"]["lost"], words.verdict(recording.outcome)]


def all_cues(recording: Recording, words: Words) -> list[str]:
    """Every cue that may appear for a recording: room is kept for the longest."""
    kinds = ("plain",) if recording.scenario.band is None else ("band", "slack")
    cues = [text for phase in words["cue"].values() for kind, text in phase.items() if kind.split("_")[0] in kinds]
    return [*cues, words.told(recording.outcome), *words["lost"].values()]


def settings(recording: Recording, words: Words) -> list[str]:
    """What was set, in the order of what matters: band, knee bend, body."""
    s = recording.scenario
    band = words.label("none")
    if s.band is not None:
        far_m, named = s.band.distance_m, words["band"].get(s.band.name or "")
        band = words.label("held", band=named, distance=far_m) if named else words.label("held_unnamed", distance=far_m)
    body = words.label("body", mass=s.athlete.mass_kg, height=s.athlete.height_m)
    return [band, words.label("knee", degree=s.hinge.knee_bend_deg), body]

"""What a coach says at an instant: cues by phase, what goes wrong, the verdict."""

from __future__ import annotations

from hingesim.common.words import Words
from hingesim.motion.exercises import exercise_of
from hingesim.recording.judgement import SHIFT_M
from hingesim.recording.metrics import SLACK_N
from hingesim.recording.recording import Recording
from hingesim.render.pose import Pose
from hingesim.scenario.parameters import Band

BETWEEN = " · "
"""Between the parts of what was set."""


def band_name(band: Band, words: Words) -> str:
    """What a band is called: a name of the catalogue, a product as its maker calls it, its width or its pull; and whether it is doubled."""
    if band.name:
        name = words["band"].get(band.name, band.name.replace("-", " "))
    elif band.width_mm is not None:
        name = words.label("wide", millimetre=band.width_mm)
    elif band.pull_n is not None and band.pull_length_m is not None:
        name = words.label("pull", newton=band.pull_n, length=band.pull_length_m)
    else:
        name = words.label("measured")
    return words.label("doubled", name=name) if band.doubled else name


def cue(pose: Pose, words: Words) -> str:
    """What a coach says at this instant: a cue of the phase, what goes wrong, or the verdict."""
    outcome = pose.recording.outcome
    if pose.over:
        return words.told(outcome)
    if pose.lost:
        return words["lost"][outcome.name]
    band, said = _band_state(pose), words["cue"][pose.phase]
    told = exercise_of(pose.recording.scenario).told
    return said.get(f"{band}_{told}") or said.get(f"{band}_{weight_state(pose.recording)}") or said[band]


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
    band = words.label("none_hips" if exercise_of(s).wears_band else "none")
    if s.band is not None:
        band = words.label("held", band=band_name(s.band, words), distance=s.band.distance_m)
    body = words.label("body", mass=s.athlete.mass_kg, height=s.athlete.height_m)
    return [band, words.label("knee", degree=s.hinge.knee_bend_deg), body]

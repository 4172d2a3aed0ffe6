"""The recordings that a page for a class is made of: those that are given, or the pair of a scenario."""

from __future__ import annotations

from pathlib import Path

import hingesim
from hingesim.cli.parser import Namespace
from hingesim.cli.scenario_options import scenario_from
from hingesim.common.errors import InputError
from hingesim.common.progress import shown


def recordings_of(arguments: Namespace) -> tuple[list[hingesim.Recording], list[str] | None]:
    """Recordings and what they are called; None for the usual names, with and without band, where these tell them apart."""
    if not arguments.recordings:
        if arguments.no_band:
            raise InputError("--no-band: without recordings both halves are simulated; give one recording instead")
        with shown("simulating") as progress:
            return list(hingesim.compare(scenario_from(arguments), progress=progress).recordings), None
    if arguments.fields or any((arguments.scenario, arguments.no_band, arguments.athlete, arguments.fault, arguments.cue)):
        raise InputError(f"{arguments.command}: give either recordings or options of a scenario")
    found = [hingesim.Recording.load(path) for path in arguments.recordings]
    told_by_band = len({recording.scenario.band is None for recording in found}) == len(found)
    return found, None if told_by_band else [Path(path).stem for path in arguments.recordings]

"""What a page for a class is made of: recordings that are given or the pair of a scenario, a language, and where it goes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.scenario_options import scenario_from, scenario_options
from hingesim.common.errors import InputError
from hingesim.common.files import check_output
from hingesim.common.progress import shown
from hingesim.common.words import words

ESSENTIAL = (*shared.BODY, *shared.HINGE, *shared.BAND, "--scenario", "--out", "--lang", "--units")
"""Options that `--help` shows first."""


def page_options(command: Parser, endings: tuple[str, ...]) -> None:
    """Declare them."""
    shared.recordings(command, least=0)
    shared.out(command, endings, required=True)
    shared.language(command)
    shared.units(command)
    scenario_options(command)


def page_of(arguments: Namespace, endings: tuple[str, ...]) -> tuple[Path, list[hingesim.Recording], dict[str, Any]]:
    """Where it goes, the recordings, and their titles, language and units as the functions that write take them."""
    out, told = check_output(arguments.out, endings), words(arguments.lang, arguments.units)
    recordings, titles = recordings_of(arguments)
    return out, recordings, {"titles": titles, "lang": told.language, "units": told.units}


def recordings_of(arguments: Namespace) -> tuple[list[hingesim.Recording], list[str] | None]:
    """Recordings and what they are called; None for the usual names, with and without band, where these tell them apart."""
    if not arguments.recordings:
        if arguments.no_band:
            raise InputError("--no-band: without recordings both halves are simulated; give one recording instead")
        with shown("simulating") as progress:
            return list(hingesim.compare(scenario_from(arguments), progress=progress).recordings), None
    coached = (arguments.athlete, arguments.variation, arguments.fault, arguments.cue)
    if arguments.fields or any((arguments.scenario, arguments.no_band, *coached)):
        raise InputError(f"{arguments.command}: give either recordings or options of a scenario")
    found = [hingesim.Recording.load(path) for path in arguments.recordings]
    told_by_band = len({recording.scenario.band is None for recording in found}) == len(found)
    return found, None if told_by_band else [Path(path).stem for path in arguments.recordings]

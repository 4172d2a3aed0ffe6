"""Draw recordings, or a picture again from its manifest or from a row of a sweep."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.picture import check_picture, drawing
from hingesim.cli.say import gave_way, language_of, wrote
from hingesim.common.errors import InputError
from hingesim.common.files import ANIMATIONS, STORYBOARDS, together
from hingesim.common.progress import shown
from hingesim.common.streams import say_error
from hingesim.render.drawing import Drawing

EXAMPLE = "hingesim render rep.npz --panels side,front,foot,trace --show xcom --out four.gif"


def options(command: Parser) -> None:
    """Declare the options."""
    shared.recordings(command, least=0)
    command.add_argument("--from", dest="source", metavar="FILE", help="manifest beside a picture, or a sweep: simulate and draw it again")
    row = command.add_mutually_exclusive_group()
    shared.count(row, "--row", 0, shared.MOST_ROWS, "which run of a sweep: number of its row, from 0")
    row.add_argument("--key", metavar="KEY", help="which run of a sweep: its key, or the beginning of it")
    shared.out(command, [*ANIMATIONS, f"(storyboards: {' '.join(STORYBOARDS)})"], required=True)
    shared.picture(command)


def run(arguments: Namespace) -> int:
    """Find or make the recordings, draw them."""
    if bool(arguments.recordings) == bool(arguments.source):
        raise InputError("render: give either recordings or --from a manifest or a sweep")
    if of_sweep := Path(arguments.source or "").suffix == ".parquet":
        if (arguments.row is None) == (arguments.key is None):
            raise InputError("render: a sweep has many runs, choose one with --row or --key")
    elif arguments.row is not None or arguments.key is not None:
        raise InputError("--row and --key: only together with --from a sweep (.parquet)")
    out, look, titles = check_picture(arguments.out), drawing(arguments), None
    if of_sweep:
        recordings = [_run_again(arguments.source, row=arguments.row, key=arguments.key)]
    elif arguments.source:
        scenarios, titles, stored = hingesim.render.read_manifest(arguments.source)
        look = Drawing.of({**stored, **look}).changed()
        recordings = [hingesim.simulate(scenario) for scenario in scenarios]
        for difference in hingesim.render.differences(arguments.source, recordings):
            say_error(difference)
    else:
        recordings = [hingesim.Recording.load(path) for path in arguments.recordings]
    with hingesim.simulation.helped(recording.scenario for recording in recordings) as assistant, together(), shown("drawing") as progress:
        drawn = hingesim.render.animate(recordings, out, titles=titles, **look, progress=progress, assistant=assistant).changed()
        told = hingesim.render.write_manifest(out, recordings, titles, drawn)["alt"]
    print(wrote(language_of(arguments), out, f"{out.name}.json") + gave_way(out, look, drawn))
    if arguments.alt:
        print(told)
    return 0


def _run_again(path: str, *, row: int | None, key: str | None) -> Any:
    """One run of a sweep, simulated again; says so where other versions than those of the sweep may give other numbers."""
    found = hingesim.SweepTable.open(path).find(row=row, key=key)
    recording = hingesim.simulate(hingesim.sweeps.scenario_of(found))
    if found["digest"] and (difference := hingesim.render.difference("the run of the sweep", found, recording)):
        say_error(difference)
    return recording

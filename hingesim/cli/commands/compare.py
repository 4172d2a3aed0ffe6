"""The same hinge without and with the band, side by side."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.picture import check_picture, drawing
from hingesim.cli.replicates import check_seeds, shares
from hingesim.cli.say import gave_way, say, wrote
from hingesim.cli.scenario_options import scenario_from, scenario_options
from hingesim.common.errors import InputError
from hingesim.common.files import ANIMATIONS, FIGURES, check_output, together, written_whole
from hingesim.common.progress import shown
from hingesim.common.words import ENGLISH, words

EXAMPLE = "hingesim compare --knee-bend 22 --band light --band-distance 1.9 --out hinge.gif"
EXAMPLES = (
    "hingesim compare --sex male --height 6ft2 --mass 95kg --out tall.mp4",
    'hingesim compare --band "half inch" --band-distance 7ft --out seven.gif',
)
ESSENTIAL = (
    *shared.BODY,
    *shared.HINGE,
    *shared.BAND,
    "--load",
    "--scenario",
    "--out",
    "--lang",
    "--units",
    "--theme",
    "--max-size",
    "--replicates",
    "--json",
)


def options(command: Parser) -> None:
    """Declare the options."""
    shared.out(command, ANIMATIONS, default="hinge.gif")
    shared.json(command, "summary")
    shared.replicates(command, "also give the share of each outcome over N seeds")
    scenario_options(command)
    shared.picture(command)


def run(arguments: Namespace) -> int:
    """Simulate both, draw them, say what came of it."""
    if arguments.no_band:
        raise InputError("--no-band: compare always runs both; use hingesim simulate for one hinge")
    out = check_picture(arguments.out)
    figure = trace_path(out)
    check_output(figure, FIGURES)
    look, scenario = drawing(arguments), scenario_from(arguments)
    told_in = words(look.get("lang", ENGLISH.language), look.get("units", ENGLISH.units))
    check_seeds(arguments, scenario)
    with hingesim.simulation.helped([scenario], _ready) as assistant:
        with shown("simulating") as progress:
            pair = hingesim.compare(scenario, progress=progress, assistant=assistant)
        traces = partial(_trace, pair.recordings, trace_look(look))
        drawn_beside = assistant.give(traces).result if assistant else traces
        with together(), shown("drawing") as progress:
            drawn = hingesim.render.animate(pair.recordings, out, **look, progress=progress, assistant=assistant).changed()
            told = hingesim.render.write_manifest(out, pair.recordings, None, drawn)["alt"]
            with written_whole(figure) as part:
                part.write_bytes(drawn_beside())
    every = [shares(arguments, recording.scenario) for recording in pair.recordings]
    if arguments.json:
        summary = pair.summary()
        for half, share in zip(summary.values(), every, strict=True):
            half.update(share)
        print(json.dumps({**summary, **({"alt": told} if arguments.alt else {})}, indent=2, allow_nan=False))
        return 0
    for recording, share in zip(pair.recordings, every, strict=True):
        say(recording, share, told_in)
    print(wrote(told_in.language, out, figure, f"{out.name}.json") + gave_way(out, look, drawn))
    if arguments.alt:
        print(told)
    return 0


def _ready() -> None:
    """Ready for the traces and the frames."""
    hingesim.plots.ready()
    _ = hingesim.render.animate  # imported as it is named


def _trace(recordings: tuple[hingesim.Recording, ...], look: dict[str, Any]) -> bytes:
    """The file of the traces."""
    return hingesim.plots.saved(hingesim.plots.trace(recordings, **look), "png")


def trace_path(picture: Path) -> Path:
    """Where the traces beside a picture go: `hinge.gif` -> `hinge-trace.png`, `hinge.pdf` -> `hinge-pdf-trace.png`; each has its own."""
    kind = picture.suffix.lower()[1:]
    return picture.with_name(f"{picture.stem}-trace.png" if kind == "gif" else f"{picture.stem}-{kind}-trace.png")


def trace_look(look: dict[str, Any]) -> dict[str, Any]:
    """Language, width and theme of the picture, as the traces take them."""
    taken = {key: look[key] for key in ("lang", "width") if key in look}
    return {**taken, "theme": look["theme"]} if look.get("theme", "light") != "light" else taken

"""One hinge, saved as a recording."""

from __future__ import annotations

import json

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.replicates import check_seeds, shares
from hingesim.cli.say import say, wrote
from hingesim.cli.scenario_options import scenario_from, scenario_options
from hingesim.common.files import check_output
from hingesim.common.progress import shown
from hingesim.common.words import words

EXAMPLE = "hingesim simulate --knee-bend 30 --sex male --out rep.npz"
EXAMPLES = ("hingesim simulate --band rogue-red --fault locked-knee --scorecard",)
ESSENTIAL = (*shared.BODY, *shared.HINGE, *shared.BAND, "--load", "--scenario", "--out", "--lang", "--units", "--replicates")
ESSENTIAL += ("--json", "--athlete", "--variation", "--fault", "--scorecard")
ENDINGS = (".npz",)


def options(command: Parser) -> None:
    """Declare the options."""
    shared.out(command, ENDINGS, what="recording")
    shared.json(command, "summary")
    shared.replicates(command, "also give the share of each outcome over N seeds")
    shared.language(command)
    shared.units(command)
    command.add_argument("--scorecard", action="store_true", help="mark every cue: value, limit, what to say")
    scenario_options(command)


def run(arguments: Namespace) -> int:
    """Simulate, save, say what came of it."""
    out = check_output(arguments.out, ENDINGS) if arguments.out is not None else None
    scenario, told_in = scenario_from(arguments), words(arguments.lang, arguments.units)
    check_seeds(arguments, scenario)
    with shown("simulating") as progress:
        recording = hingesim.simulate(scenario, progress=progress)
    if out:
        recording.save(out)
    share = shares(arguments, scenario)
    card = hingesim.scorecard(recording) if arguments.scorecard else None
    if arguments.json:
        marks = {"scorecard": card.to_dict()} if card else {}
        print(json.dumps({**recording.summary(), **share, **marks}, indent=2, allow_nan=False))
        return 0
    say(recording, share, told_in)
    if card:
        print("\n".join(card.lines(told_in)))
    if out:
        print(wrote(told_in.language, out))
    return 0

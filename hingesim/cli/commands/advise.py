"""The smallest change that sends the weight back, in a coach's words."""

from __future__ import annotations

import json

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.beside import Beside
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.scenario_options import scenario_from, scenario_options
from hingesim.common.files import ANIMATIONS
from hingesim.common.progress import shown

EXAMPLE = "hingesim advise --knee-bend 12 --band light --band-distance 1.6"
EXAMPLES = ("hingesim advise --athlete novice --out before-after.gif", "hingesim advise --scenario anna.toml --json")
ESSENTIAL = (
    *shared.BODY,
    *shared.HINGE,
    *shared.BAND,
    "--no-band",
    "--athlete",
    "--fault",
    "--scenario",
    "--replicates",
    "--out",
    "--json",
)


def options(command: Parser) -> None:
    """Declare the options."""
    shared.count(command, "--replicates", 1, 100, "seeds that the advised change must stand (default: 12)", default=12)
    shared.json(command, "advice")
    shared.out(command, ANIMATIONS, what="clip before and after")
    scenario_options(command)
    shared.picture(command)


def run(arguments: Namespace) -> int:
    """Search, say what was found, draw it."""
    beside, scenario = Beside.of(arguments), scenario_from(arguments)
    with shown("trying changes") as progress:
        advice = hingesim.advise(scenario, replicates=arguments.replicates, progress=progress)
    told = ""
    if beside.out:
        title = beside.words["title"]
        told = beside.draw(
            [hingesim.simulate(one) for one in (scenario, advice.advised)],
            [title["before"], title["after"]],
        )
    if arguments.json:
        print(json.dumps(advice.to_dict(), indent=2, allow_nan=False))
        return 0
    print(advice.told(beside.words))
    if evidence := advice.evidence(beside.words):
        print(f"  {evidence}")
    beside.say_wrote(told)
    return 0

"""List the faults by name, or show one beside a good rep."""

from __future__ import annotations

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.beside import Beside
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.say import called, language_of
from hingesim.coaching.changes import option_of
from hingesim.common.errors import InputError
from hingesim.common.files import ANIMATIONS
from hingesim.common.terminal import terminal

EXAMPLE = "hingesim faults locked-knee --out locked.gif"
ESSENTIAL = ("--athlete", "--out", "--panels", "--lang", "--theme", "--speed", "--max-size")


def options(command: Parser) -> None:
    """Declare the options."""
    command.add_argument("fault", nargs="?", metavar="NAME[:SHARE]", help="show this one beside a good rep of the same athlete")
    command.add_argument("--athlete", metavar="NAME", help="who does both (hingesim athletes)")
    shared.out(command, ANIMATIONS, what="clip")
    shared.picture(command)


def run(arguments: Namespace) -> int:
    """Print the list; or simulate the pair, draw it, and say what the scorecard makes of it."""
    said = terminal(language_of(arguments))
    if arguments.fault is None:
        if arguments.out is not None:
            raise InputError("faults: --out needs the NAME of a fault")
        for fault in hingesim.coaching.faults().values():
            told = ", ".join(f"{option_of(field)} {value:g}" for field, value in fault.to.items())
            print(f"{fault.name:<20}{fault.what[said.language]}\n{'':<20}{told}")
        print(f"\n{said.text('coaching', 'fault', half='NAME:0.5')}")
        return 0
    beside, scenario = Beside.of(arguments), hingesim.Scenario()
    if arguments.athlete is not None:
        scenario = hingesim.coaching.with_athlete(scenario, arguments.athlete)
    good = hingesim.coaching.good_rep(scenario)
    wrong = hingesim.coaching.with_fault(good, arguments.fault)
    titles = [beside.words["title"]["good"], called("fault", arguments.fault, beside.words)]
    beside.show((good, wrong), titles, lambda rep: hingesim.scorecard(rep).lines(beside.words))
    return 0

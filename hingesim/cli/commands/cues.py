"""List the cues that can be said, or show what one does before and after.

With --replicates: cue against band against both, the share of each outcome over seeds.
"""

from __future__ import annotations

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.beside import Beside
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.say import called, language_of
from hingesim.coaching.changes import option_of
from hingesim.common.errors import InputError
from hingesim.common.files import ANIMATIONS
from hingesim.common.progress import shown
from hingesim.common.terminal import terminal

EXAMPLE = "hingesim cues push-the-wall --out wall.gif"
ESSENTIAL = ("--athlete", "--replicates", "--out", "--panels", "--lang", "--theme", "--speed", "--max-size")


def options(command: Parser) -> None:
    """Declare the options."""
    command.add_argument("cue", nargs="?", metavar="NAME", help="show the rep before and after this one is said")
    command.add_argument("--athlete", metavar="NAME", help="who does it (hingesim athletes)")
    shared.replicates(command, "also a table of cue, band and both over N seeds")
    shared.out(command, ANIMATIONS, what="clip")
    shared.picture(command)


def run(arguments: Namespace) -> int:
    """Print the list; or simulate before and after, draw them, and print the table."""
    said = terminal(language_of(arguments))
    if arguments.cue is None:
        if arguments.out is not None or arguments.replicates is not None:
            raise InputError("cues: --out and --replicates need the NAME of a cue")
        for cue in hingesim.coaching.said_cues().values():
            moves = {option_of(field): {key: f"{value:g}" for key, value in move.items()} for field, move in cue.moves.items()}
            told = ", ".join(said.text("coaching", "move", option=option, **move) for option, move in moves.items())
            print(f"{cue.name:<18}{cue.says[said.language]}\n{'':<18}{told}")
        print(f"\n{said['coaching']['judged']}")
        return 0
    beside, before = Beside.of(arguments), hingesim.Scenario()
    if arguments.athlete is not None:
        before = hingesim.coaching.with_athlete(before, arguments.athlete)
    after = hingesim.coaching.with_cue(before, arguments.cue)
    beside.show((before, after), [beside.words["title"]["before"], called("said", arguments.cue, beside.words)])
    if arguments.replicates is not None:
        cases = {"neither": before, "cue": after, "band": before.replace(band={}), "both": after.replace(band={})}
        wide = 2 + max(len(said["coaching"][name]) for name in cases)
        with shown("repeating"):
            for name, scenario in cases.items():
                repeated = hingesim.replicate(scenario, arguments.replicates)
                print(f"{said['coaching'][name]:<{wide}}{repeated.sentence(said.language)}")
    return 0

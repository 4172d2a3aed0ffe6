"""Plot balance, angles, band and loads of recordings over time."""

from __future__ import annotations

from pathlib import Path

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.say import language_of, wrote
from hingesim.common.files import FIGURES, check_output

EXAMPLE = "hingesim trace rep.npz --panels position,foot --out rep.png"


def options(command: Parser) -> None:
    """Declare the options."""
    shared.recordings(command)
    command.add_argument(
        "--panels", metavar="LIST", help="of position,foot,angles,band,moments,hamstrings (default: what the page has room for)"
    )
    shared.figure(command)


def run(arguments: Namespace) -> int:
    """Read the recordings, plot them."""
    out, look = check_output(arguments.out, FIGURES), shared.figure_look(arguments)
    recordings = [hingesim.Recording.load(path) for path in arguments.recordings]
    titles = [Path(path).stem for path in arguments.recordings] if len(recordings) > 1 else None
    hingesim.plots.trace(recordings, out, titles=titles, panels=arguments.panels, **look)
    print(wrote(language_of(arguments), out))
    return 0

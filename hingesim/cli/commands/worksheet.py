"""Make a worksheet for print: pictures and blanks on the first page, the answers on the second."""

from __future__ import annotations

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.pair import recordings_of
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.scenario_options import scenario_options
from hingesim.common.files import check_output
from hingesim.common.progress import shown
from hingesim.common.words import words

EXAMPLE = "hingesim worksheet --paper letter --out class.pdf"
EXAMPLES = ("hingesim worksheet without.npz with.npz --lang de --out klasse.pdf",)
ESSENTIAL = (*shared.BODY, *shared.HINGE, *shared.BAND, "--scenario", "--out", "--paper", "--lang", "--units")
ENDINGS = (".pdf",)


def options(command: Parser) -> None:
    """Declare the options."""
    shared.recordings(command, least=0)
    shared.out(command, ENDINGS, required=True)
    command.add_argument("--paper", default="a4", metavar="a4|letter", help="size of the pages (default: a4)")
    shared.language(command)
    shared.units(command)
    scenario_options(command)


def run(arguments: Namespace) -> int:
    """Simulate or read, write the two pages."""
    out, told = check_output(arguments.out, ENDINGS), words(arguments.lang, arguments.units)
    recordings, titles = recordings_of(arguments)
    with shown("drawing") as progress:
        hingesim.teaching.write_worksheet(
            recordings, out, titles=titles, paper=arguments.paper, lang=told.language, units=told.units, progress=progress
        )
    print(f"wrote {out}")
    return 0

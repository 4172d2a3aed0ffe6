"""Make a worksheet for print: pictures and blanks on the first page, the answers on the second."""

from __future__ import annotations

import hingesim
from hingesim.cli import pair
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.say import language_of, wrote
from hingesim.common.papers import PAPERS, paper_named
from hingesim.common.progress import shown

EXAMPLE = "hingesim worksheet --paper Letter --out class.pdf"
EXAMPLES = ("hingesim worksheet without.npz with.npz --lang de --out klasse.pdf",)
ESSENTIAL = (*pair.ESSENTIAL, "--paper")
ENDINGS = (".pdf",)


def options(command: Parser) -> None:
    """Declare the options."""
    pair.page_options(command, ENDINGS)
    command.add_argument("--paper", default="A4", metavar="|".join(PAPERS), help="size of the pages (default: A4)")


def run(arguments: Namespace) -> int:
    """Simulate or read, write the two pages."""
    paper = paper_named("--paper", arguments.paper)
    out, recordings, told = pair.page_of(arguments, ENDINGS)
    with shown("drawing") as progress:
        hingesim.teaching.write_worksheet(recordings, out, **told, paper=paper, progress=progress)
    print(wrote(language_of(arguments), out))
    return 0

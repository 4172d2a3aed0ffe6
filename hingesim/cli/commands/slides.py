"""Make a slide: the clip with a poster frame, title, three points and notes."""

from __future__ import annotations

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.pair import recordings_of
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.scenario_options import scenario_options
from hingesim.common.errors import FieldError, nearest
from hingesim.common.files import check_output
from hingesim.common.progress import shown
from hingesim.common.words import words
from hingesim.render.drawing import THEMES

EXAMPLE = "hingesim slides --knee-bend 22 --out hinge.pptx"
EXAMPLES = ("hingesim slides without.npz with.npz --lang es --out cadera.pptx",)
ESSENTIAL = (*shared.BODY, *shared.HINGE, *shared.BAND, "--scenario", "--out", "--lang", "--units", "--theme")
ENDINGS = (".pptx",)


def options(command: Parser) -> None:
    """Declare the options."""
    shared.recordings(command, least=0)
    shared.out(command, ENDINGS, required=True)
    shared.language(command)
    shared.units(command)
    command.add_argument("--theme", default="light", metavar="|".join(THEMES), help="colours of the clip (default: light)")
    scenario_options(command)


def run(arguments: Namespace) -> int:
    """Simulate or read, draw the clip, write the slide."""
    out, told = check_output(arguments.out, ENDINGS), words(arguments.lang, arguments.units)
    if arguments.theme not in THEMES:
        raise FieldError("--theme", arguments.theme, nearest(arguments.theme, THEMES))
    recordings, titles = recordings_of(arguments)
    with shown("drawing") as progress:
        hingesim.teaching.write_slide(
            recordings, out, titles=titles, lang=told.language, units=told.units, theme=arguments.theme, progress=progress
        )
    print(f"wrote {out}")
    return 0

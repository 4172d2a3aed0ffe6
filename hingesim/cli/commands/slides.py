"""Make a slide: the clip with a poster frame, title, three points and notes."""

from __future__ import annotations

import hingesim
from hingesim.cli import pair
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.say import language_of, wrote
from hingesim.common.checks import choice
from hingesim.common.progress import shown
from hingesim.render.drawing import THEMES

EXAMPLE = "hingesim slides --knee-bend 22 --out hinge.pptx"
EXAMPLES = ("hingesim slides without.npz with.npz --lang es --out cadera.pptx",)
ESSENTIAL = (*pair.ESSENTIAL, "--theme")
ENDINGS = (".pptx",)


def options(command: Parser) -> None:
    """Declare the options."""
    pair.page_options(command, ENDINGS)
    command.add_argument("--theme", default="light", metavar="|".join(THEMES), help="colours of the clip (default: light)")


def run(arguments: Namespace) -> int:
    """Simulate or read, draw the clip, write the slide."""
    theme = choice("--theme", arguments.theme, THEMES)
    out, recordings, told = pair.page_of(arguments, ENDINGS)
    with shown("drawing") as progress:
        hingesim.teaching.write_slide(recordings, out, **told, theme=theme, progress=progress)
    print(wrote(language_of(arguments), out))
    return 0

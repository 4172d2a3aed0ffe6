"""Make a folder for a class: the lessons of the gallery as pages that play, with their questions."""

from __future__ import annotations

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Once, Parser
from hingesim.cli.say import language_of, wrote
from hingesim.common.progress import shown

EXAMPLE = "hingesim site --only lesson-pair --out class"


def options(command: Parser) -> None:
    """Declare the options."""
    command.add_argument("--out", action=Once, required=True, metavar="FOLDER", help="new folder, or one made before")
    command.add_argument("--gallery", default="gallery", metavar="FOLDER", help="where the lessons are (default: gallery)")
    command.add_argument("--only", action="append", default=[], metavar="NAME", help="this lesson only (repeatable)")
    shared.language(command)
    command.add_argument("--explorer", metavar="FILE.html", help="a page in one file to put beside them")


def run(arguments: Namespace) -> int:
    """Simulate every lesson, write its page and the index."""
    with shown("pages") as progress:
        index = hingesim.teaching.write_site(
            arguments.out, gallery=arguments.gallery, only=arguments.only, explorer=arguments.explorer, progress=progress
        )
    print(wrote(language_of(arguments), index, key="browser"))
    return 0

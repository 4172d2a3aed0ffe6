"""Make a folder for a class: the lessons of the gallery as pages that play, with their questions."""

from __future__ import annotations

import hingesim
from hingesim.cli.parser import Namespace, Parser
from hingesim.common.progress import shown

EXAMPLE = "hingesim site --only lesson-pair --out class"


def options(command: Parser) -> None:
    """Declare the options."""
    command.add_argument("--out", required=True, metavar="FOLDER", help="new folder, or one made before")
    command.add_argument("--gallery", default="gallery", metavar="FOLDER", help="where the lessons are (default: gallery)")
    command.add_argument("--only", action="append", default=[], metavar="NAME", help="this lesson only (repeatable)")
    command.add_argument("--explorer", metavar="FILE.html", help="a page in one file to put beside them")


def run(arguments: Namespace) -> int:
    """Simulate every lesson, write its page and the index."""
    with shown("making the pages") as progress:
        index = hingesim.teaching.write_site(
            arguments.out, gallery=arguments.gallery, only=arguments.only, explorer=arguments.explorer, progress=progress
        )
    print(f"wrote {index}: open it in a browser")
    return 0

"""Make the pictures of the gallery again: those that are stale."""

from __future__ import annotations

import sys
from typing import Any

import hingesim
from hingesim.cli.parser import Namespace, Parser
from hingesim.common.progress import shown

EXAMPLE = "hingesim gallery --only knee-bend-ladder"


def options(command: Parser) -> None:
    """Declare the options."""
    command.add_argument("--out", default="gallery", metavar="FOLDER", help="the folder with gallery.toml (default: gallery)")
    command.add_argument("--force", action="store_true", help="make everything again, stale or not")
    command.add_argument("--only", action="append", default=[], metavar="NAME", help="this entry only (repeatable)")


def run(arguments: Namespace) -> int:
    """Make what is stale, write the index."""
    gallery = hingesim.gallery.read_gallery(arguments.out)
    reasons = {e.name: "asked for" if arguments.force else hingesim.gallery.stale(e) for e in gallery.find(arguments.only)}
    wanted = [entry for entry in gallery.find(arguments.only) if reasons[entry.name]]

    def told(entry: Any, error: hingesim.HingesimError | None) -> None:
        print(f"hingesim: {error}" if error else f"made {entry.folder} ({reasons[entry.name]})", file=sys.stderr if error else sys.stdout)

    with shown("making the gallery") as progress:
        failed = hingesim.gallery.make_all(wanted, progress=progress, told=told)
    written = hingesim.gallery.write_index(gallery)
    print(f"{len(wanted) - failed} of {len(reasons)} entries made" + "".join(f"; wrote {path}" for path in written))
    return 1 if failed else 0

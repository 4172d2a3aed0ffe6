"""`hingesim gallery`: the scenarios of the gallery made again, and its index written."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hingesim.common.errors import HingesimError
    from hingesim.gallery.entry import Entry


def options(commands: Any) -> None:
    """Add the command to the parser."""
    gallery = commands.add_parser("gallery", help="make the pictures of the gallery again: those that are stale")
    gallery.add_argument("--out", default="gallery", metavar="FOLDER", help="the folder with gallery.toml (default: gallery)")
    gallery.add_argument("--force", action="store_true", help="make everything again, stale or not")
    gallery.add_argument("--only", action="append", default=[], metavar="NAME", help="this entry only (repeatable)")


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit status."""
    from hingesim.common.progress import shown
    from hingesim.gallery.build import build
    from hingesim.gallery.collection import read_gallery
    from hingesim.gallery.index import write_index
    from hingesim.gallery.record import stale

    gallery = read_gallery(arguments.out)
    reasons = {entry.name: "asked for" if arguments.force else stale(entry) for entry in gallery.find(arguments.only)}
    wanted = [entry for entry in gallery.find(arguments.only) if reasons[entry.name]]

    def told(entry: Entry, error: HingesimError | None) -> None:
        print(f"hingesim: {error}" if error else f"made {entry.folder} ({reasons[entry.name]})", file=sys.stderr if error else sys.stdout)

    with shown("making the gallery") as progress:
        failed = build(wanted, progress=progress, told=told)
    written = write_index(gallery)
    print(f"{len(wanted) - failed} of {len(reasons)} entries made" + "".join(f"; wrote {path}" for path in written))
    return 1 if failed else 0

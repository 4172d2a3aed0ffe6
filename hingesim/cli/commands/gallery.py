"""Make the pictures of the gallery again: those that are stale; or measure how often its claims come true."""

from __future__ import annotations

import sys
from typing import Any

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Once, Parser
from hingesim.common.checks import choice
from hingesim.common.progress import shown
from hingesim.scenario.engines import engine_names
from hingesim.simulation.replicates import MOST

EXAMPLE = "hingesim gallery --only knee-bend-ladder"


def options(command: Parser) -> None:
    """Declare the options."""
    command.add_argument("--out", action=Once, default="gallery", metavar="FOLDER", help="the folder with gallery.toml (default: gallery)")
    command.add_argument("--force", action="store_true", help="make everything again, stale or not")
    shared.count(command, "--measure", 1, MOST, "instead: try every claim with seeds 0 to N-1 and write the shares into the scenario files")
    command.add_argument("--engine", metavar="NAME", help="what --measure runs with (default: the preferred one)")
    command.add_argument("--only", action="append", default=[], metavar="NAME", help="this entry only (repeatable)")


def run(arguments: Namespace) -> int:
    """Make what is stale, write the index."""
    gallery = hingesim.gallery.read_gallery(arguments.out)
    if arguments.measure is not None:
        return _measure(
            gallery.find(arguments.only), arguments.measure, choice("--engine", arguments.engine or engine_names()[0], engine_names())
        )
    reasons = {e.name: "asked for" if arguments.force else hingesim.gallery.stale(e) for e in gallery.find(arguments.only)}
    wanted = [entry for entry in gallery.find(arguments.only) if reasons[entry.name]]

    def told(entry: Any, error: hingesim.HingesimError | None) -> None:
        print(f"hingesim: {error}" if error else f"made {entry.folder} ({reasons[entry.name]})", file=sys.stderr if error else sys.stdout)

    with shown("making the gallery") as progress:
        failed = hingesim.gallery.make_all(wanted, progress=progress, told=told)
    written = hingesim.gallery.write_index(gallery)
    print(f"{len(wanted) - failed} of {len(reasons)} entries made" + "".join(f"; wrote {path}" for path in written))
    return 1 if failed else 0


def _measure(entries: Any, seeds: int, engine: str) -> int:
    """Measure the claims, write them, say those that fail in more than one of twenty."""
    with shown("measuring the claims") as progress:
        measured = hingesim.gallery.measure(entries, seeds, engine, progress=progress)
    hingesim.gallery.write_shares(entries, measured)
    for entry in entries:
        for run, share in zip(entry.runs, measured[entry.name], strict=True):
            seldom = "  (fewer than 19 of 20)" if share.count < 0.95 * share.seeds else ""
            names = " or ".join((run.outcome, *run.also))
            print(f"{entry.name}, {run.title}: {names} in {share.count} of {share.seeds} with {engine}{seldom}")
    return 0

"""Which outcome where: the map of a sweep.

Draws a sweep over a grid: the most frequent outcome of every cell, paler where runs disagree, the sweet spot with its margin, and where
the band goes slack.
"""

from __future__ import annotations

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.say import language_of, wrote
from hingesim.common.errors import InputError
from hingesim.common.files import FIGURES, check_output
from hingesim.common.progress import shown
from hingesim.common.terminal import terminal
from hingesim.common.words import checked_units, words

EXAMPLE = "hingesim map map.parquet --x knee-bend --y band-distance --out map.png"


def options(command: Parser) -> None:
    """Declare the options."""
    command.add_argument("sweep", metavar="NAME.parquet", nargs="+", help="a sweep; for --shares up to four")
    command.add_argument("--x", metavar="FIELD", help="axis across, such as knee-bend (default: the first of the sweep)")
    command.add_argument("--y", metavar="FIELD", help="axis upward (default: the next)")
    command.add_argument("--facet", metavar="FIELD", help="a third axis: one panel for each of its values")
    command.add_argument("--metric", metavar="NAME", help="map this number of the summary instead, such as margin_fore_aft_min_m")
    command.add_argument("--cells", action="store_true", help="a contact sheet instead: one figure for each cell")
    command.add_argument(
        "--shares", action="store_true", help="bars instead: how often each outcome came about along the one axis of the sweep"
    )
    command.add_argument("--title", default="", metavar="TEXT", help="a title above, one line (default: the axes)")
    shared.figure(command)
    shared.units(command)


def run(arguments: Namespace) -> int:
    """Read the sweep, draw it."""
    out = check_output(arguments.out, FIGURES)
    units = checked_units(arguments.units)
    look = {"x": arguments.x, "y": arguments.y, "title": arguments.title, "units": units, **shared.figure_look(arguments)}
    _refuse_clashes(arguments)
    tables = [hingesim.SweepTable.open(name) for name in arguments.sweep]
    if arguments.shares:
        del look["y"]
        hingesim.maps.share_chart(tables, out, **look)
    elif arguments.cells:
        with shown("simulating") as progress:
            hingesim.maps.contact_sheet(tables[0], out, **look, progress=progress)
    else:
        have, count = hingesim.maps.cells_run(tables[0], x=arguments.x, y=arguments.y, facet=arguments.facet)
        if have < count:
            print(terminal(language_of(arguments)).text("done", "cells", have=str(have), count=str(count)))
        if known := hingesim.maps.refinement(tables[0], x=arguments.x, y=arguments.y, facet=arguments.facet):
            told = {"count": known.runs, "total": known.of, "percent": 100 * known.unlike}
            print(words(language_of(arguments), units).text("map", "refined", **told))
        hingesim.maps.outcome_map(tables[0], out, **look, facet=arguments.facet, metric=arguments.metric)
    print(wrote(language_of(arguments), out))
    return 0


def _refuse_clashes(arguments: Namespace) -> None:
    """Options that belong to another kind of picture."""
    if len(arguments.sweep) > 1 and not arguments.shares:
        raise InputError("map: several sweeps only with --shares")
    for kind, others in {"cells": ("shares", "facet", "metric"), "shares": ("y", "facet", "metric")}.items():
        if getattr(arguments, kind) and (clash := [name for name in others if getattr(arguments, name) not in (None, False)]):
            raise InputError(f"--{kind}: cannot be combined with --{clash[0]}")

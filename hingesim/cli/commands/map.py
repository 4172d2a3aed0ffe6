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
from hingesim.common.words import checked_units

EXAMPLE = "hingesim map map.parquet --x knee-bend --y band-distance --out map.png"


def options(command: Parser) -> None:
    """Declare the options."""
    command.add_argument("sweep", metavar="NAME.parquet", help="a sweep")
    command.add_argument("--x", metavar="FIELD", help="axis across, such as knee-bend (default: the first of the sweep)")
    command.add_argument("--y", metavar="FIELD", help="axis upward (default: the next)")
    command.add_argument("--facet", metavar="FIELD", help="a third axis: one panel for each of its values")
    command.add_argument("--metric", metavar="NAME", help="map this number of the summary instead, such as margin_fore_aft_min_m")
    command.add_argument("--cells", action="store_true", help="a contact sheet instead: one figure for each cell")
    command.add_argument("--title", default="", metavar="TEXT", help="a title above, one line (default: the axes)")
    shared.figure(command)
    shared.units(command)


def run(arguments: Namespace) -> int:
    """Read the sweep, draw it."""
    out = check_output(arguments.out, FIGURES)
    units = checked_units(arguments.units)
    look = {"x": arguments.x, "y": arguments.y, "title": arguments.title, "units": units, **shared.figure_look(arguments)}
    table = hingesim.SweepTable.open(arguments.sweep)
    if arguments.cells:
        if clash := [name for name in ("facet", "metric") if getattr(arguments, name) is not None]:
            raise InputError(f"--cells: cannot be combined with --{clash[0]}")
        with shown("simulating") as progress:
            hingesim.maps.contact_sheet(table, out, **look, progress=progress)
    else:
        have, count = hingesim.maps.cells_run(table, x=arguments.x, y=arguments.y, facet=arguments.facet)
        if have < count:
            print(terminal(language_of(arguments)).text("done", "cells", have=str(have), count=str(count)))
        hingesim.maps.outcome_map(table, out, **look, facet=arguments.facet, metric=arguments.metric)
    print(wrote(language_of(arguments), out))
    return 0

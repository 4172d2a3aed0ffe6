"""`hingesim map`: a sweep as a picture."""

from __future__ import annotations

import argparse
from typing import Any

from hingesim.cli.sweep import whole
from hingesim.common.errors import InputError
from hingesim.common.files import FIGURES, check_output


def options(commands: Any) -> None:
    """Add the command to the parser."""
    map_ = commands.add_parser(
        "map",
        help="which outcome where: the map of a sweep",
        description="Draw a sweep over a grid: the most frequent outcome of every cell, paler where runs disagree, the sweet spot with its "
        "margin, and where the band goes slack.",
        epilog="example: hingesim map map.parquet --x knee-bend --y band-distance --out map.png",
    )
    map_.add_argument("sweep", metavar="NAME.parquet", help="a sweep")
    map_.add_argument("--out", required=True, metavar="FILE", help=" ".join(FIGURES))
    map_.add_argument("--x", metavar="FIELD", help="axis across, such as knee-bend (default: the first of the sweep)")
    map_.add_argument("--y", metavar="FIELD", help="axis upward (default: the next)")
    map_.add_argument("--facet", metavar="FIELD", help="a third axis: one panel for each of its values")
    map_.add_argument("--metric", metavar="NAME", help="map this number of the summary instead, such as margin_fore_aft_min_m")
    map_.add_argument("--cells", action="store_true", help="a contact sheet instead: one figure for each cell")
    drawing_options(map_)


def drawing_options(command: argparse.ArgumentParser) -> None:
    """Add the options of every figure."""
    command.add_argument("--style", default="screen", metavar="NAME", help="screen, print or slides (default: screen)")
    command.add_argument("--lang", default="en", metavar="CODE", help="language of the texts (default: en)")
    command.add_argument("--width", type=whole, metavar="PIXELS", help="width of the picture (default: 1440, in print 2160, slides 1920)")


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit status."""
    from hingesim.common.progress import shown
    from hingesim.maps import contact_sheet, outcome_map
    from hingesim.sweeps import SweepTable

    out = check_output(arguments.out, FIGURES)
    drawing = {"style": arguments.style, "lang": arguments.lang, "width": arguments.width}
    axes = {"x": arguments.x, "y": arguments.y}
    table = SweepTable.open(arguments.sweep)
    if arguments.cells:
        if clash := [name for name in ("facet", "metric") if getattr(arguments, name) is not None]:
            raise InputError(f"--cells: cannot be combined with --{clash[0]}")
        with shown("simulating") as progress:
            contact_sheet(table, out, **axes, **drawing, progress=progress)
    else:
        outcome_map(table, out, **axes, facet=arguments.facet, metric=arguments.metric, **drawing)
    print(f"wrote {out}")
    return 0

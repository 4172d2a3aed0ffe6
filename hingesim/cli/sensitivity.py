"""`hingesim sensitivity`: which knob matters most for this trainee."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from hingesim.cli.map import drawing_options
from hingesim.cli.parser import scenario_options
from hingesim.cli.sweep import swept, whole
from hingesim.common.errors import InputError
from hingesim.common.files import FIGURES, check_output


def options(commands: Any) -> None:
    """Add the command to the parser."""
    command = commands.add_parser(
        "sensitivity",
        help="which knob matters most: Sobol indices over ranges",
        description="Share of the variance of the fore-aft margin of stability and of falls that each parameter explains, alone and "
        "with all it acts through. At least two options of a scenario are ranges FROM:TO.",
        epilog="example: hingesim sensitivity --knee-bend 5:40 --band-distance 1.5:2.5 --mass 50:90 --samples 64 --out sens.png",
    )
    command.add_argument("--out", metavar="FILE", help=f"bar chart ({' '.join(FIGURES)})")
    command.add_argument("--json", action="store_true", help="print the indices as JSON and nothing else")
    command.add_argument("--store", metavar="NAME.parquet", help="keep the runs: the same command goes on where it was stopped")
    command.add_argument("--samples", type=whole, default=64, metavar="N", help="base samples, a power of two (default: 64)")
    command.add_argument("--replicates", type=whole, metavar="N", help="seeds at every point (1 to 10000; default: 1)")
    where = command.add_mutually_exclusive_group()
    where.add_argument("--workers", type=whole, metavar="N", help="processes on this machine (default: one a core)")
    where.add_argument("--scheduler", metavar="tcp://HOST:PORT", help="run on a Dask cluster instead")
    drawing_options(command)
    scenario_options(command, several=True)


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit status."""
    from hingesim.common.progress import counted
    from hingesim.common.words import words
    from hingesim.maps import bars
    from hingesim.plots.styles import find_style
    from hingesim.scenario.drawing import checked_width
    from hingesim.sweeps.sensitivity import sensitivity

    if not arguments.out and not arguments.json:
        raise InputError("sensitivity: give --out for a chart, --json for the numbers, or both")
    out = check_output(arguments.out, FIGURES) if arguments.out else None
    drawing = {"style": find_style(arguments.style).name, "lang": words(arguments.lang).language}
    width = None if arguments.width is None else checked_width(arguments.width)
    scenario, axes = swept(arguments)
    with counted("simulating") as progress:
        result = sensitivity(
            scenario,
            axes,
            samples=arguments.samples,
            replicates=arguments.replicates or 1,
            out=arguments.store,
            workers=arguments.workers,
            scheduler=arguments.scheduler,
            announce=lambda size: print(f"hingesim: {size}", file=sys.stderr, flush=True),
            progress=progress,
        )
    if out:
        bars(result, out, **drawing, width=width)
    if arguments.json:
        print(json.dumps(result.to_dict(), indent=2, allow_nan=False))
        return 0
    for name, rows in result.indices.items():
        told = ", ".join(f"{row.field} {row.total:.2f} +- {row.total_interval:.2f}" for row in rows) or "nothing varies"
        print(f"{name}: {told}")
    print(f"wrote {out}")
    return 0

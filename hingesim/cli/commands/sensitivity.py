"""Which knob matters most: Sobol indices over ranges.

Share of the variance of the fore-aft margin of stability and of falls that each parameter explains, alone and with all it acts through.
At least two options of a scenario are ranges FROM:TO.
"""

from __future__ import annotations

import json

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.axes import how, swept, swept_options
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.say import language_of, wrote
from hingesim.common.errors import InputError
from hingesim.common.files import FIGURES, check_output
from hingesim.common.progress import counted
from hingesim.common.terminal import terminal
from hingesim.common.words import words

EXAMPLE = "hingesim sensitivity --knee-bend 5:40 --band-distance 1.5:2.5 --mass 50:90 --samples 64 --out sens.png"
ESSENTIAL = (*shared.BODY, *shared.HINGE, *shared.BAND, "--samples", "--replicates", "--store", "--out", "--json")


def options(command: Parser) -> None:
    """Declare the options."""
    shared.json(command, "indices")
    command.add_argument("--store", metavar="NAME.parquet", help="keep the runs: the same command goes on where it was stopped")
    shared.count(command, "--samples", 4, 65536, "base samples, a power of two (default: 64)", default=64)
    shared.figure(command, required=False)
    swept_options(command, "seeds at every point; default: 1")


def run(arguments: Namespace) -> int:
    """Run the study, draw or print its indices."""
    if not arguments.out and not arguments.json:
        raise InputError("sensitivity: give --out for a chart, --json for the numbers, or both")
    out = check_output(arguments.out, FIGURES) if arguments.out is not None else None
    look = {**shared.figure_look(arguments), "theme": hingesim.plots.find_theme(arguments.theme).name}
    (scenario, axes), lang = swept(arguments), language_of(arguments)
    with counted("simulating") as progress:
        result = hingesim.sweeps.sensitivity(
            scenario,
            axes,
            samples=arguments.samples,
            out=arguments.store,
            **how(arguments),
            progress=progress,
        )
    if out:
        hingesim.maps.bars(result, out, **look)
    if arguments.json:
        print(json.dumps(result.to_dict(), indent=2, allow_nan=False))
        return 0
    for name, rows in result.indices.items():
        told = ", ".join(f"{row.field} {row.total:.2f} +- {row.total_interval:.2f}" for row in rows) or terminal(lang)["done"]["nothing"]
        print(f"{words(lang)['metric'].get(name, name)}: {told}")
    if out:
        print(wrote(language_of(arguments), out))
    return 0

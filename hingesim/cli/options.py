"""Options that several commands share, each declared once."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any, get_args

from hingesim.cli.parser import Into, Namespace, Once, Parser, whole
from hingesim.common.files import FIGURES
from hingesim.common.units import Units
from hingesim.common.words import languages, words
from hingesim.render.drawing import Drawing, checked_width
from hingesim.scenario.reading import number_or_text

UNITS = get_args(Units)
MOST_REPLICATES, MOST_WORKERS, MOST_SAMPLES, MOST_ROWS = 10_000, 1024, 10_000_000, 2**62


def out(command: Parser, endings: Iterable[str], *, default: str | None = None, required: bool = False, what: str = "") -> None:
    """`--out`: where the result goes; a name that ends in one of `endings`."""
    told = f"{what} ({' '.join(endings)})" if what else " ".join(endings)
    shown = f", default: {default}" if default else ""
    command.add_argument("--out", action=Once, default=default, required=required, metavar="FILE", help=f"{told}{shown}")


BODY = ("--sex", "--height", "--mass")
"""The trainee, as a coach describes one."""
HINGE = ("--knee-bend", "--depth", "--hip-shift")
BAND = ("--band", "--band-distance", "--anchor-height")


def json(command: Parser, what: str) -> None:
    """`--json`: print it as JSON."""
    command.add_argument("--json", action="store_true", help=f"print the {what} as JSON and nothing else")


def replicates(command: Parser, purpose: str) -> None:
    """`--replicates`: how many seeds."""
    count(command, "--replicates", 1, MOST_REPLICATES, f"{purpose} (1 to {MOST_REPLICATES})")


def count(command: Any, option: str, low: int, high: int, help: str, *, default: int | None = None) -> None:
    """An option that is a whole number; `command` may be a group of options."""
    command.add_argument(option, action=whole(low, high), type=number_or_text, default=default, metavar="N", help=help)


def recordings(command: Parser, *, least: int = 1) -> None:
    """Recordings by the names of their files."""
    command.add_argument("recordings", nargs="+" if least else "*", metavar="REP.npz", help="one to four recordings")


def where_it_runs(command: Parser) -> None:
    """`--workers` or `--scheduler`."""
    where = command.add_mutually_exclusive_group()
    count(where, "--workers", 1, MOST_WORKERS, "processes on this machine (default: one a core)")
    where.add_argument("--scheduler", metavar="tcp://HOST:PORT", help="run on a Dask cluster instead")


def picture(command: Parser) -> None:
    """Every field of `Drawing`, in `arguments.picture`, and `--alt`."""
    section = command.add_argument_group("picture", "How it is drawn.")
    for spec in dataclasses.fields(Drawing):
        option, place = f"--{spec.name.replace('_', '-')}", {"action": Into, "dest": "picture", "key": spec.name}
        if isinstance(spec.default, bool):
            section.add_argument(option, **place, nargs=0, const=True, help=spec.metadata["help"])
            continue
        section.add_argument(
            option,
            **place,
            type=number_or_text if isinstance(spec.default, int | float) or spec.name == "width" else str,
            metavar=spec.metadata["metavar"],
            help=spec.metadata["help"],
        )
    section.add_argument("--alt", action="store_true", help="print the alternative text of the picture as the last line")


def language(command: Parser) -> None:
    """`--lang`: of everything that is told."""
    command.add_argument("--lang", default="en", metavar="CODE", help="language of the texts: " + ", ".join(languages()) + " (default: en)")


def units(command: Parser) -> None:
    """`--units`: of what is told; numbers in files stay in SI."""
    command.add_argument("--units", default="metric", metavar="|".join(UNITS), help="metres and newtons, or feet, inches and pounds")


def figure(command: Parser, *, required: bool = True) -> None:
    """`--out` and the options of every figure."""
    out(command, FIGURES, required=required, what="" if required else "chart")
    command.add_argument("--theme", default="screen", metavar="NAME", help="screen, print or slides, traces also dark (default: screen)")
    language(command)
    command.add_argument(
        "--width", type=number_or_text, metavar="PIXELS", help="width of the picture (default: 1440, in print 2160, slides 1920)"
    )


def figure_look(arguments: Namespace) -> dict[str, Any]:
    """What `figure` declared, as the functions that draw take it.

    Raises:
        FieldError: there is no such language, or no figure is that wide.
    """
    width = None if arguments.width is None else checked_width(arguments.width)
    return {"theme": arguments.theme, "lang": words(arguments.lang).language, "width": width}

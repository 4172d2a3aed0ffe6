"""List bands as they are sold, or tell how one is understood and what it pulls."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np

from hingesim.body.band import band_law, named_force_n
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.common.data import settings
from hingesim.common.errors import FieldError
from hingesim.common.terminal import terminal
from hingesim.common.units import STANDARD_GRAVITY_M_S2
from hingesim.common.words import Words, checked_units
from hingesim.scenario.band_words import products
from hingesim.scenario.parameters import Band

EXAMPLE = "hingesim bands rogue-green"
STRETCH = np.array([1.25, 1.5, 1.75, 2.0])


def options(command: Parser) -> None:
    """Declare the options."""
    command.add_argument(
        "band", nargs="?", metavar="BAND", help="a name, a maker's colour such as rogue-green, a width such as 13mm, or 20lb at 60in"
    )
    command.add_argument("--rest-length", metavar="LENGTH", help="slack length: laid flat, end to end, not doubled (default: 1.04m)")
    shared.units(command)
    shared.language(command)


def run(arguments: Namespace) -> int:
    """Print the table."""
    said = dataclasses.replace(terminal(arguments.lang), units=checked_units(arguments.units))
    rest = {} if arguments.rest_length is None else {"rest_length_m": arguments.rest_length}
    try:
        band = Band(name=arguments.band, **rest)
    except FieldError as error:
        raise FieldError({"band.name": "BAND", "band.rest_length_m": "--rest-length"}[error.field], error.given, error.allowed) from None
    print("\n".join(_one(band, said) if arguments.band else _all(said, band.rest_length_m)))
    return 0


def _one(band: Band, said: Words) -> Iterator[str]:
    """How a band is understood, and its pull by length: in both kinds of units, whichever her band is labelled in."""
    metric, gym = (dataclasses.replace(said, units=units) for units in ("metric", "gym"))
    what = band.name or (said.text("bands", "loop", width_mm=band.width_mm) if band.width_mm else said["bands"]["measured"])
    doubled = f", {said['bands']['doubled']}" if band.doubled else ""

    def length(length_m: float) -> str:
        return f"{metric.quantity(length_m, 'm', '.2f')} ({gym.quantity(length_m, 'm')})"

    yield said.text("bands", "begins", what=what + doubled, length=length(band.slack_length_m))
    for stretch in (1.1, *STRETCH, 2.5):
        pull_n = float(band_law(band).elastic_n(np.array(stretch * band.slack_length_m)))
        kilograms = metric.quantity(pull_n / STANDARD_GRAVITY_M_S2, "kg", ".2g")
        yield f"  {length(stretch * band.slack_length_m)}: {metric.quantity(pull_n, 'N', '.0f')} ({kilograms}, {gym.quantity(pull_n, 'N')})"
    yield said.text("bands", "differ", typed="--band-table 1.5m:4kg,2m:6kg")


def _all(said: Words, rest_m: float) -> Iterator[str]:
    """The catalogue, then every maker."""
    ends = ", ".join(said.quantity(stretch * rest_m, "m") for stretch in STRETCH)
    yield said.text("bands", "catalogue", rest=said.quantity(rest_m, "m"), ends=ends)
    yield f"{said['bands']['band']:<20}{said['bands']['width']:>8}" + "".join(f"{100 * (s - 1):>7.0f} %" for s in STRETCH)
    for name, band in settings("bands")["band"].items():
        yield _row(name, said.quantity(band["width_mm"], "mm"), said)
    for maker, row in settings("bands")["maker"].items():
        title = f"\n{said['bands'][maker]}"
        if row["kind"] == "label":
            labels = ", ".join(f"{colour} {pounds} lb" for colour, pounds in row["colours"].items())
            yield said.text("bands", "labels", title=title, labels=labels)
            continue
        yield said.text("bands", "strips", title=title) if row["kind"] == "strip" else title
        for name in [name for name in products() if name.startswith(f"{maker}-")]:
            size = products()[name]
            low_high = row.get("range_100", {}).get(name.partition("-")[2])
            wide = said.quantity(size, "mm") if not isinstance(size, list) else ""
            yield _row(name, wide, said) + (f"   {said.text('bands', 'range', low=low_high[0], high=low_high[1])}" if low_high else "")
    yield f"\n{said['bands']['more']}"


def _row(name: str, width: str, said: Words) -> str:
    forces = named_force_n(name, STRETCH)
    return f"{name:<20}{width:>8}" + "".join(f"{said.quantity(float(f), 'N', '.0f'):>9}" for f in forces)

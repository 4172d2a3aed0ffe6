"""List bands as they are sold, or tell how one is understood and what it pulls."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hingesim.body.band import band_law, named_force_n
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.common.data import settings
from hingesim.common.errors import FieldError
from hingesim.common.quantities import shown
from hingesim.common.units import Units
from hingesim.common.words import checked_units
from hingesim.scenario.band_words import described, products
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


def run(arguments: Namespace) -> int:
    """Print the table."""
    units = checked_units(arguments.units)
    rest = {} if arguments.rest_length is None else {"rest_length_m": arguments.rest_length}
    try:
        band = Band(name=arguments.band, **rest)
    except FieldError as error:
        raise FieldError({"band.name": "BAND", "band.rest_length_m": "--rest-length"}[error.field], error.given, error.allowed) from None
    print("\n".join(_one(band) if arguments.band else _all(units, band.rest_length_m)))
    return 0


def _one(band: Band) -> Iterator[str]:
    """How a band is understood, and its pull by length."""
    law = band_law(band)
    what = band.name or (f"a loop {band.width_mm:g} mm wide" if band.width_mm else "a band of that pull at that length")
    begin = f"{band.slack_length_m:.2f} m ({shown(band.slack_length_m, 'm', 'gym')})"
    yield f"{what}{', doubled' if band.doubled else ''}; it begins to pull at {begin}"
    for stretch in (1.1, *STRETCH, 2.5):
        length_m = stretch * band.slack_length_m
        yield f"  {length_m:5.2f} m ({shown(length_m, 'm', 'gym')}): {described(float(law.elastic_n(np.array(length_m))))}"
    yield "bands of one width differ by up to 30 % between makers; measure yours: --band-table 1.5m:4kg,2m:6kg"


def _all(units: Units, rest_m: float) -> Iterator[str]:
    """The catalogue, then every maker."""
    ends = ", ".join(shown(stretch * rest_m, "m", units) for stretch in STRETCH)
    yield f"41-inch loops, slack at {shown(rest_m, 'm', units)}; pull at {ends} (loops of one width differ by up to 30 % between makers)"
    yield f"{'band':<20}{'width':>8}" + "".join(f"{100 * (s - 1):>7.0f} %" for s in STRETCH)
    for name, band in settings("bands")["band"].items():
        yield _row(name, shown(band["width_mm"], "mm", units), units)
    for maker, row in settings("bands")["maker"].items():
        if row["kind"] == "label":
            labels = ", ".join(f"{colour} {pounds} lb" for colour, pounds in row["colours"].items())
            yield f"\n{row['title']}: labelled {labels}; a label says no length, so ask for 13lb at 60in, say"
            continue
        yield f"\n{row['title']}" + (" (loops are two strips; hooked over a post a strip is doubled)" if row["kind"] == "strip" else "")
        for name in [name for name in products() if name.startswith(f"{maker}-")]:
            size = products()[name]
            low_high = row.get("range_100", {}).get(name.partition("-")[2])
            wide = shown(size, "mm", units) if not isinstance(size, list) else ""
            yield _row(name, wide, units) + (f"   {low_high[0]:g} to {low_high[1]:g} lb measured at 100 %" if low_high else "")
    yield "\nhingesim bands BAND tells one band in newtons, kilograms and pounds; --band takes all these names"


def _row(name: str, width: str, units: Units) -> str:
    return f"{name:<20}{width:>8}" + "".join(f"{_force(float(f), units):>9}" for f in named_force_n(name, STRETCH))


def _force(newton: float, units: Units) -> str:
    return shown(newton, "N", units) if units == "gym" else f"{newton:.0f} N"

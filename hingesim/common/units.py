"""Units of what a body, a band and a hinge are measured in, as people write them.

Sizes are exact by definition (international yard and pound 1959; kilogram-force 9.80665 N).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Units = Literal["metric", "gym"]
STANDARD_GRAVITY_M_S2 = 9.80665
"""Turns a kilogram or pound of pull into newtons (exact, by definition of the kilogram-force)."""
INCH_M = 0.0254
POUND_KG = 0.45359237


@dataclass(frozen=True)
class Kind:
    """What can be measured: its name in a message, its units in terms of the first, and how two of them are chained."""

    name: str
    example: str
    units: dict[str, float]
    """Unit as written (lower case, no full stop) and its size in the base unit of the kind."""
    chains: tuple[tuple[str, str], ...] = ()
    """A number after the first unit without a unit of its own counts in the second: 5ft6, 1m68, 10st 3."""


def _spelled(*groups: tuple[str, float]) -> dict[str, float]:
    return {word: size for words, size in groups for word in words.split()}


_INCHES = 'in inch inches " zoll pouces'
_FEET = "ft foot feet ' fuss pieds"
_POUNDS = "lb lbs pound pounds # pfund"
_KILOS = "kg kgs kilo kilos kilogram kilograms kilogramme kilogrammes"
LENGTH = Kind(
    "a length",
    "1.7m, 170cm or 5ft7",
    _spelled(
        ("m metre metres meter meters metro metros mètre mètres", 1.0),
        ("cm centimetre centimetres centimeter centimeters", 0.01),
        ("mm millimetre millimetres millimeter millimeters", 0.001),
        (_INCHES, INCH_M),
        (_FEET, 12 * INCH_M),
        ("yd yard yards", 36 * INCH_M),
    ),
    (("ft", "in"), ("m", "cm")),
)
MASS = Kind(
    "a mass",
    "65kg, 143lb or 10st 3lb",
    _spelled(
        (_KILOS, 1.0), ("g gram grams", 0.001), (_POUNDS, POUND_KG), ("st stone stones", 14 * POUND_KG), ("oz ounce ounces", POUND_KG / 16)
    ),
    (("st", "lb"), ("lb", "oz")),
)
FORCE = Kind(
    "a force",
    "90N, 20lb or 9kg",
    _spelled(
        ("n newton newtons", 1.0),
        ("kn", 1000.0),
        (f"{_KILOS} kgf kp", STANDARD_GRAVITY_M_S2),
        (f"{_POUNDS} lbf", POUND_KG * STANDARD_GRAVITY_M_S2),
    ),
)
ANGLE = Kind("an angle", "20deg", _spelled(("deg degree degrees ° grad", 1.0), ("rad radian radians", 180 / math.pi)))
TIME = Kind(
    "a time", "2.5s", _spelled(("s sec secs second seconds", 1.0), ("ms millisecond milliseconds", 0.001), ("min minute minutes", 60.0))
)
SPEED = Kind("a speed", "0.2m/s", _spelled(("m/s", 1.0), ("cm/s", 0.01), ("km/h kph", 1 / 3.6), ("mph", 0.44704)))
SHARE = Kind("a share", "0.8 or 80%", _spelled(("% percent", 0.01)))
FIELD_UNITS: dict[str, tuple[Kind, float]] = {
    "m": (LENGTH, 1.0),
    "mm": (LENGTH, 0.001),
    "kg": (MASS, 1.0),
    "N": (FORCE, 1.0),
    "deg": (ANGLE, 1.0),
    "s": (TIME, 1.0),
    "m/s": (SPEED, 1.0),
    "": (SHARE, 1.0),
}
"""What a field of that unit measures, and the size of its unit in the base unit of the kind."""
KINDS = (LENGTH, MASS, FORCE, ANGLE, TIME, SPEED, SHARE)

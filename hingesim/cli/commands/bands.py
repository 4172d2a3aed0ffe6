"""List the bands of the catalogue."""

from __future__ import annotations

import numpy as np

from hingesim.body.band import loop_force_n
from hingesim.cli.parser import Namespace, Parser
from hingesim.common.data import settings

EXAMPLE = "hingesim bands"
STRETCH = np.array([1.25, 1.5, 1.75, 2.0])


def options(command: Parser) -> None:
    """There are none."""


def run(arguments: Namespace) -> int:
    """Print the table."""
    data = settings("bands")
    print(f"41-inch loops, rest length {data['loop']['rest_length_m']:g} m; pull in newtons by elongation (between makers +-30 %)")
    print(f"{'band':<12}{'width':>8}" + "".join(f"{100 * (s - 1):>7.0f} %" for s in STRETCH))
    for name, band in data["band"].items():
        pull = "".join(f"{force:>7.0f} N" for force in loop_force_n(band["width_mm"], STRETCH))
        print(f"{name:<12}{band['width_mm']:>5g} mm{pull}")
    return 0

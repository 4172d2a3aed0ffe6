"""How each outcome looks: the colour of its stamp on light and dark pages, and its colour and hatch on a map.

Relatives of the Okabe-Ito colours on maps. The hatch of a fall leans the way the trainee falls; where all is well there is none.
"""

from __future__ import annotations

from dataclasses import dataclass

from hingesim.common.errors import HingesimError
from hingesim.recording.outcomes import OUTCOMES


@dataclass(frozen=True)
class OutcomeLook:
    """The looks of one outcome."""

    light: str
    """Stamp on a light page or on paper."""
    dark: str
    """Stamp on a dark page."""
    fill: str
    """Colour of its cells on a map."""
    hatch: str
    """Hatch of its cells, in matplotlib's signs."""


def complete(looks: dict[str, OutcomeLook]) -> dict[str, OutcomeLook]:
    """A look for every outcome and for nothing else.

    Raises:
        HingesimError: names the first that is missing or too many.
    """
    for name in sorted(OUTCOMES.keys() ^ looks.keys()):
        raise HingesimError(
            f"outcome {name!r}: {'it has no look' if name in OUTCOMES else 'a look, but no such outcome'} (outcome_looks.py)"
        )
    return looks


GREEN, BLUE, AMBER, PURPLE, RED = (
    ("#1b7f4d", "#4fc98a"),
    ("#3b6ea5", "#7fb4ea"),
    ("#a35f00", "#f0b04a"),
    ("#7a5c99", "#c3a3e8"),
    ("#c0271a", "#ff8a75"),
)
"""Stamps: well done, done, not well, not done, balance lost; on light and dark pages."""

OUTCOME_LOOKS = complete(
    {
        "posterior_shift": OutcomeLook(*GREEN, "#35a77e", ""),
        "mid_foot": OutcomeLook(*BLUE, "#9fd3ea", "||"),
        "on_heel": OutcomeLook(*BLUE, "#c3cdf2", "-."),
        "stood": OutcomeLook(*BLUE, "#cfe3c4", "|"),
        "on_toes": OutcomeLook(*AMBER, "#f2d75c", ".."),
        "stalled": OutcomeLook(*PURPLE, "#b49a86", "xx"),
        "forward_fall": OutcomeLook(*RED, "#e2764a", "//"),
        "backward_fall": OutcomeLook(*RED, "#5a7fc0", "\\\\"),
        "sideways_fall": OutcomeLook(*RED, "#cf9bc4", "--"),
        "foot_touch": OutcomeLook(*AMBER, "#efb04e", "oo"),
    }
)

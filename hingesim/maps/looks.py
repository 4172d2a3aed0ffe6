"""How outcomes look on a map: a colour and a hatch each, so that they are told apart without colour vision and in grey print."""

from __future__ import annotations

from dataclasses import dataclass

from hingesim.render.theme import mix

PALEST = 0.28
"""Strength of the colour of a cell whose runs agree as little as they can."""


@dataclass(frozen=True)
class Look:
    """Colour and hatch of one outcome."""

    fill: str
    hatch: str

    def shaded(self, share: float) -> str:
        """The colour of a cell: full where all runs agree, paler the fewer do."""
        return mix("#ffffff", self.fill, PALEST + (1 - PALEST) * max(0.0, (share - 1 / 3) / (2 / 3)))

    @property
    def ink(self) -> str:
        """Colour of the hatch."""
        return mix(self.fill, "#14181f", 0.62)


LOOKS = {
    "posterior_shift": Look("#35a77e", ""),
    "held": Look("#9fd3ea", "||"),
    "stood": Look("#cfe3c4", ""),
    "on_toes": Look("#f2d75c", ".."),
    "stalled": Look("#b49a86", "xx"),
    "forward_fall": Look("#e2764a", "//"),
    "backward_fall": Look("#5a7fc0", "\\\\"),
    "sideways_fall": Look("#cf9bc4", "--"),
    "foot_touch": Look("#efb04e", "oo"),
    "not_possible": Look("#c9cdd3", "++"),
}
"""Relatives of the Okabe-Ito colours. The hatch of a fall leans the way the trainee falls; where all is well there is none."""

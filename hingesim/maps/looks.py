"""How outcomes look on a map: a colour and a hatch each, so that they are told apart without colour vision and in grey print."""

from __future__ import annotations

from dataclasses import dataclass

from hingesim.render.outcome_looks import OUTCOME_LOOKS
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


LOOKS = {name: Look(look.fill, look.hatch) for name, look in OUTCOME_LOOKS.items()} | {"not_possible": Look("#c9cdd3", "++")}

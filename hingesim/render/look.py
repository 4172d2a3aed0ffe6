"""How a picture looks: its colours, its words, and which overlays are shown."""

from __future__ import annotations

from dataclasses import dataclass

from hingesim.common.words import Words, words
from hingesim.render.drawing import Drawing
from hingesim.render.theme import THEMES, Theme


@dataclass(frozen=True)
class Look:
    """Colours, words and overlays of one picture."""

    theme: Theme
    words: Words
    overlays: frozenset[str]

    def shows(self, overlay: str) -> bool:
        """Whether an overlay or a part of the page is switched on."""
        return overlay in self.overlays


def look_of(drawing: Drawing) -> Look:
    """The look that was asked for."""
    return Look(THEMES[drawing.theme], words(drawing.lang, drawing.units), drawing.overlays)

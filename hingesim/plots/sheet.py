"""What a figure is made from: the runs, the theme, the words and the width of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hingesim.common.words import Words
from hingesim.plots.run import Run
from hingesim.plots.themes import FigureTheme


@dataclass(frozen=True, eq=False)
class Sheet:
    """Distances are in em, the size of the type."""

    runs: tuple[Run, ...]
    theme: FigureTheme
    words: Words
    width_em: float

    @property
    def told(self) -> dict[str, Any]:
        """The texts of figures."""
        return self.words["plot"]

    @property
    def slide(self) -> bool:
        """Whether the page has a height of its own."""
        return self.theme.height_in is not None

    @property
    def end_s(self) -> float:
        """The time axis ends where the last curve does."""
        return max(float(run.time_s[-1]) for run in self.runs)

    def stroke(self, width_pt: float) -> float:
        """A line width in this theme."""
        return width_pt * self.theme.stroke

    def wide_em(self, text: str, *, size: float = 1.0, bold: bool = False) -> float:
        """Width of a text of `size` em."""
        from matplotlib.font_manager import FontProperties
        from matplotlib.textpath import text_to_path

        font = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal", size=100)
        width, _, _ = text_to_path.get_text_width_height_descent(text.replace(r"\$", "$"), font, ismath=False)
        return size * width / 100

    def lines(self, text: str, room_em: float, *, size: float = 1.0, bold: bool = False, most: int = 2) -> list[str]:
        """The text in at most `most` lines that fit in `room_em`, cut with an ellipsis where it is longer still."""
        out: list[str] = []
        for word in text.split(" "):
            if out and self.wide_em(f"{out[-1]} {word}", size=size, bold=bold) <= room_em:
                out[-1] += f" {word}"
            else:
                out.append(word)
        if len(out) > most:
            out[most - 1 :] = [" ".join(out[most - 1 :])]
        return [self._cut(line, room_em, size, bold) for line in out]

    def _cut(self, line: str, room_em: float, size: float, bold: bool) -> str:
        if self.wide_em(line, size=size, bold=bold) <= room_em:
            return line
        while len(line) > 1 and self.wide_em(f"{line}…", size=size, bold=bold) > room_em:
            line = line[:-1].rstrip("\\ ")
        return f"{line}…"


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]

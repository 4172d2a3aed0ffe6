"""Lines of text under each other on a page: headings, lines, and names with values."""

from __future__ import annotations

from dataclasses import dataclass

from hingesim.render.display import Polygon, Shape, Text, box
from hingesim.render.fonts import wrapped
from hingesim.render.outcome_looks import GREEN
from hingesim.render.theme import PRINT


@dataclass
class Column:
    """Lines of text under each other; lengths in points from the upper left corner."""

    left: float
    right: float
    y: float
    """Where the next begins."""
    ink: str = PRINT.ink
    size: float = 1.0
    """Of all type and distances."""

    def __post_init__(self) -> None:
        self.shapes: list[Shape] = []

    def line(self, text: str, size: float, ink: str = "", *, bold: bool = False) -> None:
        """A text in as many lines as it needs."""
        size *= self.size
        for each in wrapped(text, size, self.right - self.left, bold):
            self.shapes.append(Text("line", self.left, self.y + 0.95 * size, each, size, ink or self.ink, bold=bold))
            self.y += 1.3 * size

    def title(self, text: str) -> None:
        """A heading over a rule."""
        self.y += 6 * self.size if self.shapes else 0
        self.line(text, 12.5, GREEN[0], bold=True)
        self.shapes.append(Polygon("rule", box(self.left, self.y, self.right, self.y + 1.2), GREEN[0]))
        self.y += 6 * self.size

    def row(self, name: str, value: str) -> None:
        """A name and a value at the right end."""
        size = 10.5 * self.size
        self.shapes.append(Text("row", self.left, self.y + size, name, size, PRINT.quiet))
        self.shapes.append(Text("value", self.right, self.y + size, value, size, PRINT.ink, "right", bold=True))
        self.y += 1.4 * size

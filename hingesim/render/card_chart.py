"""The scorecard of a rep as a panel of the clip: a line for each cue with its sign, what is asked, what was measured and what is allowed.

It shows the marks of the whole rep from the first picture on, so that each can be looked for in the movement.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from hingesim.render.card import MISSED, SIGNS, CardRow
from hingesim.render.display import Polygon, Shape, Text, box, rounded
from hingesim.render.fonts import fitted, text_width, wrapped
from hingesim.render.outcome_looks import AMBER, GREEN, RED
from hingesim.render.panel import Box
from hingesim.render.pose import Pose
from hingesim.render.theme import Theme, mix

FORMS = ((2, True, True), (2, False, True), (1, True, True), (1, False, True), (1, False, False))
"""Columns, whether the signs have words, and whether limits are told: the first that has room. Long titles take two lines in the last."""
COLUMN_GAP = 2.0
"""Between two columns, in text sizes."""
LINE, ROW = 1.25, 1.62
"""Height of a line of a title and of a row with one, in text sizes."""
TITLE = 1.9
"""Height of the title of the panel."""
EDGE = 0.7
"""Blank at the edges."""
TINT = 0.12
"""Share of its colour behind what is missed."""


def status_ink(status: str, theme: Theme) -> str:
    """Colour of a sign."""
    colour = {"pass": GREEN, "near": AMBER, "fail": RED}.get(status)
    return theme.quiet if colour is None else colour[theme.name == "dark"]


Form = tuple[int, bool, bool]


def common_form(cards: Iterable[tuple[CardRow, ...]], wide: float, size: float) -> Form:
    """The form that has room for every row of cards of this width, which are to look alike."""
    every = tuple(row for rows in cards for row in rows)
    tried = (CardForm(every, wide, size, form) for form in FORMS)
    return next((card.form for card in tried if card.has_room), FORMS[-1])


@dataclass(frozen=True)
class CardForm:
    """How the rows of a card are laid out in a width; lengths in points."""

    rows: tuple[CardRow, ...]
    wide: float
    size: float
    """Of the text."""
    form: Form

    @property
    def has_room(self) -> bool:
        """Whether every title stands in one line."""
        return all(text_width(row.title, self.size, row.status in MISSED) <= self.room(row) for row in self.rows)

    @property
    def column(self) -> float:
        """Width of a column."""
        return (self.wide - 2 * EDGE * self.size - (self.form[0] - 1) * COLUMN_GAP * self.size) / self.form[0]

    @cached_property
    def chip(self) -> float:
        """Width of a sign with what follows it."""
        words = [text_width(row.said, self.size, True) for row in self.rows] if self.form[1] else []
        return 1.9 * self.size + (max(words) + 0.9 * self.size if words else 0.0)

    def told(self, row: CardRow) -> str:
        """What stands at the right end."""
        return f"{row.value} ({row.limits})" if self.form[2] and row.limits else row.value

    def room(self, row: CardRow) -> float:
        """What is left for the title."""
        return self.column - self.chip - 1.5 * self.size - text_width(self.told(row), self.size, row.status in MISSED)

    def lines(self, row: CardRow) -> list[str]:
        """The title of a row."""
        bold, room = row.status in MISSED, self.room(row)
        lines = wrapped(row.title, self.size, room, bold)
        return lines if len(lines) < 3 else [lines[0], fitted(" ".join(lines[1:]), self.size, room, bold)]

    @cached_property
    def columns(self) -> tuple[tuple[CardRow, ...], ...]:
        """The rows of each column."""
        count = -(-len(self.rows) // self.form[0])
        return tuple(self.rows[i : i + count] for i in range(0, len(self.rows), count))

    def row_pt(self, row: CardRow) -> float:
        """Height of a row."""
        return (ROW + LINE * (len(self.lines(row)) - 1)) * self.size

    @cached_property
    def high(self) -> float:
        """Height of the panel."""
        return (TITLE + EDGE) * self.size + max(sum(map(self.row_pt, column)) for column in self.columns)


@dataclass(frozen=True, eq=False)
class CardChart:
    """The marks of one recording."""

    rows: tuple[CardRow, ...]
    box: Box
    form: Form

    def backdrop(self) -> list[Shape]:
        """All of it: it does not move."""
        f, theme, size = self.box, self.box.look.theme, self.box.small_pt
        form = CardForm(self.rows, f.right - f.left, size, self.form)
        title = fitted(f.look.words["view"]["scorecard"], size, f.right - f.left - 2 * EDGE * size)
        out: list[Shape] = [
            Polygon("card frame", rounded(f.left, f.top, f.right, f.bottom, 6 * f.unit), theme.page, theme.divider, 1.2 * f.unit),
            Text("card title", f.left + EDGE * size, f.top + 1.25 * size, title, size, theme.quiet),
        ]
        for number, column in enumerate(form.columns):
            left, y = f.left + EDGE * size + number * (form.column + COLUMN_GAP * size), f.top + TITLE * size
            for row in column:
                out += self._row(form, row, left, y)
                y += form.row_pt(row)
        return out

    def _row(self, form: CardForm, row: CardRow, left: float, y: float) -> list[Shape]:
        theme, size, missed, seen = self.box.look.theme, form.size, row.status in MISSED, row.status != "open"
        ink, right, base = status_ink(row.status, theme), left + form.column, y + (0.5 * ROW + 0.36) * size
        # What was not seen is no mark, and stays in the background.
        fill, sign = (ink, theme.page) if seen else (mix(theme.page, ink, TINT), ink)
        out: list[Shape] = []
        if missed:
            tint = mix(theme.page, ink, TINT)
            out.append(Polygon("card missed", box(left - 0.3 * size, y, right + 0.3 * size, y + form.row_pt(row)), tint))
        chip = rounded(left, y + 0.12 * size, left + form.chip, y + (ROW - 0.12) * size, 0.5 * size)
        out.append(Polygon(f"card {row.status}", chip, fill))
        out.append(Text("card sign", left + 0.95 * size, base, SIGNS[row.status], size, sign, "middle", bold=True))
        if form.form[1]:
            out.append(Text("card said", left + 1.9 * size, base, row.said, size, sign, bold=True))
        start = left + form.chip + 0.6 * size
        for number, line in enumerate(form.lines(row)):
            out.append(Text("card cue", start, base + LINE * size * number, line, size, theme.ink if seen else theme.quiet, bold=missed))
        out.append(Text("card value", right, base, form.told(row), size, theme.ink if missed else theme.quiet, "right", missed))
        return out

    def shapes(self, pose: Pose) -> list[Shape]:
        """Nothing that moves."""
        return []

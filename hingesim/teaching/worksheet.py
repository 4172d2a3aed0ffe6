"""A worksheet for print: numbered pictures and blanks to fill on the first page, the answers on the second."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hingesim.common.errors import InputError
from hingesim.common.files import check_output, written_whole
from hingesim.common.papers import PAPERS, paper_named
from hingesim.common.words import Words, words
from hingesim.recording.recording import Recording
from hingesim.render import frame
from hingesim.render.fonts import wrapped
from hingesim.render.storyboard import moments
from hingesim.render.switches import switches
from hingesim.render.timeline import sinking_s
from hingesim.teaching.band_question import band_question
from hingesim.teaching.texts import settings_line, texts, titles_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MARGIN_IN = 0.6
FRAMES = 3
"""Pictures in a row."""
PIXELS = 700
HEEL_UP_DEG = 3.0
"""From this tilt on the heel is seen to be off the ground (judgement: 1 cm under the heel of an adult's foot)."""
MARKS = ("com", "cop", "base")
"""What the answers show of the overlays."""


def write_worksheet(
    recordings: Sequence[Recording],
    path: str | Path,
    *,
    titles: Sequence[str] | None = None,
    paper: str = "A4",
    lang: str = "en",
    units: str = "metric",
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write two pages: questions, then answers.

    Args:
        recordings: one or two, a row of pictures each.
        path: ends in `.pdf`.
        titles: one per recording.
        paper: `A4` or `Letter`.
        lang: of the texts.
        units: `metric`, or `gym` for feet, inches and pounds.
        progress: called with the share that is done.

    Raises:
        InputError: an argument is not allowed, or the file cannot be written.
    """
    path = check_output(path, (".pdf",))
    paper = paper_named("paper", paper)
    if not 1 <= len(recordings) <= 2:
        raise InputError(f"worksheet: got {len(recordings)} recordings, allowed are one or two, a row of pictures each")
    sheet = Worksheet(
        tuple(recordings), tuple(titles_of(list(recordings), list(titles) if titles else None, lang)), paper, words(lang, units)
    )
    from matplotlib.backends.backend_pdf import PdfPages

    with written_whole(path) as part, PdfPages(part, metadata={"Title": sheet.own["sheet"]["title"], "CreationDate": None}) as book:
        for number, answers in enumerate((False, True)):
            book.savefig(sheet.page(answers=answers))
            if progress:
                progress((number + 1) / 2)


@dataclass(frozen=True, eq=False)
class Worksheet:
    """Both pages; lengths in inches from the upper left corner."""

    recordings: tuple[Recording, ...]
    titles: tuple[str, ...]
    paper: str
    words: Words

    @property
    def size_in(self) -> tuple[float, float]:
        """Width and height of a page."""
        wide, high = PAPERS[self.paper]
        return wide / 72, high / 72

    @cached_property
    def own(self) -> Words:
        """Texts of worksheets."""
        return texts(self.words.language, self.words.units)

    @cached_property
    def shown(self) -> tuple[tuple[tuple[int, float], ...], ...]:
        """Number and time of every picture, row by row."""
        rows, number = [], 1
        for recording in self.recordings:
            picked = _told(recording)
            rows.append(tuple((number + i, t) for i, t in enumerate(picked)))
            number += len(picked)
        return tuple(rows)

    def page(self, *, answers: bool) -> Figure:
        """One page."""
        from matplotlib.figure import Figure

        wide, high = self.size_in
        figure = Figure(figsize=(wide, high))
        canvas: Axes = figure.add_axes((0, 0, 1, 1))
        canvas.set(xlim=(0, wide), ylim=(high, 0))
        canvas.axis("off")
        said = self.own["sheet"]
        y = MARGIN_IN + 0.2
        canvas.text(MARGIN_IN, y, said["key"] if answers else said["title"], fontsize=19, weight="bold", va="center")
        if not answers:
            line = "    ".join(self._told(said[name], "_" * long) for name, long in (("name", 22), ("date", 12)))
            y += 0.42
            canvas.text(MARGIN_IN, y, line, fontsize=11, va="center")
        y += 0.45
        for row, recording in enumerate(self.recordings):
            title = self._told(self.titles[row], self.words.verdict(recording.outcome)) if answers else self.titles[row]
            canvas.text(MARGIN_IN, y, title, fontsize=13, weight="bold", va="center")
            y = self._row(figure, recording, row, y + 0.15, answers) + 0.3
        for number, (question, answer) in enumerate(self.questions(), start=1):
            y = _paragraph(canvas, f"{number}.  {question}", y, wide, 11.5)
            if answers:
                y = _paragraph(canvas, answer, y, wide, 11.5, indent=0.3, weight="bold") + 0.14
            else:
                for _ in range(0 if number == 1 else 1 if number < len(self.questions()) else 3):
                    y += 0.24
                    canvas.plot([MARGIN_IN + 0.3, wide - MARGIN_IN], [y, y], color="0.45", linewidth=0.6)
                y += 0.26
        foot = self.own.text("sheet", "foot", version=self.recordings[0].version, scenario=settings_line(self.recordings[-1], self.words))
        canvas.text(MARGIN_IN, high - 0.4, foot, fontsize=7.5, color="0.35", va="center")
        return figure

    def _row(self, figure: Figure, recording: Recording, row: int, top: float, answers: bool) -> float:
        """The pictures of one recording; returns where they end."""
        wide, high = self.size_in
        each = (wide - 2 * MARGIN_IN) / FRAMES
        pictures = [self._picture(recording, t, answers) for _, t in self.shown[row]]
        left, right = _filled(pictures)
        bottom = top
        for place, ((number, _), picture) in enumerate(zip(self.shown[row], pictures, strict=True)):
            cut = picture[:, left:right]
            tall = (each - 0.06) * cut.shape[0] / cut.shape[1]
            bottom = max(bottom, top + tall)
            at = (MARGIN_IN + place * each, top)
            axes = figure.add_axes((at[0] / wide, 1 - (at[1] + tall) / high, (each - 0.06) / wide, tall / high))
            axes.imshow(cut, interpolation="lanczos", aspect="auto")
            axes.set(xticks=[], yticks=[])
            for side in axes.spines.values():
                side.set(color="0.6", linewidth=0.6)
            box = {"boxstyle": "circle,pad=0.25", "facecolor": "white", "edgecolor": "0.2"}
            axes.text(0.09, 0.9, str(number), transform=axes.transAxes, fontsize=11, weight="bold", ha="center", va="center", bbox=box)
        return bottom

    def _picture(self, recording: Recording, time_s: float, answers: bool) -> np.ndarray:
        """One picture: the figure alone, or with what the answers show."""
        hidden = [name for name in switches() if not (answers and name in MARKS)]
        look: dict[str, Any] = {"theme": "print", "lang": self.words.language, "units": self.words.units, "width": PIXELS, "hide": hidden}
        return frame([recording], time_s, titles=[" "], **look)

    def questions(self) -> list[tuple[str, str]]:
        """Every question with its answer."""
        said = self.own["sheet"]
        rows = list(zip(self.recordings, self.shown, strict=True))
        lost = [n for r, row in rows for n, t in row if r.outcome.time_s is not None and t >= r.outcome.time_s - 1e-9]
        heel = [n for r, row in rows for n, t in row if np.interp(t, r.time_s, r.metrics.heel_lift_deg) > HEEL_UP_DEG]
        hips = [max(row, key=lambda item: np.interp(item[1], r.time_s, r.metrics.hip_back_m))[0] for r, row in rows]
        return [
            (said["draw"], said["dot"]),
            (said["lost"], self._list(lost)),
            (said["heel"], self._list(heel)),
            (said["hips"], self._list(hips)),
            band_question(self.recordings, self.own, self.words),
        ]

    def _told(self, name: str, said: str) -> str:
        return self.words.label("told", name=name, said=said)

    def _list(self, numbers: list[int]) -> str:
        return ", ".join(map(str, numbers)) or self.own["sheet"]["none"]


def _told(recording: Recording) -> list[float]:
    """Times of the pictures: start, half-way through a fall, end; or start, bottom and end, as far as there are such."""
    r, failure = recording, recording.outcome.time_s
    if failure is not None:
        return [float(r.time_s[0]), sinking_s(r), float(r.time_s[-1])]
    every = [t for _, t in moments(recording)]
    return [every[round(i * (len(every) - 1) / (FRAMES - 1))] for i in range(FRAMES)] if len(every) > FRAMES else every


def _filled(pictures: Sequence[np.ndarray]) -> tuple[int, int]:
    """Columns that any of the pictures of a row uses, with a margin; the ground line counts for nothing."""
    used = np.zeros(pictures[0].shape[1], bool)
    for picture in pictures:
        differs = np.abs(picture.astype(int) - picture[:, :1].astype(int)).max(axis=2) > 24
        used |= differs[: int(0.9 * len(differs))].any(axis=0)
    at = np.flatnonzero(used)
    if not len(at):
        return 0, len(used)
    margin = len(used) // 25
    return max(0, int(at[0]) - margin), min(len(used), int(at[-1]) + margin)


def _paragraph(canvas: Axes, text: str, y: float, wide: float, size: float, indent: float = 0.0, weight: str = "normal") -> float:
    """Text in lines that fit the page; returns where it ends."""
    for line in wrapped(text, size, (wide - 2 * MARGIN_IN - indent) * 72, weight == "bold"):
        canvas.text(MARGIN_IN + indent, y, line, fontsize=size, va="center", weight=weight)
        y += 1.45 * size / 72
    return y

"""The scorecard as a small figure: a row for each cue with sign, word, value and limits, and below what is missed what to say next."""

from __future__ import annotations

from pathlib import Path

from hingesim.coaching.cue import Mark
from hingesim.coaching.scorecard import Scorecard, scorecard
from hingesim.common.files import FIGURES, check_output, written_whole
from hingesim.recording.recording import Recording
from hingesim.recording.titles import title_of
from hingesim.render import captions
from hingesim.render.card import MISSED, SIGNS
from hingesim.render.card_chart import status_ink
from hingesim.render.compose import scaled
from hingesim.render.display import Polygon, Shape, Text, box, rounded
from hingesim.render.drawing import Drawing, checked_width
from hingesim.render.fonts import fitted, text_width, wrapped
from hingesim.render.look import Look, look_of
from hingesim.render.raster import drawn
from hingesim.render.theme import mix
from hingesim.render.vector import write_vector

WIDTH = 640
"""Points of a card; a `.png` is that times a whole scale, so that it is sharp in print."""
PNG_WIDTH = 1920
PAD, SIZE, SMALL, HEAD = 16.0, 12.5, 11.0, 18.0


def write_card(
    recording: Recording,
    path: str | Path,
    *,
    card: Scorecard | None = None,
    theme: str = "light",
    lang: str = "en",
    width: int | None = None,
) -> None:
    """Write the scorecard of a rep as a figure: `.png`, `.svg` or `.pdf`.

    Args:
        recording: of a hinge.
        path: where to.
        card: its scorecard, where it was made already.
        theme: `light`, `dark` or `print`.
        lang: of the texts.
        width: pixels of a `.png`, points of the others.

    Raises:
        InputError: an argument is not allowed, or the file cannot be written.
    """
    path, look = check_output(path, FIGURES), look_of(Drawing(theme=theme, lang=lang))
    kind = path.suffix.lower()
    wide = (PNG_WIDTH if kind == ".png" else WIDTH) if width is None else checked_width(width)
    card = card or scorecard(recording)
    shapes, height = card_shapes(recording, card, look)
    factor = wide / WIDTH
    shapes = [scaled(shape, factor) for shape in shapes]
    size = wide, round(height * factor)
    with written_whole(path) as part:
        if kind == ".png":
            drawn(shapes, size, look.theme.page).save(part, format="PNG", optimize=True)
        else:
            said = [mark.line(look.words) for mark in card.marks]
            write_vector(shapes, size, part, kind, page=look.theme.page, title=title_of(recording.scenario, look.words), alt=" ".join(said))


def card_shapes(recording: Recording, card: Scorecard, look: Look) -> tuple[list[Shape], float]:
    """The card at its width of 640 points, and its height."""
    told, theme = look.words, look.theme
    out: list[Shape] = [Text("title", PAD, PAD + HEAD, title_of(recording.scenario, told), HEAD, theme.ink, bold=True)]
    y = PAD + 1.35 * HEAD
    for line in (told.verdict(recording.outcome), captions.BETWEEN.join(captions.settings(recording, told))):
        y += 1.4 * SMALL
        out.append(Text("about", PAD, y, fitted(line, SMALL, WIDTH - 2 * PAD), SMALL, theme.quiet))
    y += 12
    wide = 26 + max(text_width(mark.told_status(told), SMALL, True) for mark in card.marks)
    for mark in card.marks:
        y = _row(out, mark, look, y, wide)
    return out, y + PAD - 4


def _row(out: list[Shape], mark: Mark, look: Look, y: float, wide: float) -> float:
    """One cue; returns where it ends."""
    told, theme, left = look.words, look.theme, PAD + wide + 12
    ink = status_ink(mark.status, theme)
    value = mark.measured(told)
    room = WIDTH - PAD - left
    title = fitted(mark.title(told), SIZE, room - text_width(value, SMALL) - 10, mark.status in MISSED)
    lines = wrapped(mark.sentence(told), SMALL, room) if mark.side else []
    high = 1.75 * SIZE + 1.3 * SMALL * len(lines)
    if mark.status in MISSED:
        out.append(Polygon("missed", box(0, y, WIDTH, y + high), mix(theme.page, ink, 0.12)))
    middle = y + 0.87 * SIZE
    out.append(Polygon(f"chip {mark.status}", rounded(PAD, y + 2.5, PAD + wide, y + 1.75 * SIZE - 2.5, 8), ink))
    out.append(Text("sign", PAD + 11, middle + 0.36 * SMALL, SIGNS[mark.status], SMALL, theme.page, "middle", bold=True))
    out.append(Text("status", PAD + 20, middle + 0.36 * SMALL, mark.told_status(told), SMALL, theme.page, bold=True))
    out.append(Text("cue", left, middle + 0.36 * SIZE, title, SIZE, theme.ink, bold=mark.status in MISSED))
    out.append(Text("value", WIDTH - PAD, middle + 0.36 * SMALL, value, SMALL, theme.quiet, "right"))
    for number, line in enumerate(lines, start=1):
        out.append(Text("say", left, middle + 0.36 * SMALL + 1.3 * SMALL * number, line, SMALL, theme.ink))
    return y + high + 2

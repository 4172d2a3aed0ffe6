"""One slide for PowerPoint, Impress or Keynote: the clip with a poster frame and alternative text, title, three points, notes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from hingesim.common.extras import require
from hingesim.common.files import check_output, written_whole
from hingesim.common.words import Words, words
from hingesim.recording.recording import Recording
from hingesim.render import animate, frame
from hingesim.render.alt import alt_text
from hingesim.render.timeline import sinking_s
from hingesim.teaching.texts import settings_line, texts, titles_of

WIDE_IN, HIGH_IN = 40 / 3, 7.5
"""A slide of 16:9, as presentation programs make it."""
MARGIN_IN, TITLE_IN, POINTS_IN = 0.5, 0.9, 1.75
CLIP_PX = 1280


def write_slide(
    recordings: Sequence[Recording],
    path: str | Path,
    *,
    titles: Sequence[str] | None = None,
    lang: str = "en",
    units: str = "metric",
    theme: str = "light",
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write one slide with its clip.

    Args:
        recordings: one to four, side by side in the clip.
        path: ends in `.pptx`.
        titles: one per recording.
        lang: of the texts.
        units: `metric`, or `gym` for feet, inches and pounds.
        theme: of the clip.
        progress: called with the share that is done.

    Raises:
        InputError: an argument is not allowed, or the file cannot be written.
        ExtraMissingError: python-pptx is not installed.
    """
    path = check_output(path, (".pptx",))
    require("slides", "pptx")
    from pptx import Presentation
    from pptx.util import Inches, Pt

    names = titles_of(list(recordings), list(titles) if titles else None, lang)
    told = words(lang, units)
    look: dict[str, Any] = {"lang": lang, "units": units, "theme": theme, "width": CLIP_PX}
    with tempfile.TemporaryDirectory(prefix="hingesim-") as folder:
        clip, poster = Path(folder, "clip.mp4"), Path(folder, "poster.png")
        animate(recordings, clip, titles=names, progress=progress, **look)
        still = frame(recordings, telling_time_s(recordings), titles=names, **look)
        Image.fromarray(still).save(poster)

        show = Presentation()
        show.slide_width, show.slide_height = Inches(WIDE_IN), Inches(HIGH_IN)
        slide = show.slides.add_slide(show.slide_layouts[1])  # title and content
        title, points = slide.shapes.title, slide.placeholders[1]
        _place(title, MARGIN_IN, 0.2, WIDE_IN - 2 * MARGIN_IN, TITLE_IN)
        title.text_frame.text = _title(recordings, names, told)  # type: ignore[union-attr]
        title.text_frame.paragraphs[0].font.size = Pt(26)  # type: ignore[union-attr]

        room = HIGH_IN - TITLE_IN - POINTS_IN - 3 * 0.2
        height, width = still.shape[:2]
        scale = min((WIDE_IN - 2 * MARGIN_IN) / width, room / height)
        left, top = (WIDE_IN - scale * width) / 2, TITLE_IN + 2 * 0.2
        movie = slide.shapes.add_movie(
            str(clip), *map(Inches, (left, top, scale * width, scale * height)), poster_frame_image=str(poster), mime_type="video/mp4"
        )
        movie.name = "Clip"
        movie._element._nvXxPr.cNvPr.set("descr", alt_text(recordings, names, told))

        _place(points, MARGIN_IN, HIGH_IN - POINTS_IN - 0.2, WIDE_IN - 2 * MARGIN_IN, POINTS_IN)
        frame_ = points.text_frame  # type: ignore[attr-defined]
        frame_.text, *more = _points(recordings, names, told)
        for line in more:
            frame_.add_paragraph().text = line
        for paragraph in frame_.paragraphs:
            paragraph.font.size = Pt(18)
        slide.notes_slide.notes_text_frame.text = _notes(recordings, names, told)  # type: ignore[union-attr]
        show.core_properties.title, show.core_properties.language = title.text_frame.text, lang  # type: ignore[union-attr]
        with written_whole(path) as part:
            show.save(str(part))


def _place(shape: Any, left: float, top: float, width: float, height: float) -> None:
    from pptx.util import Inches

    shape.left, shape.top, shape.width, shape.height = map(Inches, (left, top, width, height))


def telling_time_s(recordings: Sequence[Recording]) -> float:
    """The moment that tells the lesson in a still: the first loss when it is plain to see, else the bottom of the longest rep."""
    failed = [r for r in recordings if r.outcome.time_s is not None]
    if failed:
        return sinking_s(min(failed, key=lambda r: r.outcome.time_s or 0.0))
    longest = max(recordings, key=lambda r: r.time_s[-1])
    return float(longest.time_s[int(np.argmax(longest.place))])


def _title(recordings: Sequence[Recording], names: list[str], said: Words) -> str:
    return " · ".join(said.label("told", name=name, said=said.verdict(r.outcome)) for name, r in zip(names, recordings, strict=True))


def _points(recordings: Sequence[Recording], names: list[str], said: Words) -> list[str]:
    """Three lines: what happened to the first and the last, and what to watch; of one recording, what happened and two more."""
    own = texts(said.language)
    told = [said.label("told", name=name, said=said.told(r.outcome)) for name, r in zip(names, recordings, strict=True)]
    return [*dict.fromkeys((told[0], told[-1])), own["slide"]["look"], own["slide"]["ask"]][:3]


def _notes(recordings: Sequence[Recording], names: list[str], said: Words) -> str:
    own = texts(said.language)
    runs = [
        ". ".join(
            (
                said.label("told", name=name, said=settings_line(r, said)),
                said.label("told", name=said.verdict(r.outcome), said=said.reason(r.outcome)),
            )
        )
        + "."
        for name, r in zip(names, recordings, strict=True)
    ]
    asked = [own["slide"]["ask"], own["slide"]["notes"]]
    return "\n".join([*asked, *runs, own.text("sheet", "foot", version=recordings[0].version, scenario=recordings[0].engine)])

"""Pictures and animations of recordings.

A recording gives a pose at any time (`pose`); figure, marks and texts turn poses into a display list of shapes in page points
(`layout`, `scene`, `page`); a backend draws the list (`raster`), and frames are streamed to a file (`encode`).
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hingesim.drawing import Drawing
from hingesim.files import written_whole
from hingesim.recording import Recording
from hingesim.render import options
from hingesim.render.page import Page, page_of
from hingesim.render.timeline import Instant, timeline

__all__ = ["animate", "animation_html", "frame"]

PALETTE_FRAMES = 24
"""Frames looked at to choose the palette of a GIF."""
STORYBOARD_WIDTH = 2100
STORYBOARD_DPI = 300
"""A storyboard fills the text width of a page at print resolution: 7 inches."""
FIRST_WIDTH, NEXT_WIDTH = 640, 320
"""Default width of a clip with one scene in a row, and for every other scene."""


def animate(
    recordings: Sequence[Recording],
    path: str | Path,
    *,
    titles: Sequence[str] | None = None,
    progress: Callable[[float], None] | None = None,
    **drawing: Any,
) -> None:
    """Write an animation (`.gif`, `.mp4`, `.webp`, in 3-D `.glb`) or a storyboard of key moments (`.png`), whole or not at all.

    Args:
        recordings: one to four, shown side by side in step; a shorter one holds its last pose.
        titles: one per recording; default: with or without band.
        progress: called with the share of frames that are done.
        **drawing: fields of `hingesim.drawing.Drawing`: panels, width, fps, speed, theme, lang, show, hide, max_size;
            for a `.glb` see `hingesim.render.gltf.write_glb`.

    Raises:
        InputError: an argument is not allowed, or the file cannot be written.
    """
    kind = options.checked_kind(path)
    every = options.checked_recordings(recordings, titles)
    asked = Drawing.of(drawing)
    with written_whole(path) as part:
        if kind == ".png":
            _write_storyboard(every, titles, asked, part)
        elif kind == ".glb":
            from hingesim.render.gltf import write_glb

            write_glb(every, part, titles=titles, drawing=asked)
        else:
            _write_clip(_page(every, titles, asked, even=kind == ".mp4"), part, kind, progress)
    if progress:
        progress(1.0)


def frame(recordings: Sequence[Recording], time_s: float, *, titles: Sequence[str] | None = None, **drawing: Any) -> np.ndarray:
    """shape (H, W, 3), uint8: one picture of the recordings at a time; options as for `animate`."""
    every = options.checked_recordings(recordings, titles)
    return next(_frames(_page(every, titles, Drawing.of(drawing)), iter([Instant(time_s)])))


def animation_html(recordings: Sequence[Recording], *, titles: Sequence[str] | None = None, **drawing: Any) -> str:
    """An `<img>` element with the GIF inside, for notebooks; options as for `animate`."""
    with tempfile.TemporaryDirectory(prefix="hingesim-") as folder:
        path = Path(folder, "clip.gif")
        animate(recordings, path, titles=titles, **drawing)
        data = base64.b64encode(path.read_bytes()).decode("ascii")
    return f'<img alt="hinge animation" src="data:image/gif;base64,{data}">'


def _page(recordings: tuple[Recording, ...], titles: Sequence[str] | None, drawing: Drawing, *, even: bool = False) -> Page:
    """The page at the width that was asked for, or one that suits its scenes."""
    scenes = max(len(recordings), len(drawing.views) if len(recordings) == 1 else 1)
    width = drawing.width or FIRST_WIDTH + NEXT_WIDTH * (scenes - 1)
    return page_of(recordings, titles, drawing, width + width % 2 if even else width)


def _frames(page: Page, instants: Iterator[Instant]) -> Iterator[np.ndarray]:
    """Pictures of shape (H, W, 3), one at a time; what stands still is drawn once."""
    from hingesim.render.raster import blank, drawn, pixels

    still = drawn(page.backdrop(), blank((page.width, page.height), page.look.theme.page))
    for instant in instants:
        yield pixels(drawn(page.shapes(instant), still))


def _write_clip(page: Page, part: Path, kind: str, progress: Callable[[float], None] | None) -> None:
    from hingesim.render.encode import write_animation

    times = timeline(page.recordings, page.drawing)
    count = times.count

    def told() -> Iterator[np.ndarray]:
        for done, picture in enumerate(_frames(page, iter(times))):
            if progress:
                progress(done / count)
            yield picture

    sample = _frames(page, iter(times.sample(PALETTE_FRAMES)))
    write_animation(told(), sample, (page.width, page.height), page.drawing.fps, part, kind)


def _write_storyboard(recordings: tuple[Recording, ...], titles: Sequence[str] | None, drawing: Drawing, part: Path) -> None:
    from hingesim.render.raster import blank, drawn
    from hingesim.render.storyboard import Storyboard

    width = drawing.width or STORYBOARD_WIDTH
    board = Storyboard(recordings, page_of(recordings, titles, drawing, width).titles, drawing, width)
    page = drawn(board.shapes(), blank((board.width, board.height), board.look.theme.page))
    page.save(part, format="PNG", optimize=True, dpi=(STORYBOARD_DPI, STORYBOARD_DPI))

"""Pictures and animations of recordings.

A recording gives a pose at any time (`pose`); figure, overlays and texts turn poses into a display list of shapes in page
points (`figure`, `overlays`, `page`); a backend draws the list (`raster`), and frames are streamed to a file (`encode`).
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from hingesim.files import written_whole
from hingesim.recording import Recording
from hingesim.render import options
from hingesim.render.page import Page, page_of
from hingesim.render.timeline import Instant, timeline

__all__ = ["animate", "animation_html", "frame"]

PALETTE_FRAMES = 24
"""Frames looked at to choose the palette of a GIF."""
STORYBOARD_WIDTH = 1600


def animate(
    recordings: Sequence[Recording],
    path: str | Path,
    *,
    titles: Sequence[str] | None = None,
    width: int | None = None,
    fps: int = 25,
    speed: float = 1.0,
    progress: Callable[[float], None] | None = None,
) -> None:
    """Write an animation (`.gif`, `.mp4`, `.webp`) or a storyboard of key moments (`.png`), whole or not at all.

    Args:
        recordings: one to four, shown side by side in step; a shorter one holds its last pose.
        titles: one per recording; default: with or without band.
        width: pixels, 160 to 4096 (an MP4 is rounded up to an even number); default 640 and 320 more for every further
            recording, 1600 for a storyboard.
        fps: frames per second: 10, 20, 25 or 50.
        speed: times real time, 0.1 to 4.
        progress: called with the share of frames that are done.

    Raises:
        InputError: an argument is not allowed, or the file cannot be written.
    """
    kind = options.checked_kind(path)
    every = options.checked_recordings(recordings, titles)
    options.checked_rate(fps)
    options.checked_speed(speed)
    wide = options.checked_width(width, STORYBOARD_WIDTH if kind == ".png" else options.default_width(len(every)))
    with written_whole(path) as part:
        if kind == ".png":
            _write_storyboard(every, titles, wide, part)
        else:
            _write_clip(page_of(every, titles, wide + wide % 2 if kind == ".mp4" else wide), part, kind, fps, speed, progress)
    if progress:
        progress(1.0)


def frame(recordings: Sequence[Recording], time_s: float, *, titles: Sequence[str] | None = None, width: int | None = None) -> np.ndarray:
    """shape (H, W, 3), uint8: one picture of the recordings at a time."""
    every = options.checked_recordings(recordings, titles)
    wide = options.checked_width(width, options.default_width(len(every)))
    return next(_frames(page_of(every, titles, wide), iter([Instant(time_s)])))


def animation_html(
    recordings: Sequence[Recording],
    *,
    titles: Sequence[str] | None = None,
    width: int | None = None,
    fps: int = 25,
    speed: float = 1.0,
) -> str:
    """An `<img>` element with the GIF inside, for notebooks."""
    with tempfile.TemporaryDirectory(prefix="hingesim-") as folder:
        path = Path(folder, "clip.gif")
        animate(recordings, path, titles=titles, width=width, fps=fps, speed=speed)
        data = base64.b64encode(path.read_bytes()).decode("ascii")
    return f'<img alt="hinge animation" src="data:image/gif;base64,{data}">'


def _frames(page: Page, instants: Iterator[Instant]) -> Iterator[np.ndarray]:
    """Pictures of shape (H, W, 3), one at a time; what stands still is drawn once."""
    from hingesim.render.raster import drawn, pixels

    size = (page.width, page.height)
    still = drawn(page.backdrop(), size)
    for instant in instants:
        yield pixels(drawn(page.shapes(instant), size, under=still))


def _write_clip(page: Page, part: Path, kind: str, fps: int, speed: float, progress: Callable[[float], None] | None) -> None:
    from hingesim.render.encode import write_animation

    times = timeline(page.recordings, fps, speed)
    count = times.count

    def told() -> Iterator[np.ndarray]:
        for done, picture in enumerate(_frames(page, iter(times))):
            if progress:
                progress(done / count)
            yield picture

    sample = _frames(page, iter(times.sample(PALETTE_FRAMES)))
    write_animation(told(), sample, (page.width, page.height), fps, part, kind)


def _write_storyboard(recordings: tuple[Recording, ...], titles: Sequence[str] | None, width: int, part: Path) -> None:
    from hingesim.render.raster import drawn
    from hingesim.render.storyboard import Storyboard

    names = page_of(recordings, titles, width).titles
    board = Storyboard(recordings, names, width)
    drawn(board.shapes(), (board.width, board.height)).save(part, format="PNG", optimize=True)

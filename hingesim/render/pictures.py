"""Recordings to picture files, pixels and notebooks: where users of the package come in."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from hingesim.common import escaping
from hingesim.common.assistant import Assistant
from hingesim.common.files import written_whole
from hingesim.recording.recording import Recording
from hingesim.render import options
from hingesim.render.budget import write_within
from hingesim.render.clip import WRITERS, Clip
from hingesim.render.drawing import Drawing
from hingesim.render.timeline import Instant


def animate(
    recordings: Sequence[Recording],
    path: str | Path,
    *,
    titles: Sequence[str] | None = None,
    progress: Callable[[float], None] | None = None,
    assistant: Assistant | None = None,
    **drawing: Any,
) -> Drawing:
    """Write a picture, whole or not at all, by the ending of its name.

    Clips (`.gif`, `.mp4`, `.webp`, `.apng`), a page that plays in any browser (`.html`), a scene in three dimensions (`.glb`, see
    `gltf.write_glb`), or a storyboard of key moments (`.png`, `.svg`, `.pdf`).

    Args:
        recordings: one to four, shown side by side in step; a shorter one holds its last pose.
        titles: one per recording; default: with or without band.
        progress: called with the share that is done.
        assistant: a process that draws some of the frames; it changes no file.
        **drawing: fields of `hingesim.render.drawing.Drawing`: panels, width, fps, speed, colours, theme, lang, show, hide, max_size.

    Returns:
        The options as drawn: with `max_size`, what gave way to it.

    Raises:
        InputError: an argument is not allowed, the size cannot be kept, or the file cannot be written.
    """
    kind = options.checked_kind(path)
    every = options.checked_recordings(recordings, titles)
    drawn = Drawing.of(drawing)
    clip = Clip(every, options.checked_titles(titles), drawn, assistant).at_width(kind)
    with written_whole(path) as part:
        if drawn.max_bytes is None:
            WRITERS[kind](clip, part, kind, progress)
        else:
            drawn = write_within(clip, part, kind, drawn.max_bytes, progress).drawing
    if progress:
        progress(1.0)
    return drawn


def frame(recordings: Sequence[Recording], time_s: float, *, titles: Sequence[str] | None = None, **drawing: Any) -> np.ndarray:
    """shape (H, W, 3), uint8: one picture of the recordings at a time; options as for `animate`."""
    every = options.checked_recordings(recordings, titles)
    clip = Clip(every, options.checked_titles(titles), Drawing.of(drawing))
    return next(clip.frames(iter([Instant(time_s)])))


def animation_html(recordings: Sequence[Recording], *, titles: Sequence[str] | None = None, **drawing: Any) -> str:
    """An `<img>` element with the GIF inside, for notebooks; options as for `animate`."""
    with tempfile.TemporaryDirectory(prefix="hingesim-") as folder:
        path = Path(folder, "clip.gif")
        drawn = animate(recordings, path, titles=titles, **drawing)
        data = base64.b64encode(path.read_bytes()).decode("ascii")
    alt = Clip(tuple(recordings), options.checked_titles(titles), drawn).alt
    return f'<img alt="{escaping.html(alt)}" src="data:image/gif;base64,{data}">'

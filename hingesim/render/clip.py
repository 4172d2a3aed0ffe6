"""What is to be drawn, and the writers of every kind of file."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from PIL.PngImagePlugin import PngInfo

from hingesim.common.assistant import Assistant
from hingesim.recording.recording import Recording
from hingesim.render.alt import alt_text
from hingesim.render.compose import Composed, composed, on_paper
from hingesim.render.display import Shape
from hingesim.render.drawing import Drawing
from hingesim.render.encode import INDEXED, add_gif_comment, write_animation
from hingesim.render.gltf import write_glb
from hingesim.render.look import Look, look_of
from hingesim.render.page import Page
from hingesim.render.palette import meant_colours
from hingesim.render.phone import restacked
from hingesim.render.player import write_player
from hingesim.render.raster import Cels, drawn
from hingesim.render.storyboard import Storyboard, moment_title, moments
from hingesim.render.timeline import Instant, timeline
from hingesim.render.vector import write_vector

PALETTE_FRAMES = 24
"""Frames looked at to choose the palette of a GIF."""
HELD_BYTES = 64_000_000
"""These are held until they are shown where they take no more than so much, and drawn once more where they take more."""
STORYBOARD_WIDTH, STORYBOARD_DPI = 2100, 300
"""A storyboard fills the text width of a page at print resolution: 7 inches."""
VECTOR_WIDTH = 756
"""Default width of a storyboard in vectors: 10.5 inches, the text width of a page on its side."""
FIRST_WIDTH, NEXT_WIDTH = 640, 320
"""Default width of a clip with one scene in a row, and for every other scene."""

NONE: Mapping[Instant, np.ndarray] = MappingProxyType({})
"""No frames."""

Report = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Clip:
    """Recordings with the way they are to be drawn."""

    recordings: tuple[Recording, ...]
    titles: tuple[str, ...] | None
    drawing: Drawing
    assistant: Assistant | None = None
    """A process that draws some of the frames of an animation."""

    def __getstate__(self) -> dict[str, Any]:
        """For another process: with the page, but without the assistant, which may be that process, and what is to be drawn here."""
        return {**self.__dict__, "assistant": None, "laid_out": {}}

    @property
    def look(self) -> Look:
        """Colours, words and overlays."""
        return look_of(self.drawing)

    @property
    def alt(self) -> str:
        """What a person who cannot see the picture is told."""
        return alt_text(self.recordings, self.titles, self.look.words)

    def default_width(self, kind: str) -> int:
        """Pixels that suit the content."""
        if kind in (".svg", ".pdf"):
            return VECTOR_WIDTH
        if kind == ".png":
            return STORYBOARD_WIDTH
        scenes = max(len(self.recordings), len(self.drawing.views) if len(self.recordings) == 1 else 1)
        return FIRST_WIDTH + NEXT_WIDTH * (scenes - 1)

    def at_width(self, kind: str) -> Clip:
        """The same clip with its width settled; a video is an even number of pixels wide."""
        width = self.drawing.width or self.default_width(kind)
        return replace(self, drawing=replace(self.drawing, width=width + width % 2 if kind == ".mp4" else width))

    @cached_property
    def page(self) -> Page | Composed:
        """The pages of an animation."""
        return composed(self.recordings, self.titles, self.drawing, self.drawing.width or self.default_width(".gif"))

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of an animation."""
        return self.page.width, self.page.height

    @cached_property
    def board(self) -> Storyboard:
        """The key moments on one sheet."""
        return Storyboard(self.recordings, self.page.titles, self.drawing, self.drawing.width or self.default_width(".png"))

    def sheet(self, dots_per_pt: float) -> tuple[list[Shape], tuple[int, int]]:
        """The storyboard, on its paper where one was asked for: shapes, and width and height."""
        if self.drawing.paper is None:
            return self.board.shapes(), (self.board.width, self.board.height)
        return on_paper(self.board, self.drawing.paper, dots_per_pt)

    def frames(self, instants: Iterator[Instant], drawn_before: Mapping[Instant, np.ndarray] = NONE) -> Iterator[np.ndarray]:
        """Pictures of shape (H, W, 3), uint8, one at a time; what stands still, and an instant that stays, is drawn once."""
        order: deque[tuple[Instant, int]] = deque()

        def missing() -> Iterator[Instant]:
            for instant, group in itertools.groupby(instants):
                order.append((instant, sum(1 for _ in group)))
                if instant not in drawn_before:
                    yield instant

        def before() -> Iterator[np.ndarray]:
            while order and order[0][0] in drawn_before:
                instant, stays = order.popleft()
                yield from itertools.repeat(drawn_before[instant], stays)

        if self.assistant:
            _ = self._cels  # laid out before it goes over
            pictures = self.assistant.share(_pictures, missing(), self)
        else:
            pictures = (self._picture(instant) for instant in missing())
        for packed in pictures:
            yield from before()
            picture = np.frombuffer(packed, np.uint8).reshape(self.page.height, self.page.width, 3)
            yield from itertools.repeat(picture, order.popleft()[1])
        yield from before()

    @cached_property
    def laid_out(self) -> dict[Instant, list[Shape]]:
        """What some instants show, until they are drawn."""
        return {}

    @cached_property
    def _cels(self) -> Cels:
        """The frames, over what is the same in all of them."""
        return Cels(drawn(self.page.backdrop(), self.size, self.page.look.theme.page).tobytes(), self.size)

    def _picture(self, instant: Instant) -> bytes:
        """Pixels in a row, which go from process to process for half of what an array takes."""
        return self._cels.drawn(self.laid_out.pop(instant, None) or self.page.shapes(instant))


def _pictures(clip: Clip, instants: Sequence[Instant]) -> list[bytes]:
    """Some of the frames of a clip."""
    return [clip._picture(instant) for instant in instants]


def _told(instants: Sequence[Instant], report: Report | None) -> Iterator[Instant]:
    """The instants of a clip, telling how far it is."""
    for done, instant in enumerate(instants):
        if report:
            report(done / len(instants))
        yield instant


def _video(clip: Clip, part: Path, kind: str, report: Report | None) -> None:
    drawing, size = clip.drawing, clip.size
    times = timeline(clip.recordings, drawing)
    some = times.sample(PALETTE_FRAMES) if kind in INDEXED else []
    clip.laid_out.update((instant, clip.page.shapes(instant)) for instant in dict.fromkeys(some))
    kept = meant_colours(clip.recordings, clip.look.theme, clip.laid_out.values(), drawing.colours) if some else ()
    sample: Iterable[np.ndarray] = clip.frames(iter(some))
    held: dict[Instant, np.ndarray] = {}
    if len(some) * 3 * size[0] * size[1] <= HELD_BYTES:
        sample = list(sample)
        held.update(zip(some, sample, strict=True))
    instants, stays = zip(*times.pictures, strict=True)
    frames = clip.frames(_told(instants, report), held)
    write_animation(frames, stays, sample, size, drawing.fps, part, kind, drawing.colours, drawing.loop, kept)
    if kind == ".gif":
        add_gif_comment(part, clip.alt)


def _picture(clip: Clip, part: Path, kind: str, report: Report | None) -> None:
    board, about = clip.board, PngInfo()
    about.add_itxt("Description", clip.alt, clip.drawing.lang)
    shapes, size = clip.sheet(STORYBOARD_DPI / 72)
    sheet = drawn(shapes, size, board.look.theme.page)
    sheet.save(part, format="PNG", optimize=True, dpi=(STORYBOARD_DPI, STORYBOARD_DPI), pnginfo=about)


def _vector(clip: Clip, part: Path, kind: str, report: Report | None) -> None:
    board = clip.board
    colour, title = board.look.theme.page, " | ".join(board.titles)
    shapes, size = clip.sheet(1.0)
    write_vector(shapes, size, part, kind, page=colour, title=title, alt=clip.alt)


def _player(clip: Clip, part: Path, kind: str, report: Report | None) -> None:
    page, words, instants = clip.page, clip.look.words, list(timeline(clip.recordings, clip.drawing))
    write_player(
        page.backdrop(),
        ((instant.time_s, instant.slow, page.shapes(instant)) for instant in _told(instants, report)),
        clip.size,
        clip.drawing.fps,
        part,
        texts={**words["page"], "slow": words.label("slow")},
        language=clip.drawing.lang,
        alt=clip.alt,
        title=" | ".join(page.titles),
        page_colour=page.look.theme.page,
        marks=[(t, moment_title(name, t, words)) for name, t in _marks(clip)],
        phone=restacked(page),
    )


def _marks(clip: Clip) -> list[tuple[str, float]]:
    """Key moments of all recordings; what happens at the same time is told once."""
    seen: dict[tuple[str, float], tuple[str, float]] = {}
    for recording in clip.recordings:
        for name, time_s in moments(recording):
            seen.setdefault((name, round(time_s, 1)), (name, time_s))
    return sorted(seen.values(), key=lambda moment: moment[1])


def _scene(clip: Clip, part: Path, kind: str, report: Report | None) -> None:
    write_glb(clip.recordings, part, titles=clip.titles, drawing=clip.drawing)


WRITERS: dict[str, Callable[[Clip, Path, str, Report | None], None]] = {
    **dict.fromkeys((".gif", ".mp4", ".webp", ".apng"), _video),
    ".html": _player,
    ".glb": _scene,
    ".png": _picture,
    **dict.fromkeys((".svg", ".pdf"), _vector),
}
"""By the ending of the file's name."""

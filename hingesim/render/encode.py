"""Frames to a GIF, APNG, MP4 or WebP animation, streamed through ffmpeg: memory does not grow with the length of the clip."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageColor

from hingesim.common.errors import HingesimError
from hingesim.common.installing import pip_install
from hingesim.common.reading import reason
from hingesim.render.encoder import Encoder
from hingesim.render.probe import refuse_unlike

MP4 = (
    *("-vf", "scale=out_color_matrix=bt709:out_range=tv,format=yuv420p", "-c:v", "libx264", "-preset", "medium", "-crf", "18"),
    *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709", "-movflags", "+faststart", "-f", "mp4"),
)
WEBP = ("-c:v", "libwebp_anim", "-quality", "82", "-compression_level", "4", "-f", "webp")
PALETTE = "paletteuse=dither=none:diff_mode=rectangle"
"""One palette for the whole clip, no dither: flat colours stay flat and still parts do not flicker."""
INDEXED = {".gif": ("-f", "gif"), ".apng": ("-c:v", "apng", "-pred", "mixed", "-f", "apng")}
TRUE_COLOUR = {".mp4": MP4, ".webp": WEBP}
GIF_TRAILER = b"\x3b"


TERMS = 20
"""So many terms of a sum stand beside each other; ffmpeg counts every one as a level, and refuses more than a hundred of those."""


def write_animation(
    frames: Iterable[np.ndarray],
    stays: Sequence[int],
    sample: Iterable[np.ndarray],
    size: tuple[int, int],
    fps: int,
    part: Path,
    kind: str,
    colours: int = 256,
    loop: int = 0,
    kept: Sequence[str] = (),
) -> None:
    """Encode frames of shape (H, W, 3), uint8, into the file `part`.

    Args:
        frames: every picture once, in order, taken one at a time.
        stays: for how many frames each of them stays.
        sample: some of the frames, for the palette of a GIF or APNG: choosing it from all would hold every frame in memory.
        size: width and height.
        fps: frames per second.
        part: the file.
        kind: `.gif`, `.apng`, `.mp4` or `.webp`.
        colours: in the palette of a GIF or APNG.
        loop: how often a GIF, WebP or APNG plays; 0 for ever.
        kept: colours as #rrggbb that the palette must hold; fewer than `colours`.
    """
    # A GIF counts how often it is played again, and -1 stands for a file without a loop.
    again = loop - 1 if loop > 1 else -loop
    times = {".gif": ("-loop", str(again)), ".webp": ("-loop", str(loop)), ".apng": ("-plays", str(loop))}.get(kind, ())
    if kind in TRUE_COLOUR:
        every = itertools.chain.from_iterable(map(itertools.repeat, frames, stays))
        _run(every, size, fps, [], (*times, *TRUE_COLOUR[kind]), part)
        refuse_unlike(part, kind, size, sum(stays), fps)
        return
    with tempfile.TemporaryDirectory(prefix="hingesim-") as folder:
        palette = Path(folder, "palette.png")
        chosen = ("-vf", f"palettegen=max_colors={colours - len(kept)}:reserve_transparent=0:stats_mode=full")
        _run(sample, size, fps, [], (*chosen, "-frames:v", "1", "-update", "1", "-f", "image2"), palette)
        refuse_unlike(palette, ".png", None)
        _keep(kept, colours, palette)
        last = str(stays[-1] * 100 // fps) if kind == ".gif" else f"{stays[-1]}/{fps}"
        timed = ("-lavfi", f"{PALETTE},{_timed(stays, fps)}", "-final_delay", last)
        _run(frames, size, fps, ["-i", str(palette)], (*times, *timed, *INDEXED[kind]), part)
    refuse_unlike(part, kind, size, sum(stays), fps)


def _timed(stays: Sequence[int], fps: int) -> str:
    """The filter that shows every picture as long as it stays: one that stays is one picture of the file, compressed once."""
    frame = ["N", *(f"{stay - 1}*gt(N,{number})" for number, stay in enumerate(stays) if stay > 1)]
    while len(frame) > 1:
        frame = [f"({'+'.join(frame[i : i + TERMS])})" for i in range(0, len(frame), TERMS)]
    return f"setpts='round({frame[0]}/({fps}*TB))'"


def _keep(kept: Sequence[str], colours: int, palette: Path) -> None:
    """Write colours into the last places of a palette, which the pixels of a picture hold one after the other."""
    with Image.open(palette) as picture:
        chosen = picture.convert("RGB")
    for place, colour in enumerate(kept, colours - len(kept)):
        chosen.putpixel((place % chosen.width, place // chosen.width), ImageColor.getrgb(colour))
    chosen.save(palette, format="PNG")


def add_gif_comment(path: Path, text: str) -> None:
    """Append a comment to a GIF, before its trailer (GIF89a, 24: blocks of at most 255 bytes)."""
    said = text.encode()
    blocks = b"".join(bytes([len(said[i : i + 255])]) + said[i : i + 255] for i in range(0, len(said), 255))
    with path.open("r+b") as gif:
        gif.seek(-1, 2)
        if gif.read(1) != GIF_TRAILER:
            raise HingesimError("the video encoder wrote a GIF without an end")
        gif.seek(-1, 2)
        gif.write(b"\x21\xfe" + blocks + b"\x00" + GIF_TRAILER)


def _run(frames: Iterable[np.ndarray], size: tuple[int, int], fps: int, more: list[str], options: Iterable[str], out: Path) -> None:
    source = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{size[0]}x{size[1]}", "-r", str(fps), "-i", "pipe:0"]
    signs = ["-hide_banner", "-loglevel", "error", "-nostats", "-progress", "pipe:1", "-stats_period", "0.5"]
    with Encoder([_program(), *signs, "-y", *source, *more, *options, str(out)]) as encoder:
        for frame in frames:
            if not encoder.take(np.ascontiguousarray(frame).data):
                break
        encoder.finish()


def _program() -> str:
    import imageio_ffmpeg

    try:
        return imageio_ffmpeg.get_ffmpeg_exe()
    except (RuntimeError, OSError) as error:
        raise HingesimError(
            f"no video encoder was found ({reason(error)}): {pip_install('imageio-ffmpeg')}, or name one in IMAGEIO_FFMPEG_EXE"
        ) from None

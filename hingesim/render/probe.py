"""What an encoder has written, read back before it is believed: the file is of its kind, whole, of the size asked for and plays as long
as its frames last."""

from __future__ import annotations

import mmap
import struct
from pathlib import Path

from PIL import Image

from hingesim.common.errors import HingesimError

FORMATS = {".gif": "GIF", ".apng": "PNG", ".png": "PNG", ".webp": "WEBP"}
GIF_PICTURE, GIF_EXTENSION, GIF_CONTROL = 0x2C, 0x21, 0xF9
"""What begins a picture and an extension of a GIF, and the label of the extension that says how long the next picture lasts."""
ENDS = {".gif": b"\x3b", ".apng": b"IEND\xaeB`\x82", ".png": b"IEND\xaeB`\x82"}


def refuse_unlike(path: Path, kind: str, size: tuple[int, int] | None, frames: int | None = None, fps: int = 1) -> None:
    """Refuse a file that is not of this kind, not whole, of another size, or that does not play as long as its frames do.

    Not their number is compared, as formats merge equal frames in a row to one that lasts longer.

    Raises:
        HingesimError: says what it is instead.
    """
    length = path.stat().st_size if path.exists() else 0
    try:
        if length == 0:
            raise ValueError("nothing")
        found = _mp4_size(path) if kind == ".mp4" else _picture_size(path, kind, length)
        if size is not None and found != size:
            raise ValueError(f"a picture of {found[0]} x {found[1]} pixels instead of {size[0]} x {size[1]}")
        played_s = None if frames is None else _duration_s(path, kind)
        if frames is not None and played_s is not None and abs(played_s - frames / fps) > 0.5 / fps:
            raise ValueError(f"{played_s:.2f} s of pictures instead of {frames / fps:.2f} s")
    except (OSError, ValueError, KeyError, SyntaxError, EOFError, struct.error) as error:
        raise HingesimError(f"the video encoder said it was done, but wrote {error}, no whole {kind[1:]}") from None


def _picture_size(path: Path, kind: str, length: int) -> tuple[int, int]:
    with path.open("rb") as file:
        head = file.read(12)
        if kind == ".webp":
            whole = head[:4] == b"RIFF" and struct.unpack("<I", head[4:8])[0] + 8 == length
        else:
            file.seek(-len(ENDS[kind]), 2)
            whole = file.read() == ENDS[kind]
    if not whole:
        raise ValueError("half a file")
    with Image.open(path, formats=[FORMATS[kind]]) as picture:
        return picture.size


def _duration_s(path: Path, kind: str) -> float | None:
    """How long it plays; None for a clip in which nothing moves, which may be a still picture without a duration."""
    if kind == ".gif":
        return _gif_s(path)
    import imageio.v3 as imageio

    if kind == ".mp4":
        return float(imageio.immeta(path, plugin="FFMPEG", extension=kind)["duration"])
    with imageio.imopen(path, "r", plugin="pillow") as clip:
        total_ms, count = 0.0, clip.properties(index=...).n_images or 0  # type: ignore[arg-type]
        for i in range(count):
            if kind == ".webp":  # tells how long a frame lasts once it is decoded
                clip.read(index=i)
            total_ms += clip.metadata(index=i, exclude_applied=False).get("duration", 0.0)
    return total_ms / 1000 if count > 1 else None


def _gif_s(path: Path) -> float | None:
    """Sum of the delays of its frames, hundredths of a second (GIF89a, 18 to 25). A reader of pictures would decode every one of them."""
    total, count = 0, 0
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at, trailer = 13 + _gif_colours(data[10]), len(data) - 1
        while at < trailer:
            block = data[at]
            if block == GIF_PICTURE and at + 9 < trailer:
                at, count = at + 11 + _gif_colours(data[at + 9]), count + 1
            elif block == GIF_EXTENSION and at + 5 < trailer:
                total += struct.unpack("<H", data[at + 4 : at + 6])[0] if data[at + 1] == GIF_CONTROL else 0
                at += 2
            else:
                raise ValueError("half a file")
            while at < trailer and data[at]:
                at += 1 + data[at]
            at += 1
    if at != trailer:
        raise ValueError("half a file")
    return total / 100 if count > 1 else None


def _gif_colours(packed: int) -> int:
    """Bytes of the colour table that this byte of a GIF announces."""
    return 3 << (1 + (packed & 7)) if packed & 0x80 else 0


def _mp4_size(path: Path) -> tuple[int, int]:
    """Of the first picture track (ISO 14496-12: boxes of length and name; the track header ends in width and height, 16.16)."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        boxes = _boxes(data, 0, len(data))
        if "ftyp" not in boxes or boxes["mdat"][0] == boxes["mdat"][1]:
            raise ValueError("no pictures")
        track = _boxes(data, *_boxes(data, *boxes["moov"])["trak"])["tkhd"]
        width, height = struct.unpack(">II", data[track[1] - 8 : track[1]])
    return width >> 16, height >> 16


def _boxes(data: mmap.mmap, begin: int, end: int) -> dict[str, tuple[int, int]]:
    """Where the content of each box begins and ends, by name; the first of a name."""
    found: dict[str, tuple[int, int]] = {}
    while begin < end:
        length, name = struct.unpack(">I4s", data[begin : begin + 8])
        first = 8
        if length == 1:
            length, first = struct.unpack(">Q", data[begin + 8 : begin + 16])[0], 16
        if length < first or begin + length > end:
            raise ValueError("half a file")
        found.setdefault(name.decode("latin-1"), (begin + first, begin + length))
        begin += length
    return found

"""One page that plays a clip anywhere: a single HTML file that needs no network and draws the display list itself, sharp at any size."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from hingesim.common import escaping
from hingesim.render.display import Shape
from hingesim.render.film import Film
from hingesim.render.phone import Phone
from hingesim.render.webfont import woff

WORDS = ("controls", "play", "pause", "back", "forward", "position", "speed", "full", "slow", "trouble")
"""Keys of the texts of the page: names of its controls, of the slow motion, and what is said where the page cannot play."""
INKS = {"light": ("#1f2733", "#2b6cb0"), "dark": ("#eef1f6", "#7db4ff")}
"""Colours of controls and of the part that has been played, on a light and on a dark page."""


def write_player(
    backdrop: Sequence[Shape],
    frames: Iterable[tuple[float, bool, Sequence[Shape]]],
    size: tuple[int, int],
    fps: float,
    part: Path,
    *,
    texts: dict[str, str],
    language: str,
    alt: str,
    title: str,
    page_colour: str,
    marks: Sequence[tuple[float, str]] = (),
    phone: Phone | None = None,
) -> None:
    """Write the page; the same pictures give the same bytes.

    It plays in browsers with `DecompressionStream`: Chrome and Edge 80, Safari 16.4, Firefox 113 (May 2023) and later. The address
    `page.html#t=2.5` opens it at 2.5 s, paused.

    Args:
        backdrop: what stands still.
        frames: for every frame, taken one at a time: recorded time in s, whether it is in slow motion, what is drawn over the backdrop.
        size: width and height of the picture in points.
        fps: frames per second at speed 1.
        part: the file.
        texts: the `WORDS` of the page.
        language: their language code.
        alt: what is to be seen, for those who cannot see it.
        title: of the browser window.
        page_colour: #rrggbb, around and behind the picture.
        marks: recorded time in s and name of the key moments, shown on the scrubber.
        phone: how the picture is put together anew on a narrow screen; None: only made smaller.
    """
    film = Film()
    film.add([*backdrop, *(phone.strip if phone else ())])
    times, slow = [], []
    for time_s, slowly, shapes in frames:
        times.append(round(time_s, 3))
        slow.append(int(slowly))
        film.add(shapes)
    records, rows = film.finished()
    table = {
        "film": rows,
        "fonts": {"bold" if bold else "normal": woff(said, bold) for bold, said in film.words.items() if said},
        "width": size[0],
        "height": size[1],
        "fps": fps,
        "times": times,
        "slow": slow,
        "marks": list(marks),
        "words": {key: texts[key] for key in WORDS},
        "language": language,
        "page": page_colour,
        "phone": _phone(phone),
    }
    part.write_text(_page(table, records, alt, title), encoding="utf-8")


def canvas_js() -> str:
    """The module that draws shapes on a canvas: one for clips and for the page of the explorer."""
    return (files("hingesim.render") / "canvas.js").read_text(encoding="utf-8")


def _phone(phone: Phone | None) -> dict[str, Any] | None:
    if phone is None:
        return None
    cuts = [[round(n, 2) for n in (c.left, c.top, c.right, c.bottom, c.x, c.y)] for c in phone.cuts]
    return {"width": phone.width, "height": phone.height, "sheet": phone.sheet_height, "cuts": cuts}


def _page(table: dict[str, Any], records: bytes, alt: str, title: str) -> str:
    home = files("hingesim.render")
    template, style, script = ((home / f"player.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js"))
    script = canvas_js().replace("export ", "") + script  # the script of a file that is opened is no module
    style = _colours(table["page"], table["width"] / table["height"]) + style
    # The page runs its own script and style, and loads nothing.
    policy = f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}"
    told = {"alt": alt, "title": title, "language": table["language"]}
    words = {f"word_{key}": word for key, word in table["words"].items()}
    return Template(template).substitute(
        {key: escaping.html(text) for key, text in (told | words).items()},
        policy=policy,
        style=style,
        script=script,
        table=escaping.script_json(table),
        records=base64.b64encode(records).decode("ascii"),
    )


def _colours(page: str, aspect: float) -> str:
    red, green, blue = (int(page[i : i + 2], 16) for i in (1, 3, 5))
    scheme = "light" if 0.299 * red + 0.587 * green + 0.114 * blue > 127 else "dark"
    ink, accent = INKS[scheme]
    return f":root {{ color-scheme: {scheme}; --page: {page}; --ink: {ink}; --accent: {accent}; --aspect: {aspect:.5f}; }}\n"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"

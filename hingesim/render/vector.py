"""Display list to vectors that stay sharp at any size: SVG with words that can be selected, and PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hingesim.common.escaping import xml
from hingesim.render.display import HALO_PT, Disc, Line, Polygon, Shape, Text, texts_last
from hingesim.render.fonts import font
from hingesim.render.webfont import woff

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

MITER_LIMIT = 4
"""Sharper corners are cut off, as `raster` does."""
FAMILY = "'DejaVu Sans', Verdana, sans-serif"
"""Verdana is drawn to nearly the same widths."""
ANCHOR = {"left": "start", "middle": "middle", "right": "end"}


def write_vector(
    shapes: Sequence[Shape], size: tuple[int, int], part: Path, kind: str, *, page: str = "#ffffff", title: str = "", alt: str = ""
) -> None:
    """Write a picture as vectors; the same list gives the same bytes.

    Args:
        shapes: from back to front; texts cover all.
        size: width and height in points: pixels in an SVG, 1/72 inch in a PDF.
        part: the file.
        kind: `.svg` or `.pdf`.
        page: colour of the paper.
        title: name of the picture, for readers of the file.
        alt: what is to be seen, for those who cannot see it (SVG).
    """
    ordered = texts_last(shapes)
    if kind == ".svg":
        part.write_text("\n".join(_svg(ordered, size, page, title, alt)), encoding="utf-8")
    else:
        _write_pdf(ordered, size, part, page, title)


def _svg(shapes: Sequence[Shape], size: tuple[int, int], page: str, title: str, alt: str) -> Iterable[str]:
    width, height = size
    about = "".join(f"<{tag}>{xml(told)}</{tag}>" for tag, told in (("title", title), ("desc", alt)) if told)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="{FAMILY}" stroke-miterlimit="{MITER_LIMIT}" role="img">{about}'
    )
    texts = [shape for shape in shapes if isinstance(shape, Text)]
    yield "<style>" + "".join(_font_rule([t.text for t in texts if t.bold == bold], bold) for bold in (False, True)) + "</style>"
    yield f'<rect width="{width}" height="{height}" fill="{page}"/>'
    for shape in shapes:
        yield from _svg_text(shape) if isinstance(shape, Text) else [_svg_shape(shape)]
    yield "</svg>\n"


def _font_rule(texts: list[str], bold: bool) -> str:
    if not texts:
        return ""
    weight = "bold" if bold else "normal"
    return f"@font-face{{font-family:'DejaVu Sans';font-weight:{weight};src:url(data:font/woff;base64,{woff(texts, bold)})}}"


def _svg_shape(shape: Polygon | Line | Disc) -> str:
    fill, dash = (None, shape.dash) if isinstance(shape, Line) else (shape.fill, None)
    look = f'fill="{fill or "none"}"'
    if shape.stroke:
        look += f' stroke="{shape.stroke}" stroke-width="{_short(shape.width)}"'
    if dash:
        look += f' stroke-dasharray="{_short(dash[0])} {_short(dash[1])}"'
    if shape.opacity < 1:
        look += f' fill-opacity="{_short(shape.opacity)}" stroke-opacity="{_short(shape.opacity)}"'
    if isinstance(shape, Disc):
        ry = shape.rx if shape.ry is None else shape.ry
        return f'<ellipse cx="{_short(shape.x)}" cy="{_short(shape.y)}" rx="{_short(shape.rx)}" ry="{_short(ry)}" {look}/>'
    points = " ".join(f"{_short(x)},{_short(y)}" for x, y in shape.xy.tolist())
    return f'<{"polygon" if isinstance(shape, Polygon) else "polyline"} points="{points}" {look}/>'


def _svg_text(text: Text) -> Iterable[str]:
    """The line of text over its rim; its width is given, so that a viewer without the font keeps the layout."""
    place = f'x="{_short(text.x)}" y="{_short(text.y)}" font-size="{_short(text.size)}"'
    place += f' textLength="{_short(text.text_width)}" lengthAdjust="spacingAndGlyphs"'
    place += f' text-anchor="{ANCHOR[text.align]}"' * (text.align != "left") + ' font-weight="bold"' * text.bold
    said = xml(text.text)
    if text.halo:
        rim = f'stroke="{text.halo}" stroke-width="{2 * HALO_PT}" stroke-linejoin="round"'
        yield f'<text {place} fill="{xml(text.halo)}" {rim} aria-hidden="true">{said}</text>'
    yield f'<text {place} fill="{text.colour}">{said}</text>'


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _write_pdf(shapes: Sequence[Shape], size: tuple[int, int], part: Path, page: str, title: str) -> None:
    import matplotlib as mpl

    with mpl.rc_context(PDF):
        # Without dates the same picture is the same file.
        about = {"Title": title or None, "CreationDate": None, "ModDate": None}
        figure_of([(shapes, None)], size).savefig(part, format="pdf", facecolor=page, metadata=about)


PDF: dict[Any, Any] = {"pdf.fonttype": 42, "path.simplify": False, "text.usetex": False}
"""Settings of matplotlib under which a page is made and written: words that can be selected."""
Place = tuple[float, float, float, float]
"""Left, top, right and bottom in points."""


def figure_of(parts: Iterable[tuple[Sequence[Shape], Place | None]], size: tuple[float, float]) -> Figure:
    """A page of matplotlib.

    Args:
        parts: shapes from back to front, and the rectangle that each list is cut off at.
        size: width and height in points.
    """
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle
    from matplotlib.transforms import Affine2D

    down = Affine2D.from_values(1, 0, 0, -1, 0, size[1])
    figure = Figure(figsize=(size[0] / 72, size[1] / 72), dpi=72)
    order = 0
    for shapes, place in parts:
        for shape in shapes:
            for artist in _pdf_text(shape, down) if isinstance(shape, Text) else [_pdf_shape(shape, down)]:
                artist.set_zorder(order)
                figure.add_artist(artist)
                if place is not None:
                    artist.set_clip_path(Rectangle(place[:2], place[2] - place[0], place[3] - place[1], transform=down))
                order += 1
    return figure


def _pdf_shape(shape: Polygon | Line | Disc, down: Transform) -> Artist:
    from matplotlib.colors import to_rgba
    from matplotlib.patches import Ellipse, PathPatch
    from matplotlib.path import Path as Outline

    fill, dash = (None, shape.dash) if isinstance(shape, Line) else (shape.fill, None)
    look = {
        "facecolor": to_rgba(fill, shape.opacity) if fill else "none",
        "edgecolor": to_rgba(shape.stroke, shape.opacity) if shape.stroke else "none",
        "linewidth": shape.width if shape.stroke else 0.0,
        # Matplotlib counts dashes in line widths.
        "linestyle": (0.0, [length / shape.width for length in dash]) if dash else "solid",
        "joinstyle": "miter",
        "capstyle": "butt",
        "transform": down,
    }
    if isinstance(shape, Disc):
        return Ellipse((shape.x, shape.y), 2 * shape.rx, 2 * (shape.rx if shape.ry is None else shape.ry), **look)
    closed = isinstance(shape, Polygon)
    return PathPatch(Outline(np.concatenate([shape.xy, shape.xy[:1]]) if closed else shape.xy, closed=closed), **look)


def _pdf_text(text: Text, down: Transform) -> Iterable[Artist]:
    from matplotlib.font_manager import FontProperties
    from matplotlib.patches import PathPatch
    from matplotlib.text import Text as Words
    from matplotlib.textpath import TextPath
    from matplotlib.transforms import Affine2D

    face = FontProperties(fname=str(font(12, text.bold).path), size=text.size)
    if text.halo:
        outline = TextPath((0, 0), text.text, text.size, face)
        place = Affine2D().translate(*down.transform((text.left, text.y)))
        yield PathPatch(outline, color=text.halo, linewidth=2 * HALO_PT, joinstyle="round", transform=place)
    align = "center" if text.align == "middle" else text.align
    yield Words(
        text.x, text.y, text.text, color=text.colour, ha=align, va="baseline", fontproperties=face, parse_math=False, transform=down
    )

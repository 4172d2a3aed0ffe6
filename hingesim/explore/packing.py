"""Pictures as the page draws them: raw whole numbers, quick to make and to read, no compression: they stay on the machine.

A parcel holds some pictures and its own table; a picture is a row for every shape, from back to front, and the places of all its points:

    uint32  for every picture: number of rows, number of places
    uint16  rows, picture by picture, filled up with a zero to an even number in all
    int16   places in 1/PER_POINT points: x, y of every point in turn; of an ellipse its centre and its radii

A row of the table is a row of `styles` (in the words of `render.film`), a number of points, a row of `texts` or -1, and a row of `names`:
what has the same name and number of points in two pictures is the same thing, and may be moved from the one place to the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from hingesim.render.display import Line, Shape, Text, texts_last
from hingesim.render.film import PER_POINT, shape_places, shape_style

FARTHEST = 32767
"""Largest place: what lies farther out is not in the picture."""


def packed(pictures: Iterable[Sequence[Shape]]) -> tuple[dict[str, Any], bytes]:
    """A parcel of pictures: its table, and its numbers."""
    styles: list[dict[str, Any]] = []
    known: dict[Any, int] = {}
    rows: dict[tuple[int, int, int, int], int] = {}
    texts: dict[str, int] = {}
    names: dict[tuple[str, int], int] = {}
    heads, orders, places = [], [], []
    for shapes in pictures:
        order, points = [], []
        seen: dict[str, int] = {}
        for shape in texts_last(shapes):
            key = _look(shape)
            style = known.get(key)
            if style is None:
                style = known[key] = len(styles)
                styles.append(shape_style(shape))
            at = shape_places(shape)
            text = texts.setdefault(shape.text, len(texts)) if isinstance(shape, Text) else -1
            count = seen[shape.name] = seen.get(shape.name, -1) + 1
            row = style, len(at), text, names.setdefault((shape.name, count), len(names))
            order.append(rows.setdefault(row, len(rows)))
            points.append(at)
        flat = np.concatenate(points) if points else np.zeros((0, 2))
        whole = np.clip(np.rint(flat * PER_POINT), -FARTHEST, FARTHEST).astype("<i2")
        heads.append((len(order), whole.size))
        orders.append(np.array(order, "<u2"))
        places.append(whole)
    row_bytes = b"".join(order.tobytes() for order in orders)
    payload = np.array(heads, "<u4").tobytes() + row_bytes + bytes(-len(row_bytes) % 4) + b"".join(place.tobytes() for place in places)
    table = {
        "styles": styles,
        "rows": list(rows),
        "texts": list(texts),
        "names": [f"{name} {count}" for name, count in names],
        "count": len(heads),
        "per_point": PER_POINT,
    }
    return table, payload


def _look(shape: Shape) -> tuple[Any, ...]:
    """All of a shape that does not move, quicker to compare than its words."""
    if isinstance(shape, Text):
        return shape.size, shape.bold, shape.align, shape.colour, shape.halo
    return type(shape), shape.dash if isinstance(shape, Line) else shape.fill, shape.stroke, shape.width, shape.opacity

"""Frames of display lists packed small: each place is stored as its change since the frame before.

A film is one gzip stream of records and one table. The first record is what stands still, then one record per frame:

    int32   number of shapes, number of far steps
    int32   a row of the table's `shapes` for each shape, from back to front
    int32   far steps
    int8    steps, filled up with zeros to a multiple of four bytes

A row of `shapes` is a row of `styles`, a track and, for texts, a row of `texts`. A track is a list of points that keeps its length
(`tracks`) through the film: an outline; the centre and the radii of an ellipse; the place of a text. Its points, in whole 1/PER_POINT
points, follow from its last ones: all x, then all y; a step is what the move of a point differs from the move of the point before
it, and FAR stands for the next of the far steps. A record holds the steps of each of its tracks once, in order of appearance. Tracks
begin anew, at zero, in every record whose number is a multiple of KEY plus one: a player can start there.
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from collections.abc import Hashable, Iterable
from typing import Any

import numpy as np

from hingesim.render.display import HALO_PT, Disc, Line, Polygon, Shape, Text, texts_last

PER_POINT = 10
KEY = 50
FAR = -128


class Film:
    """Takes one picture after the other; holds nothing but the compressed records and the last places."""

    def __init__(self) -> None:
        self._styles, self._texts, self._tracks, self._shapes = _Rows(), _Rows(), _Rows(), _Rows()
        self._last: dict[int, np.ndarray] = {}
        self._gzip = zlib.compressobj(9, zlib.DEFLATED, 31)
        self._packed: list[bytes] = []
        self._sizes: list[int] = []

    def add(self, shapes: Iterable[Shape]) -> None:
        """Append what stands still, and then every frame."""
        if len(self._sizes) % KEY == 1:
            self._last = {}
        rows: list[int] = []
        steps = [np.zeros(0, np.int64)]
        seen: dict[bytes, int] = {}
        named: Counter[str] = Counter()
        for shape in texts_last(shapes):
            points = np.rint(shape_places(shape) * PER_POINT).astype(np.int64).T
            name, named[shape.name] = (shape.name, named[shape.name], points.shape[1]), named[shape.name] + 1
            # A rim and its filling have the same points.
            track = seen.get(points.tobytes())
            if track is None:
                track = seen[points.tobytes()] = self._tracks.row(name)
                steps.append(np.diff(points - self._last.get(track, 0), axis=1, prepend=0).ravel())
                self._last[track] = points
            text = self._texts.row(shape.text) if isinstance(shape, Text) else -1
            rows.append(self._shapes.row((self._styles.row(json.dumps(shape_style(shape))), track, text)))
        self._store(rows, np.concatenate(steps))

    def _store(self, rows: list[int], steps: np.ndarray) -> None:
        far = abs(steps) > -FAR - 1
        head = np.array([len(rows), far.sum(), *rows, *steps[far]], "<i4")
        near = np.where(far, FAR, steps).astype(np.int8).tobytes()
        record = head.tobytes() + near + bytes(-len(near) % 4)
        self._sizes.append(len(record))
        self._packed.append(self._gzip.compress(record))

    @property
    def words(self) -> dict[bool, list[str]]:
        """Every text, by whether it is bold."""
        styles, texts = [json.loads(style) for style in self._styles], list(self._texts)
        found: dict[bool, list[str]] = {False: [], True: []}
        for style, _, text in self._shapes:
            if text >= 0:
                found[styles[style]["bold"]].append(texts[text])
        return found

    def finished(self) -> tuple[bytes, dict[str, Any]]:
        """The stream and the table; nothing can be added afterwards."""
        packed = b"".join([*self._packed, self._gzip.flush()])
        return packed, {
            "per_point": PER_POINT,
            "key": KEY,
            "sizes": self._sizes,
            "styles": [json.loads(style) for style in self._styles],
            "texts": list(self._texts),
            "tracks": [length for _, _, length in self._tracks],
            "shapes": list(self._shapes),
        }


class _Rows(dict[Any, int]):
    """Different values in order of appearance."""

    def row(self, value: Hashable) -> int:
        """Where a value stands."""
        return self.setdefault(value, len(self))


def shape_places(shape: Shape) -> np.ndarray:
    """shape (k, 2), points: all of a shape that moves."""
    if isinstance(shape, Text):
        return np.array([[shape.x, shape.y]])
    if isinstance(shape, Disc):
        return np.array([[shape.x, shape.y], [shape.rx, shape.rx if shape.ry is None else shape.ry]])
    return np.asarray(shape.xy)


def shape_style(shape: Shape) -> dict[str, Any]:
    """All of a shape that does not move, in the words of a canvas."""
    if isinstance(shape, Text):
        align = "center" if shape.align == "middle" else shape.align
        halo = {"halo": shape.halo, "rim": 2 * HALO_PT} if shape.halo else {}
        return {"kind": "text", "size": round(shape.size, 2), "bold": shape.bold, "align": align, "fill": shape.colour, **halo}
    kind = {Polygon: "polygon", Line: "line", Disc: "disc"}[type(shape)]
    look: dict[str, Any] = {"kind": kind, "opacity": round(shape.opacity, 3)}
    if not isinstance(shape, Line):
        look["fill"] = shape.fill
    if isinstance(shape, Line) and shape.dash:
        look["dash"] = [round(length, 2) for length in shape.dash]
    return {**look, "stroke": shape.stroke, "width": round(shape.width, 2)} if shape.stroke else look

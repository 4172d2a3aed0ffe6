"""Names of the two ends of the base of support, written where the curves leave room for them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from hingesim.plots.sheet import Sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIZE = 0.85
AWAY_EM = 0.3


def name(ax: Axes, sheet: Sheet, text: str, edge: float, inward: int, curves: Sequence[tuple[np.ndarray, np.ndarray]]) -> None:
    """Write `text` along the line y = `edge`.

    Args:
        inward: 1 where the base is above the edge, -1 where it is below.
        curves: times and values of all curves; limits of y are set.
    """
    theme, em_px = sheet.theme, ax.figure.dpi * sheet.theme.em_in
    wide_em, high_em = ax.bbox.width / em_px, ax.bbox.height / em_px
    low, high = ax.get_ylim()
    tall = (SIZE + AWAY_EM) * (high - low) / high_em
    part = (sheet.wide_em(text, size=SIZE) + 2 * AWAY_EM) / wide_em * sheet.end_s

    def clearance(place: tuple[bool, int]) -> float:
        late, side = place
        begin, middle = (sheet.end_s - part if late else 0.0), edge + side * tall / 2
        if not low < middle + side * tall / 2 < high:
            return -1.0
        near = [np.abs(values[(times >= begin) & (times <= begin + part)] - middle) for times, values in curves]
        gap = float(np.nanmin(np.concatenate([*near, [np.inf]]))) - tall / 2
        return min(gap, tall / 2)

    late, side = max(itertools.product((True, False), (inward, -inward)), key=clearance)
    at, away = (1.0, -AWAY_EM) if late else (0.0, AWAY_EM)
    place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "ha": "right" if late else "left"}
    look = {"va": "bottom" if side > 0 else "top", "fontsize": SIZE * theme.type_pt, "color": theme.colours.edge_text}
    ax.annotate(text, (at, edge), (away * theme.type_pt, 0.15 * side * theme.type_pt), **look, **place)

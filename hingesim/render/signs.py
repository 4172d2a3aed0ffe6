"""Forms that several drawings share: arrow, diamond, quartered disc."""

from __future__ import annotations

import numpy as np

from hingesim.render.display import Disc, Polygon, Shape
from hingesim.render.theme import Theme

_QUARTER = np.linspace(0, np.pi / 2, 9)
_LIGHTS = tuple(np.vstack([[0.0, 0.0], np.column_stack([np.cos(_QUARTER + turn), np.sin(_QUARTER + turn)])]) for turn in (0.0, np.pi))
"""Outlines of the two light quarters of a disc of radius 1."""


def quartered(name: str, x: float, y: float, radius: float, theme: Theme, rim: float) -> list[Shape]:
    """The mark of the centre of mass: a disc with two of its quarters light."""
    lights = [Polygon(f"{name} light", np.array([x, y]) + 0.72 * radius * light, theme.page) for light in _LIGHTS]
    return [Disc(name, x, y, radius, None, theme.com, theme.page, rim), *lights]


def diamond(name: str, x: float, y: float, radius: float, theme: Theme, unit: float) -> Polygon:
    """The mark of the extrapolated centre of mass."""
    xy = np.array([[x - radius, y], [x, y - radius], [x + radius, y], [x, y + radius]])
    return Polygon(name, xy, theme.xcom, theme.page, 1.5 * unit)


def arrow(name: str, start: np.ndarray, tip: np.ndarray, colour: str, width: float, rim: str) -> list[Shape]:
    """A shaft and a head with a rim that sets it off; points of shape (2,)."""
    along = tip - start
    length = float(np.hypot(*along))
    if length < 1e-6:
        return []
    along = along / length
    across = np.array([-along[1], along[0]])
    head = min(4.2 * width, length)
    neck = tip - head * along
    outline = [
        start + across * width / 2,
        neck + across * width / 2,
        neck + across * 1.7 * width,
        tip,
        neck - across * 1.7 * width,
        neck - across * width / 2,
        start - across * width / 2,
    ]
    return [Polygon(f"{name} rim", np.array(outline), None, rim, 0.8 * width), Polygon(name, np.array(outline), colour)]

"""Balls fixed in the links, hulls spanned over them, and patches on them: what a drawn body is made of."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from hingesim.body.humanoid import LINK

Point = tuple[float, float, float]


@dataclass(frozen=True)
class Hull:
    """One convex piece of a limb: the convex hull of its balls."""

    limb: str
    colour: str
    """Key of `theme.BODY`."""
    balls: tuple[int, ...]
    faces: Point | None = None
    """Outward direction, in the frame of its link, of a feature that lies on the surface (an eye); None for a solid piece."""

    @property
    def detail(self) -> bool:
        """Whether this is a feature on the surface: no outline, seen from its own side only."""
        return self.faces is not None


@dataclass(frozen=True)
class Patch:
    """A part of one ball's surface in another colour, as the face in the hair; solid pieces bulge out of it."""

    limb: str
    colour: str
    ball: int
    rim: tuple[Point, ...]
    """Its edge: unit vectors from the middle of the ball, in the frame of its link, in order."""


@dataclass
class Solids:
    """All balls, hulls and patches of one body."""

    link: list[int] = field(default_factory=list)
    local_m: list[Point] = field(default_factory=list)
    radius_m: list[float] = field(default_factory=list)
    hulls: list[Hull] = field(default_factory=list)
    patches: list[Patch] = field(default_factory=list)

    def ball(self, link: str, at_m: Point, radius_m: float) -> int:
        """Add a ball; returns its index."""
        self.link.append(LINK[link])
        self.local_m.append(at_m)
        self.radius_m.append(radius_m)
        return len(self.link) - 1

    def hull(self, limb: str, colour: str, *balls: int, faces: Point | None = None) -> None:
        """Add a hull over balls."""
        self.hulls.append(Hull(limb, colour, balls, faces))

    def chain(self, limb: str, colour: str, balls: Sequence[int]) -> None:
        """Add a hull over every two balls in a row: a round limb of changing girth."""
        for pair in itertools.pairwise(balls):
            self.hull(limb, colour, *pair)

    def loft(self, limb: str, colour: str, sections: Sequence[Sequence[int]]) -> None:
        """Add a hull over every two cross-sections in a row."""
        for below, above in itertools.pairwise(sections):
            self.hull(limb, colour, *below, *above)

    def patch(self, limb: str, colour: str, ball: int, rim: Iterable[Point]) -> None:
        """Add a patch on a ball."""
        self.patches.append(Patch(limb, colour, ball, tuple(rim)))


def smooth(rows: Sequence[tuple[float, ...]], at: Sequence[float]) -> list[tuple[float, ...]]:
    """Rows interpolated at values of their first column by a cubic through every row, so that a contour has no corners."""
    table = np.array(rows, float)
    knots, values = table[:, 0], table[:, 1:]
    slope = np.gradient(values, knots, axis=0)
    t = np.asarray(at, float)
    i = np.clip(np.searchsorted(knots, t, side="right") - 1, 0, len(knots) - 2)
    step = (knots[i + 1] - knots[i])[:, None]
    u = (t - knots[i])[:, None] / step
    out = (1 + 2 * u) * (1 - u) ** 2 * values[i] + u**2 * (3 - 2 * u) * values[i + 1]
    out += step * (u * (1 - u) ** 2 * slope[i] + u**2 * (u - 1) * slope[i + 1])
    return [(float(a), *map(float, row)) for a, row in zip(t, out, strict=True)]

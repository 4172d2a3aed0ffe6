"""A body cut into what is drawn as one polygon each, and the outlines of all pieces in a view."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np

from hingesim.body.humanoid import LINK_NAMES
from hingesim.render.camera import View
from hingesim.render.hulls import Patch, Point, Solids
from hingesim.render.order import LIMBS
from hingesim.render.outline import DIRECTIONS, Chains, Hulls

GLANCING = 0.12
"""A feature on the surface is seen when its outward direction has at least this share toward the viewer."""
LAYER_M = 0.3
"""Parts of one limb (thigh and shank, foot, ...) whose depths differ by more are painted far to near, others as listed."""
FINE_LAYER_M = {"head": 0.05, "forearm": 0.02}
"""The same for the pieces fixed in one link: face and hair, palm and fingers."""


@dataclass(frozen=True)
class Piece:
    """A hull, a chain of hulls over two balls each, or a patch: what is drawn as one polygon."""

    limb: str
    colour: str
    balls: tuple[int, ...]
    faces: Point | None = None
    chain: bool = False
    patch: Patch | None = None

    @property
    def solid(self) -> bool:
        """Whether it has an outline of its own."""
        return self.faces is None and self.patch is None


def pieces_of(solids: Solids) -> list[Piece]:
    """The hulls as listed, those that follow each other in a chain joined; every patch after the hull it lies on."""
    out: list[Piece] = []
    for hull in solids.hulls:
        last, chain = out[-1] if out else None, len(hull.balls) == 2
        if last and chain and last.chain and (last.limb, last.colour, last.balls[-1]) == (hull.limb, hull.colour, hull.balls[0]):
            out[-1] = replace(last, balls=(*last.balls, hull.balls[1]))
        else:
            out.append(Piece(hull.limb, hull.colour, hull.balls, hull.faces, chain))
        out += [Piece(p.limb, p.colour, hull.balls, patch=p) for p in solids.patches if p.ball in hull.balls]
    return out


class Silhouette:
    """Tables of the outline of one body, the same in every pose."""

    def __init__(self, solids: Solids) -> None:
        """Sort out the pieces and where their corners stand in the array of all corners."""
        self.link, self.local_m, self.radius_m = np.array(solids.link), np.array(solids.local_m), np.array(solids.radius_m)
        self.pieces = pieces_of(solids)
        self._patches = [piece.patch for piece in self.pieces if piece.patch]
        chains, hulls = ([i for i, p in enumerate(self.pieces) if p.chain == kind and not p.patch] for kind in (True, False))
        self._chains = Chains([self.pieces[i].balls for i in chains])
        self._hulls = Hulls([self.pieces[i].balls for i in hulls])
        self._listed = [*chains, *hulls, *(i for i, piece in enumerate(self.pieces) if piece.patch)]
        self._fixed = [*([DIRECTIONS] * len(hulls)), *(len(patch.rim) for patch in self._patches)]
        self._details = [i for i, piece in enumerate(self.pieces) if piece.faces]
        self._detail_link = self.link[[self.pieces[i].balls[0] for i in self._details]]
        self._faces = np.array([self.pieces[i].faces for i in self._details])
        self._layers = {limb: self._layer_table(limb) for limb in LIMBS}

    def _layer_table(self, limb: str) -> tuple[list[int], np.ndarray, np.ndarray, np.ndarray]:
        """Pieces of a limb, the part of it each belongs to, and what gives the layers from the depth of every ball.

        The first table is the depth of the part against the limb, the second that of the piece against the part.
        """
        of = [i for i, piece in enumerate(self.pieces) if piece.limb == limb]
        share = np.zeros((len(of), len(self.link)))
        for row, i in zip(share, of, strict=True):
            row[list(self.pieces[i].balls)] = 1 / len(self.pieces[i].balls)
        links = [self.link[self.pieces[i].balls[0]] for i in of]
        part = np.array([links.index(link) for link in links])
        fine = np.array([FINE_LAYER_M.get(LINK_NAMES[link].rpartition("_")[2], np.inf) for link in links])
        whole = np.array([share[part == own].mean(axis=0) for own in part])
        return of, part, (whole - share.mean(axis=0)) / LAYER_M, (share - whole) / fine[:, None]

    def layers(self, limb: str, balls_m: np.ndarray) -> list[int]:
        """Pieces of a limb in the order they are painted."""
        of, part, coarse, fine = self._layers[limb]
        depth = balls_m[:, 2]
        return [of[i] for i in np.lexsort((-np.round(fine @ depth), part, -np.round(coarse @ depth)))]

    def places(self, limb: str) -> tuple[np.ndarray, np.ndarray]:
        """Where a limb is compared with others in depth: every third ball of its chains and the middles of its hulls.

        The first is the share of every ball in each place, shape (places, balls), the second the radius of each, shape (places,).
        """
        share, radius = [], []
        for piece in (p for p in self.pieces if p.limb == limb and p.solid):
            groups = [[ball] for ball in piece.balls[::3]] if piece.chain else [list(piece.balls)]
            for group in groups:
                share.append(np.isin(np.arange(len(self.link)), group) / len(group))
                spread = np.linalg.norm(self.local_m[group] - self.local_m[group].mean(axis=0), axis=1).mean()
                radius.append(self.radius_m[group].mean() + (spread if len({*self.link[group]}) == 1 else 0.0))
        return np.array(share), np.array(radius)

    def outlines(self, balls_m: np.ndarray, rotation_world: np.ndarray, view: View) -> tuple[np.ndarray, np.ndarray, dict[int, slice]]:
        """Corners of all pieces in the view, the outward unit vectors there (zero on a patch), and which belong to a piece.

        The first two have shape (2, corners).
        """
        centre = np.ascontiguousarray(balls_m[:, :2].T)
        chain, chain_normal, counts = self._chains.edges(centre, self.radius_m)
        hull, hull_normal = self._hulls.edges(centre, self.radius_m)
        patch = np.concatenate([self._seen_part(patch, balls_m, rotation_world, view) for patch in self._patches]).T
        ends = np.cumsum([0, *counts, *self._fixed]).tolist()
        places = {i: slice(*ends_of) for i, ends_of in zip(self._listed, itertools.pairwise(ends), strict=True)}
        corners = np.concatenate([chain, hull, patch], axis=1)
        return corners, np.concatenate([chain_normal, hull_normal, np.zeros_like(patch)], axis=1), places

    def hidden(self, rotation_world: np.ndarray, view: View) -> set[int]:
        """Features on the surface that are not seen from this side."""
        away = np.einsum("dij,dj->di", rotation_world[self._detail_link], self._faces) @ view.away
        return {i for i, turned in zip(self._details, away > -GLANCING, strict=True) if turned}

    def _seen_part(self, patch: Patch, balls_m: np.ndarray, rotation_world: np.ndarray, view: View) -> np.ndarray:
        """shape (k, 2): the visible part of a patch. Where its edge passes behind the ball, it follows the ball's own edge."""
        rim = view.project_m(np.array(patch.rim) @ rotation_world[self.link[patch.ball]].T)
        at, behind = rim[:, :2], rim[:, 2] > 0
        count = int(behind.sum())
        if count == len(at):
            at = np.zeros_like(at)
        elif count:
            # Start at the first corner behind. The patch lies to the right of its edge, so the way round is clockwise.
            shift = -int(np.flatnonzero(behind & ~np.roll(behind, 1))[0])
            at, behind = np.roll(at, shift, axis=0), np.roll(behind, shift)
            (leave, back) = np.arctan2(at[[-1, count], 1], at[[-1, count], 0])
            turn = (leave - back) % (2 * np.pi)
            if turn > np.pi and count < len(at) / 4:
                turn = 0.0  # it only grazes the edge
            angle = leave - turn * np.arange(1, count + 1) / (count + 1)
            at[:count] = 1.02 * np.column_stack([np.cos(angle), np.sin(angle)])
        return balls_m[patch.ball, :2] + self.radius_m[patch.ball] * at

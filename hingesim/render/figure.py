"""Pose to figure: the outlines of the body in one view, limbs ordered from far to near."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.humanoid import Humanoid
from hingesim.render.camera import View
from hingesim.render.display import Polygon, Shape
from hingesim.render.pose import Pose
from hingesim.render.solids import Solids, solids_of
from hingesim.render.theme import OUTLINE_PT, Theme, mix

DIRECTIONS = 44
"""Corners of a drawn outline."""
LIMBS = ("free_arm", "free_leg", "stance_leg", "trunk", "head", "stance_arm")


@dataclass(frozen=True, eq=False)
class Figure:
    """Draws one body in one view."""

    humanoid: Humanoid
    view: View
    theme: Theme

    @cached_property
    def solids(self) -> Solids:
        """The body's balls and hulls."""
        return solids_of(self.humanoid)

    @cached_property
    def _tables(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Link, place and radius of every ball; balls of every hull, the first repeated to equal length."""
        s = self.solids
        most = max(len(hull.balls) for hull in s.hulls)
        padded = np.array([hull.balls + hull.balls[:1] * (most - len(hull.balls)) for hull in s.hulls])
        return np.array(s.link), np.array(s.local_m), np.array(s.radius_m), padded

    def balls_m(self, pose: Pose) -> np.ndarray:
        """shape (balls, 3): centres to the right, up and away in the view, metres."""
        link, local, _, _ = self._tables
        world = pose.position_world_m[link] + np.einsum("bij,bj->bi", pose.rotation_world[link], local)
        return self.view.project_m(world)

    def outlines_m(self, balls_m: np.ndarray) -> np.ndarray:
        """shape (hulls, DIRECTIONS, 2): outline of every hull, right and up.

        The outline of a hull over balls is, in every direction, the farthest ball's rim.
        """
        _, _, radius, hulls = self._tables
        angle = np.linspace(0, 2 * np.pi, DIRECTIONS, endpoint=False)
        direction = np.column_stack([np.cos(angle), np.sin(angle)])
        centre, reach = balls_m[hulls][..., :2], radius[hulls]
        farthest = (centre @ direction.T + reach[..., None]).argmax(axis=1)
        rows = np.arange(len(hulls))[:, None]
        return centre[rows, farthest] + reach[rows, farthest][..., None] * direction

    def extent_m(self, pose: Pose) -> tuple[float, float, float, float]:
        """Left, lowest, right and highest place of the figure in the view."""
        balls, radius = self.balls_m(pose), self._tables[2]
        low, high = (balls[:, :2] - radius[:, None]).min(axis=0), (balls[:, :2] + radius[:, None]).max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])

    def shapes(self, pose: Pose, to_page: Callable[[np.ndarray], np.ndarray], unit: float) -> dict[str, list[Shape]]:
        """Shapes of every limb, the farthest limb first.

        Args:
            to_page: places points of shape (..., 2) in the view, metres, on the page.
            unit: scale of line widths.
        """
        balls = self.balls_m(pose)
        outlines = to_page(self.outlines_m(balls))
        depth = self._depths(balls)
        drawn: dict[str, list[Shape]] = {}
        for limb in sorted(LIMBS, key=lambda name: -depth[name]):
            drawn[limb] = self._limb(limb, balls, outlines, limb.startswith(f"{self.far_side}_"), unit)
        return drawn

    @cached_property
    def far_side(self) -> str:
        """The side of the body away from the viewer of an upright trainee: `stance`, `free` or, seen along the middle, `none`.

        It keeps its lighter colours however the body turns.
        """
        away = self.view.away[1] * self.humanoid.side
        return "none" if abs(away) < 0.3 else "free" if away > 0 else "stance"

    @property
    def _trunk_lead(self) -> float:
        """How far the trunk reaches toward the viewer ahead of its middle: it covers the hip joints, not the shoulders."""
        return 1.2 * self.humanoid.proportions.hip_half_width_m

    def _depths(self, balls: np.ndarray) -> dict[str, float]:
        depth = {}
        for limb in LIMBS:
            members = sorted({ball for hull in self.solids.hulls if hull.limb == limb for ball in hull.balls})
            depth[limb] = float(balls[members, 2].mean())
        depth["trunk"] -= self._trunk_lead
        return depth

    def _limb(self, limb: str, balls: np.ndarray, outlines: np.ndarray, far: bool, unit: float) -> list[Shape]:
        members = [i for i, hull in enumerate(self.solids.hulls) if hull.limb == limb]
        lighter = self.theme.far_lightening if far else 0.0
        line = mix(self.theme.outline, self.theme.page, 1.4 * lighter)
        rim: list[Shape] = []
        body: list[Shape] = []
        for i in members:
            hull = self.solids.hulls[i]
            if hull.detail and balls[hull.balls[0], 2] > balls[list(self.solids.hulls[members[0]].balls), 2].mean():
                continue
            if not hull.detail:
                rim.append(Polygon(f"{limb} outline", outlines[i], None, line, 2 * OUTLINE_PT * unit))
            body.append(Polygon(limb, outlines[i], mix(self.theme.body[hull.colour], self.theme.page, lighter)))
        return rim + body

"""Pose to figure: the outlines of the body in one view, limbs ordered from far to near."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from hingesim.body.humanoid import Humanoid
from hingesim.render.camera import View
from hingesim.render.display import Polygon, Shape
from hingesim.render.order import LIMBS, Sight
from hingesim.render.pieces import Silhouette
from hingesim.render.pose import Pose
from hingesim.render.solids import Solids, solids_of
from hingesim.render.theme import OUTLINE_PT, Theme, mix


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
    def _silhouette(self) -> Silhouette:
        return Silhouette(self.solids)

    @cached_property
    def _sight(self) -> Sight:
        return Sight({limb: self._silhouette.places(limb) for limb in LIMBS})

    def balls_m(self, pose: Pose) -> np.ndarray:
        """shape (balls, 3): centres to the right, up and away in the view, metres."""
        link, local = self._silhouette.link, self._silhouette.local_m
        world = pose.position_world_m[link] + np.einsum("bij,bj->bi", pose.rotation_world[link], local)
        return self.view.project_m(world)

    def extent_m(self, pose: Pose) -> tuple[float, float, float, float]:
        """Left, lowest, right and highest place of the figure in the view."""
        (right, up, _), radius = self.balls_m(pose).T, self._silhouette.radius_m
        return float((right - radius).min()), float((up - radius).min()), float((right + radius).max()), float((up + radius).max())

    def shapes(self, pose: Pose, to_page: Callable[[np.ndarray], np.ndarray], unit: float) -> dict[str, list[Shape]]:
        """Shapes of every limb, the farthest limb first.

        Args:
            to_page: places points of shape (..., 2) in the view, metres, on the page.
            unit: scale of line widths.
        """
        silhouette, balls = self._silhouette, self.balls_m(pose)
        metre = to_page(np.array([[0.0, 0.0], [1.0, 0.0]]))
        rim_m = OUTLINE_PT * unit / float(metre[1, 0] - metre[0, 0])
        corner, outward, places = silhouette.outlines(balls, pose.rotation_world, self.view)
        rims, faces = to_page(np.moveaxis(np.stack([corner + rim_m * outward, corner], axis=1), 0, -1))
        hidden = silhouette.hidden(pose.rotation_world, self.view)
        drawn: dict[str, list[Shape]] = {}
        for limb in self._sight.far_to_near(balls):
            lighter = self.theme.far_lightening if limb.startswith(f"{self.far_side}_") else 0.0
            line = mix(self.theme.outline, self.theme.page, 1.4 * lighter)
            seen = [i for i in silhouette.layers(limb, balls) if i not in hidden]
            drawn[limb] = [Polygon(f"{limb} outline", rims[places[i]], line) for i in seen if silhouette.pieces[i].solid]
            for i in seen:
                colour = mix(self.theme.body[silhouette.pieces[i].colour], self.theme.page, lighter)
                drawn[limb].append(Polygon(limb, faces[places[i]], colour))
        return drawn

    @cached_property
    def far_side(self) -> str:
        """The side of the body away from the viewer of an upright trainee: `stance`, `free` or, seen along the middle, `none`.

        It keeps its lighter colours however the body turns.
        """
        away = self.view.away[1] * self.humanoid.side
        return "none" if abs(away) < 0.3 else "free" if away > 0 else "stance"

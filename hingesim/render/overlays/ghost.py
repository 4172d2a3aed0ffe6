"""The silhouette of the start."""

from __future__ import annotations

from hingesim.render.camera import SIDE, View
from hingesim.render.display import Polygon, Shape
from hingesim.render.overlay import Overlay, Plane
from hingesim.render.panel import Panel
from hingesim.render.stage import Stage
from hingesim.render.theme import mix

PALE = 0.80
"""Share of the page colour in the silhouette."""


class Ghost(Overlay):
    """Silhouette of the start."""

    name, plane, rank = "ghost", Plane.BEHIND, 10

    def seen_in(self, view: View) -> bool:
        """From the side."""
        return view == SIDE

    def still(self, stage: Stage, panel: Panel) -> list[Shape]:
        """The body where it stood, in one pale colour."""
        pale = mix(panel.look.theme.ground_line, panel.look.theme.page, PALE)
        limbs = stage.body(stage.start, panel).values()
        return [Polygon("ghost", s.xy, pale) for limb in limbs for s in limb if isinstance(s, Polygon) and s.fill]


OVERLAY = Ghost()

"""The functional base of support."""

from __future__ import annotations

from hingesim.render.display import Polygon, Shape, box
from hingesim.render.look import Look
from hingesim.render.overlay import Overlay, Plane
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage


class Base(Overlay):
    """Functional base of support under the foot."""

    name, plane, rank = "base", Plane.FLOOR, 10

    def moving(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """A slab under the foot, or its outline where the ground is seen from above."""
        if not pose.planted:
            return []
        theme, xy = panel.look.theme, panel.to_page(pose.base_world_m())
        if panel.view.level:
            xy = box(xy[:, 0].min(), panel.ground_y, xy[:, 0].max(), panel.ground_y + panel.slab_pt)
        # Seen from above it lies under the shoe, and shows through it.
        return [Polygon("base of support", xy, theme.base, theme.base_line, panel.unit, 1.0 if panel.view.level else 0.6)]

    def sign(self, x: float, y: float, size: float, look: Look) -> list[Shape]:
        """A slab."""
        slab = box(x - 0.75 * size, y - 0.22 * size, x + 0.75 * size, y + 0.22 * size)
        return [Polygon(f"sign {self.name}", slab, look.theme.base, look.theme.base_line)]


OVERLAY = Base()

"""The foot from above, small in a corner."""

from __future__ import annotations

from hingesim.render import foot
from hingesim.render.camera import SIDE, View
from hingesim.render.display import Shape
from hingesim.render.overlay import Overlay, Plane, once_a_clip
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage


@once_a_clip
def _place(stage: Stage, panel: Panel) -> Panel | None:
    """Where it stands, when there is room: nothing of her or of the band is hidden."""
    return foot.inset_place(panel, stage.recording, stage.busy_m)


class Inset(Overlay):
    """The foot from above in a corner."""

    name, plane = "inset", Plane.BEHIND
    words = ("inset", "inset_two")

    def seen_in(self, view: View) -> bool:
        """From the side."""
        return view == SIDE

    def still(self, stage: Stage, panel: Panel) -> list[Shape]:
        """Frame and foot."""
        above = _place(stage, panel)
        return foot.backdrop(stage.start, above) if above else []

    def moving(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """Mass and pressure."""
        above = _place(stage, panel)
        return foot.weight_over(pose, above, path=False) if above else []


OVERLAY = Inset()

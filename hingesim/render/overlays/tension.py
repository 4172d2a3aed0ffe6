"""The pull of the band."""

from __future__ import annotations

from hingesim.render import gear
from hingesim.render.camera import FRONT, View
from hingesim.render.display import Shape
from hingesim.render.overlay import Overlay
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage


class Tension(Overlay):
    """Pull of the band in newtons."""

    name, rank = "tension", 60
    words = ("band", "slack")

    def seen_in(self, view: View) -> bool:
        """Where the anchor does not stand before the body."""
        return view != FRONT

    def labels(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """The number above the anchor."""
        return gear.tension_label(pose, panel, stage.strands_m)


OVERLAY = Tension()

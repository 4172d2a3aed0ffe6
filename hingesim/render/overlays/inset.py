"""The foot from above, small in a corner."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from hingesim.render import foot
from hingesim.render.camera import SIDE, View
from hingesim.render.display import Shape
from hingesim.render.overlay import Overlay, Plane
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage


class Inset(Overlay):
    """The foot from above in a corner."""

    name, plane = "inset", Plane.BEHIND
    words = ("inset", "inset_two")

    def __init__(self) -> None:
        self._places: WeakKeyDictionary[Stage, tuple[Panel, Panel | None]] = WeakKeyDictionary()

    def seen_in(self, view: View) -> bool:
        """From the side."""
        return view is SIDE

    def place(self, stage: Stage, panel: Panel) -> Panel | None:
        """Where it stands, when there is room: nothing of her or of the band is hidden. Looked for once in a clip, not in every frame."""
        known = self._places.get(stage)
        if known is None or known[0] is not panel:
            known = self._places[stage] = panel, foot.inset_place(panel, stage.recording, stage.busy_m)
        return known[1]

    def still(self, stage: Stage, panel: Panel) -> list[Shape]:
        """Frame and foot."""
        above = self.place(stage, panel)
        return foot.backdrop(stage.start, above) if above else []

    def moving(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """Mass and pressure."""
        above = self.place(stage, panel)
        return foot.weight_over(pose, above, path=False) if above else []


OVERLAY = Inset()

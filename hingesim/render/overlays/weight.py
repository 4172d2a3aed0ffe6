"""How the weight is shared along the foot."""

from __future__ import annotations

import numpy as np

from hingesim.common.words import Words
from hingesim.render.camera import SIDE, View
from hingesim.render.display import Polygon, Shape, Text
from hingesim.render.fonts import text_width
from hingesim.render.overlay import Overlay, Plane
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage


class Weight(Overlay):
    """Share of the weight on heel and toes."""

    name, plane, rank = "weight", Plane.FLOOR, 20
    words = ("heel_load", "toe_load", "share")

    def seen_in(self, view: View) -> bool:
        """From the side."""
        return view is SIDE

    def moving(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """A wedge under the base: its deeper end carries more."""
        if pose.heel_load is None or not pose.planted:
            return []
        x = panel.to_page(pose.base_world_m())[:, 0]
        top = panel.ground_y + panel.slab_pt + panel.unit
        room = min(panel.bottom - 2 * panel.unit - top, 3 * panel.slab_pt)
        heel, toes = top + room * pose.heel_load, top + room * (1 - pose.heel_load)
        wedge = np.array([[x.min(), top], [x.max(), top], [x.max(), toes], [x.min(), heel]])
        return [Polygon("weight bar", wedge, panel.look.theme.cop, None, opacity=0.8)]

    def labels(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """Heel and toes beside the base with their share; they stay where the foot stood."""
        if not pose.planted or pose.heel_load is None:
            return []
        x = panel.to_page(stage.start.base_world_m())[:, 0]
        size, gap, words = panel.small_pt, 5 * panel.unit, panel.look.words
        y = panel.ground_y + 0.5 * panel.slab_pt + 0.75 * size
        left, right, quiet = float(x.min()) - gap, float(x.max()) + gap, panel.look.theme.quiet
        room = min(left - panel.left, panel.right - right) - gap
        heel, toes = _names(round(100 * pose.heel_load), words, size, room)
        return [Text("label heel", left, y, heel, size, quiet, "right"), Text("label toes", right, y, toes, size, quiet)]


def _names(heel_percent: int, words: Words, size: float, room: float) -> tuple[str, str]:
    """Both ends with their share of the weight; shares alone where there is little room."""
    for heel, toe in (("heel_load", "toe_load"), ("share", "share")):
        if max(text_width(words.label(key, percent=100), size) for key in (heel, toe)) <= room:
            return words.label(heel, percent=heel_percent), words.label(toe, percent=100 - heel_percent)
    return "", ""


OVERLAY = Weight()

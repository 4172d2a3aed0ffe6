"""How far the hips went back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from hingesim.body.humanoid import LINK
from hingesim.render.camera import SIDE, View
from hingesim.render.display import Line, Shape, Text
from hingesim.render.overlay import Overlay
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.signs import arrow
from hingesim.render.stage import Stage

LEAST_M = 0.01
"""A shorter way has no arrow."""


class Hips(Overlay):
    """How far the hips went back."""

    name, rank = "hips", 70
    words = ("hips_back", "hips_ahead", "hips_short")

    def seen_in(self, view: View) -> bool:
        """From the side."""
        return view is SIDE

    def moving(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """An arrow from where the stance hip started to where it is, at the height it has now."""
        if not pose.planted:
            return []
        theme, u = panel.look.theme, panel.unit
        (x0, x1), y = self._ends(stage, pose, panel)
        mark = np.array([[x0, y - 12 * u], [x0, y + 12 * u]])
        out: list[Shape] = [Line("hips start rim", mark, theme.page, 5 * u), Line("hips start", mark, theme.measure, 2.4 * u)]
        if abs(x1 - x0) < LEAST_M * panel.scale:
            return out
        return [*out, *arrow("hip arrow", np.array([x0, y]), np.array([x1, y]), theme.measure, 2.8 * u, theme.page)]

    def labels(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """Centimetres, behind the arrow."""
        if not pose.planted:
            return []
        hip, size, u = LINK["hip_carrier_1"], panel.text_pt, panel.unit
        back_cm = 100 * float(stage.start.position_world_m[hip, 0] - pose.position_world_m[hip, 0])
        if abs(back_cm) < 100 * LEAST_M:
            return []
        (x0, x1), y = self._ends(stage, pose, panel)
        said = panel.look.words.label("hips_back" if back_cm > 0 else "hips_ahead", centimetre=abs(back_cm))
        theme = panel.look.theme
        body = pose.recording.humanoid.proportions.segments["thigh"].length_m * 0.26 * panel.scale
        label = Text("label hips", min(x0, x1) - body, y - 1.1 * size, said, size, theme.measure, "right", True, theme.page)
        edge = panel.left + 4 * u
        if label.left < edge:
            # No room beside the body: only the number, which the arrow explains.
            label = replace(label, text=panel.look.words.label("hips_short", centimetre=abs(back_cm)))
        if label.left < edge:
            label = replace(label, x=edge, y=y - 2.4 * size, align="left")
        return [label]

    def _ends(self, stage: Stage, pose: Pose, panel: Panel) -> tuple[tuple[float, float], float]:
        hip = LINK["hip_carrier_1"]
        (x0, _), (x1, y) = panel.at(stage.start.position_world_m[hip]), panel.at(pose.position_world_m[hip])
        return (x0, x1), y


OVERLAY = Hips()

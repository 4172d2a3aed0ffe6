"""How far the hips went back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from hingesim.body.humanoid import LINK
from hingesim.render.camera import SIDE, View
from hingesim.render.display import Line, Polygon, Shape, Text
from hingesim.render.overlay import Overlay
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage
from hingesim.render.theme import mix


class Hips(Overlay):
    """How far the hips went back, with the silhouette of the start."""

    name, rank, shown = "hips", 70, False
    words = ("hips_back", "hips_ahead")

    def seen_in(self, view: View) -> bool:
        """From the side."""
        return view is SIDE

    def still(self, stage: Stage, panel: Panel) -> list[Shape]:
        """The silhouette of the start."""
        pale = mix(panel.look.theme.ground_line, panel.look.theme.page, 0.78)
        limbs = stage.body(stage.start, panel).values()
        return [Polygon("ghost", s.xy, pale) for limb in limbs for s in limb if isinstance(s, Polygon) and s.fill]

    def labels(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """A dimension line from where the stance hip started to where it is."""
        if not pose.planted:
            return []
        theme, u = panel.look.theme, panel.unit
        hip = LINK["hip_carrier_1"]
        (x0, y), (x1, _) = panel.at(stage.start.position_world_m[hip]), panel.at(pose.position_world_m[hip])
        back_cm = 100 * float(stage.start.position_world_m[hip, 0] - pose.position_world_m[hip, 0])
        tick = 7 * u
        out: list[Shape] = []
        for colour, width in ((theme.page, 4.6 * u), (theme.measure, 2.0 * u)):
            out.append(Line("hips line", np.array([[x0, y], [x1, y]]), colour, width))
            out += [Line("hips end", np.array([[x, y - tick], [x, y + tick]]), colour, width) for x in (x0, x1)]
        name = "hips_back" if back_cm > -0.5 else "hips_ahead"
        said = panel.look.words.label(name, centimetre=abs(back_cm))
        size = panel.text_pt
        label = Text("label hips", min(x0, x1) - 6 * u, y + 0.35 * size, said, size, theme.measure, "right", True, theme.page)
        if label.left < panel.left:
            label = replace(label, x=max(x0, x1) + 6 * u, align="left")
        return [*out, label]


OVERLAY = Hips()

"""How the weight is shared along the foot: two scales under it."""

from __future__ import annotations

from hingesim.render.camera import SIDE, View
from hingesim.render.captions import BETWEEN
from hingesim.render.display import Polygon, Shape, Text, box
from hingesim.render.fonts import text_width
from hingesim.render.overlay import Overlay, Plane
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage
from hingesim.render.theme import mix

WIDE_M, GAP_M = 0.115, 0.012
"""Width of a scale, and half the gap between the two."""
HIGH_M = 0.17
"""Most height of a scale."""


class Weight(Overlay):
    """Share of the weight on heel and toes, as two scales that fill."""

    name, plane, rank = "weight", Plane.FLOOR, 20
    words = ("heel_load", "toe_load", "share", "heel_off", "foot_off", "down")

    def seen_in(self, view: View) -> bool:
        """From the side."""
        return view is SIDE

    def boxes(self, stage: Stage, panel: Panel) -> dict[str, tuple[float, float, float, float]]:
        """Left, top, right and bottom of both scales; they stay where the foot stood."""
        x = panel.to_page(stage.start.base_world_m())[:, 0]
        middle, gap, wide = float(x.min() + x.max()) / 2, GAP_M * panel.scale, WIDE_M * panel.scale
        top = panel.ground_y + panel.slab_pt + 2 * panel.unit
        bottom = min(panel.bottom - 2 * panel.unit, top + HIGH_M * panel.scale)
        return {"heel": (middle - gap - wide, top, middle - gap, bottom), "toes": (middle + gap, top, middle + gap + wide, bottom)}

    def moving(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """Each scale is filled from below by its share of the weight: all of it fills one."""
        theme, u = panel.look.theme, panel.unit
        shares, out = {"heel": pose.heel_load, "toes": pose.toe_load}, []
        for name, (left, top, right, bottom) in self.boxes(stage, panel).items():
            colour = theme.stamp["lost"] if name == "heel" and pose.heel_off else theme.cop
            out.append(Polygon(f"scale {name}", box(left, top, right, bottom), theme.page, colour, 1.5 * u))
            if shares[name] > 0:
                level = bottom - shares[name] * (bottom - top)
                out.append(Polygon(f"scale {name} fill", box(left, level, right, bottom), mix(colour, theme.page, 0.1)))
        return out

    def labels(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """What both carry, beside the scales; where the left one finds no room both stand to the right."""
        words, theme, size, gap = panel.look.words, panel.look.theme, panel.small_pt, 5 * panel.unit
        boxes = self.boxes(stage, panel)
        left, right = boxes["heel"][0] - gap, boxes["toes"][2] + gap
        y = (boxes["heel"][1] + boxes["heel"][3]) / 2 + 0.35 * size
        rooms = left - panel.left - gap, panel.right - right - gap
        heel = round(100 * pose.heel_load)
        # Rounded together where the foot carries everything; beside another foot each for itself.
        whole = pose.heel_load + pose.toe_load > 0.999
        shares = heel, 100 - heel if whole else round(100 * pose.toe_load)
        keys = ("heel_load", "toe_load")
        said = [words.label(key, percent=share) for key, share in zip(keys, shares, strict=True)]
        most = [text_width(words.label(key, percent=100), size, True) for key in keys]
        colour = theme.quiet
        if pose.heel_off:
            colour = theme.stamp["forward_fall"]
            said[0] = words.label("down" if pose.down else "foot_off" if pose.cop_world_m is None else "heel_off")
            most[0] = text_width(said[0], size, True)
            if pose.down:  # the weight is not on her feet
                x, align = (left, "right") if most[0] <= rooms[0] else (right, "left")
                return [Text("label heel", x, y, said[0], size, colour, align, True, theme.floor)] if most[0] <= max(rooms) else []
        if most[0] > rooms[0]:
            both = BETWEEN.join(said)
            if most[0] + text_width(BETWEEN, size, True) + most[1] <= rooms[1]:
                return [Text("label heel", right, y, both, size, colour, "left", True, theme.floor)]
            said = [words.label("share", percent=share) for share in shares]
        return [
            Text("label heel", left, y, said[0], size, colour, "right", True, theme.floor),
            Text("label toes", right, y, said[1], size, theme.quiet, "left", True, theme.floor),
        ]


OVERLAY = Weight()

"""How the weight is shared along the foot: two scales under it."""

from __future__ import annotations

from hingesim.render.camera import SIDE, View
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
        """What both carry, beside the scales."""
        words, theme, size, gap = panel.look.words, panel.look.theme, panel.small_pt, 5 * panel.unit
        boxes = self.boxes(stage, panel)
        left, right = boxes["heel"][0] - gap, boxes["toes"][2] + gap
        y = (boxes["heel"][1] + boxes["heel"][3]) / 2 + 0.35 * size
        rooms = left - panel.left, panel.right - right
        heel = round(100 * pose.heel_load)
        # Rounded together where the foot carries everything; beside another foot each for itself.
        whole = pose.heel_load + pose.toe_load > 0.999
        toes = 100 - heel if whole else round(100 * pose.toe_load)
        full = ("heel_load", "toe_load")
        fits = [text_width(words.label(key, percent=100), size, True) <= room for key, room in zip(full, rooms, strict=True)]
        names = [key if fit else "share" for key, fit in zip(full, fits, strict=True)]
        said = [words.label(name, percent=share) for name, share in zip(names, (heel, toes), strict=True)]
        colour = theme.quiet
        if pose.heel_off:
            colour = theme.stamp["forward_fall"]
            off = words.label("down" if pose.down else "foot_off" if pose.cop_world_m is None else "heel_off")
            wide = text_width(off, size, True)
            if pose.down:  # the weight is not on her feet
                x, align = (left, "right") if wide <= rooms[0] else (right, "left")
                return [Text("label heel", x, y, off, size, colour, align, True, theme.floor)] if wide <= max(rooms) else []
            said[0] = off if wide <= rooms[0] else said[0]
        return [
            Text("label heel", left, y, said[0], size, colour, "right", True, theme.floor),
            Text("label toes", right, y, said[1], size, theme.quiet, "left", True, theme.floor),
        ]


OVERLAY = Weight()

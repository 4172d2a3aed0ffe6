"""How the weight is shared along the foot: two scales under it."""

from __future__ import annotations

from hingesim.render.camera import SIDE, View
from hingesim.render.captions import BETWEEN
from hingesim.render.display import Polygon, Shape, Text, box
from hingesim.render.fonts import text_width
from hingesim.render.overlay import Overlay, Plane, once_a_clip
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.stage import Stage
from hingesim.render.theme import Theme, mix

WIDE_M, GAP_M = 0.115, 0.012
"""Width of a scale, and half the gap between the two."""
HIGH_M = 0.17
"""Most height of a scale."""

LOADS = ("heel_load", "toe_load")
"""Texts of both."""


@once_a_clip
def _boxes(stage: Stage, panel: Panel) -> dict[str, tuple[float, float, float, float]]:
    """Left, top, right and bottom of both scales; they stay where the foot stood."""
    x = panel.to_page(stage.start.base_world_m())[:, 0]
    middle, gap, wide = float(x.min() + x.max()) / 2, GAP_M * panel.scale, WIDE_M * panel.scale
    top = panel.ground_y + panel.slab_pt + 2 * panel.unit
    bottom = min(panel.bottom - 2 * panel.unit, top + HIGH_M * panel.scale)
    return {"heel": (middle - gap - wide, top, middle - gap, bottom), "toes": (middle + gap, top, middle + gap + wide, bottom)}


@once_a_clip
def _most_pt(stage: Stage, panel: Panel) -> list[float]:
    """Widths of what is told of both with the most digits of the run: these decide where they stand, named or not."""
    words, loads = panel.look.words, (stage.recording.metrics.heel_load, stage.recording.metrics.toe_load)
    return [text_width(words.label(key, percent=100 * load.max()), panel.small_pt, True) for key, load in zip(LOADS, loads, strict=True)]


class Weight(Overlay):
    """Share of the weight on heel and toes, as two scales that fill."""

    name, plane, rank = "weight", Plane.FLOOR, 20
    words = ("heel_load", "toe_load", "share", "heel_off", "foot_off", "down")

    def seen_in(self, view: View) -> bool:
        """From the side."""
        return view == SIDE

    def moving(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """Each scale is filled from below by its share of the weight: all of it fills one."""
        theme, u = panel.look.theme, panel.unit
        shares, out = {"heel": pose.heel_load, "toes": pose.toe_load}, []
        for name, (left, top, right, bottom) in _boxes(stage, panel).items():
            colour = theme.stamp["lost"] if name == "heel" and pose.heel_off else theme.cop
            out.append(Polygon(f"scale {name}", box(left, top, right, bottom), theme.page, colour, 1.5 * u))
            if shares[name] > 0:
                level = bottom - shares[name] * (bottom - top)
                out.append(Polygon(f"scale {name} fill", box(left, level, right, bottom), scale_fill(colour, theme)))
        return out

    def labels(self, stage: Stage, pose: Pose, panel: Panel) -> list[Shape]:
        """What both carry, beside the scales; where the left one finds no room both stand to the right."""
        words, theme, size, gap = panel.look.words, panel.look.theme, panel.small_pt, 5 * panel.unit
        boxes = _boxes(stage, panel)
        left, right = boxes["heel"][0] - gap, boxes["toes"][2] + gap
        y = (boxes["heel"][1] + boxes["heel"][3]) / 2 + 0.35 * size
        rooms = left - panel.left - gap, panel.right - right - gap
        heel = round(100 * pose.heel_load)
        # Rounded together where the foot carries everything; beside another foot each for itself.
        whole = pose.heel_load + pose.toe_load > 0.999
        shares = heel, 100 - heel if whole else round(100 * pose.toe_load)
        said = [words.label(key, percent=share) for key, share in zip(LOADS, shares, strict=True)]
        most = _most_pt(stage, panel)
        joint = text_width(BETWEEN, size, True)
        beside = most[0] <= rooms[0]
        together = not beside and most[0] + joint + most[1] <= rooms[1]
        if not beside and not together:
            said = [words.label("share", percent=share) for share in shares]
        colour = theme.quiet
        if pose.heel_off:
            colour = theme.stamp["forward_fall"]
            lifted = words.label("down" if pose.down else "foot_off" if pose.cop_world_m is None else "heel_off")
            wide = text_width(lifted, size, True)
            if pose.down:  # the weight is not on her feet
                x, align = (left, "right") if wide <= rooms[0] else (right, "left")
                return [Text("label heel", x, y, lifted, size, colour, align, True, theme.floor)] if wide <= max(rooms) else []
            moved = wide > rooms[0] and wide + joint + text_width(said[1], size, True) <= rooms[1]
            if together or moved or wide <= rooms[0]:
                said[0] = lifted
            together = together or moved
        if together:
            return [Text("label heel", right, y, BETWEEN.join(said), size, colour, "left", True, theme.floor)]
        return [
            Text("label heel", left, y, said[0], size, colour, "right", True, theme.floor),
            Text("label toes", right, y, said[1], size, theme.quiet, "left", True, theme.floor),
        ]


def scale_fill(colour: str, theme: Theme) -> str:
    """What a scale of this colour is filled with."""
    return mix(colour, theme.page, 0.1)


OVERLAY = Weight()

"""How far the hips went back."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from hingesim.body.humanoid import LINK
from hingesim.render.camera import SIDE, View
from hingesim.render.display import Line, Shape, Text
from hingesim.render.fonts import text_width
from hingesim.render.overlay import Overlay, once_a_clip
from hingesim.render.panel import Panel
from hingesim.render.pose import PLANTED, Pose
from hingesim.render.signs import arrow
from hingesim.render.stage import Stage

LEAST_M = 0.01
"""A shorter way has no arrow."""
FORMS = (1, 2, 3, 0)
"""Numbers of lines of the label, the best first; 0 for the number alone."""
PARTS = re.compile(r"(\S+) (\S+\s\S+) (.+)")
"""What moved, how far with its unit, and whither, in every language."""


class Hips(Overlay):
    """How far the hips went back."""

    name, rank = "hips", 70
    words = ("hips_back", "hips_ahead", "hips_short")

    def seen_in(self, view: View) -> bool:
        """From the side."""
        return view == SIDE

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
        lines, above = _form(stage, panel)
        x, y = min(x0, x1) - _body_pt(stage, panel), y - (2.4 if above else 1.1) * size
        told = _said(back_cm, lines, panel)
        out = []
        for number, text in enumerate(told):
            base = y - 1.2 * size * (len(told) - 1 - number)
            label = Text("label hips", x, base, text, size, panel.look.theme.measure, "right", True, panel.look.theme.page)
            out.append(replace(label, x=max(label.left, panel.left + 4 * u), align="left") if above else label)
        return out

    def _ends(self, stage: Stage, pose: Pose, panel: Panel) -> tuple[tuple[float, float], float]:
        hip = LINK["hip_carrier_1"]
        (x0, _), (x1, y) = panel.at(stage.start.position_world_m[hip]), panel.at(pose.position_world_m[hip])
        return (x0, x1), y


@once_a_clip
def _form(stage: Stage, panel: Panel) -> tuple[int, bool]:
    """In how many lines the label is told, and whether it stands above the body: once for all instants, or it would jump to and fro.

    Of the forms the first that finds room beside the body at every instant; where none does, the number alone stands above it.
    """
    recording, hip = stage.recording, LINK["hip_carrier_1"]
    hips = recording.link_poses.position_world_m[:, hip]
    back_cm = 100 * (hips[0, 0] - hips[:, 0])
    stands = (recording.link_poses.rotation_world[:, LINK["stance_foot"], 2, 2] > PLANTED) & np.isfinite(recording.foot_cop_world_m[:, 0])
    told = stands & (np.abs(back_cm) >= 100 * LEAST_M)
    x = np.minimum(panel.to_page(hips)[:, 0], panel.to_page(hips[0])[0])
    room = x - _body_pt(stage, panel) - panel.left - 4 * panel.unit
    rounded = np.round(back_cm)
    least = {cm: float(room[told & (rounded == cm)].min()) for cm in {*rounded[told].tolist()}}  # np.unique loads the masked arrays
    for lines in FORMS:
        if all(text_width(text, panel.text_pt, True) <= most for cm, most in least.items() for text in _said(cm, lines, panel)):
            return lines, False
    return FORMS[-1], True


def _body_pt(stage: Stage, panel: Panel) -> float:
    """From the hip to behind the body."""
    return stage.recording.humanoid.proportions.segments["thigh"].length_m * 0.33 * panel.scale


def _said(back_cm: float, lines: int, panel: Panel) -> list[str]:
    """`hips 8 cm back` in so many lines; in none the number alone, which the arrow explains."""
    words, centimetre = panel.look.words, abs(back_cm)
    if lines == 0:
        return [words.label("hips_short", centimetre=centimetre)]
    text = words.label("hips_back" if back_cm > 0 else "hips_ahead", centimetre=centimetre)
    parts = PARTS.fullmatch(text)
    assert parts
    what, way, where = parts.groups()
    return {1: [text], 2: [what, f"{way} {where}"], 3: [what, way, where]}[lines]


OVERLAY = Hips()

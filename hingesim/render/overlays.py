"""What is drawn over and under the body: mass, pressure, ground force, base of support, band, anchor."""

from __future__ import annotations

import numpy as np

from hingesim.body import hands_on
from hingesim.metrics import SLACK_N
from hingesim.render import theme
from hingesim.render.captions import label
from hingesim.render.display import Disc, Line, Polygon, Shape, Text, box
from hingesim.render.fonts import text_width
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose

BODY_WEIGHT_M = 0.5
"""Drawn length of a ground force of one body weight."""
MOST_BODY_WEIGHTS = 1.8
"""Longer arrows (impacts) are cut here."""
FULL_COLOUR_N = 150.0
"""Tension at which the band has its strongest colour and width."""
IRON_KG_M3 = 7200.0
SAG_FLOOR_M = 0.02
"""A slack band does not hang lower than this."""


def mass(pose: Pose, panel: Panel) -> list[Shape]:
    """Centre of mass with its plumb line."""
    u = panel.unit
    x, y = panel.at(pose.com_world_m)
    foot_x, foot_y = panel.at(pose.com_world_m * [1, 1, 0])
    mark = np.array([[foot_x, foot_y], [foot_x - 4 * u, foot_y + 8 * u], [foot_x + 4 * u, foot_y + 8 * u]])
    return [
        Line("plumb line", np.array([[x, y], [foot_x, foot_y]]), theme.COM, 1.8 * u, (5 * u, 4 * u)),
        Polygon("plumb mark", mark, theme.COM, theme.PAGE, u),
        Disc("centre of mass", x, y, 7 * u, None, theme.COM, theme.PAGE, 2 * u),
    ]


def ground_force(pose: Pose, panel: Panel) -> list[Shape]:
    """Ground reaction force as an arrow from the centre of pressure, and the dot of the latter."""
    if pose.cop_world_m is None:
        return []
    u = panel.unit
    x, y = panel.at(pose.cop_world_m)
    force = pose.grf_body_weights
    size = float(np.linalg.norm(force))
    out: list[Shape] = []
    if size > 0.05:
        force = force * min(1.0, MOST_BODY_WEIGHTS / size)
        tip = np.array(panel.at(pose.cop_world_m + BODY_WEIGHT_M * force))
        out += arrow("ground force", np.array([x, y]), tip, theme.GRF, 3.2 * u)
    return [*out, Disc("centre of pressure", x, y, 5.5 * u, None, theme.COP, theme.PAGE, 1.6 * u)]


def arrow(name: str, start: np.ndarray, tip: np.ndarray, colour: str, width: float) -> list[Shape]:
    """A shaft and a head, with a light rim; points of shape (2,)."""
    along = tip - start
    length = float(np.hypot(*along))
    if length < 1e-6:
        return []
    along = along / length
    across = np.array([-along[1], along[0]])
    head = min(4.2 * width, length)
    neck = tip - head * along
    outline = [
        start + across * width / 2,
        neck + across * width / 2,
        neck + across * 1.7 * width,
        tip,
        neck - across * 1.7 * width,
        neck - across * width / 2,
        start - across * width / 2,
    ]
    return [Polygon(f"{name} rim", np.array(outline), None, theme.PAGE, 0.8 * width), Polygon(name, np.array(outline), colour)]


def base(pose: Pose, panel: Panel) -> list[Shape]:
    """The functional base of support as a slab under the foot."""
    x = panel.to_page(pose.base_world_m())[:, 0]
    slab = box(x.min(), panel.ground_y, x.max(), panel.ground_y + panel.slab_pt)
    return [Polygon("base of support", slab, theme.BASE, theme.BASE_LINE, panel.unit)]


def base_labels(pose: Pose, panel: Panel) -> list[Shape]:
    """Heel and toe end of the base, beside the slab."""
    x = panel.to_page(pose.base_world_m())[:, 0]
    size, gap = panel.small_pt, 5 * panel.unit
    y = panel.ground_y + 0.5 * panel.slab_pt + 0.75 * size
    return [
        Text("label heel", float(x.min()) - gap, y, label("heel"), size, theme.QUIET, "right"),
        Text("label toes", float(x.max()) + gap, y, label("toe"), size, theme.QUIET),
    ]


def shadow(extent_m: tuple[float, float, float, float], panel: Panel) -> list[Shape]:
    """A flat shadow on the floor under a body of this extent; fainter when the body is high above it."""
    left, right = panel.x(extent_m[0]), panel.x(extent_m[2])
    middle, half = (left + right) / 2, (right - left) / 2
    y, high = panel.ground_y + 0.62 * panel.floor_pt * 0.5, 0.17 * panel.floor_pt
    return [Disc("shadow", middle, y, half * share, high * share, theme.SHADOW, opacity=0.45) for share in (1.0, 0.82)]


def tension_colour(tension_n: float) -> str:
    """From slack grey through orange to red."""
    if tension_n < SLACK_N:
        return theme.BAND_SLACK
    return theme.mix(theme.BAND_LOW, theme.BAND_HIGH, min(1.0, tension_n / FULL_COLOUR_N))


def band_strand(pose: Pose, panel: Panel, arm: str) -> list[Shape]:
    """The band from one hand to the anchor: straight and thick when it pulls, sagging when slack."""
    band = pose.recording.scenario.band
    if band is None:
        return []
    hand, anchor = pose.hand_world_m(arm), np.array([band.distance_m, 0.0, band.anchor_height_m])
    share = np.linspace(0, 1, 25)[:, None]
    chain = hand + share * (anchor - hand)
    if pose.band_n < SLACK_N:
        spare = band.rest_length_m - float(np.linalg.norm(anchor - hand))
        # Sag of a shallow arc that is `spare` longer than its chord.
        sag = np.sqrt(max(0.0, 3 / 8 * spare * (band.rest_length_m - spare)))
        chain[:, 2] -= 4 * sag * (share * (1 - share))[:, 0]
        inner = chain[1:-1, 2]
        inner[:] = np.maximum(inner, SAG_FLOOR_M)
    strands = len(hands_on(band.hand))
    width = (2.4 + 3.2 * min(1.0, pose.band_n / FULL_COLOUR_N)) * panel.unit / strands**0.4
    xy = panel.to_page(chain if pose.band_n < SLACK_N else chain[[0, -1]])
    colour = tension_colour(pose.band_n)
    return [
        Line("band rim", xy, theme.mix(colour, theme.INK, 0.55), width + 1.6 * panel.unit),
        Line("band", xy, colour, width),
    ]


def band_label(pose: Pose, panel: Panel) -> list[Shape]:
    """The tension in newtons above the anchor, where the body does not cover it."""
    band = pose.recording.scenario.band
    if band is None:
        return []
    slack = pose.band_n < SLACK_N
    said = label("slack") if slack else label("band", newton=pose.band_n)
    widest = label_width_pt(panel)
    x = float(np.clip(panel.x(band.distance_m), panel.left + widest / 2 + 4, panel.right - widest / 2 - 4))
    y = panel.y(band.anchor_height_m + ANCHOR_TOP_M) - 7 * panel.unit
    colour = theme.QUIET if slack else theme.mix(tension_colour(FULL_COLOUR_N), theme.INK, 0.15)
    return [Text("label band", x, y, said, panel.text_pt, colour, "middle", bold=True, halo=theme.PAGE)]


def weight(pose: Pose, panel: Panel, arm: str) -> list[Shape]:
    """A kettlebell of iron in the hand of an arm, when it holds one."""
    load = pose.recording.scenario.load
    hands = hands_on(load.hand)
    if load.mass_kg == 0 or arm not in hands:
        return []
    radius = float(np.cbrt(3 * load.mass_kg / len(hands) / (4 * np.pi * IRON_KG_M3)))
    x, y = panel.at(pose.hand_world_m(arm))
    r, u = radius * panel.scale, panel.unit
    grip = 0.045 * panel.scale
    ball = min(y + 1.5 * grip + r, panel.ground_y - r)  # it comes to rest on the floor
    return [
        Disc("weight handle", x, ball - r - 0.5 * grip, grip, None, None, theme.BODY["weight"], max(2.0, 0.02 * panel.scale)),
        Disc("weight", x, ball, r, None, theme.BODY["weight"], theme.INK, 1.5 * u),
    ]


def label_width_pt(panel: Panel) -> float:
    """Room the label of the tension needs."""
    return max(text_width(text, panel.text_pt, True) for text in (label("slack"), label("band", newton=888)))


ANCHOR_TOP_M = 0.12
"""The post ends this far above the anchor point."""


def post(recording_band: tuple[float, float] | None, panel: Panel) -> list[Shape]:
    """The anchor post at (distance, height) of the band."""
    if recording_band is None:
        return []
    u = panel.unit
    x, top = panel.x(recording_band[0]), panel.y(recording_band[1] + ANCHOR_TOP_M)
    half = 0.028 * panel.scale
    line = theme.mix(theme.POST, theme.INK, 0.5)
    return [
        Polygon("post foot", box(x - 4 * half, panel.ground_y - 0.022 * panel.scale, x + 4 * half, panel.ground_y), theme.POST, line, u),
        Polygon("post", box(x - half, top, x + half, panel.ground_y), theme.POST, line, u),
    ]


def anchor(recording_band: tuple[float, float] | None, panel: Panel) -> list[Shape]:
    """The ring that holds the band."""
    if recording_band is None:
        return []
    x, y = panel.x(recording_band[0]), panel.y(recording_band[1])
    return [Disc("anchor", x, y, 0.036 * panel.scale, None, theme.PAGE, theme.INK, 1.5 * panel.unit)]

"""Marks of balance: mass and where it is heading, pressure, ground force, base of support."""

from __future__ import annotations

import numpy as np

from hingesim.common.words import Words
from hingesim.render.display import Disc, Line, Polygon, Shape, Text, box
from hingesim.render.fonts import text_width
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.theme import Theme

BODY_WEIGHT_M = 0.5
"""Drawn length of a ground force of one body weight."""
MOST_BODY_WEIGHTS = 1.8
"""Longer arrows (impacts) are cut here."""
SHADOW_M = 0.07
"""Half height of the shadow where the ground is seen from above."""
TRAIL_STEP = 4
"""Every so many samples of the path of the centre of mass are drawn."""


def mass(pose: Pose, panel: Panel) -> list[Shape]:
    """Centre of mass with its plumb line."""
    u, theme = panel.unit, panel.look.theme
    x, y = panel.at(pose.com_world_m)
    foot_x, foot_y = panel.at(pose.com_world_m * [1, 1, 0])
    mark = np.array([[foot_x, foot_y], [foot_x - 4 * u, foot_y + 8 * u], [foot_x + 4 * u, foot_y + 8 * u]])
    return [
        Line("plumb line", np.array([[x, y], [foot_x, foot_y]]), theme.com, 1.8 * u, (5 * u, 4 * u)),
        Polygon("plumb mark", mark, theme.com, theme.page, u),
        *quartered("centre of mass", x, y, 7 * u, theme, 2 * u),
    ]


def quartered(name: str, x: float, y: float, radius: float, theme: Theme, rim: float) -> list[Shape]:
    """The mark of the centre of mass: a disc with two of its quarters light."""
    quarter = np.linspace(0, np.pi / 2, 9)
    fans = (np.column_stack([np.cos(quarter + turn), np.sin(quarter + turn)]) for turn in (0.0, np.pi))
    lights = [Polygon(f"{name} light", np.array([x, y]) + 0.72 * radius * np.vstack([[0.0, 0.0], fan]), theme.page) for fan in fans]
    return [Disc(name, x, y, radius, None, theme.com, theme.page, rim), *lights]


def diamond(name: str, x: float, y: float, radius: float, theme: Theme, unit: float) -> Polygon:
    """The mark of the extrapolated centre of mass."""
    xy = np.array([[x - radius, y], [x, y - radius], [x + radius, y], [x, y + radius]])
    return Polygon(name, xy, theme.xcom, theme.page, 1.5 * unit)


def heading(pose: Pose, panel: Panel) -> list[Shape]:
    """The extrapolated centre of mass on the ground, and the way to it from under the centre of mass."""
    u, theme = panel.unit, panel.look.theme
    start, (x, y) = panel.at(pose.com_world_m * [1, 1, 0]), panel.at(pose.xcom_world_m)
    x = float(np.clip(x, panel.left + 8 * u, panel.right - 8 * u))
    way = Line("way to the XcoM", np.array([start, (x, y)]), theme.xcom, 2.2 * u)
    return [way, diamond("extrapolated centre of mass", x, y, 6.5 * u, theme, u)]


def trail(pose: Pose, panel: Panel) -> list[Shape]:
    """The path of the centre of mass so far."""
    path = panel.to_page(np.append(pose.recording.com_world_m[: pose.samples : TRAIL_STEP], pose.com_world_m[None], axis=0))
    if len(path) < 2:
        return []
    theme, u = panel.look.theme, panel.unit
    return [Line("trail rim", path, theme.page, 4.2 * u, opacity=0.8), Line("trail", path, theme.com, 2.0 * u)]


def pressure(pose: Pose, panel: Panel) -> list[Shape]:
    """The centre of pressure."""
    if pose.cop_world_m is None:
        return []
    x, y = panel.at(pose.cop_world_m)
    return [Disc("centre of pressure", x, y, 5.5 * panel.unit, None, panel.look.theme.cop, panel.look.theme.page, 1.6 * panel.unit)]


def ground_force(pose: Pose, panel: Panel) -> list[Shape]:
    """Ground reaction force as an arrow from the centre of pressure."""
    size = float(np.linalg.norm(pose.grf_body_weights))
    if pose.cop_world_m is None or size <= 0.05:
        return []
    force = pose.grf_body_weights * min(1.0, MOST_BODY_WEIGHTS / size)
    tail, tip = np.array(panel.at(pose.cop_world_m)), np.array(panel.at(pose.cop_world_m + BODY_WEIGHT_M * force))
    return arrow("ground force", tail, tip, panel.look.theme.grf, 3.2 * panel.unit, panel.look.theme.page)


def arrow(name: str, start: np.ndarray, tip: np.ndarray, colour: str, width: float, rim: str) -> list[Shape]:
    """A shaft and a head with a rim that sets it off; points of shape (2,)."""
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
    return [Polygon(f"{name} rim", np.array(outline), None, rim, 0.8 * width), Polygon(name, np.array(outline), colour)]


def base(pose: Pose, panel: Panel) -> list[Shape]:
    """The functional base of support: a slab under the foot, or its outline where the ground is seen from above."""
    if not pose.planted:
        return []
    theme, xy = panel.look.theme, panel.to_page(pose.base_world_m())
    if panel.view.level:
        xy = box(xy[:, 0].min(), panel.ground_y, xy[:, 0].max(), panel.ground_y + panel.slab_pt)
    # Seen from above it lies under the shoe, and shows through it.
    return [Polygon("base of support", xy, theme.base, theme.base_line, panel.unit, 1.0 if panel.view.level else 0.6)]


def weight_bar(pose: Pose, panel: Panel) -> list[Shape]:
    """How the weight presses along the foot: the deeper end of the wedge under the base carries more."""
    if pose.heel_load is None or not pose.planted:
        return []
    x = panel.to_page(pose.base_world_m())[:, 0]
    top = panel.ground_y + panel.slab_pt + panel.unit
    room = min(panel.bottom - 2 * panel.unit - top, 3 * panel.slab_pt)
    heel, toes = top + room * pose.heel_load, top + room * (1 - pose.heel_load)
    wedge = np.array([[x.min(), top], [x.max(), top], [x.max(), toes], [x.min(), heel]])
    return [Polygon("weight bar", wedge, panel.look.theme.cop, None, opacity=0.8)]


def base_labels(pose: Pose, start: Pose, panel: Panel) -> list[Shape]:
    """Heel and toe end of the base beside the slab, with their share of the weight; they stay where the foot stood."""
    if not pose.planted:
        return []
    x = panel.to_page(start.base_world_m())[:, 0]
    size, gap, words = panel.small_pt, 5 * panel.unit, panel.look.words
    y = panel.ground_y + 0.5 * panel.slab_pt + 0.75 * size
    left, right, quiet = float(x.min()) - gap, float(x.max()) + gap, panel.look.theme.quiet
    room = min(left - panel.left, panel.right - right) - gap
    share = round(100 * pose.heel_load) if pose.heel_load is not None and panel.look.shows("weight") else None
    heel, toes = _end_names(share, words, size, room)
    return [Text("label heel", left, y, heel, size, quiet, "right"), Text("label toes", right, y, toes, size, quiet)]


def _end_names(heel_percent: int | None, words: Words, size: float, room: float) -> tuple[str, str]:
    """Names of both ends of the foot, with their share of the weight when there is one; shares alone where there is little room."""
    names = words.label("heel"), words.label("toe")
    if heel_percent is None:
        return names
    for heel, toe in (("heel_load", "toe_load"), ("share", "share")):
        if max(text_width(words.label(key, percent=100), size) for key in (heel, toe)) <= room:
            return words.label(heel, percent=heel_percent), words.label(toe, percent=100 - heel_percent)
    return "", ""


def shadow(pose: Pose, extent_m: tuple[float, float, float, float], panel: Panel) -> list[Shape]:
    """A flat soft shadow on the floor under a body of this extent."""
    left, right = panel.x(extent_m[0]), panel.x(extent_m[2])
    middle, half = (left + right) / 2, (right - left) / 2
    y, high = panel.ground_y + 0.31 * panel.floor_pt, 0.17 * panel.floor_pt
    if not panel.view.level:
        # Seen from above it lies around the point under the centre of mass.
        y, high = panel.at(pose.com_world_m * [1, 1, 0])[1], SHADOW_M * panel.scale
    return [Disc("shadow", middle, y, half * ring, high * ring, panel.look.theme.shadow, opacity=0.3) for ring in (1.0, 0.88, 0.74, 0.58)]

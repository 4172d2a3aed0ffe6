"""What the trainee holds: the band with its anchor post, and a weight."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from hingesim.body.band import anchor_world_m
from hingesim.body.support import convex_hull
from hingesim.body.whole import arms_of
from hingesim.motion.exercises import exercise_of
from hingesim.motion.hands import band_arms
from hingesim.recording.metrics import SLACK_N
from hingesim.render.display import Disc, Line, Polygon, Shape, Text, box
from hingesim.render.fonts import text_width
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.theme import Theme, mix
from hingesim.scenario.parameters import Band, Load, Scenario

FULL_COLOUR_N = 150.0
"""Tension at which the band has its strongest colour and width."""
IRON_KG_M3 = 7200.0
BAR_HALF_M, PLATE_M = 0.66, 0.035
"""From the middle of a bar to its plates, and their thickness."""
SAG_FLOOR_M = 0.02
"""A slack band does not hang lower than this."""
CHAIN = 25
"""Points of a drawn band."""
ANCHOR_TOP_M = 0.12
"""The post ends this far above the anchor point."""
FAINT = 0.4
"""Opacity of a post that she is seen through."""


def tension_colour(tension_n: float, theme: Theme) -> str:
    """From slack grey through orange to red."""
    if tension_n < SLACK_N:
        return theme.band_slack
    return mix(theme.band_low, theme.band_high, min(1.0, tension_n / FULL_COLOUR_N))


def _top_world_m(band: Band) -> np.ndarray:
    """shape (3,): upper end of the post."""
    return np.array([band.distance_m, 0.0, band.anchor_height_m + ANCHOR_TOP_M])


def sag_m(band: Band, chord_m: np.ndarray | np.floating) -> np.ndarray:
    """How low the middle of a slack band hangs: the sag of a shallow arc as long as the band over a chord."""
    spare = np.maximum(band.slack_length_m - chord_m, 0.0)
    return np.sqrt(3 / 8 * spare * np.maximum(band.slack_length_m - spare, 0.0))


def weight_radius_m(load: Load) -> float:
    """Radius of the ball of iron in each hand that holds one."""
    return float(np.cbrt(3 * load.mass_kg / len(arms_of(load.hand)) / (4 * np.pi * IRON_KG_M3)))


def chain_world_m(pose: Pose, band: Band, arm: str) -> np.ndarray:
    """shape (CHAIN, 3): the band from one hand to the anchor; straight when it pulls, sagging when slack."""
    hand, anchor = pose.hand_world_m(arm), anchor_world_m(band)
    share = np.linspace(0, 1, CHAIN)[:, None]
    chain = hand + share * (anchor - hand)
    if pose.band_n < SLACK_N:
        chain[:, 2] -= 4 * sag_m(band, np.linalg.norm(anchor - hand)) * (share * (1 - share))[:, 0]
        inner = chain[1:-1, 2]
        inner[:] = np.maximum(inner, SAG_FLOOR_M)
    return chain


def strand(pose: Pose, panel: Panel, arm: str) -> list[Shape]:
    """The band from one hand to the anchor: straight and thick when it pulls, sagging when slack."""
    band = pose.recording.scenario.band
    if band is None:
        return []
    chain, strands = chain_world_m(pose, band, arm), len(band_arms(pose.recording.scenario))
    return band_lines(panel.to_page(chain if pose.band_n < SLACK_N else chain[[0, -1]]), pose.band_n, panel, strands)


def band_lines(xy: np.ndarray, tension_n: float, panel: Panel, strands: int = 1) -> list[Shape]:
    """A band along points of a page, one of several strands: the more it pulls, the thicker and redder."""
    width = (2.4 + 3.2 * min(1.0, tension_n / FULL_COLOUR_N)) * panel.unit / strands**0.4
    theme = panel.look.theme
    colour = tension_colour(tension_n, theme)
    return [
        Line("band rim", xy, mix(colour, theme.outline, 0.55), width + 1.6 * panel.unit),
        Line("band", xy, colour, width),
    ]


def tension_label(pose: Pose, panel: Panel, strands_m: np.ndarray) -> list[Shape]:
    """The tension in newtons above the anchor, and above where its strands ever are, points of shape (points, 2), right and up."""
    band = pose.recording.scenario.band
    if band is None:
        return []
    slack, theme, words = pose.band_n < SLACK_N, panel.look.theme, panel.look.words
    said = words.label("slack") if slack else words.label("band", newton=pose.band_n)
    (left, right), (_, y) = label_span_pt(band, panel), panel.at(_top_world_m(band))
    near = panel.in_view(strands_m)
    over = near[(left < near[:, 0]) & (near[:, 0] < right), 1]
    y = min(y - 7 * panel.unit, np.min(over, initial=panel.bottom) - 0.24 * panel.text_pt - 4 * panel.unit)
    y = max(y, panel.top + panel.text_pt)
    colour = theme.quiet if slack else mix(tension_colour(FULL_COLOUR_N, theme), theme.ink, 0.15)
    return [Text("label band", (left + right) / 2, y, said, panel.text_pt, colour, "middle", bold=True, halo=theme.page)]


def label_span_pt(band: Band, panel: Panel) -> tuple[float, float]:
    """Left and right end of the room for the label of the tension: above the anchor, moved as far as the panel ends."""
    words = panel.look.words
    half = max(text_width(text, panel.text_pt, True) for text in (words.label("slack"), words.label("band", newton=888))) / 2
    x = float(np.clip(panel.at(_top_world_m(band))[0], panel.left + half + 4, panel.right - half - 4))
    return x - half, x + half


def is_bar(scenario: Scenario) -> bool:
    """Whether the weight is a bar: held by both hands, standing on both feet."""
    return scenario.load.mass_kg > 0 and scenario.load.hand == "both" and exercise_of(scenario).footing.alike


def plate_radius_m(load: Load) -> float:
    """Radius of the plate at either end of a bar: an iron disc of half the weight."""
    return disc_radius_m(load.mass_kg / 2)


def disc_radius_m(mass_kg: float) -> float:
    """Radius of an iron plate of this weight."""
    return float(np.sqrt(mass_kg / (IRON_KG_M3 * np.pi * PLATE_M)))


def _bar(pose: Pose, panel: Panel, arm: str) -> list[Shape]:
    """The half of the bar that lies on the side of an arm: from the middle to its plate."""
    hands = np.array([pose.hand_world_m(each) for each in ("stance", "free")])
    middle, out = hands.mean(axis=0), hands[int(arm == "free")] - hands.mean(axis=0)
    out = out / max(float(np.linalg.norm(out)), 1e-6)
    u, theme, load = panel.unit, panel.look.theme, pose.recording.scenario.load
    across = np.cross(out, [0.0, 0.0, 1.0])
    turn = np.linspace(0, 2 * np.pi, 32, endpoint=False)[:, None]
    rim = plate_radius_m(load) * (np.cos(turn) * across + np.sin(turn) * [0.0, 0.0, 1.0])
    faces = np.vstack([middle + (BAR_HALF_M + way * PLATE_M) * out + rim for way in (-0.5, 0.5)])
    faces[:, 2] = np.maximum(faces[:, 2], 0.0)
    rod = Line("bar", panel.to_page(np.array([middle, middle + BAR_HALF_M * out])), theme.body["weight"], max(2.0, 0.028 * panel.scale))
    return [rod, Polygon("plate", convex_hull(panel.to_page(faces)), theme.body["weight"], theme.outline, 1.5 * u)]


def weight(pose: Pose, panel: Panel, arm: str) -> list[Shape]:
    """What the hand of an arm holds: a kettlebell of iron, its half of a bar, or nothing; an aid's own weight is drawn with it."""
    load, aid = pose.recording.scenario.load, pose.recording.aid
    arms = arms_of(load.hand)
    if load.mass_kg == 0 or arm not in arms or (aid and aid.carried):
        return []
    if is_bar(pose.recording.scenario):
        return _bar(pose, panel, arm)
    radius = weight_radius_m(load)
    hand = pose.hand_world_m(arm)
    x, y = panel.at(hand)
    r, u, theme = radius * panel.scale, panel.unit, panel.look.theme
    grip = 0.045 * panel.scale
    ball = min(y + 1.5 * grip + r, panel.at(hand * [1, 1, 0])[1] - r)  # it comes to rest on the floor
    return [
        Disc("weight handle", x, ball - r - 0.5 * grip, grip, None, None, theme.body["weight"], max(2.0, 0.02 * panel.scale)),
        Disc("weight", x, ball, r, None, theme.body["weight"], theme.outline, 1.5 * u),
    ]


def post(band: Band | None, panel: Panel) -> list[Shape]:
    """The anchor post; faint where it stands between the viewer and the trainee."""
    if band is None:
        return []
    foot, pole = post_shapes(_top_world_m(band), panel)
    return [replace(pole, opacity=FAINT)] if hides_trainee(panel) else [foot, pole]


def post_shapes(top_world_m: np.ndarray, panel: Panel) -> tuple[Polygon, Polygon]:
    """Foot and pole of an upright post that ends here."""
    u, theme, ground_m = panel.unit, panel.look.theme, top_world_m * [1, 1, 0]
    (x, ground), (_, top) = panel.at(ground_m), panel.at(top_world_m)
    half, line = 0.028 * panel.scale, mix(theme.post, theme.outline, 0.5)
    reach = 4 * half / panel.scale
    plate = ground_m + reach * np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]])
    foot = box(x - 4 * half, ground - 0.022 * panel.scale, x + 4 * half, ground) if panel.view.level else panel.to_page(plate)
    return Polygon("post foot", foot, theme.post, line, u), Polygon("post", box(x - half, top, x + half, ground), theme.post, line, u)


def hides_trainee(panel: Panel) -> bool:
    """Whether what is ahead of the trainee stands between her and the viewer."""
    return panel.view.away[0] < -0.9


def anchor(band: Band | None, panel: Panel) -> list[Shape]:
    """The ring that holds the band; left out where it would stand before her face: the strands end there."""
    if band is None or hides_trainee(panel):
        return []
    x, y = panel.at(anchor_world_m(band))
    theme = panel.look.theme
    return [Disc("anchor", x, y, 0.036 * panel.scale, None, theme.page, theme.ink, 1.5 * panel.unit)]

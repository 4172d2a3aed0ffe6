"""What a 3-D file shows besides the body: marks of mass, pressure and ground force, base of support, band, post, kettlebell, floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hingesim.body.band import anchor_world_m
from hingesim.body.whole import arms_of
from hingesim.motion.hands import band_arms
from hingesim.recording.metrics import SLACK_N
from hingesim.recording.recording import Recording
from hingesim.render import aids
from hingesim.render.gear import (
    ANCHOR_TOP_M,
    BAR_HALF_M,
    FULL_COLOUR_N,
    PLATE_M,
    SAG_FLOOR_M,
    is_bar,
    plate_radius_m,
    sag_m,
    tension_colour,
    weight_radius_m,
)  # fmt: skip
from hingesim.render.gltf.mesh import Mesh, ball, plate, tube
from hingesim.render.gltf.parts import HIDDEN, Parts
from hingesim.render.gltf.turns import pointing
from hingesim.render.overlays.grf import BODY_WEIGHT_M, MOST_BODY_WEIGHTS
from hingesim.render.pose import Pose
from hingesim.render.theme import Theme

SHADES_N = (0.0, 40.0, 80.0, 120.0)
"""A file's colours stand still: the taut band changes among strands, each shown from its tension up to the next one's."""
UP, DOWN, AHEAD = np.array([0.0, 0.0, 1.0]), np.array([0.0, 0.0, -1.0]), np.array([1.0, 0.0, 0.0])
UNIT = np.array([[0.0, 0.0, 0.0], UP])
AXLE_M, GAUGE_M = 0.24, 0.13
"""Half length of the axle through the centre of mass and of the gauge lines across the foot: their ends show beside the body."""
HEAD_M = 0.075
"""Length of an arrow's head."""
POST_RADIUS_M, GRIP_M = 0.028, 0.045
FLOOR_MARGIN_M, FLOOR_LEAST_HALF_M = 0.35, 0.6
"""Floor beyond the outermost joint or post, and the least half of its width."""


def materials(theme: Theme) -> dict[str, str]:
    """Colours by name of the material."""
    return {
        **theme.body,
        "centre_of_mass": theme.com,
        "centre_of_pressure": theme.cop,
        "ground_force": theme.grf,
        "base_of_support": theme.base,
        "band_slack": theme.band_slack,
        **{f"band_taut_{i + 1}": tension_colour(n + SHADES_N[1] / 2, theme) for i, n in enumerate(SHADES_N)},
        "floor": theme.floor,
        "post": theme.post,
    }


def add_mass(parts: Parts, poses: Sequence[Pose]) -> None:
    """Centre of mass: a ball on an axle from side to side, as the body often hides the ball, and a plumb line to the ground."""
    com = np.array([pose.com_world_m for pose in poses])
    mark = parts.part("centre_of_mass", com)
    ends = [(0.0, way * AXLE_M, 0.0) for way in (-1, 1)]
    parts.give(mark, "centre_of_mass", ball((0, 0, 0), 0.045), tube(np.array(ends), 0.007), *(ball(end, 0.035) for end in ends))
    fall = np.column_stack([np.ones((len(com), 2)), np.maximum(com[:, 2], HIDDEN)])
    plumb = parts.part("plumb_line", np.zeros((1, 3)), scale=fall, parent=mark)
    parts.give(plumb, "centre_of_mass", tube(-UNIT, 0.005))


def add_pressure(parts: Parts, poses: Sequence[Pose]) -> None:
    """Centre of pressure, with a line across the foot."""
    place, _ = _ground_reaction(poses)
    shown = np.array([[1.0 if pose.grf_from_world_m is not None else HIDDEN] for pose in poses])
    dot = parts.part("centre_of_pressure", place, scale=shown * np.ones(3))
    across = np.array([[0.0, -GAUGE_M, 0.006], [0.0, GAUGE_M, 0.006]])
    parts.give(dot, "centre_of_pressure", plate(0.022 * _round(24), 0.006), tube(across, 0.006))


def add_ground_force(parts: Parts, poses: Sequence[Pose]) -> None:
    """The ground reaction force as an arrow from the centre of pressure."""
    place, force = _ground_reaction(poses)
    size = np.linalg.norm(force, axis=1, keepdims=True)
    felt = size > 0.05
    direction = np.where(felt, force / np.maximum(size, 1e-9), UP)
    shaft = np.maximum(BODY_WEIGHT_M * np.minimum(size, MOST_BODY_WEIGHTS) - HEAD_M, HIDDEN)
    shown = np.where(felt, 1.0, HIDDEN)
    turn = pointing(direction, AHEAD)
    arrow = parts.part("ground_force", place, turn, np.hstack([shown, shown, shaft]))
    parts.give(arrow, "ground_force", tube(UNIT, 0.013))
    tip = parts.part("ground_force_head", place + shaft * direction, turn, shown * np.ones(3))
    parts.give(tip, "ground_force", tube(HEAD_M * UNIT, (0.036, 0.0)))


def _ground_reaction(poses: Sequence[Pose]) -> tuple[np.ndarray, np.ndarray]:
    """shape (T, 3) twice: centre of pressure, in flight the last one, and ground reaction force in body weights, in flight none."""
    place, force = np.zeros((len(poses), 3)), np.zeros((len(poses), 3))
    last = poses[0].position_world_m[0] * [1, 1, 0]
    for i, pose in enumerate(poses):
        if pose.grf_from_world_m is not None:
            last, force[i] = pose.grf_from_world_m, pose.grf_body_weights
        place[i] = last
    return place, force


def add_base(parts: Parts, poses: Sequence[Pose]) -> None:
    """Outline of the functional base of support on the ground, with lines across the foot at its heel and toe end.

    Under a foot that tips the outline shortens with the foot's shadow.
    """
    h = poses[0].recording.humanoid
    below = np.array([pose.point_world_m("stance_foot", np.array([0, 0, h.heel_m[2]])) * [1, 1, 0] for pose in poses])
    flat = np.array([pose.rotation_world[0, :2, :2] for pose in poses])
    long = np.maximum(np.hypot(flat[:, 0, 0], flat[:, 1, 0]), HIDDEN)
    wide = np.maximum(np.abs(np.linalg.det(flat)) / long, HIDDEN)
    yaw = np.arctan2(flat[:, 1, 0], flat[:, 0, 0]) / 2
    turn = np.column_stack([np.zeros((len(yaw), 2)), np.sin(yaw), np.cos(yaw)])
    base = parts.part("base_of_support", below, turn, np.column_stack([long, wide, np.ones(len(long))]))
    outline = poses[0].recording.footing.base_m()
    corners = np.column_stack([outline, np.full(len(outline), 0.004)])
    ends = [np.array([[x, -GAUGE_M, 0.004], [x, GAUGE_M, 0.004]]) for x in (corners[:, 0].min(), corners[:, 0].max())]
    parts.give(base, "base_of_support", tube(corners, 0.004, closed=True), *(tube(end, 0.005) for end in ends))


def add_band(parts: Parts, poses: Sequence[Pose]) -> None:
    """The band from every hand that holds it to the anchor: straight, thick and coloured by its tension, or thin, grey and sagging."""
    band = poses[0].recording.scenario.band
    if band is None:
        return
    anchor = anchor_world_m(band)
    pull = np.array([pose.band_n for pose in poses])
    slack = pull < SLACK_N
    thick = (0.006 + 0.008 * np.minimum(pull / FULL_COLOUR_N, 1)) / len(band_arms(poses[0].recording.scenario)) ** 0.4
    t = np.linspace(0, 1, 17)
    arc = np.column_stack([4 * t * (1 - t), np.zeros(17), t])
    for arm in band_arms(poses[0].recording.scenario):
        hand = np.array([pose.hand_world_m(arm) for pose in poses])
        chord = np.linalg.norm(anchor - hand, axis=1)
        # Across the chord, and no lower than the floor.
        sag = sag_m(band, chord) * np.hypot(*(anchor - hand)[:, :2].T) / chord
        sag = np.clip(sag, HIDDEN, np.maximum((hand[:, 2] + anchor[2]) / 2 - SAG_FLOOR_M, HIDDEN))
        line = parts.part(f"band_{arm}", hand, pointing(anchor - hand, DOWN))

        def strand(name: str, shape: Mesh, shown: np.ndarray, scale: np.ndarray, line: int = line, arm: str = arm) -> None:
            one = parts.part(f"{name}_{arm}", np.zeros((1, 3)), scale=np.where(shown[:, None], scale, HIDDEN), parent=line)
            parts.give(one, name, shape)

        strand("band_slack", tube(arc, 0.009), slack, np.column_stack([sag, np.ones(len(sag)), chord]))
        shade = np.searchsorted(SHADES_N, pull, side="right") - 1
        for i in range(len(SHADES_N)):
            strand(f"band_taut_{i + 1}", tube(UNIT, 1.0), ~slack & (shade == i), np.column_stack([thick, thick, chord]))


def add_weight(parts: Parts, poses: Sequence[Pose]) -> None:
    """A bar in both hands, or a kettlebell of iron under every hand that holds one; it comes to rest on the floor."""
    load, aid = poses[0].recording.scenario.load, poses[0].recording.aid
    if load.mass_kg == 0 or (aid and aid.carried):
        return
    if is_bar(poses[0].recording.scenario):
        at = np.mean([[pose.hand_world_m(arm) for pose in poses] for arm in ("stance", "free")], axis=0)
        at[:, 2] = np.maximum(at[:, 2], plate_radius_m(load))
        plates = [np.array([[0, way * (BAR_HALF_M - PLATE_M / 2), 0], [0, way * (BAR_HALF_M + PLATE_M / 2), 0]]) for way in (-1, 1)]
        rod = tube(np.array([[0, -BAR_HALF_M, 0], [0, BAR_HALF_M, 0]]), 0.014)
        parts.give(parts.part("bar", at), "weight", rod, *(tube(plate, plate_radius_m(load)) for plate in plates))
        return
    radius = weight_radius_m(load)
    turn = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    handle = np.column_stack([GRIP_M * np.cos(turn), np.zeros(24), radius + 0.5 * GRIP_M + GRIP_M * np.sin(turn)])
    for arm in arms_of(load.hand):
        at = np.array([pose.hand_world_m(arm) for pose in poses])
        at[:, 2] = np.maximum(at[:, 2] - 1.5 * GRIP_M - radius, radius)
        bell = parts.part(f"kettlebell_{arm}", at)
        parts.give(bell, "weight", ball((0, 0, 0), radius, 5), tube(handle, 0.01, closed=True))


@dataclass(frozen=True)
class Floor:
    """The rectangle of floor under a recording, in its world."""

    back_m: float
    front_m: float
    half_m: float
    """Half of its width."""


def floor_of(recording: Recording) -> Floor:
    """Floor under everything that happens."""
    at, band = recording.link_poses.position_world_m, recording.scenario.band
    places = np.concatenate([at[..., 0].ravel(), aids.corners_world_m(recording)[:, 0]])
    front = max(float(places.max()), band.distance_m if band else 0.0)
    half = max(float(np.abs(at[..., 1]).max()) + FLOOR_MARGIN_M, FLOOR_LEAST_HALF_M)
    return Floor(float(places.min()) - FLOOR_MARGIN_M, front + FLOOR_MARGIN_M, half)


def stage(recording: Recording, floor: Floor) -> dict[str, Mesh]:
    """Floor and anchor post by name of the material, in the world of the recording."""
    band = recording.scenario.band
    corner = np.array([[floor.back_m, -floor.half_m], [floor.front_m, floor.half_m]])
    rounded = FLOOR_MARGIN_M * _round(48)
    rounded += np.where(rounded > 0, corner[1] - FLOOR_MARGIN_M, corner[0] + FLOOR_MARGIN_M)
    out = {"floor": plate(rounded, 0.0)}
    if band:
        top = band.anchor_height_m + ANCHOR_TOP_M
        out["post"] = tube(np.array([[band.distance_m, 0.0, 0.0], [band.distance_m, 0.0, top]]), POST_RADIUS_M)
    return out


def _round(count: int) -> np.ndarray:
    """shape (count, 2): corners of a circle of radius one, counter-clockwise."""
    turn = 2 * np.pi * (np.arange(count) + 0.5) / count
    return np.column_stack([np.cos(turn), np.sin(turn)])


MARKS = {"com": add_mass, "cop": add_pressure, "grf": add_ground_force, "base": add_base}
"""The marks that a 3-D file can hold, by the names of the overlays."""

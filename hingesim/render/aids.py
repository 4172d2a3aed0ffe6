"""What else holds her: the post under her fingers, or the band round her hips with its post."""

from __future__ import annotations

import numpy as np

from hingesim.motion.exercises import exercise_of
from hingesim.recording.recording import Recording
from hingesim.render import gear
from hingesim.render.display import Line, Polygon, Shape, box
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose
from hingesim.render.theme import mix


def post_world_m(recording: Recording) -> np.ndarray | None:
    """shape (3,): upper end of the post; None where there is none."""
    aid = exercise_of(recording.scenario).aid
    return np.add(aid(recording.humanoid).fixed_m, [0.0, 0.0, gear.ANCHOR_TOP_M]) if aid else None


def post(recording: Recording, panel: Panel) -> list[Shape]:
    """An upright pole."""
    top = post_world_m(recording)
    if top is None:
        return []
    theme, half = panel.look.theme, 0.022 * panel.scale
    (x, ground), (_, y) = panel.at(top * [1, 1, 0]), panel.at(top)
    line = mix(theme.post, theme.outline, 0.5)
    foot = box(x - 4 * half, ground - 0.02 * panel.scale, x + 4 * half, ground)
    return [
        Polygon("aid post foot", foot, theme.post, line, panel.unit),
        Polygon("aid post", box(x - half, y, x + half, ground), theme.post, line, panel.unit),
    ]


def strand(pose: Pose, panel: Panel) -> list[Shape]:
    """The band from the hips to its post."""
    aid = exercise_of(pose.recording.scenario).aid
    if aid is None or aid.kind != "band":
        return []
    ends = np.array([pose.aid_world_m, aid(pose.recording.humanoid).fixed_m])
    u, theme = panel.unit, panel.look.theme
    colour, width = gear.tension_colour(pose.aid_n, theme), (2.4 + 3.2 * min(1.0, pose.aid_n / gear.FULL_COLOUR_N)) * u
    xy = panel.to_page(ends)
    return [Line("aid band rim", xy, mix(colour, theme.outline, 0.55), width + 1.6 * u), Line("aid band", xy, colour, width)]

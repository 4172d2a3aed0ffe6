"""What else holds her: the post under her fingers, or the band round her hips with its post."""

from __future__ import annotations

import numpy as np

from hingesim.recording.recording import Recording
from hingesim.render import gear
from hingesim.render.display import Shape
from hingesim.render.panel import Panel
from hingesim.render.pose import Pose


def post_world_m(recording: Recording) -> np.ndarray | None:
    """shape (3,): upper end of the post; None where there is none."""
    return np.add(recording.aid.fixed_m, [0.0, 0.0, gear.ANCHOR_TOP_M]) if recording.aid else None


def post(recording: Recording, panel: Panel) -> list[Shape]:
    """An upright post."""
    top = post_world_m(recording)
    return [] if top is None else list(gear.post_shapes(top, panel))


def strand(pose: Pose, panel: Panel) -> list[Shape]:
    """The band from the hips to its post."""
    aid = pose.recording.aid
    if aid is None or aid.kind != "band":
        return []
    return gear.band_lines(panel.to_page(np.array([pose.aid_world_m, aid.fixed_m])), pose.aid_n, panel)

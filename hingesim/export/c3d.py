"""The file of movement laboratories, `.c3d`: points in millimetres and one force plate of type 2 under the whole body."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from hingesim.body.contacts import PARTS
from hingesim.common.extras import require
from hingesim.export.lab_axes import markers
from hingesim.export.table import sampled, times
from hingesim.recording.recording import Recording

PLATE_M = ((0.6, 0.3), (0.6, -0.3), (-0.6, -0.3), (-0.6, 0.3))
"""Corners of the plate on the ground, world x and y: chosen large enough for a whole hinge. In this order the axes of the plate are x to
the left, y forward and z down, right-handed as the format asks."""
CHANNELS = ("Fx1", "Fy1", "Fz1", "Mx1", "My1", "Mz1")


def write_c3d(path: Path, recording: Recording, rate_hz: float | None = None) -> None:
    """World frame, z up. Forces are those of the ground on the body, in the axes of the plate, moments about its centre in N mm.

    After the six channels of the plate follows the upward force on each part (`Fz.free_foot`), positive upward: of a part no more is
    recorded than that.
    """
    require("export", "ezc3d")
    import ezc3d

    at = times(recording, rate_hz)
    rate = rate_hz or 1 / float(np.median(np.diff(at)))
    found = markers(recording)
    file = ezc3d.c3d()
    parameters = file["parameters"]
    parameters["POINT"]["RATE"]["value"] = [rate]
    parameters["POINT"]["LABELS"]["value"] = list(found)
    parameters["POINT"]["DESCRIPTIONS"]["value"] = list(found)
    parameters["POINT"]["UNITS"]["value"] = ["mm"]
    points = np.stack([np.stack([sampled(recording, column, at) for column in place.T]) for place in found.values()], axis=1)
    file["data"]["points"] = np.concatenate([1000 * points, np.ones((1, *points.shape[1:]))])
    parameters["ANALOG"]["RATE"]["value"] = [rate]
    each = {f"Fz.{part}": recording.load_n(part) for part in PARTS}
    parameters["ANALOG"]["LABELS"]["value"] = [*CHANNELS, *each]
    parameters["ANALOG"]["UNITS"]["value"] = ["N"] * 3 + ["Nmm"] * 3 + ["N"] * len(each)
    wrench = np.vstack([_plate(recording.grf_world_n).T, 1000 * _plate(recording.grf_moment_world_n_m).T, *each.values()])
    file["data"]["analogs"] = np.stack([sampled(recording, channel, at) for channel in wrench])[None]
    corners = 1000 * np.array([[*corner, 0.0] for corner in PLATE_M]).T
    plate = parameters["FORCE_PLATFORM"]
    for name, whole in {"USED": [1], "TYPE": [2], "ZERO": [0, 0], "CHANNEL": [[channel] for channel in range(1, 7)]}.items():
        plate[name]["value"] = np.array(whole)
    plate["CORNERS"]["value"], plate["ORIGIN"]["value"] = corners[:, :, None], np.zeros((3, 1))
    file.write(str(path))


def _plate(vectors: np.ndarray) -> np.ndarray:
    """shape (T, 3): world vectors in the axes of the plate."""
    return np.stack([vectors[:, 1], vectors[:, 0], -vectors[:, 2]], axis=-1)

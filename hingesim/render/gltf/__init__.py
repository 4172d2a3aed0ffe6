"""glTF 2.0 binary files (`.glb`) for slides and 3-D viewers: the bodies as skeletons with their joint animation.

A recording becomes parts with keyframes and meshes they carry (`parts`: the body; `props`: marks, band, load, floor; `mesh`: triangles);
`scene` writes them in the words of glTF into a `container`.

The scene is y up; x is forward as in the world and the trainee's right side faces +z, so viewers open on the side view.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from hingesim.body.kinematics import quaternion_rotations
from hingesim.common.words import words
from hingesim.recording.recording import Recording
from hingesim.recording.titles import title_of
from hingesim.render.alt import alt_text
from hingesim.render.drawing import Drawing
from hingesim.render.gltf import props
from hingesim.render.gltf.aids import add_aid
from hingesim.render.gltf.body import add_body
from hingesim.render.gltf.parts import Parts
from hingesim.render.gltf.scene import Y_UP_XYZW, Scene
from hingesim.render.look import look_of
from hingesim.render.pose import pose_at

__all__ = ["key_times_s", "write_glb"]

DEFAULT = Drawing()
GAP_M = 0.25
"""Room between two floors."""


def write_glb(recordings: Sequence[Recording], path: Path, *, titles: Sequence[str] | None = None, drawing: Drawing = DEFAULT) -> None:
    """Write recordings that play in step, one ahead of the other so that none hides another from the side.

    Args:
        recordings: one to four; a shorter one holds its last pose.
        path: file to write.
        titles: one per recording; default: with or without band.
        drawing: of its options count `fps` (keyframes per second of playing time), `speed`, `theme`, `lang`, and the overlays of
            `props.MARKS`.
    """
    look = look_of(drawing)
    names = list(titles) if titles is not None else [title_of(r.scenario, look.words) for r in recordings]
    floors = [props.floor_of(recording) for recording in recordings]
    scene, start_m = Scene(props.materials(look.theme)), 0.0
    for recording, name, floor in zip(recordings, names, floors, strict=True):
        _add(scene, recording, name, floor, start_m - floor.back_m, drawing)
        start_m += floor.front_m - floor.back_m + GAP_M
    high_m = max(float(r.link_poses.position_world_m[..., 2].max()) + r.humanoid.proportions.segments["head"].length_m for r in recordings)
    scene.add_cameras(start_m - GAP_M, max(floor.half_m for floor in floors), high_m)
    scene.write(path, " | ".join(names), {"alt": alt_text(recordings, names, look.words)})


def _add(scene: Scene, recording: Recording, title: str, floor: props.Floor, offset_m: float, drawing: Drawing) -> None:
    times = key_times_s(recording, drawing.fps / drawing.speed)
    poses = [pose_at(recording, float(t)) for t in times]
    parts = Parts(_to_scene(offset_m))
    add_body(parts, poses, np.column_stack([np.interp(times, recording.time_s, joint) for joint in recording.joint_rad.T]))
    for add in (*(add for mark, add in props.MARKS.items() if mark in drawing.overlays), props.add_band, props.add_weight, add_aid):
        add(parts, poses)
    told, outcome = words(drawing.lang, drawing.units), recording.outcome
    extras = {"outcome": outcome.name, "title": told.verdict(outcome), "reason": told.reason(outcome), "coach": told.told(outcome)}
    scene.add_recording(title, offset_m, parts, (times - times[0]) / drawing.speed, props.stage(recording, floor), extras)


def _to_scene(offset_m: float) -> np.ndarray:
    """shape (4, 4): from the world of a recording to the scene."""
    frame = np.eye(4)
    frame[:3, :3] = quaternion_rotations(np.array(Y_UP_XYZW))
    frame[0, 3] = offset_m
    return frame


def key_times_s(recording: Recording, per_s: float) -> np.ndarray:
    """shape (T,): recorded time of every keyframe; the last is the end."""
    start, end = float(recording.time_s[0]), float(recording.time_s[-1])
    return np.append(start + np.arange(int(np.ceil((end - start) * per_s - 1e-6))) / per_s, end)

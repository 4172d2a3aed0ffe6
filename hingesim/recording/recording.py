"""A recording: every array of one run with its unit and frame in its name, saved in one file.

The waist of the package: the simulation writes it, everything else reads it. World frame: x forward, y left, z up, origin
on the ground under the stance ankle at t = 0. Axis 0 of every array is time.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hingesim.body.humanoid import JOINT, JOINT_NAMES, LINK, Humanoid
from hingesim.body.kinematics import Frames, forward, quaternion_rotations
from hingesim.body.whole import body_of
from hingesim.common.errors import InputError
from hingesim.common.files import written_whole
from hingesim.scenario.drawing import Drawing
from hingesim.scenario.parameters import Scenario

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from hingesim.recording.metrics import Metrics
    from hingesim.recording.outcome import Outcome

FORMAT = 1


@dataclass(frozen=True, eq=False)
class Recording:
    """One simulated run, T samples; n joints in the order of `humanoid.JOINT_NAMES`."""

    scenario: Scenario
    engine: str
    version: str
    ended: str
    """`schedule` when the last phase ended, `down` when the body came down first."""
    time_s: np.ndarray
    """shape (T,)."""
    phase: np.ndarray
    """shape (T,): index into `schedule.PHASES`."""
    progress: np.ndarray
    """shape (T,): planned place along the hinge, 0 top to 1 bottom."""
    root_position_world_m: np.ndarray
    """shape (T, 3): stance ankle."""
    root_quat_world_xyzw: np.ndarray
    """shape (T, 4): orientation of the stance foot."""
    joint_rad: np.ndarray
    """shape (T, n)."""
    joint_velocity_rad_s: np.ndarray
    """shape (T, n)."""
    joint_torque_nm: np.ndarray
    """shape (T, n): applied torque on each coordinate, active and passive together."""
    passive_torque_nm: np.ndarray
    """shape (T, n): the passive part."""
    com_world_m: np.ndarray
    """shape (T, 3)."""
    com_velocity_world_m_s: np.ndarray
    """shape (T, 3)."""
    com_planned_m: np.ndarray
    """shape (T, 3): planned CoM relative to the point under the stance ankle."""
    angular_momentum_world_n_m_s: np.ndarray
    """shape (T, 3): about the world origin."""
    grf_world_n: np.ndarray
    """shape (T, 3): ground reaction force on the stance foot, in the step before the sample."""
    grf_moment_world_n_m: np.ndarray
    """shape (T, 3): moment of the ground reaction about the world origin."""
    free_foot_n: np.ndarray
    """shape (T,): normal force of the ground on the free foot."""
    grip_world_m: np.ndarray
    """shape (T, 3): point where the band is or would be held (mean of the hands meant)."""
    band_force_world_n: np.ndarray
    """shape (T, 3): force of the band on the hands, in the step before the sample."""
    push_world_n: np.ndarray
    """shape (T, 3): force of the push on the trunk, in the step before the sample."""

    @cached_property
    def humanoid(self) -> Humanoid:
        """The body with the weight it holds, rebuilt from the scenario."""
        return body_of(self.scenario)

    @cached_property
    def frames(self) -> Frames:
        """World frames of all links at every sample."""
        return forward(self.humanoid, self.joint_rad, self.root_position_world_m, quaternion_rotations(self.root_quat_world_xyzw))

    @cached_property
    def cop_world_m(self) -> np.ndarray:
        """shape (T, 2): centre of pressure under the stance foot; NaN in flight."""
        normal = self.grf_world_n[:, 2]
        loaded = normal > 1.0
        safe = np.where(loaded, normal, 1.0)
        moment = self.grf_moment_world_n_m
        cop = np.stack([-moment[:, 1] / safe, moment[:, 0] / safe], axis=1)
        return np.where(loaded[:, None], cop, np.nan)

    @cached_property
    def band_tension_n(self) -> np.ndarray:
        """shape (T,): zero when slack or without a band."""
        return np.linalg.norm(self.band_force_world_n, axis=1)

    @cached_property
    def trunk_inclination_deg(self) -> np.ndarray:
        """shape (T,): angle of the trunk from vertical, positive forward."""
        axis = self.frames.rotation_world[:, LINK["trunk"], :, 2]
        return np.degrees(np.arctan2(axis[:, 0], axis[:, 2]))

    @cached_property
    def outcome(self) -> Outcome:
        """What happened, by which rule and on what evidence."""
        from hingesim.recording.outcome import judge

        return judge(self)

    @cached_property
    def metrics(self) -> Metrics:
        """Named measurements, each computed once."""
        from hingesim.recording.metrics import Metrics

        return Metrics(self)

    def summary(self) -> dict[str, Any]:
        """The numbers of `--json` (see `hingesim.recording.metrics.Metrics.summary`)."""
        return self.metrics.summary()

    def animate(self, path: str | Path, **options: Any) -> Drawing:
        """Write an animation or storyboard (see `hingesim.render.animate`)."""
        from hingesim.render import animate

        return animate([self], path, **options)

    def plot(self, path: str | Path | None = None, **options: Any) -> Figure:
        """Draw the traces; also written to `path` when given (see `hingesim.plots.trace`)."""
        from hingesim.plots import trace

        return trace([self], path, **options)

    def _repr_html_(self) -> str:
        from hingesim.render import animation_html

        return animation_html([self])

    def joint_deg(self, name: str) -> np.ndarray:
        """shape (T,): one joint by its name, in degrees."""
        return np.degrees(self.joint_rad[:, JOINT[name]])

    def save(self, path: str | Path) -> None:
        """Write one `.npz` file, whole or not at all; equal recordings give equal bytes."""
        path = Path(path)
        if path.suffix != ".npz":
            raise InputError(f"recording: got {str(path)!r}, allowed is a name that ends in .npz")
        head = {
            "format": FORMAT,
            "scenario": self.scenario.to_dict(),
            "engine": self.engine,
            "version": self.version,
            "ended": self.ended,
        }
        with written_whole(path) as part, part.open("wb") as sink:
            np.savez_compressed(sink, head=np.array(json.dumps(head)), allow_pickle=False, **self.arrays())

    def arrays(self) -> dict[str, np.ndarray]:
        """All recorded arrays by name."""
        return {f.name: getattr(self, f.name) for f in fields(self) if f.type == "np.ndarray"}

    @staticmethod
    def load(path: str | Path) -> Recording:
        """Read a recording.

        Raises:
            InputError: the file is missing, truncated or not a recording.
        """
        names = [f.name for f in fields(Recording) if f.type == "np.ndarray"]
        try:
            with np.load(path, allow_pickle=False) as stored:
                head: dict[str, Any] = json.loads(str(stored["head"]))
                arrays = {name: stored[name] for name in names}
            if head.get("format") == FORMAT:
                recording = Recording(Scenario.from_dict(head["scenario"]), head["engine"], head["version"], head["ended"], **arrays)
                recording.refuse_misshapen()
                return recording
        except FileNotFoundError:
            raise InputError(f"recording: no file {str(path)!r}") from None
        except (OSError, ValueError, KeyError, EOFError, TypeError, AttributeError, zipfile.BadZipFile) as error:
            raise InputError(f"recording: {str(path)!r} is not a complete hingesim recording ({error})") from None
        raise InputError(f"recording: {str(path)!r} has format {head.get('format')!r}, this version reads format {FORMAT}")

    def refuse_misshapen(self) -> None:
        """Raise a ValueError when an array has not the shape or kind its name promises."""
        vectors = {"root_quat_world_xyzw": (4,)} | dict.fromkeys(("time_s", "phase", "progress", "free_foot_n"), ())
        samples = len(self.time_s)
        for name, array in self.arrays().items():
            rest = vectors.get(name, (len(JOINT_NAMES),) if name.startswith(("joint", "passive")) else (3,))
            if samples < 1 or array.shape != (samples, *rest) or array.dtype.kind not in "fi":
                raise ValueError(f"{name} has shape {array.shape} of {array.dtype}")

"""What is recorded of a run: arrays with declared shapes, units and meanings, and what follows from them by definition.

The waist of the package: the simulation writes it, everything else reads it. World frame: x forward, y left, z up, origin
on the ground under the stance ankle at t = 0. Axis 0 of every array is time.

To record one more array, declare it here and fill it in `simulation.samples.Samples._columns`; saving, loading and the check of
shapes follow from the declaration.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from typing import Any, Literal

import numpy as np

from hingesim.body.contacts import FEET, PARTS
from hingesim.body.humanoid import JOINT, JOINT_NAMES, LINK, Humanoid
from hingesim.body.kinematics import LinkPoses, forward, quaternion_rotations
from hingesim.body.whole import body_of
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.motion.aid import Aid
from hingesim.motion.exercises import exercise_of
from hingesim.motion.footing import Footing
from hingesim.scenario.parameters import Scenario

Kind = Literal["f", "i"]
"""Real or whole numbers."""
VECTOR, QUATERNION, JOINTS = (3,), (4,), (len(JOINT_NAMES),)
"""Shapes of one sample; a number has the shape ()."""


@dataclass(frozen=True)
class Declared:
    """What one recorded array promises."""

    shape: tuple[int, ...]
    """Of one sample: the array has shape (T, *shape)."""
    unit: str
    """SI unit; empty for shares, counts and quaternions."""
    about: str
    """What it is, in one line."""
    kind: Kind = "f"


def recorded(shape: tuple[int, ...], unit: str, about: str, kind: Kind = "f") -> Any:
    """Declare a recorded array (see `Declared`)."""
    return field(metadata={"array": Declared(shape, unit, about, kind)})


@dataclass(frozen=True, eq=False)
class Recorded:
    """One simulated run, T samples; joints in the order of `humanoid.JOINT_NAMES`. What each array is: `declared()`."""

    scenario: Scenario
    engine: str
    version: str
    ended: str
    """`schedule` when the last phase ended; after a loss of balance `caught` on both feet, `down` where another part bears weight, `moving`
    when neither had come to rest in time, `stopped` where a run is given up once that loss is certain."""
    time_s: np.ndarray = recorded((), "s", "time since the start")
    phase: np.ndarray = recorded((), "", "index into schedule.PHASES", "i")
    place: np.ndarray = recorded((), "", "planned place along the hinge, 0 top to 1 bottom")
    root_position_world_m: np.ndarray = recorded(VECTOR, "m", "stance ankle")
    root_quat_world_xyzw: np.ndarray = recorded(QUATERNION, "", "orientation of the stance foot")
    joint_rad: np.ndarray = recorded(JOINTS, "rad", "joint angles")
    joint_velocity_rad_s: np.ndarray = recorded(JOINTS, "rad/s", "joint rates")
    joint_torque_nm: np.ndarray = recorded(JOINTS, "N m", "torque on each joint, active and passive, in the step before the sample")
    passive_torque_nm: np.ndarray = recorded(JOINTS, "N m", "the part of it that passive tissue gives")
    strategy_cop_m: np.ndarray = recorded(
        (3, 2), "m", "CoP that ankle, hip with trunk, and arms were asked for: ahead of the stance ankle and medial of it, foot frame"
    )
    com_world_m: np.ndarray = recorded(VECTOR, "m", "centre of mass")
    com_velocity_world_m_s: np.ndarray = recorded(VECTOR, "m/s", "its velocity")
    angular_momentum_world_n_m_s: np.ndarray = recorded(VECTOR, "N m s", "angular momentum about the world origin")
    grf_world_n: np.ndarray = recorded(VECTOR, "N", "ground reaction force on the whole body, in the step before the sample")
    grf_moment_world_n_m: np.ndarray = recorded(VECTOR, "N m", "moment of that force about the world origin")
    foot_force_world_n: np.ndarray = recorded((2, 3), "N", "the part of the force on each of contacts.FEET: stance foot, free foot")
    foot_moment_world_n_m: np.ndarray = recorded((2, 3), "N m", "moments of these about the world origin")
    ground_load_n: np.ndarray = recorded((len(PARTS),), "N", "its upward part on each of contacts.PARTS: feet, hands, knees, ...")
    grip_world_m: np.ndarray = recorded(VECTOR, "m", "where the band is or would be held: mean of the hands meant")
    band_force_world_n: np.ndarray = recorded(VECTOR, "N", "force of the band on the hands, in the step before the sample")
    push_world_n: np.ndarray = recorded(VECTOR, "N", "force of the push on the trunk, in the step before the sample")
    aid_world_m: np.ndarray = recorded(VECTOR, "m", "where a post or a band round the hips acts; the stance ankle where there is none")
    aid_force_world_n: np.ndarray = recorded(VECTOR, "N", "its force on the body, in the step before the sample")

    @classmethod
    @cache
    def declared(cls) -> dict[str, Declared]:
        """What every recorded array promises, by name."""
        return {f.name: f.metadata["array"] for f in fields(cls) if "array" in f.metadata}

    def arrays(self) -> dict[str, np.ndarray]:
        """All recorded arrays by name."""
        return {name: getattr(self, name) for name in self.declared()}

    @cached_property
    def digest(self) -> str:
        """16 hexadecimal digits of the SHA-256 of all arrays: equal for equal bits."""
        whole = hashlib.sha256()
        for name, array in sorted(self.arrays().items()):
            whole.update(name.encode() + np.ascontiguousarray(array, "<f8").tobytes())
        return whole.hexdigest()[:16]

    @cached_property
    def sample_s(self) -> float:
        """Time between two samples, the median: an end between two ticks is sampled as well."""
        steps = np.sort(np.diff(self.time_s))  # np.median loads the masked arrays for this, a tenth of the start of a command
        # Times are rounded sums: which of them are nearest to the median must not show in its last digits.
        return round(float(steps[(len(steps) - 1) // 2] + steps[len(steps) // 2]) / 2, 9)

    @cached_property
    def humanoid(self) -> Humanoid:
        """The body with the weight it holds, rebuilt from the scenario."""
        return body_of(self.scenario)

    @cached_property
    def footing(self) -> Footing:
        """What she stands on."""
        return exercise_of(self.scenario).footing(self.humanoid)

    @cached_property
    def aid(self) -> Aid | None:
        """What else holds her."""
        aid = exercise_of(self.scenario).aid
        return aid(self.humanoid) if aid else None

    @cached_property
    def weight_n(self) -> float:
        """Body weight, with what the hands carry."""
        return float(self.humanoid.mass_kg.sum()) * GRAVITY_M_S2

    @cached_property
    def link_poses(self) -> LinkPoses:
        """Poses of all links in the world, at every sample."""
        return forward(self.humanoid, self.joint_rad, self.root_position_world_m, quaternion_rotations(self.root_quat_world_xyzw))

    @cached_property
    def cop_world_m(self) -> np.ndarray:
        """shape (T, 2): centre of pressure of the whole ground reaction, which is under the stance foot until another part bears weight;
        NaN in flight."""
        return _centre_of_pressure(self.grf_world_n[:, 2], self.grf_moment_world_n_m)

    @cached_property
    def foot_cop_world_m(self) -> np.ndarray:
        """shape (T, 2): centre of pressure under the stance foot, or under both where they stand side by side and carry her
        alike; NaN while they carry nothing."""
        feet = [FEET.index(foot) for foot in self.footing.read_as_one]
        load_n = self.ground_load_n[:, [PARTS.index(FEET[foot]) for foot in feet]].sum(axis=1)
        return _centre_of_pressure(load_n, self.foot_moment_world_n_m[:, feet].sum(axis=1))

    def cop_under_world_m(self, foot: str) -> np.ndarray:
        """shape (T, 2): centre of pressure under one of `contacts.FEET` alone; NaN while it carries nothing."""
        return _centre_of_pressure(self.load_n(foot), self.foot_moment_world_n_m[:, FEET.index(foot)])

    def load_n(self, part: str) -> np.ndarray:
        """shape (T,): upward force of the ground on a part of `contacts.PARTS`."""
        return self.ground_load_n[:, PARTS.index(part)]

    @cached_property
    def band_tension_n(self) -> np.ndarray:
        """shape (T,): zero when slack or without a band."""
        return np.linalg.norm(self.band_force_world_n, axis=1)

    @cached_property
    def trunk_inclination_deg(self) -> np.ndarray:
        """shape (T,): angle of the trunk from vertical, positive forward."""
        axis = self.link_poses.rotation_world[:, LINK["trunk"], :, 2]
        return np.degrees(np.arctan2(axis[:, 0], axis[:, 2]))

    def joint_deg(self, name: str) -> np.ndarray:
        """shape (T,): one joint by its name, in degrees."""
        return np.degrees(self.joint_rad[:, JOINT[name]])


def _centre_of_pressure(normal_n: np.ndarray, moment_n_m: np.ndarray) -> np.ndarray:
    """shape (T, 2): where a normal force (T,) gives a moment (T, 3) about the world origin; NaN where there is none."""
    loaded = normal_n > 1.0
    safe = np.where(loaded, normal_n, 1.0)
    cop = np.stack([-moment_n_m[:, 1] / safe, moment_n_m[:, 0] / safe], axis=1)
    return np.where(loaded[:, None], cop, np.nan)

"""Collects the rows of a recording while a run goes on.

To record one more array: declare it in `recording.recorded.Recorded` and fill it, by the same name, in `Samples._columns`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from hingesim.body.contacts import FEET, PARTS
from hingesim.body.humanoid import JOINT_NAMES, LINK, Humanoid
from hingesim.body.kinematics import quaternion_rotations
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.linear import cross
from hingesim.common.version import VERSION
from hingesim.engine import Engine, State
from hingesim.engine.protocol import Contact, Vector
from hingesim.motion.aid import AidInUse
from hingesim.motion.grip import Grip
from hingesim.motion.schedule import Schedule
from hingesim.motion.trainee import Decision, Trainee
from hingesim.recording.recording import Recording
from hingesim.scenario.parameters import Scenario

FOOT_PARTS = [PARTS.index(foot) for foot in FEET]
SAMPLES_KEPT_RAW = 1000
"""Before they are reduced to the arrays of a recording."""


class Body(NamedTuple):
    """Where the body is at one instant; plain floats."""

    com_m: list[float]
    """Whole-body CoM relative to the stance ankle, world axes."""
    velocity_m_s: list[float]
    """Its world velocity."""
    ankle_m: Vector
    """World position of the stance ankle."""
    trunk_m: Vector
    """World position of the trunk's CoM."""
    palms: list[tuple[Vector, Vector]]
    """World position and velocity of the palms on the band."""
    grip_m: Vector
    """World position of the middle of these palms."""
    aided: tuple[Vector, Vector]
    """World position and velocity of the point on which an aid acts; the stance ankle, at rest, where there is none."""
    table: np.ndarray
    """shape (massive links, 13), see `engine.State`."""


class Sample(NamedTuple):
    """One instant: the state then, and the forces of the step that led to it."""

    time_s: float
    place: float
    table: np.ndarray
    """shape (massive links, 13), see `engine.State`."""
    joints: np.ndarray
    """shape (2 n,): angles, then rates."""
    torque_nm: np.ndarray
    """shape (n,)."""
    passive_nm: np.ndarray
    """shape (n,)."""
    strategy_cop_m: np.ndarray
    """shape (3, 2)."""
    contact: Contact
    band_n: Vector
    push_n: Vector
    aid_m: Vector
    aid_n: Vector


class Samples:
    """Reads the engine's state for the loop and keeps what a recording needs."""

    def __init__(
        self, engine: Engine, humanoid: Humanoid, trainee: Trainee, grip: Grip, aid: AidInUse, schedule: Schedule, step_s: float
    ) -> None:
        self.grip, self.aid, self._schedule = grip, aid, schedule
        self._engine, self._humanoid, self._trainee, self._step_s = engine, humanoid, trainee, step_s
        links = list(humanoid.massive)
        self._mass_kg = humanoid.mass_kg[links]
        self._share = self._mass_kg / self._mass_kg.sum()
        self.weight_n = float(self._mass_kg.sum()) * GRAVITY_M_S2
        self._trunk = links.index(LINK["trunk"])
        self._ankle = (-humanoid.com_m[0]).tolist()
        self._palms = [(humanoid.hand_m - humanoid.com_m[LINK[f"{arm}_forearm"]]).tolist() for arm in grip.arms]
        self._forearms = [links.index(LINK[f"{arm}_forearm"]) for arm in grip.arms]
        self._aided = None if aid.aid is None else (links.index(LINK[aid.aid.link]), aid.aid.local_m - humanoid.com_m[LINK[aid.aid.link]])
        self.hardest_n = 0.0
        """Greatest upward force of the ground between samples."""
        self._raw: list[Sample] = []
        self._blocks: list[dict[str, np.ndarray]] = []

    def body(self, state: State) -> Body:
        """Whole-body quantities of the current state."""
        table = state.table
        com_x, com_y, com_z, *velocity = np.einsum("l,li->i", self._share, table[:, :6]).tolist()
        ankle, _ = carried(table[0].tolist(), self._ankle)
        x, y, z = ankle
        palms = [carried(table[row].tolist(), palm) for row, palm in zip(self._forearms, self._palms, strict=True)]
        grip = palms[0][0]
        if len(palms) == 2:
            (ax, ay, az), (bx, by, bz) = grip, palms[1][0]
            grip = ((ax + bx) / 2, (ay + by) / 2, (az + bz) / 2)
        trunk_x, trunk_y, trunk_z = table[self._trunk, :3].tolist()
        aided = (ankle, (0.0, 0.0, 0.0))
        if self._aided is not None:
            row, offset = self._aided
            aided = carried(table[row].tolist(), offset.tolist())
        return Body([com_x - x, com_y - y, com_z - z], velocity, ankle, (trunk_x, trunk_y, trunk_z), palms, grip, aided, table)

    def take(
        self, step: int, body: Body, joints: np.ndarray, torque_nm: np.ndarray, decision: Decision, contact: Contact, push_n: Vector
    ) -> None:
        """Add one sample: the body and joints now, and the forces of the step that led to them."""
        reference, row = self._trainee.reference(step)
        # Of the decision no more than is read: the memory of its other arrays is used again.
        acting = (joints, torque_nm, decision.passive_nm, decision.strategy_cop_m, contact)
        outer = (self.grip.force_n, push_n, body.aided[0], self.aid.force_n)
        self._raw.append(Sample(step * self._step_s, float(reference.place[row]), body.table, *acting, *outer))
        if len(self._raw) >= SAMPLES_KEPT_RAW:
            self._reduce()

    def pushed(self, load_n: float) -> None:
        """Note how hard the ground pushes at a step that is not sampled."""
        self.hardest_n = max(self.hardest_n, load_n)

    def _reduce(self) -> None:
        """Turn the raw samples into columns of the recording."""
        if self._raw:
            self._blocks.append(self._columns(self._raw))
            self._raw.clear()

    def _columns(self, raw: list[Sample]) -> dict[str, np.ndarray]:
        """Every recorded array by its name, over some samples."""
        h, n, arms = self._humanoid, len(JOINT_NAMES), self._forearms
        time_s = np.array([sample.time_s for sample in raw])
        table, joints = np.array([sample.table for sample in raw]), np.array([sample.joints for sample in raw])
        rotation = quaternion_rotations(table[..., 9:])
        momentum = self._mass_kg[:, None] * table[..., 3:6]
        spin = np.einsum("tlij,lj,tlkj,tlk->ti", rotation, h.inertia_kg_m2[list(h.massive)], rotation, table[..., 6:9])
        com = np.einsum("l,tli->ti", self._share, table[..., :6])
        wrench = np.array([sample.contact.wrench for sample in raw])
        ground, feet = wrench.sum(axis=1), wrench[:, FOOT_PARTS]
        palms = table[:, arms, :3] + np.einsum("taij,aj->tai", rotation[:, arms], self._palms)
        return {
            "time_s": time_s,
            "phase": self._schedule.phase_at(time_s),
            "place": np.array([sample.place for sample in raw]),
            "root_position_world_m": table[:, 0, :3] + np.einsum("tij,j->ti", rotation[:, 0], self._ankle),
            "root_quat_world_xyzw": table[:, 0, 9:],
            "joint_rad": joints[:, :n],
            "joint_velocity_rad_s": joints[:, n:],
            "joint_torque_nm": np.array([sample.torque_nm for sample in raw]),
            "passive_torque_nm": np.array([sample.passive_nm for sample in raw]),
            "strategy_cop_m": np.array([sample.strategy_cop_m for sample in raw]),
            "com_world_m": com[:, :3],
            "com_velocity_world_m_s": com[:, 3:],
            "angular_momentum_world_n_m_s": cross(table[..., :3], momentum).sum(axis=1) + spin,
            "grf_world_n": ground[:, :3],
            "grf_moment_world_n_m": ground[:, 3:],
            "foot_force_world_n": feet[:, :, :3],
            "foot_moment_world_n_m": feet[:, :, 3:],
            "ground_load_n": wrench[:, :, 2],
            "grip_world_m": palms.mean(axis=1),
            "band_force_world_n": np.array([sample.band_n for sample in raw]),
            "push_world_n": np.array([sample.push_n for sample in raw]),
            "aid_world_m": np.array([sample.aid_m for sample in raw]),
            "aid_force_world_n": np.array([sample.aid_n for sample in raw]),
        }

    def recording(self, scenario: Scenario, ended: str) -> Recording:
        """All samples as one recording."""
        self._reduce()
        columns = {name: np.concatenate([block[name] for block in self._blocks]) for name in self._blocks[0]}
        return Recording(scenario, f"{self._engine.name} {self._engine.version}", VERSION, ended, **columns)


def carried(row: list[float], offset_m: list[float]) -> tuple[Vector, Vector]:
    """World position and velocity of a point fixed in a link, from the link's row of `State.table`.

    Plain floats: for single points this is many times faster than NumPy.

    Args:
        row: CoM position and velocity, angular velocity, quaternion x, y, z, w.
        offset_m: of the point from the CoM, link frame.
    """
    cx, cy, cz, u, v, w, p, q, r, x, y, z, s = row
    a, b, c = offset_m
    dx = a * (1 - 2 * (y * y + z * z)) + b * 2 * (x * y - z * s) + c * 2 * (x * z + y * s)
    dy = a * 2 * (x * y + z * s) + b * (1 - 2 * (x * x + z * z)) + c * 2 * (y * z - x * s)
    dz = a * 2 * (x * z - y * s) + b * 2 * (y * z + x * s) + c * (1 - 2 * (x * x + y * y))
    return (cx + dx, cy + dy, cz + dz), (u + q * dz - r * dy, v + r * dx - p * dz, w + p * dy - q * dx)

"""Collects the rows of a recording while a run goes on."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

import hingesim
from hingesim.body.humanoid import JOINT_NAMES, LINK, Humanoid
from hingesim.body.kinematics import quaternion_rotations
from hingesim.engine import Engine, State
from hingesim.engine.protocol import Vector
from hingesim.motion.grip import Grip
from hingesim.motion.schedule import Schedule
from hingesim.motion.trainee import Trainee
from hingesim.recording.recording import Recording
from hingesim.scenario.parameters import Scenario

BLOCK = 1000
"""Raw samples kept before they are reduced to the arrays of a recording."""


@dataclass(frozen=True)
class Body:
    """Where the body is at one instant; plain floats."""

    com_m: list[float]
    """Whole-body CoM relative to the stance ankle, world axes."""
    velocity_m_s: list[float]
    """Its world velocity."""
    trunk_m: Vector
    """World position of the trunk's CoM."""
    palms: list[tuple[Vector, Vector]]
    """World position and velocity of the palms on the band."""
    clearance_m: float
    """Least height above the ground of palms, knees, pelvis, trunk and head; negative when one is down."""


class Samples:
    """Reads the engine's state for the loop and keeps what a recording needs."""

    def __init__(self, engine: Engine, humanoid: Humanoid, trainee: Trainee, grip: Grip, step_s: float) -> None:
        self.grip = grip
        self._engine, self._humanoid, self._trainee, self._step_s = engine, humanoid, trainee, step_s
        links = list(humanoid.massive)
        self._mass_kg = humanoid.mass_kg[links]
        self._share = self._mass_kg / self._mass_kg.sum()
        self._trunk = links.index(LINK["trunk"])
        parts = _parts(humanoid)
        self._parts = [(links.index(LINK[link]), (point - humanoid.com_m[LINK[link]]).tolist(), radius) for link, point, radius in parts]
        self._ankle = (-humanoid.com_m[0]).tolist()
        self._palms = [(humanoid.hand_m - humanoid.com_m[LINK[f"{arm}_forearm"]]).tolist() for arm in grip.hands]
        self._forearms = [links.index(LINK[f"{arm}_forearm"]) for arm in grip.hands]
        self._raw: list[tuple] = []
        self._blocks: list[tuple[np.ndarray, ...]] = []

    def body(self, state: State) -> Body:
        """Whole-body quantities of the current state."""
        self._table, rows = state.table, state.table.tolist()
        mean = (self._share @ state.table[:, :6]).tolist()
        (ankle_x, ankle_y, ankle_z), _ = carried(rows[0], self._ankle)
        com = [mean[0] - ankle_x, mean[1] - ankle_y, mean[2] - ankle_z]
        palms = [carried(rows[row], palm) for row, palm in zip(self._forearms, self._palms, strict=True)]
        x, y, z = rows[self._trunk][:3]
        return Body(com, mean[3:], (x, y, z), palms, self._clearance_m(rows))

    def _clearance_m(self, rows: list[list[float]]) -> float:
        """Least height of the parts that mean the body is down; only the vertical row of each rotation is worked out."""
        least = math.inf
        for row, (a, b, c), radius in self._parts:
            up, (x, y, z, w) = rows[row][2], rows[row][9:]
            height = up + 2 * a * (x * z - y * w) + 2 * b * (y * z + x * w) + c * (1 - 2 * (x * x + y * y))
            least = min(least, height - radius)
        return least

    def take(self, step: int, joints: np.ndarray, torque_nm: np.ndarray, push_n: Vector) -> None:
        """Add one sample: the state now, and the forces of the step that led to it."""
        plan, row = self._trainee.reference(step)
        contact, grip = self._engine.contact(), self.grip
        outer = (*contact.force_n, *contact.moment_n_m, contact.free_foot_n, *grip.force_n, *push_n)
        own = (step * self._step_s, plan.progress[row], *plan.com_m[row].tolist(), *outer)
        self._raw.append((own, self._table, joints, torque_nm, self._trainee.passive_nm))
        if len(self._raw) >= BLOCK:
            self._reduce()

    def _reduce(self) -> None:
        """Turn the raw samples into columns of the recording, in its order."""
        if not self._raw:
            return
        own, table, joints, torque, passive = (np.array(column) for column in zip(*self._raw, strict=True))
        self._raw.clear()
        h, n = self._humanoid, len(JOINT_NAMES)
        rotation = quaternion_rotations(table[..., 9:])
        momentum = self._mass_kg[:, None] * table[..., 3:6]
        spin = np.einsum("tlij,lj,tlkj,tlk->ti", rotation, h.inertia_kg_m2[list(h.massive)], rotation, table[..., 6:9])
        angular = np.cross(table[..., :3], momentum).sum(axis=1) + spin
        com = np.einsum("l,tli->ti", self._share, table[..., :6])
        time, progress, planned, force, moment, free, band, push = np.split(own, np.cumsum([1, 1, 3, 3, 3, 1, 3]), axis=1)
        arms = self._forearms
        grip = (table[:, arms, :3] + np.einsum("taij,aj->tai", rotation[:, arms], self._palms)).mean(axis=1)
        body = (table[:, 0, :3] + rotation[:, 0] @ self._ankle, table[:, 0, 9:], joints[:, :n], joints[:, n:], torque, passive)
        whole = (com[:, :3], com[:, 3:], planned, angular)
        self._blocks.append((time[:, 0], progress[:, 0], *body, *whole, force, moment, free[:, 0], grip, band, push))

    def recording(self, scenario: Scenario, plan: Schedule, ended: str) -> Recording:
        """All samples as one recording."""
        self._reduce()
        time_s, *columns = (np.concatenate(column) for column in zip(*self._blocks, strict=True))
        engine = f"{self._engine.name} {self._engine.version}"
        return Recording(scenario, engine, hingesim.__version__, ended, time_s, plan.phase_at(time_s), *columns)


def _parts(humanoid: Humanoid) -> list[tuple[str, np.ndarray, float]]:
    """Link, point in its frame and radius of what must not reach the ground: lengths in metres."""
    centre = {link: humanoid.com_m[LINK[link]] for link in ("pelvis", "trunk", "head")}
    origin = np.zeros(3)
    limbs = [("stance_forearm", humanoid.hand_m, 0.03), ("free_forearm", humanoid.hand_m, 0.03)]
    knees = [("stance_thigh", origin, 0.05), ("free_shank", origin, 0.05)]
    return [*limbs, *knees, *((link, point, 0.10) for link, point in centre.items())]


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

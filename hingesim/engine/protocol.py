"""What a physics engine must do for hingesim.

World frame: x forward, y left, z up, ground at z = 0. Quaternions are x, y, z, w.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

import numpy as np

from hingesim.body.humanoid import Humanoid

Vector = tuple[float, float, float]
"""A point, velocity or force in the world frame."""


@dataclass(frozen=True)
class Settings:
    """How an engine is to run."""

    step_s: float
    """Time one call of `step` advances."""
    substeps: int
    """Physics steps in that time."""
    friction: float
    """Coefficient between foot and ground; skin has less, see `body.contacts`."""
    solver_effort: float
    """Iterations of the contact solver, relative to the engine's own choice."""
    gravity_m_s2: float
    free_foot_friction: float | None = None
    """Of the free foot, where it stands on something smoother than the rest; None: the same."""


@dataclass(frozen=True)
class State:
    """The moving body at one instant, as one table so that reading it is cheap."""

    table: np.ndarray
    """shape (massive links, 13), a row for every link that has mass, root first: CoM position, CoM velocity, angular velocity (world),
    orientation of the link frame as a quaternion x, y, z, w."""


@dataclass(frozen=True)
class Contact:
    """Forces of the ground on the body in the last physics step, by part of the body."""

    wrench: tuple[tuple[float, ...], ...]
    """For each of `contacts.PARTS`: force (3), and its moment about the world origin (3)."""

    @property
    def force_n(self) -> Vector:
        """Of the ground on the whole body."""
        x, y, z, *_ = map(sum, zip(*self.wrench, strict=True))
        return x, y, z

    @property
    def moment_n_m(self) -> Vector:
        """Of that force about the world origin."""
        *_, x, y, z = map(sum, zip(*self.wrench, strict=True))
        return x, y, z

    @property
    def load_n(self) -> tuple[float, ...]:
        """Upward force on each of `contacts.PARTS`."""
        return tuple([force[2] for force in self.wrench])


def add(wrench: list[float], point: Vector, force: Vector) -> None:
    """Add a force at a point to a wrench about the world origin. Plain floats: this runs at every contact point of a step."""
    (x, y, z), (fx, fy, fz) = point, force
    wrench[0] += fx
    wrench[1] += fy
    wrench[2] += fz
    wrench[3] += y * fz - z * fy
    wrench[4] += z * fx - x * fz
    wrench[5] += x * fy - y * fx


class Engine(Protocol):
    """One simulated body on the ground. All torques in N m, forces in N, world frame.

    Semi-implicit Euler steps; contacts obey the springs and dampers of `body.contacts`, and joint stops are rigid and do not
    throw back.
    """

    name: str
    version: str

    def __init__(self, humanoid: Humanoid, settings: Settings) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...

    def inverse_dynamics(self, joint_rad: np.ndarray, joint_rad_s: np.ndarray, joint_rad_s2: np.ndarray) -> np.ndarray:
        """shape (K, n): joint torques for given motions (K, n) with the stance foot held and no outer force but gravity."""
        ...

    def reset(self, joint_rad: np.ndarray) -> None:
        """Stand in posture (n,) at rest, stance foot flat at the origin."""
        ...

    def set_joints(self, joint_rad: np.ndarray, joint_rad_s: np.ndarray) -> None:
        """Give the joints angles and rates (n,) without moving the stance foot."""
        ...

    def joints(self) -> np.ndarray:
        """shape (2 n,): all joint angles, then all rates."""
        ...

    def mass_matrix(self, joint_rad: np.ndarray) -> np.ndarray:
        """shape (n, n): joint-space inertia at posture (n,) with the stance foot held."""
        ...

    def state(self) -> State:
        """The moving body now."""
        ...

    def contact(self) -> Contact:
        """Ground forces of the last substep."""
        ...

    def step(self, torque: np.ndarray, forces: Sequence[tuple[str, Vector, Vector]]) -> None:
        """Advance one step with joint torques (n,) and forces (link, point, force) that act for this step."""
        ...

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
    """Coefficient between foot and ground."""
    solver_effort: float
    """Iterations of the contact solver, relative to the engine's own choice."""
    gravity_m_s2: float


@dataclass(frozen=True)
class State:
    """The moving body at one instant, as one table so that reading it is cheap."""

    table: np.ndarray
    """shape (massive links, 13), a row for every link that has mass, root first: CoM position, CoM velocity, angular velocity (world),
    orientation of the link frame as a quaternion x, y, z, w."""


@dataclass(frozen=True)
class Contact:
    """Forces of the ground on the body in the last physics step."""

    force_n: Vector
    """On the stance foot."""
    moment_n_m: Vector
    """Of those forces about the world origin."""
    free_foot_n: float
    """Normal force on the free foot."""


class Engine(Protocol):
    """One simulated body on the ground. All torques in N m, forces in N, world frame.

    Semi-implicit Euler steps; the contact studs obey the spring and damper of `studs`, and joint stops are rigid.
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

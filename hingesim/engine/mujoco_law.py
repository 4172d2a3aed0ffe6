"""The laws of contacts, joint stops and brakes of `hingesim.body` in the numbers of a MuJoCo model, whichever build of MuJoCo runs it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import numpy as np

from hingesim.body.contacts import Surface, surface
from hingesim.body.humanoid import LINK_NAMES, Humanoid

STICKING = 1000.0
"""How much harder a stud resists creeping than sinking (MuJoCo's impratio): its friction is a damper, and at 1 the foot would creep
by centimetres in a rep under the pull of a band."""
TUMBLING = 100.0
"""The same once the stance foot has left the ground: nothing stands that could creep, and at 1000 a slap of the sole now and then left the
solver with a force ten times too high for one step."""
STOP_CORRECTION = 0.2
"""Share of the way past a joint stop that is taken back in a step; the stops themselves are rigid and do not bounce."""
RIGID = 0.9999
"""Greatest impedance of a constraint."""
FREE = 6
"""Velocities of the free root, before those of the joints; its position takes one number more."""


class Lawful(Protocol):
    """Arrays of a model by MuJoCo's names; those that end in solref and solimp are written."""

    geom_bodyid: np.ndarray
    body_invweight0: np.ndarray
    geom_solref: np.ndarray
    geom_solimp: np.ndarray
    jnt_solref: np.ndarray
    jnt_solimp: np.ndarray
    dof_solref: np.ndarray
    dof_solimp: np.ndarray


def harden(model: Lawful, step_s: float, humanoid: Humanoid) -> None:
    """Give contacts and joint stops their law of force.

    A constraint of MuJoCo with impedance d obeys R f + a = -(k / d) x - (b / d) v with R = A (1 - d) / d: f its force, a, v, x its
    acceleration, velocity and depth, A the inverse inertia that the model keeps for its bodies. The implicit spring and damper
    f = -K (x + h v + h^2 a) - C (v + h a) is of that form.
    """
    for geom in np.flatnonzero(model.geom_bodyid).tolist():
        cover(model, step_s, geom, surface(humanoid, LINK_NAMES[humanoid.massive[model.geom_bodyid[geom] - 1]], 0.0))
    model.jnt_solref[:] = -RIGID * STOP_CORRECTION / step_s**2, -RIGID / step_s
    model.jnt_solimp[:, :2] = RIGID
    model.dof_solref[FREE:] = -RIGID * STOP_CORRECTION / step_s**2, -RIGID / step_s
    model.dof_solimp[FREE:, :2] = RIGID


def cover(model: Lawful, step_s: float, geom: int, law: Surface) -> None:
    """Give one sphere its law of contact."""
    stiffness, damping = law.stiffness_n_m, law.damping_n_s_m + step_s * law.stiffness_n_m
    inertia, inverse = step_s * damping, model.body_invweight0[model.geom_bodyid[geom], 0]
    d = inverse * inertia / (1 + inverse * inertia)
    model.geom_solref[geom] = -d * stiffness / inertia, -d * damping / inertia
    model.geom_solimp[geom, :2] = d


def mass_matrix(inverse_dynamics: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray], joint_rad: np.ndarray) -> np.ndarray:
    """shape (n, n), kg m^2: from unit accelerations, as the calls that would give it differ between versions of MuJoCo.

    Args:
        inverse_dynamics: of an engine.
        joint_rad: shape (n,).
    """
    n = len(joint_rad)
    q, zero = np.broadcast_to(joint_rad, (n + 1, n)), np.zeros((n + 1, n))
    torque = inverse_dynamics(q, zero, np.vstack([np.eye(n), zero[:1]]))
    matrix = torque[:-1] - torque[-1]
    return (matrix + matrix.T) / 2

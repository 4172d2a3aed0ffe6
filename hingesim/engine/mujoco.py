"""MuJoCo behind the engine seam: the only importer of mujoco.

Traps handled here, each found by measurement: after a step the links stand where they were before it; velocities of links come about the
CoM of the whole tree; quaternions put w first; a contact is soft by the inertia of its bodies, so the studs' spring and damper must be
worked out from it; a warning would leave MUJOCO_LOG.TXT in the user's folder, and an unstable state would be set back in silence.
"""

# pyright: reportAttributeAccessIssue=false
# MuJoCo's functions come from compiled modules that type checkers cannot read.

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Self

import numpy as np

from hingesim.engine.mjcf import mjcf
from hingesim.engine.protocol import Contact, Settings, State, Vector
from hingesim.errors import EngineMissingError
from hingesim.humanoid import LINK_NAMES, Humanoid
from hingesim.studs import STUD_DAMPING_N_S_M, STUD_STIFFNESS_N_M

try:
    import mujoco
except ImportError as error:
    raise EngineMissingError(
        f"MuJoCo is not installed for Python {sys.version_info.major}.{sys.version_info.minor}: pip install mujoco"
    ) from error

STICKING = 1000.0
"""How much harder a stud resists creeping than sinking (MuJoCo's impratio): its friction is a damper, and at 1 the foot would creep
by centimetres in a rep under the pull of a band."""
STOP_CORRECTION = 0.2
"""Share of the way past a joint stop that is taken back in a step; the stops themselves are rigid and do not bounce."""
RIGID = 0.9999
"""Greatest impedance of a constraint."""
FREE = 6
"""Velocities of the free root, before those of the joints; its position takes one number more."""

if mujoco.get_mju_user_warning() is None:
    mujoco.set_mju_user_warning(lambda message: None)  # its own way is a file in the working folder; the run notices by itself


class MujocoEngine:
    """A free body on a plane, and a second state of the same model for inverse dynamics."""

    name = "mujoco"
    version = mujoco.__version__

    def __init__(self, humanoid: Humanoid, settings: Settings) -> None:
        self.humanoid, self._substeps = humanoid, settings.substeps
        self._model = mujoco.MjModel.from_xml_string(mjcf(humanoid, settings))
        self._model.opt.impratio = STICKING
        self._model.opt.iterations = round(self._model.opt.iterations * settings.solver_effort)
        self._harden()
        self._data, self._still = mujoco.MjData(self._model), mujoco.MjData(self._model)
        self._body = {LINK_NAMES[link]: body for body, link in enumerate(humanoid.massive, start=1)}
        mujoco.mj_forward(self._model, self._data)

    def _harden(self) -> None:
        """Give studs and joint stops their law of force.

        A constraint of MuJoCo with impedance d obeys R f + a = -(k / d) x - (b / d) v with R = A (1 - d) / d: f its force, a, v, x its
        acceleration, velocity and depth, A the inverse inertia that the model keeps for its bodies. The implicit spring and damper
        f = -K (x + h v + h^2 a) - C (v + h a) is of that form.
        """
        model, h = self._model, self._model.opt.timestep
        stiffness, damping = STUD_STIFFNESS_N_M, STUD_DAMPING_N_S_M + h * STUD_STIFFNESS_N_M
        inertia = h * damping
        for geom in np.flatnonzero(model.geom_bodyid):
            inverse = model.body_invweight0[model.geom_bodyid[geom], 0]
            d = inverse * inertia / (1 + inverse * inertia)
            model.geom_solref[geom] = -d * stiffness / inertia, -d * damping / inertia
            model.geom_solimp[geom, :2] = d
        model.jnt_solref[:] = -RIGID * STOP_CORRECTION / h**2, -RIGID / h
        model.jnt_solimp[:, :2] = RIGID

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        pass

    def inverse_dynamics(self, joint_rad: np.ndarray, joint_rad_s: np.ndarray, joint_rad_s2: np.ndarray) -> np.ndarray:
        model, data, out = self._model, self._still, np.empty((len(joint_rad), self._model.nv))
        for row, q, rate, acceleration in zip(out, joint_rad, joint_rad_s, joint_rad_s2, strict=True):
            data.qpos[FREE + 1 :], data.qvel[FREE:], data.qacc[FREE:] = q, rate, acceleration
            mujoco.mj_kinematics(model, data)
            mujoco.mj_comPos(model, data)
            mujoco.mj_comVel(model, data)
            mujoco.mj_rne(model, data, 1, row)
        return out[:, FREE:]

    def mass_matrix(self, joint_rad: np.ndarray) -> np.ndarray:
        """shape (n, n): from unit accelerations, as the calls that would give it differ between versions of MuJoCo."""
        n = len(joint_rad)
        q, zero = np.broadcast_to(joint_rad, (n + 1, n)), np.zeros((n + 1, n))
        torque = self.inverse_dynamics(q, zero, np.vstack([np.eye(n), zero[:1]]))
        matrix = torque[:-1] - torque[-1]
        return (matrix + matrix.T) / 2

    def reset(self, joint_rad: np.ndarray) -> None:
        mujoco.mj_resetData(self._model, self._data)
        self._data.qpos[FREE + 1 :] = joint_rad
        mujoco.mj_forward(self._model, self._data)

    def set_joints(self, joint_rad: np.ndarray, joint_rad_s: np.ndarray) -> None:
        self._data.qpos[FREE + 1 :], self._data.qvel[FREE:] = joint_rad, joint_rad_s

    def joints(self) -> np.ndarray:
        return np.concatenate((self._data.qpos[FREE + 1 :], self._data.qvel[FREE:]))

    def state(self) -> State:
        data = self._data
        mujoco.mj_kinematics(self._model, data)
        mujoco.mj_comPos(self._model, data)
        mujoco.mj_comVel(self._model, data)
        table = np.empty((self._model.nbody - 1, 13))
        com, spin = data.xipos[1:], data.cvel[1:, :3]
        arm = com - data.subtree_com[1]
        table[:, :3], table[:, 6:9] = com, spin
        table[:, 3:6] = data.cvel[1:, 3:] + spin[:, [1, 2, 0]] * arm[:, [2, 0, 1]] - spin[:, [2, 0, 1]] * arm[:, [1, 2, 0]]
        table[:, 9:12], table[:, 12] = data.xquat[1:, 1:], data.xquat[1:, 0]
        return State(table)

    def contact(self) -> Contact:
        contact = self._data.contact
        touching = contact.efc_address >= 0
        rows = contact.efc_address[touching, None] + np.arange(3)
        frame = contact.frame[touching].reshape(-1, 3, 3)
        force = np.einsum("ki,kij->kj", self._data.efc_force[rows], frame)
        stance = self._model.geom_bodyid[contact.geom[touching, 1]] == self._body["stance_foot"]
        total, moment = force[stance].sum(axis=0), np.cross(contact.pos[touching][stance], force[stance]).sum(axis=0)
        return Contact(tuple(total.tolist()), tuple(moment.tolist()), float(force[~stance, 2].sum()))

    def step(self, torque: np.ndarray, forces: Sequence[tuple[str, Vector, Vector]]) -> None:
        data = self._data
        data.qfrc_applied[FREE:] = torque
        data.xfrc_applied[:] = 0.0
        if forces:
            mujoco.mj_kinematics(self._model, data)
            for link, (x, y, z), (fx, fy, fz) in forces:
                body = self._body[link]
                cx, cy, cz = data.xipos[body].tolist()
                x, y, z = x - cx, y - cy, z - cz
                data.xfrc_applied[body] += (fx, fy, fz, y * fz - z * fy, z * fx - x * fz, x * fy - y * fx)
        mujoco.mj_step(self._model, data, self._substeps)

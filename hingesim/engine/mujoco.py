"""MuJoCo behind the engine seam: the only importer of mujoco.

Traps handled here, each found by measurement: after a step the links stand where they were before it; velocities of links come about the
CoM of the whole tree; quaternions put w first; a contact is soft by the inertia of its bodies, so its spring and damper must be
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

from hingesim.body.contacts import PART_OF, PARTS, landing
from hingesim.body.humanoid import LINK_NAMES, Humanoid
from hingesim.body.tissue_damping import TissueDamping, is_calm
from hingesim.common.errors import EngineMissingError
from hingesim.common.installing import pip_install
from hingesim.engine.mjcf import mjcf
from hingesim.engine.mujoco_law import FREE, STICKING, TUMBLING, cover, harden, mass_matrix
from hingesim.engine.protocol import Contact, Settings, State, Vector, add

try:
    import mujoco
except ImportError as error:
    raise EngineMissingError(
        f"MuJoCo is not installed for Python {sys.version_info.major}.{sys.version_info.minor}: {pip_install('mujoco')}"
    ) from error

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
        self._sole = np.flatnonzero(self._model.geom_bodyid == 1)
        self._stands, self._in_the_air, self._touching = False, False, -1
        self._step_s = self._model.opt.timestep
        harden(self._model, self._step_s, humanoid)
        self._data, self._still = mujoco.MjData(self._model), mujoco.MjData(self._model)
        self._body = {LINK_NAMES[link]: body for body, link in enumerate(humanoid.massive, start=1)}
        part_of_body = {body: PARTS.index(PART_OF[link]) for link, body in self._body.items() if link in PART_OF}
        self._part = [part_of_body.get(body, -1) for body in self._model.geom_bodyid.tolist()]
        # Views into the state: asking the binding for an array costs more than most of what is done with it.
        data = self._data
        self._moving = data.qpos, data.qvel, data.qacc_warmstart
        self._q, self._rate, self._torque = data.qpos[FREE + 1 :], data.qvel[FREE:], data.qfrc_applied[FREE:]
        self._tissue, self._brake = TissueDamping(humanoid, self._step_s), self._model.dof_frictionloss[FREE:]
        self._before = np.empty(self._model.nq), np.empty(self._model.nv), np.empty(self._model.nv)
        self._q_before, self._rate_before = self._before[0][FREE + 1 :], self._before[1][FREE:]
        self._braked, self._anew, self._calm = False, False, False
        self._pushed, self._outer, self._com, self._tree_com = False, data.xfrc_applied, data.xipos[1:], data.subtree_com[1]
        self._spin, self._speed, self._quat_wxyz = data.cvel[1:, :3], data.cvel[1:, 3:], data.xquat[1:]
        mujoco.mj_forward(self._model, self._data)

    def _substep(self) -> None:
        """One step of the physics."""
        self._keep()
        self._calm = self._tissue.step(self._rate_before, self._attempt, calm=self._calm)

    def _two_calm_steps(self) -> bool:
        """Do two steps of the physics in one call; whether no joint turned fast in them: else nothing is done.

        The rates between them follow from the angles, but for rounding, which the tissue's margin covers.
        """
        self._keep()
        mujoco.mj_step(self._model, self._data, 2)
        between = self._q - self._q_before
        between /= self._step_s
        between -= self._rate
        if is_calm(between) and is_calm(self._rate):
            return True
        self._put_back()
        return False

    def _keep(self) -> None:
        """Note where the body is and how it moves, to be put back there."""
        (q, rate, warm), (q_now, rate_now, warm_now) = self._before, self._moving
        q[:], rate[:], warm[:] = q_now, rate_now, warm_now
        self._anew = False

    def _put_back(self) -> None:
        for kept, now in zip(self._before, self._moving, strict=True):
            now[:] = kept

    def _attempt(self, brake_nm: np.ndarray | None) -> np.ndarray:
        """Do the step with a brake, again from where it began if it was done before; joint rates after it."""
        if self._anew:
            self._put_back()
        if brake_nm is not None or self._braked:
            self._brake[:] = 0.0 if brake_nm is None else brake_nm
            self._braked = brake_nm is not None
        mujoco.mj_step(self._model, self._data)
        self._anew = True
        return self._rate

    def _lifted(self) -> None:
        """Notice that the stance foot has left the ground: from now on it lands, as the free foot does."""
        if self._data.ncon == self._touching:
            return
        self._touching = self._data.ncon
        on_ground = (self._data.contact.geom[:, 1] <= self._sole[-1]).any()
        if self._stands and not on_ground:
            for geom in map(int, self._sole):
                cover(self._model, self._step_s, geom, landing(0.0))
            self._model.opt.impratio = TUMBLING
            self._in_the_air = True
        self._stands = bool(on_ground)

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
        """shape (n, n): as the protocol says."""
        return mass_matrix(self.inverse_dynamics, joint_rad)

    def reset(self, joint_rad: np.ndarray) -> None:
        mujoco.mj_resetData(self._model, self._data)
        if self._in_the_air:
            self._model.opt.impratio = STICKING
            harden(self._model, self._step_s, self.humanoid)
        self._stands, self._in_the_air, self._touching = False, False, -1
        self._calm = self._pushed = False
        self._q[:] = joint_rad
        mujoco.mj_forward(self._model, self._data)

    def set_joints(self, joint_rad: np.ndarray, joint_rad_s: np.ndarray) -> None:
        self._q[:], self._rate[:], self._calm = joint_rad, joint_rad_s, False

    def joints(self) -> np.ndarray:
        return np.concatenate((self._q, self._rate))

    def state(self) -> State:
        mujoco.mj_kinematics(self._model, self._data)
        mujoco.mj_comPos(self._model, self._data)
        mujoco.mj_comVel(self._model, self._data)
        table = np.empty((len(self._com), 13))
        table[:, :3], table[:, 3:6], table[:, 6:9] = self._com, self._speed, self._spin
        (x, y, z), (p, q, r) = (self._com - self._tree_com).T, self._spin.T
        table[:, 3] += q * z - r * y
        table[:, 4] += r * x - p * z
        table[:, 5] += p * y - q * x
        table[:, 9:12], table[:, 12] = self._quat_wxyz[:, 1:], self._quat_wxyz[:, 0]
        return State(table)

    def contact(self) -> Contact:
        # A plane and a sphere always touch in this order, so that the normal points up and the force is that on the body.
        points, efforts = self._data.contact, self._data.efc_force.tolist()
        wrench, places, geoms = [[0.0] * 6 for _ in PARTS], points.pos.tolist(), points.geom[:, 1].tolist()
        # Of one plane all frames are the same.
        nx, ny, nz, ax, ay, az, bx, by, bz = points.frame[0].tolist() if geoms else [0.0] * 9
        for row, place, geom in zip(points.efc_address.tolist(), places, geoms, strict=True):
            if row < 0:
                continue
            n, a, b = efforts[row : row + 3]
            add(wrench[self._part[geom]], place, (n * nx + a * ax + b * bx, n * ny + a * ay + b * by, n * nz + a * az + b * bz))
        return Contact(tuple(map(tuple, wrench)))

    def step(self, torque: np.ndarray, forces: Sequence[tuple[str, Vector, Vector]]) -> None:
        self._torque[:] = torque
        if self._pushed:
            self._outer[:] = 0.0
        self._pushed = bool(forces)
        if forces:
            mujoco.mj_kinematics(self._model, self._data)
            for link, (x, y, z), (fx, fy, fz) in forces:
                body = self._body[link]
                cx, cy, cz = self._com[body - 1].tolist()
                x, y, z = x - cx, y - cy, z - cz
                self._outer[body] += (fx, fy, fz, y * fz - z * fy, z * fx - x * fz, x * fy - y * fx)
        if not (self._substeps == 2 and self._calm and not self._braked and self._two_calm_steps()):
            for _ in range(self._substeps):
                self._substep()
        if not self._in_the_air:
            self._lifted()

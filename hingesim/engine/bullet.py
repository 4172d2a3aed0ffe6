"""PyBullet behind the engine seam: the only importer of pybullet.

Traps handled here, each found by measurement: inertia must be taken from the URDF; joint motors and default damping must be
switched off; base pose and force points are those of the centre of mass; forces last one step; importing prints to file descriptor
2; the fixed-base twin is the only trustworthy source of inverse dynamics; the law of contact of a link can be given in the URDF only
(`changeDynamics` gives it to the root whatever link is named).
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import operator
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from hingesim.body.contacts import PART_OF, PARTS, Surface, landing, surface
from hingesim.body.humanoid import LINK, Humanoid
from hingesim.body.tissue_damping import TissueDamping
from hingesim.common.errors import EngineMissingError
from hingesim.common.installing import pip_install
from hingesim.engine.protocol import Contact, Settings, State, Vector, add
from hingesim.engine.urdf import urdf

SOLVER_ITERATIONS = 60
"""With the compliant studs below, more change nothing; 30 let the standing foot creep 0.1 mm in a rep, 60 a tenth of that."""


_ANGLE, _RATE = operator.itemgetter(0), operator.itemgetter(1)
"""Of what `getJointStates` tells of a joint."""


@contextlib.contextmanager
def silent_descriptors() -> Iterator[None]:
    """Keep C code from writing to stdout and stderr; Python's own streams are flushed first.

    Descriptors belong to the whole process, so this is for the one moment of the import, which Python does once whatever the threads.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    saved: dict[int, int] = {}
    for number in (1, 2):
        with contextlib.suppress(OSError):  # closed
            saved[number] = os.dup(number)
    try:
        with open(os.devnull, "wb") as sink:
            for number in saved:
                os.dup2(sink.fileno(), number)
        yield
    finally:
        for number, copy in saved.items():
            os.dup2(copy, number)
            os.close(copy)


try:
    with silent_descriptors():
        import pybullet
except ImportError as error:
    raise EngineMissingError(
        f"PyBullet is not installed for Python {sys.version_info.major}.{sys.version_info.minor} on this system: pip has ready builds for "
        f"Linux x86-64 with Python 3.11 only ({pip_install('pybullet')}); elsewhere use --engine mujoco, or conda: "
        "conda create -n hinge -c conda-forge python=3.11 pybullet"
    ) from error


class BulletEngine:
    """A free body on a static box, and a fixed-base twin of it in a second client for inverse dynamics."""

    name = "pybullet"
    version = importlib.metadata.version("pybullet")

    def __init__(self, humanoid: Humanoid, settings: Settings) -> None:
        self.humanoid, self._settings, self._substeps = humanoid, settings, settings.substeps
        self._joints = list(range(len(humanoid.parent)))
        self._part = {LINK[link] - 1: PARTS.index(part) for link, part in PART_OF.items()}
        self._massive = [link - 1 for link in humanoid.massive if link > 0]
        self._clients: list[int] = []
        self._stands = self._in_the_air = False
        self._read: np.ndarray | None = None
        self._tissue, self._braked, self._calm = TissueDamping(humanoid, settings.step_s), False, False
        try:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder, "humanoid.urdf")
                path.write_text(urdf(humanoid, settings.friction, settings.free_foot_friction), encoding="utf-8")
                self._twin, self._twin_body = self._load(path, fixed=True)
                self._world, self._body = self._load(path, fixed=False)
        except BaseException:
            self._disconnect()
            raise
        box = pybullet.createCollisionShape(pybullet.GEOM_BOX, halfExtents=[20, 20, 0.5], physicsClientId=self._world)
        self._ground = pybullet.createMultiBody(0, box, basePosition=[0, 0, -0.5], physicsClientId=self._world)
        pybullet.changeDynamics(self._ground, -1, lateralFriction=1.0, physicsClientId=self._world)
        for link in range(-1, len(self._joints)):
            pybullet.changeDynamics(
                self._body, link, linearDamping=0, angularDamping=0, jointDamping=0, maxJointVelocity=1000, physicsClientId=self._world
            )
        pybullet.setJointMotorControlArray(
            self._body, self._joints, pybullet.VELOCITY_CONTROL, forces=[0.0] * len(self._joints), physicsClientId=self._world
        )

    def _load(self, path: Path, *, fixed: bool) -> tuple[int, int]:
        client = pybullet.connect(pybullet.DIRECT)
        self._clients.append(client)
        pybullet.setPhysicsEngineParameter(
            fixedTimeStep=self._settings.step_s,
            numSubSteps=self._substeps if self._substeps > 1 else 0,
            numSolverIterations=round(SOLVER_ITERATIONS * self._settings.solver_effort),
            deterministicOverlappingPairs=1,
            physicsClientId=client,
        )
        pybullet.setGravity(0, 0, -self._settings.gravity_m_s2, physicsClientId=client)
        height = self.humanoid.proportions.ankle_height_m
        body = pybullet.loadURDF(
            str(path), [0, 0, height], useFixedBase=fixed, flags=pybullet.URDF_USE_INERTIA_FROM_FILE, physicsClientId=client
        )
        return client, body

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._disconnect()

    def _disconnect(self) -> None:
        while self._clients:
            pybullet.disconnect(self._clients.pop())

    def inverse_dynamics(self, joint_rad: np.ndarray, joint_rad_s: np.ndarray, joint_rad_s2: np.ndarray) -> np.ndarray:
        rows = zip(joint_rad.tolist(), joint_rad_s.tolist(), joint_rad_s2.tolist(), strict=True)
        return np.array([pybullet.calculateInverseDynamics(self._twin_body, *row, physicsClientId=self._twin) for row in rows])

    def mass_matrix(self, joint_rad: np.ndarray) -> np.ndarray:
        return np.array(pybullet.calculateMassMatrix(self._twin_body, joint_rad.tolist(), physicsClientId=self._twin))

    def reset(self, joint_rad: np.ndarray) -> None:
        com = self.humanoid.com_m[0] + [0, 0, self.humanoid.proportions.ankle_height_m]
        pybullet.resetBasePositionAndOrientation(self._body, com.tolist(), [0, 0, 0, 1], physicsClientId=self._world)
        self.set_joints(joint_rad, np.zeros_like(joint_rad))
        if self._in_the_air:
            self._cover(surface(self.humanoid, "stance_foot", self._settings.friction))
        self._stands = self._in_the_air = False

    def set_joints(self, joint_rad: np.ndarray, joint_rad_s: np.ndarray) -> None:
        self._read, self._calm = None, False
        for joint, angle, rate in zip(self._joints, joint_rad.tolist(), joint_rad_s.tolist(), strict=True):
            pybullet.resetJointState(self._body, joint, angle, rate, physicsClientId=self._world)

    def _state_now(self) -> np.ndarray:
        """shape (2 n,): as `joints`, read once after every step; not to be written to."""
        if self._read is None:
            states = pybullet.getJointStates(self._body, self._joints, physicsClientId=self._world)
            self._read = np.array([*map(_ANGLE, states), *map(_RATE, states)])
        return self._read

    def joints(self) -> np.ndarray:
        return self._state_now().copy()

    def state(self) -> State:
        # Without computeForwardKinematics the links would be where they were before the last substep.
        links = pybullet.getLinkStates(
            self._body, self._massive, computeLinkVelocity=1, computeForwardKinematics=1, physicsClientId=self._world
        )
        com, quat = pybullet.getBasePositionAndOrientation(self._body, physicsClientId=self._world)
        velocity, spin = pybullet.getBaseVelocity(self._body, physicsClientId=self._world)
        return State(np.array([com + velocity + spin + quat, *(s[0] + s[6] + s[7] + s[5] for s in links)]))

    def contact(self) -> Contact:
        # PyBullet divides the impulses of the last substep by the time of the whole step.
        wrench, scale = [[0.0] * 6 for _ in PARTS], self._substeps
        for point in pybullet.getContactPoints(self._body, self._ground, physicsClientId=self._world):
            normal = point[9] * scale
            if normal == 0.0:
                continue
            (nx, ny, nz), (ax, ay, az), (bx, by, bz) = point[7], point[11], point[13]
            first, second = point[10] * scale, point[12] * scale
            px = normal * nx + first * ax + second * bx
            py = normal * ny + first * ay + second * by
            pz = normal * nz + first * az + second * bz
            add(wrench[self._part[point[3]]], point[6], (px, py, pz))
        return Contact(tuple(map(tuple, wrench)))

    def step(self, torque: np.ndarray, forces: Sequence[tuple[str, Vector, Vector]]) -> None:
        n, before, root, anew = len(self._joints), self._state_now(), self._root(), False

        def attempt(brake_nm: np.ndarray | None) -> np.ndarray:
            nonlocal anew
            if anew:
                self._put_back(before, root)
            self._advance(torque, forces, brake_nm)
            anew = True
            return self._state_now()[n:]

        self._calm = self._tissue.step(before[n:], attempt, calm=self._calm)
        if not self._in_the_air:
            self._lifted()

    def _advance(self, torque: np.ndarray, forces: Sequence[tuple[str, Vector, Vector]], brake: np.ndarray | None) -> None:
        """Torques and forces last one step. The brake is a motor toward rest whose greatest torque is that of the damper."""
        pybullet.setJointMotorControlArray(
            self._body, self._joints, pybullet.TORQUE_CONTROL, forces=torque.tolist(), physicsClientId=self._world
        )
        for link, point, force in forces:
            pybullet.applyExternalForce(self._body, LINK[link] - 1, force, point, pybullet.WORLD_FRAME, physicsClientId=self._world)
        if brake is not None or self._braked:
            most = [0.0] * len(self._joints) if brake is None else brake.tolist()
            pybullet.setJointMotorControlArray(
                self._body, self._joints, pybullet.VELOCITY_CONTROL, forces=most, physicsClientId=self._world
            )
            self._braked = brake is not None
        pybullet.stepSimulation(physicsClientId=self._world)
        self._read = None

    def _root(self) -> tuple:
        """Place and motion of the root."""
        place = pybullet.getBasePositionAndOrientation(self._body, physicsClientId=self._world)
        return (*place, *pybullet.getBaseVelocity(self._body, physicsClientId=self._world))

    def _put_back(self, joints: np.ndarray, root: tuple) -> None:
        """Where the body was and how it moved before the step."""
        position, turn, velocity, spin = root
        pybullet.resetBasePositionAndOrientation(self._body, position, turn, physicsClientId=self._world)
        pybullet.resetBaseVelocity(self._body, velocity, spin, physicsClientId=self._world)
        angles, rates = (half.reshape(-1, 1).tolist() for half in np.split(joints, 2))
        pybullet.resetJointStatesMultiDof(self._body, self._joints, angles, rates, physicsClientId=self._world)

    def _lifted(self) -> None:
        """Notice that the stance foot has left the ground: from now on it lands, as the free foot does."""
        stands = bool(pybullet.getContactPoints(self._body, self._ground, -1, -1, physicsClientId=self._world))
        if self._stands and not stands:
            self._cover(landing(self._settings.friction))
            self._in_the_air = True
        self._stands = stands

    def _cover(self, law: Surface) -> None:
        """Give the root, which is the stance foot, a law of contact."""
        pybullet.changeDynamics(
            self._body, -1, contactStiffness=law.stiffness_n_m, contactDamping=law.damping_n_s_m, physicsClientId=self._world
        )

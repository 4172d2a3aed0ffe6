"""A test rig: the body in the engine with its joints held by stiff servos, as an experimenter would splint a subject."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence

import numpy as np

from hingesim.body.contacts import PARTS
from hingesim.body.humanoid import JOINT, JOINT_NAMES, LINK, Humanoid
from hingesim.body.kinematics import forward
from hingesim.body.whole import body_of
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.engine import Engine, open_engine
from hingesim.engine.protocol import Vector
from hingesim.motion.ankle import ANKLE, AnkleCommand
from hingesim.motion.balance import implicit_damping
from hingesim.motion.plan import hinge_path
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.experiments import ARMS_DOWN
from hingesim.simulation.samples import carried

SERVO_HZ, SERVO_RATIO = 8.0, 0.8
"""Natural frequency and damping ratio of the servos: stiff against a fall (0.5 Hz), soft against the step (1 kHz)."""
ANKLES = ("ankle_dorsiflexion", "ankle_inversion")
ANKLE_STIFFNESS = 4.0
"""Stiffness of the ankle servos in m g h. The foot below is light and free: a stiffer one would shake it at a step of 1 ms."""
REFERENCE = {"sex": "male", "mass_kg": 73.0, "height_m": 1.741}
"""The male subject of de Leva (1996), for whom the static figures were derived."""
STEP_S = 0.001


class Rig:
    """One body on the ground; `hold` advances a step with the joints servoed to a posture."""

    def __init__(self, engine: Engine, humanoid: Humanoid, joint_rad: np.ndarray, step_s: float) -> None:
        self.engine, self.humanoid, self.step_s = engine, humanoid, step_s
        engine.reset(joint_rad)
        mass = engine.mass_matrix(joint_rad)
        omega = 2 * np.pi * SERVO_HZ
        self._ankles = [JOINT[name] for name in ANKLES]
        self._stiffness = np.diag(mass) * omega**2
        toppling = humanoid.mass_kg.sum() * GRAVITY_M_S2 * self._from_ankle()[2]
        self._stiffness[self._ankles] = ANKLE_STIFFNESS * toppling
        others = np.setdiff1d(np.arange(len(mass)), self._ankles)
        part = np.ix_(others, others)
        self._damping = np.zeros_like(mass)
        self._damping[part] = implicit_damping(2 * SERVO_RATIO * np.diag(mass)[others] * omega, np.linalg.inv(mass)[part], step_s)
        self._sway_damping = 2 * SERVO_RATIO * np.sqrt((ANKLE_STIFFNESS - 1) * toppling * mass[0, 0])

    def _from_ankle(self) -> np.ndarray:
        """shape (6,): whole-body CoM relative to the stance ankle, and its velocity; world axes."""
        table, mass = self.engine.state().table, self.humanoid.mass_kg[list(self.humanoid.massive)]
        com = mass @ table[:, :6] / mass.sum()
        return com - [*carried(table[0].tolist(), (-self.humanoid.com_m[0]).tolist())[0], 0, 0, 0]

    @property
    def joint_rad(self) -> np.ndarray:
        """shape (n,)."""
        return self.engine.joints()[: len(JOINT_NAMES)]

    def hold(
        self,
        joint_rad: np.ndarray,
        *,
        free: str | None = None,
        free_nm: float = 0.0,
        forces: Sequence[tuple[str, Vector, Vector]] = (),
        strongest_nm: np.ndarray | None = None,
        ankle: AnkleCommand | None = None,
    ) -> None:
        """One step toward posture (n,).

        Args:
            joint_rad: the posture to hold.
            free: a joint that is not servoed.
            free_nm: torque on it.
            forces: outer forces on links.
            strongest_nm: shape (2, n), greatest torque up and down (see `Strength.limits_nm`).
            ankle: what a trainee can command of her ankle, within `strongest_nm`.
        """
        now = self.engine.joints()
        q, rate = now[: len(JOINT_NAMES)], now[len(JOINT_NAMES) :]
        zero = np.zeros((1, len(q)))
        acceleration, wanted, speed = zero.copy(), joint_rad.copy(), rate.copy()
        if free:
            j = JOINT[free]
            wanted[j], speed[j] = q[j], 0.0
            pull = free_nm - self.engine.inverse_dynamics(q[None], zero, zero)[0, j]
            acceleration[0, j] = pull / self.engine.mass_matrix(q)[j, j]
        torque = self.engine.inverse_dynamics(q[None], zero, acceleration)[0]
        torque += self._stiffness * (wanted - q) - self._damping @ speed
        # The ankles damp the sway of the body, not their own rate, which is that of the light foot as well.
        sway = self._from_ankle()
        torque[self._ankles] -= self._sway_damping / sway[2] * np.array([sway[3], -self.humanoid.side * sway[4]])
        if free:
            torque[JOINT[free]] = free_nm
        if strongest_nm is not None:
            if ankle:
                ankle.bears(self.engine.contact().load_n[PARTS.index("stance_foot")])
                torque[ANKLE] = ankle.within(torque, np.zeros_like(torque), *strongest_nm)[0]
            torque = np.clip(torque, -strongest_nm[1], strongest_nm[0])
        self.engine.step(torque, forces)

    @property
    def com_world_m(self) -> np.ndarray:
        """shape (3,): whole-body CoM, from the engine's links."""
        mass = self.humanoid.mass_kg[list(self.humanoid.massive)]
        return mass @ self.engine.state().table[:, :3] / mass.sum()

    @property
    def cop_world_m(self) -> np.ndarray:
        """shape (2,): centre of pressure."""
        contact = self.engine.contact()
        return np.array([-contact.moment_n_m[1], contact.moment_n_m[0]]) / contact.force_n[2]

    @property
    def foot_tilt_deg(self) -> float:
        """Angle between the sole and the ground."""
        x, y = self.engine.state().table[0, 9:11]
        return float(np.degrees(np.arccos(np.clip(1 - 2 * (x * x + y * y), -1, 1))))


@contextlib.contextmanager
def standing(*, step_s: float = STEP_S, friction: float = 0.9, lean_deg: float | None = None) -> Iterator[tuple[Rig, np.ndarray]]:
    """A rig with the reference body on one straight leg, and its posture of shape (n,).

    Args:
        step_s: physics step.
        friction: of foot and floor.
        lean_deg: inclination of the line from ankle to CoM (less the foot); default: CoM over 0.25 foot lengths.
    """
    scenario = Scenario().replace(athlete=REFERENCE, hinge={"knee_bend_deg": 0, **ARMS_DOWN})
    humanoid = body_of(scenario)
    posture = hinge_path(humanoid, scenario, None).joint_rad[0].copy()
    if lean_deg is not None:
        x, _, z = above_ankle_m(humanoid, posture)
        # The ankle's pitch axis is the first: turning it turns the whole body rigidly.
        posture[JOINT["ankle_dorsiflexion"]] += np.radians(lean_deg) - np.arctan2(x, z)
    with open_engine(humanoid, step_s=step_s, friction=friction) as engine:
        yield Rig(engine, humanoid, posture, step_s), posture


def above_ankle_m(humanoid: Humanoid, joint_rad: np.ndarray) -> np.ndarray:
    """shape (3,): CoM of everything but the stance foot, from the ankle."""
    poses = forward(humanoid, joint_rad)
    mass = humanoid.mass_kg[1:]
    return mass @ poses.link_com_world_m[0, 1:] / mass.sum() - poses.position_world_m[0, LINK["stance_foot"]]

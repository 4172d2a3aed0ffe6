"""The energy ledger of a tumbling body in free flight, alone and on a band."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hingesim.body.band import BandLaw, band_law
from hingesim.body.humanoid import JOINT_NAMES, LINK, LINK_NAMES, Humanoid
from hingesim.body.kinematics import quaternion_rotations
from hingesim.body.whole import body_of
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.engine import Engine, open_engine
from hingesim.motion.grip import Grip
from hingesim.scenario.parameters import Band, Scenario
from hingesim.simulation.samples import carried
from hingesim.validation.check import Check, Measured, about
from hingesim.validation.plot import Plot, line

STEPS_S = (0.002, 0.001, 0.0005, 0.00025)
LIFT_S, LIFT_M_S2 = 0.25, 16.0
"""The body is thrown up: duration and acceleration."""
FLIGHT_S = 0.3
RATE_RAD_S = 1.0
"""Joint rates at release, alternating in sign."""
SPRING_NM = 200.0
"""Stiffness of the joints, N m/rad, where a band pulls: without it the arm would run into its stops."""


@dataclass(frozen=True)
class Ledger:
    """Energies in J over the flight, each of shape (T,), relative to the release."""

    time_s: np.ndarray
    kinetic: np.ndarray
    gravity: np.ndarray
    joints: np.ndarray
    band: np.ndarray
    dissipated: np.ndarray

    @property
    def total(self) -> np.ndarray:
        """shape (T,): constant if nothing is lost or made; zero at the release."""
        total = self.kinetic + self.gravity + self.joints + self.band + self.dissipated
        return total - total[0]

    @property
    def drift_j(self) -> float:
        """Greatest distance of the total from where it began."""
        return float(np.abs(self.total).max())


def flight(step_s: float, law: BandLaw | None = None) -> Ledger:
    """Throw the body up, set its joints going, and keep the books while it flies."""
    humanoid = body_of(Scenario())
    posture = (humanoid.lower_rad + humanoid.upper_rad) / 2
    rates = RATE_RAD_S * (-1.0) ** np.arange(len(JOINT_NAMES))
    still, rows, spring = np.zeros(len(JOINT_NAMES)), [], SPRING_NM if law else 0.0
    with open_engine(humanoid, step_s=step_s, friction=0.9) as engine:
        engine.reset(still)  # upright: in the flight's posture the free foot would begin in the floor, and be kicked out of it
        for _ in range(round(LIFT_S / step_s)):
            engine.step(still, _lift(humanoid, engine))
        engine.set_joints(posture, rates)
        grip, lost = Grip(law, ("stance",), step_s), 0.0
        for step in range(round(FLIGHT_S / step_s) + 1):
            table = engine.state().table
            grip.feel([_palm(humanoid, table)])
            pull, length, rate = grip.pull(), *_length(law, *_palm(humanoid, table))
            stored = float(law.energy_j(np.array(length))) if law else 0.0
            bend = engine.joints()[: len(JOINT_NAMES)] - posture
            rows.append((step * step_s, *_mechanical_j(humanoid, table), spring / 2 * bend @ bend, stored, lost))
            if law and grip.tension_n > 0:
                lost += (grip.tension_n - float(law.elastic_n(np.array(length)))) * rate * step_s
            engine.step(-spring * bend, pull)
    return Ledger(*np.array(rows).T)


def _lift(humanoid: Humanoid, engine: Engine) -> list:
    """Forces that carry every link up with `LIFT_M_S2` and so keep the posture."""
    links = zip(humanoid.massive, engine.state().table, strict=True)
    return [(LINK_NAMES[i], tuple(row[:3]), (0.0, 0.0, float(humanoid.mass_kg[i]) * (LIFT_M_S2 + GRAVITY_M_S2))) for i, row in links]


def _palm(humanoid: Humanoid, table: np.ndarray) -> tuple:
    link = LINK["stance_forearm"]
    row = table[humanoid.massive.index(link)].tolist()
    return carried(row, (humanoid.hand_m - humanoid.com_m[link]).tolist())


def _length(law: BandLaw | None, palm: tuple, velocity: tuple) -> tuple[float, float]:
    """Length of the band and its rate."""
    if law is None:
        return 0.0, 0.0
    reach = law.anchor_world_m - palm
    length = float(np.linalg.norm(reach))
    return length, float(-reach @ velocity / length)


def _mechanical_j(humanoid: Humanoid, table: np.ndarray) -> tuple[float, float]:
    """Kinetic energy of translation and rotation, and energy of height."""
    links = list(humanoid.massive)
    mass, rotation = humanoid.mass_kg[links], quaternion_rotations(table[:, 9:])
    spin = np.einsum("lji,lj->li", rotation, table[:, 6:9])
    kinetic = (mass @ (table[:, 3:6] ** 2).sum(axis=1) + (humanoid.inertia_kg_m2[links] * spin**2).sum()) / 2
    return float(kinetic), float(mass @ table[:, 2] * GRAVITY_M_S2)


def _measured(law: BandLaw | None) -> Measured:
    books = [flight(step, law) for step in STEPS_S]
    drift = [b.drift_j for b in books]
    fine, at_1_ms = books[-1], STEPS_S.index(0.001)
    moved = float(np.ptp(books[at_1_ms].kinetic))
    values = {
        "drift at 1 ms over the energy exchanged": 100 * drift[at_1_ms] / moved,
        "drift at 2 ms over 1 ms": drift[0] / drift[1],
        "drift at 1 ms over 0.5 ms": drift[1] / drift[2],
        "drift at 0.5 ms over 0.25 ms": drift[2] / drift[3],
    }
    parts = {
        "kinetic": fine.kinetic,
        "height": fine.gravity,
        "joint springs": fine.joints,
        "band": fine.band,
        "dissipated": fine.dissipated,
        "total": fine.total,
    }
    lines = tuple(
        line(name, fine.time_s, part - part[0])
        for name, part in parts.items()
        if law or name not in ("joint springs", "band", "dissipated")
    )
    note = f"Drift {', '.join(f'{d:.3g} J at {1000 * s:g} ms' for d, s in zip(drift, STEPS_S, strict=True))}; {moved:.0f} J exchanged."
    return Measured(values, Plot("time (s)", "energy since release (J)", lines), note)


def _free() -> Measured:
    return _measured(None)


def _banded() -> Measured:
    return _measured(band_law(Band(name="light", distance_m=1.9, anchor_height_m=0.6)))


TARGETS = (
    about("drift at 1 ms over the energy exchanged", 0.0, "%", within=1),
    *(about(f"drift at {2 * h:g} ms over {h:g} ms", 2.0, "", percent=20) for h in (1, 0.5, 0.25)),
)
FREE_FALL = Check(
    "energy-free-fall",
    "A tumbling body in free flight keeps its energy",
    "conservation of energy; a first-order integrator's drift halves with the step",
    "The body is thrown up, its 20 joints set going with 1 rad/s, and flies 0.3 s without joint torque: kinetic energy and height.",
    TARGETS,
    _free,
    cost_s=5,
)
BAND = Check(
    "energy-band",
    "A tumbling body on a band: height, motion, stretch and loss add up",
    "conservation of energy; a first-order integrator's drift halves with the step",
    "The same flight with a 13 mm loop in one hand and elastic joints: motion, height, joints, band, and what its damping dissipates.",
    TARGETS,
    _banded,
    cost_s=5,
)

"""Isometric strength curves, measured as a dynamometer does: one joint driven against a stop."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from hingesim.body.band import band_law
from hingesim.body.contacts import PARTS
from hingesim.body.humanoid import JOINT, JOINT_NAMES
from hingesim.body.whole import body_of
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.engine import open_engine
from hingesim.motion.exercises import exercise_of
from hingesim.motion.hands import band_arms
from hingesim.motion.plan import hinge_path
from hingesim.motion.protection import Senses
from hingesim.motion.trainee import Trainee
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.experiments import ARMS_DOWN
from hingesim.simulation.simulate import STEP_S, TICK_S
from hingesim.validation.check import Check, Measured, about
from hingesim.validation.plot import Plot, line

SUBJECT = {"male": (73.0, 1.741), "female": (61.9, 1.735)}
"""Mass (kg) and stature (m)."""
Curve = tuple[float, float, float]


class Torque(NamedTuple):
    """One torque of Table 3."""

    joint: str
    sign: int
    """Of the coordinate the torque drives."""
    curves: dict[str, Curve]
    """C1, C2, C3 by sex."""
    peak_nm_kg: dict[str, float]


def _row(joint: str, sign: int, male: Curve, female: Curve, male_peak: float, female_peak: float) -> Torque:
    return Torque(joint, sign, {"male": male, "female": female}, {"male": male_peak, "female": female_peak})


ANDERSON = {
    "hip extension": _row("hip_flexion", -1, (0.161, 0.958, 0.932), (0.181, 0.697, 1.242), 2.75, 3.08),
    "hip flexion": _row("hip_flexion", 1, (0.113, 0.738, -0.214), (0.127, 0.650, -0.350), 1.93, 2.16),
    "knee extension": _row("knee_flexion", -1, (0.163, 1.258, 1.133), (0.159, 1.187, 1.274), 2.78, 2.71),
    "knee flexion": _row("knee_flexion", 1, (0.087, 0.869, 0.522), (0.080, 0.873, 0.635), 1.49, 1.36),
    "plantarflexion": _row("ankle_dorsiflexion", -1, (0.095, 1.391, 0.408), (0.104, 1.399, 0.424), 1.62, 1.77),
    "dorsiflexion": _row("ankle_dorsiflexion", 1, (0.033, 1.51, -0.187), (0.027, 1.079, -0.302), 0.56, 0.46),
}
"""Anderson, Madigan & Nussbaum (2007) Table 3, 18-25 years: T = C1 m g H cos(C2 (q - C3))."""
ANGLES_DEG = np.arange(-20.0, 111.0, 5.0)
ALL_SHE_HAS_NM = 1e5
"""Torque the trainee is asked for on top of what balance needs: far beyond any muscle's."""
SETTLING = -1
"""Step of a tick before t = 0, when she holds a posture and does not look after her balance."""


def greatest_nm(sex: str) -> dict[str, np.ndarray]:
    """Active torque (N m) of one trainee against a stop at `ANGLES_DEG`, shape (k,) for every torque."""
    mass, stature = SUBJECT[sex]
    scenario = Scenario().replace(athlete={"sex": sex, "mass_kg": mass, "height_m": stature, "sway": 0}, hinge=ARMS_DOWN)
    humanoid, arms = body_of(scenario), band_arms(scenario)
    path = hinge_path(humanoid, scenario, band_law(scenario.band) if scenario.band else None)
    out = {}
    with open_engine(humanoid, step_s=STEP_S, friction=0.9) as engine:
        trainee = Trainee(scenario, humanoid, path, exercise_of(scenario).schedule(scenario), engine, arms, step_s=STEP_S, tick_s=TICK_S)
        reference, row = trainee.reference(SETTLING)
        load_n = (mass * GRAVITY_M_S2, *[0.0] * (len(PARTS) - 1))
        origin = (0.0, 0.0, 0.0)
        standing = Senses([*origin], [*origin], origin, engine.state().table, np.zeros(0), load_n, origin, origin, origin, origin)
        for torque, row_of in ANDERSON.items():
            j, sign, curve = JOINT[row_of.joint], row_of.sign, []
            for angle in np.radians(ANGLES_DEG):
                joints = np.concatenate([reference.joint_rad[row], np.zeros(len(JOINT_NAMES))])
                joints[j] = angle
                still = standing._replace(com_m=reference.com_m[row].tolist(), joints=joints)
                decision = trainee.tick(SETTLING, still, taut=False)
                decision.aim_nm[:, j] += sign * ALL_SHE_HAS_NM
                curve.append(sign * (decision.torque_nm(SETTLING, joints) - decision.passive_nm)[j])
            out[torque] = np.array(curve)
    return out


def _measure() -> Measured:
    values, off, lines = {}, 0.0, []
    for sex, (mass, stature) in SUBJECT.items():
        for torque, curve in greatest_nm(sex).items():
            c1, c2, c3 = ANDERSON[torque].curves[sex]
            published = c1 * mass * GRAVITY_M_S2 * stature * np.cos(c2 * (np.radians(ANGLES_DEG) - c3))
            strong = published > 0.2 * published.max()
            off = max(off, float(np.abs(curve / published - 1)[strong].max()))
            values[f"{torque} peak, {sex}"] = curve.max() / mass
            if torque in ("hip extension", "plantarflexion", "knee extension"):
                shown = f"{torque}, {sex}"
                lines.append(line(f"{shown}: simulated", ANGLES_DEG, curve / mass))
                lines.append(line(f"{shown}: published", ANGLES_DEG[strong][::3], (published / mass)[strong][::3], published=True))
    values["largest error along the curves"] = 100 * off
    return Measured(values, Plot("flexion, dorsiflexion (deg)", "torque (N m/kg)", tuple(lines)))


CHECK = Check(
    "strength",
    "Isometric strength of hip, knee and ankle",
    "Anderson, Madigan & Nussbaum 2007, J Biomech 40:3105, Table 3, 18-25 years (read in a transcription)",
    "A trainee gives all she has against a stop at a fixed angle; active torque of the run's control law, every 5 deg.",
    (
        *(about(f"{torque} peak, {sex}", row.peak_nm_kg[sex], "N m/kg", percent=2) for sex in SUBJECT for torque, row in ANDERSON.items()),
        about("largest error along the curves", 0.0, "%", within=1),
    ),
    _measure,
    note="Errors along the curves are taken where the published torque is over a fifth of its peak.",
)

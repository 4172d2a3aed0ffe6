"""Passive moments of hip, knee and ankle in held postures."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import JOINT
from hingesim.body.whole import body_of
from hingesim.motion.plan import hinge_path
from hingesim.scenario.parameters import Scenario
from hingesim.validation.check import Check, Measured, about
from hingesim.validation.plot import Plot, line
from hingesim.validation.poses import STRONG, at_rest, held

RIENER_EDRICH_HIP = {0.0: -51.4, 15.0: -34.3, 30.0: -22.1}
"""Knee flexion (deg): passive hip moment (N m) at hip flexion 90 deg."""


def formula_nm(hip: float, knee: float, ankle: float) -> np.ndarray:
    """shape (3,): passive hip, knee and ankle moment, angles in deg, written out from Riener & Edrich (1999)."""
    e = np.exp
    return np.array([
        e(1.4655 - 0.0034 * knee - 0.0750 * hip) - e(1.3403 - 0.0226 * knee + 0.0305 * hip) + 8.072,
        e(1.800 + 0.0460 * ankle - 0.0352 * knee + 0.0217 * hip) - e(-3.971 + 0.0004 * ankle + 0.0495 * knee - 0.0128 * hip)
        - 4.820 + e(2.220 - 0.150 * knee),
        e(-7.9763 - 0.1949 * ankle + 0.0008 * knee) - e(2.1016 + 0.0843 * ankle - 0.0176 * knee) + 1.792,
    ])  # fmt: skip


def trunk_for_hip_deg(hip_deg: float, knee_deg: float) -> float:
    """Trunk inclination at which the balanced plan has a hip flexion."""

    def planned(trunk: float) -> float:
        pose = {"depth_deg": trunk, "knee_bend_deg": knee_deg, "free_leg_reach": 1.0, "hip_shift": 0.5, "arm_reach_deg": 0.0}
        scenario = Scenario().replace(athlete=STRONG, hinge=pose)
        return float(np.degrees(hinge_path(body_of(scenario), scenario, None).joint_rad[-1, JOINT["hip_flexion"]]))

    a, b = 55.0, 85.0
    fa, fb = planned(a) - hip_deg, planned(b) - hip_deg
    for _ in range(6):
        if abs(fb) < 0.01:
            break
        a, b, fa = b, b - fb * (b - a) / (fb - fa), fb
        fb = planned(b) - hip_deg
    return b


def _measure() -> Measured:
    values, errors, lines, slope = {}, [], [], np.linspace(0, 110, 23)
    for knee in RIENER_EDRICH_HIP:
        r = held(round(trunk_for_hip_deg(90.0, knee), 3), knee)
        legs = [JOINT[name] for name in ("hip_flexion", "knee_flexion", "ankle_dorsiflexion")]
        simulated, angles = at_rest(r, r.passive_torque_nm)[legs], np.degrees(at_rest(r, r.joint_rad)[legs])
        values[f"passive hip moment, hip 90, knee {knee:.0f}"] = simulated[0]
        expected = formula_nm(*angles)
        errors.append(np.abs(simulated / expected - 1))
        lines += [
            line(f"knee {knee:.0f}, published", slope, [formula_nm(h, knee, 0)[0] for h in slope], published=False),
            line(f"knee {knee:.0f}, held pose", angles[:1], simulated[:1], published=True),
        ]
    hip, knee, ankle = 100 * np.max(errors, axis=0)
    values |= {"hip moment off the formula": hip, "knee moment off the formula": knee, "ankle moment off the formula": ankle}
    return Measured(values, Plot("hip flexion (deg)", "passive hip moment (N m); lines published, points held poses", tuple(lines)))


CHECK = Check(
    "passive-moments",
    "Passive moments of hip, knee and ankle",
    "Riener & Edrich 1999, J Biomech 32:539 (male means; read in public code, one coefficient in two of three copies)",
    "Poses with the hip at 90 deg and the knee at 0, 15, 30 deg held on one foot (73 kg); recorded passive torque after one second.",
    (
        *(about(f"passive hip moment, hip 90, knee {k:.0f}", m, "N m", percent=5) for k, m in RIENER_EDRICH_HIP.items()),
        *(about(f"{joint} moment off the formula", 0.0, "%", within=5) for joint in ("hip", "knee", "ankle")),
    ),
    _measure,
    cost_s=10,
)

"""Static lean limits: how far the centre of pressure goes before the foot tips."""

from __future__ import annotations

import numpy as np

from hingesim.body.anthropometry import FOOT_WIDTH
from hingesim.body.humanoid import JOINT
from hingesim.body.strength import strength
from hingesim.body.support import area_m2, convex_hull, functional_base, stance_cop_m, width_at
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.motion.ankle import AnkleCommand
from hingesim.validation.check import Check, Measured, about, predicted
from hingesim.validation.plot import Plot, line
from hingesim.validation.rig import STEP_S, above_ankle_m, standing

RATE_M_S = 0.05
"""Speed of the lean, in travel of the CoM: slow against the pendulum."""
TIPPED_DEG = 0.5
"""A sole at this angle has left the ground at one end."""
LOST_M = 0.02
"""A CoM this far beyond the CoP is on its way down."""
SETTLE_STEPS, AVERAGE_STEPS = 300, 20
"""Quiet stance first; the ground force is noisy by the step and averaged."""


def lean(direction_rad: float) -> np.ndarray:
    """shape (T, 2): CoP, x and y from the ankle in m, while the body leans slowly in one direction until she would have to step."""
    with standing() as (rig, posture):
        ankle = AnkleCommand(rig.humanoid, float(rig.humanoid.mass_kg.sum()) * GRAVITY_M_S2, STEP_S)
        limits = strength(rig.humanoid.proportions, 1.0)
        pitch, roll = JOINT["ankle_dorsiflexion"], JOINT["ankle_inversion"]
        start, height, path = posture.copy(), above_ankle_m(rig.humanoid, posture)[2], []
        for step in range(SETTLE_STEPS + 6000):
            travel = RATE_M_S * max(0, step - SETTLE_STEPS) * STEP_S / height
            posture[pitch] = start[pitch] + travel * np.cos(direction_rad)
            posture[roll] = start[roll] - rig.humanoid.side * travel * np.sin(direction_rad)
            rig.hold(posture, strongest_nm=limits.limits_nm(rig.joint_rad), ankle=ankle)
            if step >= SETTLE_STEPS:
                path.append(rig.cop_world_m)
            out = (rig.com_world_m[:2] - rig.cop_world_m) @ [np.cos(direction_rad), np.sin(direction_rad)]
            if rig.foot_tilt_deg > TIPPED_DEG or (step > SETTLE_STEPS and out > LOST_M):
                break
    return np.column_stack([np.convolve(c, np.full(AVERAGE_STEPS, 1 / AVERAGE_STEPS), "valid") for c in np.array(path).T])


def swept() -> tuple[list[np.ndarray], float]:
    """CoP paths of leans toward every corner of the sole and straight back, and the foot length in m."""
    with standing() as (rig, _):
        corners, middle = functional_base(rig.humanoid), stance_cop_m(rig.humanoid)
        length = rig.humanoid.proportions.segments["foot"].length_m
    return [lean(float(np.arctan2(*(corner - middle)[::-1]))) for corner in corners] + [lean(np.pi)], length


def _measure() -> Measured:
    paths, length = swept()
    cop = np.concatenate(paths)
    hull = convex_hull(cop[np.isfinite(cop).all(axis=1)])
    width = max(np.diff(width_at(hull, x * length))[0] for x in (0.3, 0.35, 0.4))
    values = {
        "front end": cop[:, 0].max() / length,
        "back end": cop[:, 0].min() / length,
        "width at the forefoot": 1000 * width,
        "area": area_m2(hull) / (length * FOOT_WIDTH * length),
    }
    lines = [line(f"lean {k + 1}", 1000 * path[:, 0], 1000 * path[:, 1]) for k, path in enumerate(paths)]
    return Measured(values, Plot("CoP ahead of the ankle (mm)", "CoP to the left of the ankle (mm)", tuple(lines)))


CHECK = Check(
    "lean-limits",
    "How far the pressure goes before the foot tips",
    "functional base of support, Millard & Sloot 2025 (double stance, barefoot, 258 mm foot: read from the authors' data)",
    "Splinted body on one leg leans with 5 cm/s toward each corner of the functional base and straight back. Its ankle is commanded as "
    "that of a trainee, within strength; the CoP is that under the sole, until the CoM is 2 cm beyond it or the foot tips.",
    (
        about("front end", 0.60, "FL", within=0.05),
        about("back end", -0.10, "FL", within=0.05),
        about("width at the forefoot", 42, "mm", within=10),
        predicted("area", 0.254, 0.297, "FL x FW"),
    ),
    _measure,
    note="The sole is that of a whole foot; the limit is on what the ankle is asked for, and the CoP that comes of it is a prediction: "
    "forces along the ground, the weight of the foot and the motion of the body are not in the command. The base is that of double stance "
    "enlarged to single (17 % more area: 0.297 FL x FW); the figures are of double stance.",
    cost_s=18,
)

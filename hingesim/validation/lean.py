"""Static lean limits: how far the centre of pressure goes before the foot tips."""

from __future__ import annotations

import numpy as np

from hingesim.body.anthropometry import FOOT_WIDTH
from hingesim.body.humanoid import JOINT
from hingesim.body.strength import strength
from hingesim.body.support import area_m2, convex_hull, sole_polygon, stance_cop_m, width_at
from hingesim.validation.check import Check, Measured, about, predicted
from hingesim.validation.plot import Plot, line
from hingesim.validation.rig import STEP_S, above_ankle_m, standing

RATE_M_S = 0.05
"""Speed of the lean, in travel of the CoM: slow against the pendulum."""
TIPPED_DEG = 0.5
"""A sole at this angle has left the ground at one end."""
SETTLE_STEPS, AVERAGE_STEPS = 300, 20
"""Quiet stance first; the ground force is noisy by the step and averaged."""


def lean(direction_rad: float) -> np.ndarray:
    """shape (T, 2): CoP, x and y from the ankle in m, while the body leans slowly in one direction until the foot tips."""
    with standing() as (rig, posture):
        limits = strength(rig.humanoid.proportions, 1.0)
        pitch, roll = JOINT["ankle_dorsiflexion"], JOINT["ankle_inversion"]
        start, height, path = posture.copy(), above_ankle_m(rig.humanoid, posture)[2], []
        for step in range(SETTLE_STEPS + 6000):
            travel = RATE_M_S * max(0, step - SETTLE_STEPS) * STEP_S / height
            posture[pitch] = start[pitch] + travel * np.cos(direction_rad)
            posture[roll] = start[roll] - rig.humanoid.side * travel * np.sin(direction_rad)
            rig.hold(posture, strongest_nm=limits.limits_nm(rig.joint_rad))
            if step >= SETTLE_STEPS:
                path.append(rig.cop_world_m)
            if rig.foot_tilt_deg > TIPPED_DEG:
                break
    return np.column_stack([np.convolve(c, np.full(AVERAGE_STEPS, 1 / AVERAGE_STEPS), "valid") for c in np.array(path).T])


def swept() -> tuple[list[np.ndarray], float]:
    """CoP paths of leans toward every corner of the sole and straight back, and the foot length in m."""
    with standing() as (rig, _):
        corners, middle = sole_polygon(rig.humanoid), stance_cop_m(rig.humanoid)
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
    "Splinted body on one leg leans with 5 cm/s toward each corner of the sole and straight back, within ankle strength, until the sole "
    "is 0.5 deg off the ground.",
    (
        about("front end", 0.60, "FL", within=0.05),
        about("back end", -0.10, "FL", within=0.05),
        about("width at the forefoot", 42, "mm", within=10),
        predicted("area", 0.254, 0.297, "FL x FW"),
    ),
    _measure,
    note="The simulated sole is the published one enlarged to single stance (17 % more area: 0.297 FL x FW); the figures are of double "
    "stance. Straight forward the ankle gives out at 0.55 FL: strength and toes limit the lean at nearly the same place. "
    "Sideways the pressure gets within 2-5 mm of the edge of the sole before it tips, which the swept area shows.",
    cost_s=18,
)

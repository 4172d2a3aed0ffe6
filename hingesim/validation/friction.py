"""Coulomb friction of the foot: the ground force at which it slips, in several directions."""

from __future__ import annotations

import numpy as np

from hingesim.common.constants import GRAVITY_M_S2
from hingesim.validation.check import Check, Measured, about
from hingesim.validation.plot import Plot, line
from hingesim.validation.rig import standing

DIRECTIONS_DEG = (0, 45, 90, 180)
SLIPPED_M, SLIDING_M = 0.00005, 0.0005
"""The foot slips from the first on; the run ends at the second, before the splinted body above begins to chatter."""
RAMP_PER_S = 1.0
"""Growth of the pull, body weights per second."""


def slip(friction: float, direction_deg: float) -> tuple[np.ndarray, np.ndarray]:
    """Tangential over normal ground force, and foot displacement in mm, both of shape (T,), until the foot slides."""
    way = np.array([np.cos(np.radians(direction_deg)), np.sin(np.radians(direction_deg)), 0.0])
    ratios, moved = [], []
    with standing(friction=friction) as (rig, posture):
        weight = rig.humanoid.mass_kg.sum() * GRAVITY_M_S2
        start = np.zeros(3)
        for step in range(3000):
            pull = max(0.0, RAMP_PER_S * (step - 200) * rig.step_s)
            under = rig.engine.state().table[0, :3] * [1, 1, 0]
            start = under if step <= 200 else start
            rig.hold(posture, forces=[("stance_foot", tuple(under), tuple(pull * weight * way))])
            force = np.array(rig.engine.contact().force_n)
            if step > 200:
                ratios.append(float(np.hypot(*force[:2]) / force[2]))
                moved.append(1000 * float(way @ (under - start)))
                if moved[-1] > 1000 * SLIDING_M:
                    break
    return np.array(ratios), np.array(moved)


def _measure() -> Measured:
    values, lines, stuck = {}, [], 0.0
    for friction, directions in ((0.5, DIRECTIONS_DEG), (0.9, (0,))):
        for direction in directions:
            ratio, moved = slip(friction, direction)
            values[f"force ratio while slipping, {direction} deg, friction {friction:g}"] = ratio[moved > 1000 * SLIPPED_M].mean()
            holding = np.cumsum(ratio > 0.9 * friction) == 0
            stuck = max(stuck, float(np.abs(moved[holding]).max()))
            lines.append(line(f"{direction} deg, friction {friction:g}", ratio, moved))
    values["greatest creep below 0.9 of the limit"] = stuck
    return Measured(values, Plot("tangential over normal ground force", "foot displacement (mm)", tuple(lines)))


CHECK = Check(
    "friction-cone",
    "The foot slips where Coulomb's cone says, in every direction",
    "Coulomb: tangential force at most friction times normal force",
    "A pull at floor level on the foot of the splinted standing body grows by one body weight per second until the foot slides 0.5 mm.",
    (
        *(about(f"force ratio while slipping, {d} deg, friction 0.5", 0.5, "", percent=5) for d in DIRECTIONS_DEG),
        about("force ratio while slipping, 0 deg, friction 0.9", 0.9, "", percent=5),
        about("greatest creep below 0.9 of the limit", 0.0, "mm", within=0.05),
    ),
    _measure,
    cost_s=5,
)

"""Masses of the segments and height of the whole-body centre of mass."""

from __future__ import annotations

import numpy as np

from hingesim.body.humanoid import JOINT_NAMES, LINK
from hingesim.body.whole import body_of
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.engine import open_engine
from hingesim.scenario.parameters import Scenario
from hingesim.validation.check import Check, Measured, about, between
from hingesim.validation.plot import Plot, line
from hingesim.validation.rig import standing

STATURE_M = {"male": 1.741, "female": 1.735}
DE_LEVA_PERCENT = {
    # link: male, female; percent of body mass, de Leva 1996 Table 4 (middle and upper trunk together; hand with the forearm).
    "head": (6.94, 6.68),
    "trunk": (15.96 + 16.33, 15.45 + 14.65),
    "pelvis": (11.17, 12.47),
    "stance_upper_arm": (2.71, 2.55),
    "free_forearm": (1.62 + 0.61, 1.38 + 0.56),
    "stance_thigh": (14.16, 14.78),
    "free_shank": (4.33, 4.81),
    "stance_foot": (1.37, 1.29),
}


def upright_com(sex: str) -> tuple[float, np.ndarray]:
    """CoM height over stature in the zero posture, from the links in the engine, and link masses in percent of body mass."""
    humanoid = body_of(Scenario().replace(athlete={"sex": sex, "mass_kg": 70, "height_m": STATURE_M[sex]}))
    with open_engine(humanoid, step_s=0.001, friction=0.9) as engine:
        engine.reset(np.zeros(len(JOINT_NAMES)))
        heights = engine.state().table[:, 2]
    mass = humanoid.mass_kg[list(humanoid.massive)]
    return float(mass @ heights / mass.sum() / STATURE_M[sex]), humanoid.mass_kg / humanoid.mass_kg.sum() * 100


def carried_kg(seconds: float = 0.4) -> float:
    """Mass that the ground carries under the standing reference body of 73 kg."""
    with standing() as (rig, posture):
        normal = []
        for _ in range(round(seconds / rig.step_s)):
            rig.hold(posture)
            normal.append(rig.engine.contact().force_n[2])
    return float(np.mean(normal[len(normal) // 2 :]) / GRAVITY_M_S2)


def _measure() -> Measured:
    values, off, lines = {}, 0.0, []
    for column, sex in enumerate(STATURE_M):
        height, percent = upright_com(sex)
        values[f"CoM height, {sex}"] = height
        values[f"CoM height of the table's stick body, {sex}"] = height
        published = [row[column] for row in DE_LEVA_PERCENT.values()]
        simulated = [float(percent[LINK[link]]) for link in DE_LEVA_PERCENT]
        off = max(off, float(np.abs(np.subtract(published, simulated)).max()))
        place = range(len(published))
        lines += [line(f"{sex}, de Leva", place, published, published=True), line(f"{sex}, simulated", place, simulated)]
    values["largest error of a segment mass"] = off
    values["mass carried by the ground"] = carried_kg()
    label = "segment: " + ", ".join(DE_LEVA_PERCENT).replace("_", " ")
    return Measured(values, Plot(label, "share of body mass (%)", tuple(lines)))


CHECK = Check(
    "segments",
    "Segment masses and upright centre of mass",
    "de Leva 1996, J Biomech 29:1223, Table 4 (read in three transcriptions); reaction-board heights recalled, high confidence",
    "Link masses and CoM positions of the body in the engine, upright with hanging arms; mean ground force of the standing body.",
    (
        about("largest error of a segment mass", 0.0, "% of body mass", within=0.02),
        about("mass carried by the ground", 73.0, "kg", percent=0.1),
        between("CoM height, male", 0.55, 0.57, "H", percent=2),
        between("CoM height, female", 0.54, 0.56, "H", percent=2),
        about("CoM height of the table's stick body, male", 0.566, "H", percent=1),
        about("CoM height of the table's stick body, female", 0.554, "H", percent=1),
    ),
    _measure,
    cost_s=2,
)

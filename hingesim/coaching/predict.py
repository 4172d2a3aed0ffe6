"""What a plan says of the weight before anything is run: where the pressure would be if she moved slowly and nothing pushed her."""

from __future__ import annotations

import numpy as np

from hingesim.body.band import band_law
from hingesim.body.humanoid import LINK
from hingesim.body.support import stance_cop_m, static_cop_m
from hingesim.body.whole import body_of
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.motion.equilibrium import Equilibrium, Posed
from hingesim.motion.plan import HEELWARD_M
from hingesim.recording.judgement import HEEL_LEAST, HIPS_BACK_STATURES, SHIFT_M
from hingesim.recording.metrics import SLACK_N
from hingesim.scenario.parameters import Scenario

NO_PLAN = -10.0
"""Where no posture satisfies it."""
SPARE = {"pressure": 0.15, "heel": 0.45, "end": 0.15, "hips": 0.1, "taut": 0.15}
"""Of each margin; a rep that moves and sways needs more than the plan alone, the heel most: it carries about a tenth less while she moves
(judgement, seen on the default trainee with bands at 2.0 and 2.2 m)."""


def margins(scenario: Scenario) -> dict[str, float] | None:
    """The margins of a planned hinge, each relative to its limit; None where no posture is found.

    Pressure back at the bottom, heel loaded all the way and not off its end, hips back, and a band that is never slack.
    """
    humanoid, law = body_of(scenario), band_law(scenario.band) if scenario.band else None
    equilibrium = Equilibrium(humanoid, scenario, law)
    posed = _postures(equilibrium, scenario.hinge.hip_shift, float(stance_cop_m(humanoid)[0]))
    if posed is None:
        return None
    base = equilibrium.footing.foot_m()[:, 0]
    front, back = float(base.max()), float(base.min())
    weight_n = humanoid.mass_kg.sum() * GRAVITY_M_S2
    cop = equilibrium.footing.under_m(static_cop_m(weight_n, posed.com_m, *posed.pulls())[:, 0], np.linspace(0.0, 1.0, PLACES))
    heel = (front - cop) / (front - back)
    hips = posed.link_poses.position_world_m[:, LINK["hip_carrier_1"], 0]
    found = {
        "pressure": (cop[0] - cop[-1]) / SHIFT_M - 1,
        "heel": heel.min() / HEEL_LEAST - 1,
        "end": (1 - heel.max()) / (1 - OFF_THE_END) - 1,
        "hips": (hips[0] - hips[-1]) / (HIPS_BACK_STATURES * scenario.athlete.height_m) - 1,
    }
    if law is not None:
        found["taut"] = float(np.linalg.norm(posed.force_n, axis=1).min()) / SLACK_N - 1
    return {name: float(value) for name, value in found.items()}


def closeness(scenario: Scenario) -> float:
    """How clearly a planned hinge sends the weight back: the least of its margins beyond what it needs to spare; above 0 it should work."""
    found = margins(scenario)
    return NO_PLAN if found is None else min(found[name] - SPARE[name] for name in found)


def _postures(equilibrium: Equilibrium, shift: float, mid_m: float) -> Posed | None:
    """Postures at a few places, as `motion.plan.hinge_path` finds them at many; it takes a tenth of the time."""
    s = np.linspace(0.0, 1.0, PLACES)
    start = equilibrium.stance(mid_m)
    if not np.isfinite(start).all():
        return None
    ankle = np.tile(start, (PLACES, 1))
    if shift > 0:
        balanced = equilibrium.over(s, mid_m - max(2 * shift - 1, 0.0) * HEELWARD_M * s, ankle)
        ankle[:, 0] += min(2 * shift, 1.0) * (balanced[:, 0] - ankle[:, 0])
        ankle[:, 1] = balanced[:, 1]
    if shift < 0.5:
        ankle[:, 1] = equilibrium.level(s, ankle[:, 0], ankle[:, 1])
    return equilibrium.posed(s, ankle) if np.isfinite(ankle).all() else None


PLACES = 9
"""Along the hinge."""
OFF_THE_END = 0.9
"""Share of the load on the heel beyond which the pressure is at the end of the functional base (judgement)."""

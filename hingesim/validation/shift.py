"""The backward lean into a band that pulls forward."""

from __future__ import annotations

from hingesim.body.band import band_law
from hingesim.body.whole import body_of
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.motion.plan import hinge_path
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.experiments import ARMS_DOWN, quiet_stance
from hingesim.validation.check import Check, Measured, about
from hingesim.validation.plot import Plot, line
from hingesim.validation.rig import REFERENCE

SUBJECT = Scenario().replace(athlete=REFERENCE, hinge=ARMS_DOWN)
BAND_PULL_NM = 50.0 * 0.9
"""Moment of 50 N at 0.9 m."""


def banded(distance_m: float) -> Scenario:
    """Standing with the band anchored straight ahead at the height of the hands."""
    return SUBJECT.replace(band={"name": "light", "distance_m": distance_m, "anchor_height_m": 0.85})


def distance_for_m(moment_nm: float) -> float:
    """Distance of the anchor at which the band pulls with a moment F z about the ankle in the start posture."""

    def planned(distance_m: float) -> float:
        scenario = banded(distance_m)
        path = hinge_path(body_of(scenario), scenario, band_law(scenario.band))  # type: ignore[arg-type]
        return float(path.band_force_n[0, 0] * path.grip_m[0, 2])

    low, high = 1.0, 2.4
    for _ in range(14):
        middle = (low + high) / 2
        low, high = (middle, high) if planned(middle) < moment_nm else (low, middle)
    return low


def _measure() -> Measured:
    plain = quiet_stance(SUBJECT, duration_s=4.0, sway=0.0)
    r = quiet_stance(banded(distance_for_m(BAND_PULL_NM)), duration_s=4.0, sway=0.0)
    late = r.time_s > 2.0
    force, grip = r.band_force_world_n[late].mean(axis=0), r.grip_world_m[late].mean(axis=0)
    weight = SUBJECT.athlete.mass_kg * GRAVITY_M_S2
    com = [1000 * x.com_world_m[late, 0].mean() for x in (plain, r)]
    cop = [1000 * x.cop_world_m[late, 0].mean() for x in (plain, r)]
    values = {
        "moment F z of the band": force[0] * grip[2],
        "CoM shifted back": com[0] - com[1],
        "shift over F z / (m g)": (com[0] - com[1]) / (1000 * force[0] * grip[2] / weight),
        "CoP moved": cop[1] - cop[0],
    }
    lines = (
        line("CoM without band", plain.time_s, 1000 * plain.com_world_m[:, 0]),
        line("CoM with band", r.time_s, 1000 * r.com_world_m[:, 0]),
        line("CoP with band", r.time_s, 1000 * r.cop_world_m[:, 0]),
    )
    note = f"Band of {force[0]:.1f} N forward and {force[2]:.1f} N upward at {grip[2]:.3f} m."
    return Measured(values, Plot("time (s)", "ahead of the ankle (mm)", lines), note)


CHECK = Check(
    "band-shift",
    "A forward pull asks for a backward lean",
    "statics: F z / (m g), 50 N at 0.9 m and 73 kg = 63 mm (derived)",
    "Quiet stance without noise, with and without a 13 mm band at hand height, distance chosen for F z = 45 N m; means of 2 s.",
    (
        about("moment F z of the band", BAND_PULL_NM, "N m", percent=2),
        about("CoM shifted back", 63, "mm", within=5),
        about("shift over F z / (m g)", 1.0, "", percent=5),
        about("CoP moved", 0.0, "mm", within=5),
    ),
    _measure,
    cost_s=8,
)

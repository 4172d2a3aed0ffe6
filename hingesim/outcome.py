"""What happened in a run: one rule per outcome, with the evidence and a coach's sentence.

Judged from the recording alone. Thresholds are lengths and times a reader can check in the traces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from hingesim.metrics import Metrics
from hingesim.recording import Recording
from hingesim.schedule import PHASES
from hingesim.support import nearest_point_m

LOST_S = 0.2
"""Balance is lost when the XcoM leaves the functional base for good: it stays outside to the end, at least this long ..."""
TILT_DEG = 3.0
"""... and the foot tips at least this far, or the body comes down."""
CLEARLY_OUT_M = 0.03
"""The direction of a fall is read when the XcoM is this far outside."""
TOUCH_N = 5.0
"""Load on the free foot that counts as a touch (BESS error list: free foot on the ground)."""
BRIEF_S = 0.1
"""The XcoM may be past the front or back end of the functional base this long in all and still count as inside."""
NEAR_MISS_M = 0.008
"""CoP this close to the front edge counts as up on the toes, and so does a lifted heel."""
HIPS_BACK_M = 0.05
"""Least backward travel of the hip that counts as a posterior shift (a geometric minimum; full SLRDLs need 0.1-0.18)."""
HEEL_LOADED = 0.35
"""Least share of the load on the heel end at the bottom that counts as weight back (0.5 is mid-base)."""
RISEN_DEG, DEEP_SHARE = 15.0, 0.9
"""A rep is completed when the trunk reached this share of its planned depth and came back within this angle of its start."""

OutcomeName = Literal[
    "posterior_shift",
    "held",
    "stood",
    "on_toes",
    "stalled",
    "forward_fall",
    "backward_fall",
    "sideways_fall",
    "foot_touch",
]

COACH: dict[str, str] = {
    "posterior_shift": "The hips went back and the weight stayed over the mid-foot and heel.",
    "held": "The rep was completed in balance, but the weight did not shift back toward the heel.",
    "stood": "Stood in balance to the end.",
    "on_toes": "A near miss: the rep was completed, but the weight ran up onto the toes.",
    "stalled": "The rep was not completed: the strength did not last for the full movement.",
    "forward_fall": "Top-heavy: the weight ran forward past the toes and the trainee fell forward.",
    "backward_fall": "The weight went behind the heel and the trainee toppled backward.",
    "sideways_fall": "The weight left the foot to the side and the trainee fell sideways.",
    "foot_touch": "The free foot came down to catch the balance.",
}


@dataclass(frozen=True)
class Outcome:
    """The judgement of one run."""

    name: OutcomeName
    reason: str
    """The evidence in one sentence: which signal crossed which limit, and when."""
    completed: bool
    """Whether every rep went to its depth and back up."""
    time_s: float | None
    """When balance was lost or the foot touched; None otherwise."""

    @property
    def coach(self) -> str:
        """One sentence in a coach's words."""
        return COACH[self.name]

    @property
    def fell(self) -> bool:
        """Whether the trainee fell."""
        return self.name.endswith("_fall")

    @property
    def title(self) -> str:
        """The name as words: `forward fall`."""
        return self.name.replace("_", " ")


def judge(recording: Recording) -> Outcome:
    """Apply the rules in order: fall, touch, completion, toes, posterior shift."""
    m = Metrics(recording)
    lost, touched = _balance_lost(m), _foot_touched(recording)
    if touched is not None and (lost is None or recording.time_s[touched] <= recording.time_s[lost]):
        t = float(recording.time_s[touched])
        return Outcome("foot_touch", f"the free foot carried {recording.free_foot_n[touched]:.0f} N at {t:.2f} s", False, t)
    if lost is not None:
        return _fall(m, lost)
    if recording.ended == "down":
        t = float(recording.time_s[-1])
        return Outcome("stalled", f"the body came down over its foot at {t:.2f} s: the joints gave way", False, t)
    return _completed(m)


def _balance_lost(m: Metrics) -> int | None:
    """Index of the sample at which the XcoM left the base for good; None when it did not, or nothing came of it yet."""
    r = m.recording
    inside = np.flatnonzero(m.xcom_margin_m >= 0)
    start = int(inside[-1]) + 1 if len(inside) else 0
    if start == len(r.time_s):
        return None
    if r.ended == "down" or m.xcom_margin_m[-1] < -CLEARLY_OUT_M:
        return start
    if r.time_s[-1] - r.time_s[start] < LOST_S or m.foot_tilt_deg[start:].max() < TILT_DEG:
        return None
    return start


def _foot_touched(recording: Recording) -> int | None:
    touched = np.flatnonzero(recording.free_foot_n > TOUCH_N)
    return int(touched[0]) if len(touched) else None


def _fall(m: Metrics, lost: int) -> Outcome:
    """Name the side over which the XcoM left: the way out of the base when it is clearly outside for the first time."""
    r = m.recording
    out = m.xcom_m[lost:] - nearest_point_m(m.xcom_m[lost:], m.base_m)
    distance = np.linalg.norm(out, axis=1)
    clear = int(np.argmax(distance >= CLEARLY_OUT_M)) if distance.max() >= CLEARLY_OUT_M else int(np.argmax(distance))
    ahead, medial = out[clear]
    if abs(medial) > abs(ahead):
        name, edge = "sideways_fall", f"the {'inner' if medial > 0 else 'outer'} edge"
    elif ahead > 0:
        name, edge = "forward_fall", "the front edge"
    else:
        name, edge = "backward_fall", "the back edge"
    t, later = float(r.time_s[lost]), float(r.time_s[lost + clear])
    end = " and the body came down" if r.ended == "down" else ""
    past = f"at {later:.2f} s it was {1000 * distance[clear]:.0f} mm past {edge}{end}"
    reason = f"the XcoM left the functional base for good at {t:.2f} s; {past}"
    return Outcome(name, reason, False, t)


def _completed(m: Metrics) -> Outcome:
    r = m.recording
    if r.scenario.experiment.stance_only:
        fore_aft, sideways = 1000 * np.nanstd(m.cop_m, axis=0)
        evidence = f"stood for {r.time_s[-1]:.0f} s; the CoP strayed {fore_aft:.1f} mm fore-aft, {sideways:.1f} mm sideways"
        return Outcome("stood", evidence, True, None)
    if shortfall := _shortfall(r):
        return Outcome("stalled", shortfall, False, None)
    front, lift = m.front_m - float(np.nanmax(m.cop_m[:, 0])), float(m.heel_lift_deg.max())
    if lift > TILT_DEG:
        return Outcome("on_toes", f"the heel lifted by {lift:.0f} deg", True, None)
    if front < NEAR_MISS_M:
        return Outcome("on_toes", f"the CoP came within {1000 * max(front, 0):.0f} mm of the front edge of the functional base", True, None)
    heel, hips = float(np.nanmean(m.heel_load[m.bottom])), float(m.hip_back_m[m.bottom].mean())
    evidence = f"hips {100 * hips:.0f} cm back at the bottom with {100 * heel:.0f} % of the load on the heel end"
    outside_s = float((m.fore_aft_margin_m < 0).sum() * np.median(np.diff(r.time_s)))
    if outside_s > BRIEF_S:
        return Outcome(
            "held", f"{evidence}; the XcoM was past an end of the functional base for {outside_s:.1f} s and came back", True, None
        )
    if hips >= HIPS_BACK_M and heel >= HEEL_LOADED:
        return Outcome("posterior_shift", evidence, True, None)
    return Outcome("held", evidence, True, None)


def _shortfall(r: Recording) -> str | None:
    """Why a rep was not completed; None when each went down to its depth and the last came back up."""
    hinge, trunk = r.scenario.hinge, r.trunk_inclination_deg
    lowering = (r.phase == PHASES.index("lower")).astype(int)
    starts = np.flatnonzero(np.diff(lowering) == 1) + 1
    for number, rep in enumerate(np.split(trunk, starts)[1:], start=1):
        if rep.max() < DEEP_SHARE * hinge.depth_deg:
            return f"in rep {number} the trunk reached {rep.max():.0f} of {hinge.depth_deg:g} deg"
    if trunk[-1] > trunk[0] + RISEN_DEG:
        return f"the trunk ended at {trunk[-1]:.0f} deg"
    return None

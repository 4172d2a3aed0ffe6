"""What happened in a run: one rule per outcome, with the evidence.

Judged from the recording alone. Thresholds are lengths and times a reader can check in the traces. The sentences are in
`models/captions.toml`; here they are English, `words(language)` gives them in every other one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from hingesim.body.support import nearest_point_m
from hingesim.common.words import ENGLISH
from hingesim.motion.schedule import PHASES
from hingesim.recording.metrics import Metrics
from hingesim.recording.recorded import Recorded

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

# fmt: off
OutcomeName = Literal[
    "posterior_shift", "held", "stood", "on_toes", "stalled", "forward_fall", "backward_fall", "sideways_fall", "foot_touch",
]
EvidenceKey = Literal[
    "free_foot", "came_down", "left_front", "left_back", "left_inner", "left_outer", "and_down", "stood", "short_rep", "bent_end",
    "heel_lifted", "toe_edge", "bottom", "strayed",
]
# fmt: on


@dataclass(frozen=True)
class Outcome:
    """The judgement of one run."""

    name: OutcomeName
    evidence: tuple[EvidenceKey, ...]
    """Which signal crossed which limit: keys of clauses that make one sentence (`reason`)."""
    values: tuple[tuple[str, float], ...]
    """The numbers of the evidence by their names in the texts."""
    completed: bool
    """Whether every rep went to its depth and back up."""
    time_s: float | None
    """When balance was lost or the foot touched; None otherwise."""

    @property
    def fell(self) -> bool:
        """Whether the trainee fell."""
        return self.name.endswith("_fall")

    @property
    def title(self) -> str:
        """The name as words: `forward fall`."""
        return ENGLISH.title(self.name)

    @property
    def coach(self) -> str:
        """One sentence in a coach's words."""
        return ENGLISH.coach(self.name)

    @property
    def reason(self) -> str:
        """The evidence in one sentence: which signal crossed which limit, and when."""
        return ENGLISH.reason(self)


def _judged(name: OutcomeName, *evidence: EvidenceKey, completed: bool = False, time_s: float | None = None, **values: float) -> Outcome:
    return Outcome(name, evidence, tuple((key, float(value)) for key, value in values.items()), completed, time_s)


def judge(m: Metrics) -> Outcome:
    """Apply the rules in order: fall, touch, completion, toes, posterior shift."""
    recording = m.recording
    lost, touched = _balance_lost(m), _foot_touched(recording)
    if touched is not None and (lost is None or recording.time_s[touched] <= recording.time_s[lost]):
        t = float(recording.time_s[touched])
        return _judged("foot_touch", "free_foot", time_s=t, second=t, newton=recording.load_n("free_foot")[touched])
    if lost is not None:
        return _fall(m, lost)
    if recording.ended == "down":
        t = float(recording.time_s[-1])
        return _judged("stalled", "came_down", time_s=t, second=t)
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


def _foot_touched(recording: Recorded) -> int | None:
    touched = np.flatnonzero(recording.load_n("free_foot") > TOUCH_N)
    return int(touched[0]) if len(touched) else None


def _fall(m: Metrics, lost: int) -> Outcome:
    """Name the side over which the XcoM left: the way out of the base when it is clearly outside for the first time."""
    r = m.recording
    out = m.xcom_m[lost:] - nearest_point_m(m.xcom_m[lost:], m.base_m)
    distance = np.linalg.norm(out, axis=1)
    clear = int(np.argmax(distance >= CLEARLY_OUT_M)) if distance.max() >= CLEARLY_OUT_M else int(np.argmax(distance))
    ahead, medial = out[clear]
    if abs(medial) > abs(ahead):
        name, edge = "sideways_fall", "left_inner" if medial > 0 else "left_outer"
    elif ahead > 0:
        name, edge = "forward_fall", "left_front"
    else:
        name, edge = "backward_fall", "left_back"
    t, later = float(r.time_s[lost]), float(r.time_s[lost + clear])
    evidence = (edge, "and_down") if r.ended == "down" else (edge,)
    return _judged(name, *evidence, time_s=t, second=t, later=later, millimetre=1000 * distance[clear])


def _completed(m: Metrics) -> Outcome:
    r = m.recording
    if r.scenario.experiment.stance_only:
        fore_aft, sideways = 1000 * np.nanstd(m.cop_m, axis=0)
        return _judged("stood", "stood", completed=True, second=r.time_s[-1], ahead=fore_aft, aside=sideways)
    if shortfall := _shortfall(r):
        return shortfall
    front, lift = m.front_m - float(np.nanmax(m.cop_m[:, 0])), float(m.heel_lift_deg.max())
    if lift > TILT_DEG:
        return _judged("on_toes", "heel_lifted", completed=True, degree=lift)
    if front < NEAR_MISS_M:
        return _judged("on_toes", "toe_edge", completed=True, millimetre=1000 * max(front, 0))
    heel, hips = float(np.nanmean(m.heel_load[m.bottom])), float(m.hip_back_m[m.bottom].mean())
    bottom = {"centimetre": 100 * hips, "percent": 100 * heel}
    outside_s = float((m.fore_aft_margin_m < 0).sum() * np.median(np.diff(r.time_s)))
    if outside_s > BRIEF_S:
        return _judged("held", "bottom", "strayed", completed=True, **bottom, second=outside_s)
    shifted = hips >= HIPS_BACK_M and heel >= HEEL_LOADED
    return _judged("posterior_shift" if shifted else "held", "bottom", completed=True, **bottom)


def _shortfall(r: Recorded) -> Outcome | None:
    """The rep that was not completed; None when each went down to its depth and the last came back up."""
    hinge, trunk = r.scenario.hinge, r.trunk_inclination_deg
    lowering = (r.phase == PHASES.index("lower")).astype(int)
    starts = np.flatnonzero(np.diff(lowering) == 1) + 1
    for number, rep in enumerate(np.split(trunk, starts)[1:], start=1):
        if rep.max() < DEEP_SHARE * hinge.depth_deg:
            return _judged("stalled", "short_rep", rep=number, reached=rep.max(), depth=hinge.depth_deg)
    if trunk[-1] > trunk[0] + RISEN_DEG:
        return _judged("stalled", "bent_end", reached=trunk[-1])
    return None

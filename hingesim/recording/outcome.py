"""What happened in a run: one rule per outcome, with the evidence.

Judged from the recording alone; the limits are those of `judgement`. The outcomes are listed in `outcomes`, the sentences are in
`models/captions.toml`; here they are English, `words(language)` gives them in every other one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from hingesim.common.words import ENGLISH
from hingesim.motion.exercises import exercise_of
from hingesim.motion.schedule import PHASES
from hingesim.recording.judgement import BRIEF_S, DEEP_SHARE, HEEL_LEAST, HIPS_BACK_STATURES, RISEN_DEG, SHIFT_M, TILT_DEG
from hingesim.recording.limits import weak_joint
from hingesim.recording.loss import Loss, balance_lost, first_touch
from hingesim.recording.metrics import Metrics
from hingesim.recording.outcomes import OUTCOMES, Kind
from hingesim.recording.recorded import Recorded

FALLS = {"front": "forward_fall", "back": "backward_fall", "inner": "sideways_fall", "outer": "sideways_fall"}
"""A loss of balance is named by the end or side of the base over which the XcoM left first."""


@dataclass(frozen=True)
class Outcome:
    """The judgement of one run."""

    name: str
    """One of `outcomes.OUTCOMES`."""
    evidence: tuple[str, ...]
    """Which signal crossed which limit: keys of clauses that make one sentence (`reason`)."""
    values: tuple[tuple[str, float | str], ...]
    """The numbers of the evidence by their names in the texts, and the joint that was too weak."""
    completed: bool
    """Whether every rep went to its depth and back up."""
    time_s: float | None
    """When balance was lost or the foot touched; None otherwise."""
    came_of: str | None = None
    """What came of a loss, one of `outcomes.CAME_OF`; None otherwise, and while it is still under way."""
    then: str | None = None
    """The other edge of `outcomes.EDGES` beyond which the body ended; None where it ended beyond the first, or over the foot."""

    @property
    def kind(self) -> Kind:
        """Whether it is a completed run, a loss of balance, or neither."""
        return OUTCOMES[self.name].kind

    @property
    def lost(self) -> bool:
        """Whether balance was lost."""
        return self.kind == "loss"

    @property
    def title(self) -> str:
        """The name as words, with what came of it: `forward fall, onto the hands`."""
        return ENGLISH.verdict(self)

    @property
    def coach(self) -> str:
        """What a coach says, one to three short sentences."""
        return ENGLISH.told(self)

    @property
    def reason(self) -> str:
        """The evidence in one sentence: which signal crossed which limit, and when."""
        return ENGLISH.reason(self)


Values = dict[str, float | str]


def _judged(name: str, evidence: list[str], values: Values, *, time_s: float | None = None) -> Outcome:
    numbers = tuple((key, value if isinstance(value, str) else float(value)) for key, value in values.items())
    return Outcome(name, tuple(evidence), numbers, OUTCOMES[name].kind == "completed", time_s)


def judge(m: Metrics) -> Outcome:
    """Apply the rules in order: loss, touch, collapse, completion."""
    r = m.recording
    if loss := balance_lost(m):
        return _lost(m, loss)
    if (touched := first_touch(r, "step")) is not None:
        t = float(r.time_s[touched])
        return _judged("foot_touch", ["free_foot"], {"second": t, "newton": r.load_n("free_foot")[touched]}, time_s=t)
    if r.ended == "down" or first_touch(r, "hands") is not None or first_touch(r, "ground") is not None:
        t = float(r.time_s[-1])
        return _stalled(m, len(r.time_s) - 1, "came_down", {"second": t}, time_s=t)
    return _completed(m)


def _lost(m: Metrics, loss: Loss) -> Outcome:
    t, later = (float(m.recording.time_s[i]) for i in (loss.at, loss.clear))
    evidence: list[str] = [f"left_{loss.edge}"]
    values: Values = {"second": t, "later": later, "millimetre": 1000 * loss.outside_m}
    if loss.stepped is not None:
        evidence.append("stepped")
        values["stepped"] = float(m.recording.time_s[loss.stepped])
    if loss.came_of:
        evidence.append(f"and_{loss.came_of}")
        values["caught"] = float(m.recording.time_s[loss.caught])
    if loss.then:
        evidence.append(f"then_{loss.then}")
        values["beyond"] = 100 * loss.then_m
    _add_weak(m, loss.at, evidence, values)
    return replace(_judged(FALLS[loss.edge], evidence, values, time_s=t), came_of=loss.came_of, then=loss.then)


def _add_weak(m: Metrics, at: int, evidence: list[str], values: Values) -> None:
    """Say which joint had no strength left at sample `at`, when one had none."""
    if weak := weak_joint(m.recording, at):
        evidence.append("weak")
        values["joint"], values["since"] = weak


def _stalled(m: Metrics, at: int, clause: str, values: Values, time_s: float | None = None) -> Outcome:
    """A rep that was not completed, and the joint whose strength had run out there."""
    evidence = [clause]
    _add_weak(m, at, evidence, values)
    return _judged("stalled", evidence, values, time_s=time_s)


def _completed(m: Metrics) -> Outcome:
    r = m.recording
    if exercise_of(r.scenario).completed == "time":
        fore_aft, sideways = 1000 * np.nanstd(m.cop_m, axis=0)
        return _judged("stood", ["stood"], {"second": r.time_s[-1], "ahead": fore_aft, "aside": sideways})
    return _shortfall(m) or _weight_shift(m)


def _weight_shift(m: Metrics) -> Outcome:
    """Where the weight went in a completed rep, measured under the foot: a band must be leaned against, so the CoM alone says nothing."""
    lift, least = float(m.heel_lift_deg.max()), m.least_heel_load()
    if lift >= TILT_DEG:
        return _judged("on_toes", ["heel_lifted"], {"degree": lift})
    back, hips, heel = m.pressure_back_m(), float(m.hip_back_m[m.bottom].mean()), float(m.heel_load[m.bottom].mean())
    values: Values = {"centimetre": 100 * hips, "percent": 100 * heel, "millimetre": 1000 * abs(back), "least": 100 * least}
    moved = "bottom_back" if back >= 0 else "bottom_ahead"
    evidence, outside_s = [moved], float((m.fore_aft_margin_m < 0).sum() * m.recording.sample_s)
    if outside_s > BRIEF_S:
        evidence.append("strayed")
        values["second"] = outside_s
    if least < HEEL_LEAST or back <= -SHIFT_M:
        name = "on_toes"
        if back > -SHIFT_M:
            # At the bottom the weight is back again: what she is told is when it was not.
            evidence.append("unloaded")
            values["limit"] = 100 * HEEL_LEAST
    elif back < SHIFT_M:
        name = "mid_foot"
    else:
        name = "posterior_shift" if hips >= HIPS_BACK_STATURES * m.recording.scenario.athlete.height_m else "on_heel"
    return _judged(name, evidence, values)


def _shortfall(m: Metrics) -> Outcome | None:
    """The rep that was not completed; None when each went down to its depth and the last came back up."""
    r: Recorded = m.recording
    hinge, trunk = r.scenario.hinge, r.trunk_inclination_deg
    lowering = (r.phase == PHASES.index("lower")).astype(int)
    starts = np.flatnonzero(np.diff(lowering) == 1) + 1
    for number, (start, rep) in enumerate(zip(starts, np.split(trunk, starts)[1:], strict=True), start=1):
        if rep.max() < DEEP_SHARE * hinge.depth_deg:
            deepest = int(start + np.argmax(rep))
            return _stalled(m, deepest, "short_rep", {"rep": number, "reached": rep.max(), "depth": hinge.depth_deg})
    if trunk[-1] > trunk[0] + RISEN_DEG:
        return _stalled(m, len(trunk) - 1, "bent_end", {"reached": trunk[-1]})
    return None

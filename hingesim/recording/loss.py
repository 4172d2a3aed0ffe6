"""Loss of balance: when, over which edge first, and what came of it.

The XcoM leaves the functional base of what she stands on. That is a loss when something else has to bear weight while it is outside, or
when the run ends so; one that is back inside for less than a quick step takes is outside still, for the step itself may carry it across.
Which end or side it left over first is read at the crossing; where the body ended is told as well, for it may be another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from hingesim.body.contacts import PARTS
from hingesim.body.support import margin_m, nearest_on_edges_m, nearest_point_m
from hingesim.motion.exercises import exercise_of
from hingesim.recording.judgement import BRIEF_S, CLEARLY_OUT_M, LOST_S, QUICK_STEP_S, ROUND_M, TILT_DEG, TOUCH_N
from hingesim.recording.metrics import Metrics
from hingesim.recording.outcomes import CAME_OF
from hingesim.recording.recorded import Recorded
from hingesim.scenario.parameters import Scenario


@dataclass(frozen=True)
class Loss:
    """One loss of balance; samples are indices."""

    at: int
    """First sample outside."""
    edge: str
    """The end or side that was crossed there, of `outcomes.EDGES`."""
    clear: int
    """When it was clearly outside, or farthest while it was not."""
    outside_m: float
    """How far outside the base it was then."""
    came_of: str | None
    """Of `outcomes.CAME_OF`."""
    caught: int
    """When that began."""
    stepped: int | None
    """When the free foot came down before more of her did; None when that is what came of it, or it did not."""
    then: str | None
    """Another edge, beyond which the body ended."""
    then_m: float
    """How far beyond it ended."""


STOPPED: Final = "stopped"
"""How a run says it ended that was given up once a loss was certain: what came of it was not looked at."""
MEANS = {"stance_foot": "step", "free_foot": "step", "hands": "hands"}
"""What it means when a part of `contacts.PARTS` bears weight that the exercise does not stand on; every other part is `ground`."""


def parts_by_meaning(scenario: Scenario) -> dict[str, list[int]]:
    """The parts, by place in `contacts.PARTS`, that the exercise does not stand on, by what it means when they bear weight."""
    rest = [i for i, part in enumerate(PARTS) if part not in exercise_of(scenario).bearing]
    return {what: [i for i in rest if MEANS.get(PARTS[i], "ground") == what] for what in CAME_OF}


def touches(r: Recorded) -> dict[str, np.ndarray]:
    """Greatest load on a part that the exercise does not stand on, shape (T,), by what it means; zero where there is no such part."""
    return {what: r.ground_load_n[:, parts].max(axis=1, initial=0.0) for what, parts in parts_by_meaning(r.scenario).items()}


def first_touch(r: Recorded, what: str) -> int | None:
    """First sample at which the free foot (`step`), the hands or more of the body (`ground`) carried something."""
    at = np.flatnonzero(touches(r)[what] > TOUCH_N)
    return int(at[0]) if len(at) else None


def balance_lost(m: Metrics) -> Loss | None:
    """The loss of balance of a run, or None."""
    if (at := _lost_at(m)) is None:
        return None
    r = m.recording
    came_of, caught = _came_of(r, at)
    outside_m = -m.xcom_margin_m[at : max(caught, at) + 1]
    clear = int(np.argmax(outside_m >= CLEARLY_OUT_M if outside_m.max() >= CLEARLY_OUT_M else outside_m))
    edge = _crossed(nearest_point_m(m.xcom_m[at : at + 1], m.base_m)[0], m.base_m)
    then, then_m = _ended(m, at) if r.ended != STOPPED else (None, 0.0)
    other = then is not None and then != edge
    down = came_down(r, "step", at)
    stepped = np.flatnonzero(down[at:caught] & ~np.concatenate([[False], down])[at:caught])
    foot = at + int(stepped[0]) if came_of not in ("step", "caught") and len(stepped) else None
    return Loss(at, edge, at + clear, float(outside_m[clear]), came_of, caught, foot, then if other else None, then_m)


def _lost_at(m: Metrics) -> int | None:
    """First sample outside of the base of the excursion that was a loss."""
    r, end = m.recording, len(m.recording.time_s) - 1
    outside = _one_loss(m.xcom_margin_m < 0, r.sample_s)
    events = _first_touches(r)
    if r.ended == "down":
        events.append(end)
    if (at := _bearing_outside(outside, events)) is not None:
        return at
    start = _start(outside, end)
    if events or not outside[end]:
        return None
    lasted = r.time_s[end] - r.time_s[start] >= LOST_S and m.foot_tilt_deg[start:].max() >= TILT_DEG
    return start if lasted or m.xcom_margin_m[end] < -CLEARLY_OUT_M else None


def is_settled(m: Metrics) -> bool:
    """Whether balance was lost, over which edge and when, whatever comes later: something bore weight while the XcoM was outside."""
    return _bearing_outside(_one_loss(m.xcom_margin_m < 0, m.recording.sample_s), _first_touches(m.recording)) is not None


def _first_touches(r: Recorded) -> list[int]:
    """The samples at which another part began to bear weight, one for each meaning at most."""
    return sorted(i for i in (first_touch(r, what) for what in CAME_OF) if i is not None)


def _bearing_outside(outside: np.ndarray, events: list[int]) -> int | None:
    """First sample of the excursion during which the first of the events came about that came about outside."""
    return next((_start(outside, event) for event in events if outside[event]), None)


def _one_loss(outside: np.ndarray, sample_s: float) -> np.ndarray:
    """shape (T,): outside, or back inside for less than `QUICK_STEP_S` by then."""
    at = np.arange(len(outside))
    last = np.maximum.accumulate(np.where(outside, at, -np.inf))
    return (at - last) * sample_s < QUICK_STEP_S


def _start(outside: np.ndarray, at: int) -> int:
    """First sample of the excursion that holds sample `at`."""
    inside = np.flatnonzero(~outside[: at + 1])
    return int(inside[-1]) + 1 if len(inside) else 0


def _came_of(r: Recorded, at: int) -> tuple[str | None, int]:
    """The most that came down after sample `at`, and when it did; the end of the run when nothing has, or nobody looked on."""
    if r.ended == STOPPED:
        return None, len(r.time_s)
    for what in reversed(CAME_OF):
        later = np.flatnonzero(came_down(r, what, at)[at:])
        if len(later):
            return ("caught" if what == "step" and r.ended == "caught" else what), at + int(later[0])
    end = len(r.time_s) - 1
    return ("ground" if r.ended == "down" else None), end


def came_down(r: Recorded, what: str, at: int) -> np.ndarray:
    """shape (T,): whether a part has come down, by what it means; a foot that she stood on once it has left the ground after `at`."""
    down = touches(r)[what] > TOUCH_N
    if what == "step" and "free_foot" in exercise_of(r.scenario).bearing:
        load = r.load_n("free_foot")
        lifted = (load < TOUCH_N) & (np.arange(len(load)) >= at)
        # It has left the ground when it was off it for a while: a foot that rattles has not stepped.
        ticks_aloft = np.cumsum(lifted) - np.maximum.accumulate(np.where(lifted, 0, np.cumsum(lifted)))
        stepping = np.maximum.accumulate(ticks_aloft * r.sample_s >= BRIEF_S)
        down = down | (stepping & (load > TOUCH_N))
    return down


def _crossed(place_m: np.ndarray, base_m: np.ndarray) -> str:
    """Which end or side of a base (k, 2), its corners counter-clockwise, a place (2,) on its outline belongs to.

    An edge is an end or a side by the way it faces, with length and breadth of the base drawn equal. What is near an end
    belongs to it: the inner side runs along the foot up to the very tip of the heel, and who leaves there has gone back.
    """
    edge = np.roll(base_m, -1, axis=0) - base_m
    away_m = np.linalg.norm(nearest_on_edges_m(place_m[None], base_m)[0] - place_m, axis=1)
    length, breadth = np.ptp(base_m, axis=0)
    # A line across the foot keeps its direction when the foot is drawn as broad as long: normals scale the other way round.
    ahead, medial = edge[:, 1] * length, -edge[:, 0] * breadth
    is_end = np.abs(ahead) >= np.abs(medial)
    nearest = int(np.argmin(away_m))
    end = int(np.argmin(np.where(is_end, away_m, np.inf)))
    if away_m[end] < ROUND_M:
        return "front" if ahead[end] > 0 else "back"
    return "inner" if medial[nearest] > 0 else "outer"


def _ended(m: Metrics, at: int) -> tuple[str | None, float]:
    """Beyond which end or side of the foot's place at the loss the CoM ended, and how far; None where it is over the foot or near it."""
    ahead, left = m.toes_world[at]
    away = m.recording.com_world_m[-1, :2] - m.recording.root_position_world_m[at, :2]
    place = np.array([[away @ [ahead, left], m.recording.humanoid.side * (away @ [-left, ahead])]])
    far = -float(margin_m(place, m.base_m)[0])
    if far < CLEARLY_OUT_M:
        return None, 0.0
    out = (place - nearest_point_m(place, m.base_m))[0]
    if abs(out[0]) >= abs(out[1]):
        return ("front" if out[0] > 0 else "back"), far
    return ("inner" if out[1] > 0 else "outer"), far

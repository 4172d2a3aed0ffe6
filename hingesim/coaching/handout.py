"""What a coach hands an athlete: the advised setting, two cues that help there, the fault to watch, and where it goes well."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hingesim.coaching.advice import Advice, advise
from hingesim.coaching.changes import value_of
from hingesim.coaching.cue import Mark, Side
from hingesim.coaching.faults import faults
from hingesim.coaching.levers import Plan
from hingesim.coaching.said import Said, said_cues
from hingesim.coaching.scorecard import Scorecard, scorecard
from hingesim.coaching.search import Rating
from hingesim.coaching.trial import Trials
from hingesim.coaching.zone import KNEE, Zone, axis, scenarios_of, upward_of, zone
from hingesim.common.errors import InputError
from hingesim.common.processes import cores, worker_pool
from hingesim.motion.exercises import exercise_of
from hingesim.recording.recording import Recording
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.simulate import planned, simulate

CUES = 2
"""Cues to say: more at once are not heard."""
REPLICATES = 8
"""Seeds that the advice of a page must stand, unless others are asked for."""
ADVICE_SHARE = 0.5
"""Of the work of one athlete, about."""
AT_ONCE = 8
"""Runs asked for together, between two tellings of how far it is."""


@dataclass(frozen=True, eq=False)
class Handout:
    """What stands on the page of one athlete."""

    name: str
    advice: Advice
    recording: Recording
    """The rep as advised."""
    card: Scorecard
    """Of that rep."""
    cues: tuple[Said, ...]
    """To say, the first at the front; fewer than two where no more help."""
    watch: Mark | None
    """The cue that is nearest to its limit, on the side of the fault to watch."""
    zone: Zone


def handouts(
    athletes: Mapping[str, Scenario],
    *,
    replicates: int = REPLICATES,
    progress: Callable[[float], None] | None = None,
) -> list[Handout]:
    """The pages of several athletes, their maps on one scale.

    Some 80 runs an athlete: up to 44 for the advice, 25 for the map, one for each cue that can be said.

    Args:
        athletes: scenarios by name, each as she does it.
        replicates: seeds that the advice must stand.
        progress: called with the share that is done.

    Raises:
        InputError: a scenario that is no hinge, or a rep that cannot be done; names the athlete.
    """
    report = progress or (lambda share: None)
    count, advised = len(athletes), []
    for name, scenario in athletes.items():
        _check(name, scenario)
    for done, scenario in enumerate(athletes.values()):
        told = lambda share, done=done: report(ADVICE_SHARE * (done + share) / count)  # noqa: E731
        advised.append(advise(scenario, replicates=replicates, progress=told))
    settings = [advice.tried for advice in advised]
    every = [*settings, *athletes.values()]
    x = axis(KNEE, every)
    found = []
    with contextlib.ExitStack() as stack:
        trials = Trials(stack.enter_context(worker_pool(cores())) if cores() > 1 else None)
        for done, (name, advice, setting) in enumerate(zip(athletes, advised, settings, strict=True)):
            y = axis(upward_of(setting), [each for each in every if upward_of(each) == upward_of(setting)])
            heard = [cue for cue in said_cues().values() if cue.applied(setting) != setting]
            asked = [*scenarios_of(setting, x, y), *(cue.applied(setting) for cue in heard)]
            ratings: list[Rating] = []
            while len(ratings) < len(asked):
                some = asked[len(ratings) : len(ratings) + AT_ONCE]
                ratings += trials([(Plan((), scenario), 0) for scenario in some])
                report(ADVICE_SHARE + (1 - ADVICE_SHARE) * (done + len(ratings) / len(asked)) / count)
            cells, spoken = ratings[: x.size * y.size], ratings[x.size * y.size :]
            now, recording = simulate(advice.scenario.replace(world={"engine": setting.world.engine})), simulate(setting)
            card = scorecard(recording)
            cues = cues_to_say(scorecard(now).faults, list(zip(heard, spoken, strict=True)))
            found.append(Handout(name, advice, recording, card, cues, watched(card), zone(setting, x, y, cells)))
    report(1.0)
    return found


def _check(name: str, scenario: Scenario) -> None:
    """What cannot be done is refused before the first athlete is worked on for a minute."""
    try:
        if exercise_of(scenario).completed != "reps":
            raise InputError(f"{scenario.exercise.name} is no hinge; nearest: --exercise single-leg-hinge")
        planned(scenario)
    except InputError as error:
        raise InputError(f"{name}: {error}") from None


def cues_to_say(seen: Sequence[str], tried: Sequence[tuple[Said, Rating]]) -> tuple[Said, ...]:
    """At most two cues of those tried at the advised setting: after which the rep goes well, that mend what was seen, that send the weight
    farthest back, in this order; two that move the same thing say the same.

    Args:
        seen: faults of the rep as she does it, the worst first.
        tried: cues, and what came of the advised rep after each.
    """
    order = sorted(tried, key=lambda pair: (not pair[1].good, not any(_mends(pair[0], fault) for fault in seen), -pair[1].closeness))
    chosen: list[Said] = []
    for said, _ in order:
        if len(chosen) < CUES and not any(set(said.moves) & set(other.moves) for other in chosen):
            chosen.append(said)
    return tuple(chosen)


def _mends(said: Said, fault: str) -> bool:
    """Whether a cue moves what the fault sets, from there to where it usually is or beyond."""
    usual = Scenario().replace(band={})
    for field, full in faults()[fault].to.items():
        way = said.moves.get(field, {"toward": full})["toward"] - full
        if way and way * (float(value_of(usual, field)) - full) >= 0:
            return True
    return False


def watched(card: Scorecard) -> Mark | None:
    """The line of a scorecard that is nearest to a limit beyond which there is a fault, marked on that side."""
    nearest: tuple[float, Mark] | None = None
    for mark in card.marks:
        for side, _ in mark.cue.faults.items():
            spare = _spare(mark, side)
            if spare is not None and (nearest is None or spare < nearest[0]):
                nearest = spare, Mark(mark.cue, mark.value, mark.status, side, mark.numbers)
    return nearest[1] if nearest else None


def _spare(mark: Mark, side: Side) -> float | None:
    """How far a value is from its limit on a side, in widths of what is near; negative beyond it."""
    limit = mark.cue.low if side == "low" else mark.cue.high
    if mark.value is None or limit is None:
        return None
    return (mark.value - limit) * (1 if side == "low" else -1) / mark.cue.near

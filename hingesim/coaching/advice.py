"""Advice: the smallest change that sends the weight back, with its evidence, in a coach's words."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hingesim.coaching.levers import Change, Plan, plans, single_changes
from hingesim.coaching.search import Evaluate, Found, Predict, Rating, Runs, Search
from hingesim.coaching.trial import Trials
from hingesim.common.checks import whole
from hingesim.common.data import settings
from hingesim.common.errors import InputError
from hingesim.common.processes import cores, worker_pool
from hingesim.common.words import ENGLISH, Words, words
from hingesim.engine import installed
from hingesim.motion.exercises import exercise_of
from hingesim.recording.outcomes import OUTCOMES
from hingesim.scenario.big_steps import half_steps
from hingesim.scenario.engines import AUTO, FASTEST
from hingesim.scenario.parameters import Scenario, given_scenario
from hingesim.simulation.simulate import planned

REPLICATES, MOST_RUNS = 12, 44
"""Seeds of the change that is advised, and runs in all."""


@dataclass(frozen=True)
class Advice:
    """What to change, and what it rests on."""

    scenario: Scenario
    """As she does it."""
    found: Found

    @property
    def works(self) -> bool:
        """Whether the advised change turns the rep, or nothing needs to be changed."""
        return self.found.works

    @property
    def advised(self) -> Scenario:
        """The scenario with the change, or the one that comes nearest; as it is where there is none."""
        return self.found.plan.scenario if self.found.plan else self.scenario

    @property
    def tried(self) -> Scenario:
        """The advised scenario with the engine of the search."""
        return _quick(self.advised)

    @property
    def changes(self) -> dict[str, Any]:
        """New values by dotted fields."""
        return {field: value for change in (self.found.plan.changes if self.found.plan else ()) for field, value in change.values}

    def told(self, told_in: Words = ENGLISH) -> str:
        """One or two sentences: `Stand 2.2 m from the post, that is two and a half big steps, and bend the knee about 25 degrees.`"""
        said = _texts(told_in)
        if not self.found.needed:
            return said.texts["nothing"]
        if self.found.plan is None:
            return said.texts["none_at_all"]
        levers = list(settings("advice")["lever"])
        whole_text, stands = "", False
        for change in sorted(self.found.plan.changes, key=lambda change: levers.index(change.lever)):
            comma = "," if stands else ""  # a clause that ends in how many steps it is closes with one
            clause = self._clause(change, said)
            whole_text += f"{comma}{said.texts['and']}{clause}" if whole_text else clause
            stands = change.lever in ("distance", "new_band")
        sentence = whole_text[0].upper() + whole_text[1:] + "."
        return sentence if self.found.works else said.format(said.texts["none"], told=sentence)

    def evidence(self, told_in: Words = ENGLISH) -> str:
        """`forward fall 4 of 4 before, posterior shift 12 of 12 after; heel 0.43 → 0.60`; empty where nothing was changed."""
        if self.found.plan is None:
            return ""
        said, before, after = _texts(told_in), self.found.before, self.found.after
        (was, held), (now, good) = (Counter(rating.outcome for rating in ratings).most_common(1)[0] for ratings in (before, after))
        if not {was, now} <= set(OUTCOMES):  # a run that failed has no outcome
            return ""
        names = {"before": told_in.title(was), "after": told_in.title(now)}
        text = said.format(said.texts["evidence"], held=str(held), of=str(len(before)), good=str(good), count=str(len(after)), **names)
        heels = [_heel(before), _heel(after)]
        return text if None in heels else f"{text}; {said.format(said.texts['heel'], before=heels[0], after=heels[1])}"

    def to_dict(self) -> dict[str, Any]:
        """As `--json` gives it."""

        def row(ratings: Sequence[Rating]) -> dict[str, Any]:
            outcomes = dict(Counter(rating.outcome for rating in ratings).most_common())
            return {"runs": len(ratings), "good": sum(r.good for r in ratings), "outcomes": outcomes, "heel_bottom": _heel(ratings)}

        return {
            "needed": self.found.needed,
            "works": self.works,
            "changes": self.changes,
            "told": self.told(),
            "evidence": self.evidence(),
            "before": row(self.found.before),
            "after": row(self.found.after),
            "runs": self.found.runs,
            "scenario": self.advised.to_dict(),
        }

    def _clause(self, change: Change, said: Words) -> str:
        values = dict(change.values)
        distance_m = values.get("band.distance_m")
        own = next(iter(values.values()))
        fields: dict[str, Any] = (
            {"name": words(said.language)["band"].get(own, own)} if isinstance(own, str) else {"value": own, "percent": 100 * own}
        )
        if distance_m is not None:
            halves = half_steps(distance_m, self.scenario.athlete.height_m)
            steps = said.texts["halves"][min(halves, len(said.texts["halves"])) - 1]
            fields["step_m"] = said.filled(said.texts["step_m"], metre=distance_m, steps=steps)
        return said.format(said.texts[change.lever], **fields)


def advise(
    scenario: Scenario | None = None,
    *,
    replicates: int = REPLICATES,
    progress: Callable[[float], None] | None = None,
    evaluate: Evaluate | None = None,
    predicted: Predict | None = None,
) -> Advice:
    """The smallest change after which the weight goes back and nothing is lost: first single changes, then two, then three at once.

    Changes are those of `models/advice.toml`, in steps; the smallest is the one of least effort there. Plans are looked at first, without
    runs (`predict`); those that should work are run, the smallest first, with MuJoCo where it is installed and no engine was asked for.
    At most 44 runs, 12 of them of the change that is advised: under half a minute on two idle cores.

    Args:
        scenario: as she does it; default: the default trainee.
        replicates: seeds that the advised change must stand, nine of ten of them.
        progress: called with the share of the most runs that is done.
        evaluate: gives ratings instead of simulations.
        predicted: closeness of a plan instead of that of `predict`.

    Raises:
        InputError: the exercise is no hinge, or the rep as it is cannot be done.
    """
    with contextlib.ExitStack() as stack:
        trials = Trials(stack.enter_context(worker_pool(cores())) if cores() > 1 and evaluate is None else None)
        search, run = advising(scenario, replicates=replicates, predicted=predicted or trials.predicted), evaluate or trials
        runs, done = next(search), 0
        while True:
            ratings = run(runs)
            done += len(runs)
            if progress:
                progress(share_done(done))
            try:
                runs = search.send(ratings)
            except StopIteration as end:
                return end.value


def advising(
    scenario: Scenario | None = None, *, replicates: int = REPLICATES, predicted: Predict
) -> Generator[Runs, Sequence[Rating], Advice]:
    """The same search for who simulates otherwise: it yields plans with seeds to be run, and is sent their ratings (`trial.rating_of`).

    Raises:
        InputError: as `advise`, before the first runs are asked for.
    """
    scenario = given_scenario(scenario)
    replicates = whole("--replicates", replicates, 1, 100)
    if exercise_of(scenario).completed != "reps":
        raise InputError(f"advise: {scenario.exercise.name} is no hinge; nearest: --exercise single-leg-hinge")
    quick = _quick(scenario)
    planned(quick)
    singles = single_changes(quick)
    search = Search(predicted, replicates, MOST_RUNS + max(replicates - REPLICATES, 0) - replicates)
    stages = [lambda: plans(quick, singles, 1), lambda: _several(quick, singles, 2), lambda: _several(quick, singles, 3)]
    return Advice(scenario, (yield from search.smallest(Plan((), quick), stages)))


def share_done(runs: int) -> float:
    """How much of the most runs of a search so many are."""
    return min(runs / (MOST_RUNS + REPLICATES), 1.0)


MOST_PLANS = 240
"""Combinations looked at, of two and of three: those of least effort."""


def _several(scenario: Scenario, singles: Sequence[Change], together: int) -> list[Plan]:
    return plans(scenario, singles, together)[:MOST_PLANS]


def _quick(scenario: Scenario) -> Scenario:
    """With the engine that makes most runs a second, where none was asked for."""
    there = set(installed())
    quick = next((name for name in FASTEST if name in there), AUTO)
    return scenario.replace(world={"engine": quick}) if scenario.world.engine == AUTO else scenario


def _texts(told_in: Words) -> Words:
    own = {**settings("advice")[told_in.language], "decimal": told_in.texts["decimal"]}
    return Words(words(told_in.language).language, own, told_in.units)


def _heel(ratings: Sequence[Rating]) -> float | None:
    """Mean share on the heel at the bottom, of the runs that got there; None where some did not."""
    heels = [rating.heel for rating in ratings if rating.heel is not None]
    return float(np.mean(heels)) if len(heels) == len(ratings) and heels else None

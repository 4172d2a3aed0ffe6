"""`python -m tests.measure_variations`: the rows of the table of variations in `docs/coaching.md`, in about four minutes."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence

from hingesim import Scenario, coaching, scorecard, simulate
from hingesim.coaching.handout import watched
from hingesim.common.processes import worker_pool
from hingesim.recording.outcomes import OUTCOMES

ATHLETES = (None, "tall")
"""The default woman and a man."""
ENGINES = ("bullet", "mujoco")
SEEDS = range(10)

Job = tuple[str, str | None, str, int]


def scenario_of(name: str, athlete: str | None, engine: str, seed: int) -> Scenario:
    """A variation as an athlete does it."""
    who = coaching.with_athlete(Scenario(), athlete) if athlete else Scenario()
    return coaching.with_variation(who, name).replace(world={"engine": engine, "seed": seed})


def seen(job: Job) -> tuple[bool, str]:
    """Whether what was asked was done, and the worst cue: of those that do not pass the first, else the one nearest to its limit."""
    recording = simulate(scenario_of(*job))
    card = scorecard(recording)
    worst = card.next_cue or watched(card)
    return OUTCOMES[recording.outcome.name].kind == "completed", f"`{worst.cue.name}` {worst.status}" if worst else "-"


def row(name: str, found: Sequence[tuple[Job, tuple[bool, str]]]) -> str:
    """One row: how many were completed by athlete and engine, and the worst cues of an athlete, with how many runs have each."""
    cells = [f"`{name}`"]
    for athlete in ATHLETES:
        own = [(job, each) for job, each in found if job[1] == athlete]
        cells += [f"{sum(done for job, (done, _) in own if job[2] == engine)}" for engine in ENGINES]
        worst = Counter(cue for _, (_, cue) in own).most_common()
        cells.append(", ".join(cue if count == len(own) else f"{cue} in {count}" for cue, count in worst))
    return f"| {' | '.join(cells)} |"


def measured() -> list[str]:
    """Every row, in the order of the progression."""
    jobs: list[Job] = list(itertools.product(coaching.variations(), ATHLETES, ENGINES, SEEDS))
    with worker_pool(2) as pool:
        found = list(zip(jobs, pool.map(seen, jobs), strict=True))
    return [row(name, [each for each in found if each[0][0] == name]) for name in coaching.variations()]


if __name__ == "__main__":
    print(*measured(), sep="\n")

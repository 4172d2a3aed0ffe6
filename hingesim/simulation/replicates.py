"""Outcomes over seeds: one run is an anecdote."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from hingesim.common.checks import whole
from hingesim.common.processes import cores, worker_pool
from hingesim.common.terminal import terminal
from hingesim.common.words import words
from hingesim.scenario.parameters import Scenario, given_scenario
from hingesim.simulation.simulate import simulate

T = TypeVar("T")
MOST = 10_000
"""Seeds of one scenario."""
Z_95 = 1.959964
"""Standard normal quantile of a two-sided 95 % interval."""


@dataclass(frozen=True)
class Replicates:
    """How often each outcome came about over N seeds."""

    outcomes: tuple[str, ...]
    """One name a seed, in the order of the seeds."""

    def shares(self) -> dict[str, dict[str, float]]:
        """For every outcome that came about: count, share, and the Wilson 95 % interval of the share."""
        total = len(self.outcomes)
        out = {}
        for name, count in Counter(self.outcomes).most_common():
            low, high = wilson_interval(count, total)
            out[name] = {"count": count, "share": count / total, "low": low, "high": high}
        return out

    def sentence(self, lang: str = "en") -> str:
        """`forward fall in 19 of 20 (95 % interval 76 to 99 %)`, most frequent first."""
        said, title, total = terminal(lang), words(lang).title, str(len(self.outcomes))
        return "; ".join(
            said.text(
                "done", "share", outcome=title(name), count=f"{row['count']:.0f}", total=total, low=100 * row["low"], high=100 * row["high"]
            )
            for name, row in self.shares().items()
        )


def wilson_interval(count: int, total: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927), robust for shares near 0 and 1."""
    share, z2 = count / total, Z_95**2
    middle = (share + z2 / (2 * total)) / (1 + z2 / total)
    half = Z_95 / (1 + z2 / total) * math.sqrt(share * (1 - share) / total + z2 / (4 * total**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def replicate(scenario: Scenario, count: int, *, progress: Callable[[float], None] | None = None, workers: int | None = None) -> Replicates:
    """Simulate a scenario with `count` seeds, from its own seed upward, on all cores.

    Args:
        scenario: what to repeat.
        count: number of seeds, at least 1.
        progress: called with the share of the runs that is done.
        workers: processes; default: one a core.

    Raises:
        FieldError: an argument is not allowed.
    """
    scenario = given_scenario(scenario)
    count = whole("--replicates", count, 1, MOST)
    workers = None if workers is None else whole("--workers", workers, 1, 1024)
    return Replicates(tuple(each(_outcome, [seeded(scenario, k) for k in range(count)], progress=progress, workers=workers)))


def seeded(scenario: Scenario, number: int) -> Scenario:
    """The same scenario with another seed: its own and those above."""
    return dataclasses.replace(scenario, world=dataclasses.replace(scenario.world, seed=scenario.world.seed + number))


def each(
    work: Callable[[Scenario], T], scenarios: Sequence[Scenario], *, progress: Callable[[float], None] | None, workers: int | None
) -> list[T]:
    """What comes of some work with every scenario, in their order, on all cores or so many processes."""
    found: list[T] = []
    with worker_pool(min(workers or cores(), len(scenarios))) as pool:
        for one in pool.map(work, scenarios):
            found.append(one)
            if progress:
                progress(len(found) / len(scenarios))
    return found


def _outcome(scenario: Scenario) -> str:
    return simulate(scenario, stop_early=True).outcome.name

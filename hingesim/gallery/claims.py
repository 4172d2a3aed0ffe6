"""How often the claims of the gallery come true: every run with many seeds and any engine, written into its scenario file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from hingesim.common.errors import HingesimError, InputError
from hingesim.common.files import together, written_whole
from hingesim.common.processes import cores, worker_pool
from hingesim.gallery.entry import Entry, Run, Share
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.simulate import simulate

LINE = re.compile(r"(?m)^share = \{.*\}$")
"""Where a run of a scenario file says its shares: on a line of its own."""


def measure(
    entries: Sequence[Entry], seeds: int, engine: str, *, workers: int | None = None, progress: Callable[[float], None] | None = None
) -> dict[str, list[Share]]:
    """Run every claim with the seeds from 0 upward; equal scenarios once.

    Returns:
        For every entry by its name, the share of each of its runs.
    """
    wanted = list(dict.fromkeys(_at(run.scenario, 0, engine) for entry in entries for run in entry.runs))
    jobs = [_at(scenario, seed, engine) for scenario in wanted for seed in range(seeds)]
    told: list[str] = []
    with worker_pool(min(workers or cores(), max(len(jobs), 1))) as pool:
        for outcome in pool.map(outcome_of, jobs, chunksize=4):
            told.append(outcome)
            if progress:
                progress(len(told) / len(jobs))
    found = {scenario: Counter(told[i * seeds : (i + 1) * seeds]) for i, scenario in enumerate(wanted)}

    def share(run: Run) -> Share:
        names = found[_at(run.scenario, 0, engine)]
        return Share(engine, sum(names[name] for name in {run.outcome, *run.also}), seeds)

    return {entry.name: [share(run) for run in entry.runs] for entry in entries}


def _at(scenario: Scenario, seed: int, engine: str) -> Scenario:
    return scenario.replace(world={"seed": seed, "engine": engine})


def outcome_of(scenario: Scenario) -> str:
    """The name of what came about; of a run that failed, of its error."""
    try:
        return simulate(scenario, stop_early=True).outcome.name
    except HingesimError as error:
        return type(error).__name__


def write_shares(entries: Sequence[Entry], measured: dict[str, list[Share]]) -> list[Path]:
    """Write new shares into the scenario files, all or none; those of other engines stay.

    Returns:
        What was written.
    """
    written = []
    with together():
        for entry in entries:
            text = entry.source.read_text(encoding="utf-8")
            if len(LINE.findall(text)) != len(entry.runs):
                raise InputError(f"gallery: {str(entry.source)!r} needs one line 'share = {{...}}' in each of its [[runs]]")
            lines = iter([_line((*run.shares, new)) for run, new in zip(entry.runs, measured[entry.name], strict=True)])
            with written_whole(entry.source) as part:
                part.write_text(LINE.sub(lambda _, lines=lines: next(lines), text), encoding="utf-8")
            written.append(entry.source)
    return written


def _line(shares: Sequence[Share]) -> str:
    """Of two shares of an engine the later one holds."""
    latest = {share.engine: share for share in shares}
    return "share = { " + ", ".join(f"{name} = [{latest[name].count}, {latest[name].seeds}]" for name in sorted(latest)) + " }"

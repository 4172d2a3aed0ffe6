"""`hingesim sweep`: every option of a scenario may be a value, a range or a list."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from hingesim.cli.parser import scenario_from, scenario_options
from hingesim.common.errors import InputError
from hingesim.scenario.parameters import Scenario

if TYPE_CHECKING:
    from hingesim.recording.recording import Recording
    from hingesim.sweeps import SweepTable

EXAMPLE = "hingesim sweep --knee-bend 5:40:8 --band-distance 1.4:2.6:7 --height 1.5,1.7,1.9 --replicates 8 --out map.parquet"


def options(commands: Any) -> None:
    """Add the command to the parser."""
    sweep = commands.add_parser(
        "sweep",
        help="many runs over ranges of any option, in a table",
        description="Simulate over ranges: every option of a scenario takes a value, FROM:TO:COUNT (ends included) or a list such as "
        "1.5,1.7,1.9. What --out already holds is not run again: a sweep that was stopped goes on with the same command.",
        epilog=f"example: {EXAMPLE}",
    )
    sweep.add_argument("--out", required=True, metavar="NAME.parquet", help="folder that takes the table")
    sweep.add_argument("--replicates", type=whole, metavar="N", help="seeds at every point, from --seed upward (1 to 10000; default: 1)")
    sweep.add_argument("--sampling", default="grid", metavar="grid|lhs|sobol", help="every crossing, or points drawn from FROM:TO ranges")
    sweep.add_argument("--samples", type=whole, metavar="N", help="number of points for lhs and sobol (sobol: a power of two)")
    sweep.add_argument("--refine", action="store_true", help="run only the crossings that show where the outcome changes")
    where = sweep.add_mutually_exclusive_group()
    where.add_argument("--workers", type=whole, metavar="N", help="processes on this machine (default: one a core)")
    where.add_argument("--scheduler", metavar="tcp://HOST:PORT", help="run on a Dask cluster instead")
    sweep.add_argument("--keep-recordings", action="store_true", help="also keep every recording, in NAME.parquet/_recordings")
    scenario_options(sweep, several=True)


def whole(text: str) -> int | str:
    """A whole number; anything else is left for validation to refuse."""
    try:
        return int(text)
    except ValueError:
        return text


def run(arguments: argparse.Namespace) -> int:
    """Run the command; returns the exit status."""
    from hingesim.common.progress import counted
    from hingesim.sweeps import refine, sweep

    scenario, axes = swept(arguments)
    drawn: dict[str, Any] = {"sampling": arguments.sampling, "samples": arguments.samples}
    if arguments.refine:
        if drawn != {"sampling": "grid", "samples": None}:
            raise InputError("--refine: works on a grid, without --sampling and --samples")
        drawn = {}
    try:
        with counted("sweeping") as progress:
            table = (refine if arguments.refine else sweep)(
                scenario,
                axes,
                replicates=arguments.replicates or 1,
                **drawn,
                out=arguments.out,
                workers=arguments.workers,
                scheduler=arguments.scheduler,
                keep_recordings=arguments.keep_recordings,
                announce=lambda size: print(f"hingesim: {size}", file=sys.stderr, flush=True),
                progress=progress,
            )
    except KeyboardInterrupt:
        print(f"hingesim: interrupted; finished runs are in {arguments.out}, and the same command goes on from there", file=sys.stderr)
        return 130
    print(f"{arguments.out}: {_counts(table)}")
    return 0


def run_again(path: str, *, row: int | None, key: str | None) -> Recording:
    """One run of a sweep, simulated again; says so where other versions than those of the sweep may give other numbers."""
    from hingesim.simulation.simulate import simulate
    from hingesim.sweeps import SweepTable
    from hingesim.sweeps.row import scenario_of

    found = SweepTable.open(path).find(row=row, key=key)
    recording = simulate(scenario_of(found))
    then, now = (found["version"], found["engine"]), (recording.version, recording.engine)
    if then != now:
        print(f"hingesim: the sweep ran on {' with '.join(then)}, this is {' with '.join(now)}: the run may differ", file=sys.stderr)
    return recording


def swept(arguments: argparse.Namespace) -> tuple[Scenario, dict[str, str]]:
    """What stays fixed, and the axes by option; a single value is no axis, but checked as one."""
    from hingesim.sweeps import axis
    from hingesim.sweeps.axes import with_values
    from hingesim.sweeps.row import scenario_columns

    fixed, axes = {}, {}
    for dest, text in [(dest, text) for dest, text in vars(arguments).items() if "." in dest and text is not None]:
        option = scenario_columns()[dest].metadata["option"]
        if arguments.no_band and dest.startswith("band."):
            raise InputError(f"--no-band: cannot be combined with {option}")
        found = axis(dest, text, option)
        if len(found.values) == 1:
            fixed[dest] = found.values[0]
        else:
            axes[option] = text
        setattr(arguments, dest, None)
    return with_values(scenario_from(arguments), fixed), axes


def _counts(table: SweepTable) -> str:
    outcomes = Counter(name or "failed" for name in table.column("outcome").to_pylist())
    return f"{len(table)} runs: " + ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in outcomes.most_common())

"""Many runs: options of a scenario that may be ranges, how often each is run, and where."""

from __future__ import annotations

from typing import Any

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.say import language_of
from hingesim.cli.scenario_options import scenario_options, with_fields
from hingesim.common.streams import say_error
from hingesim.common.terminal import translated
from hingesim.scenario.parameters import Scenario
from hingesim.scenario.reading import scenario_fields


def swept_options(command: Parser, purpose: str) -> None:
    """Declare the options of a scenario, each of which may be a range, seeds at every point, and where it runs."""
    shared.replicates(command, purpose)
    shared.where_it_runs(command)
    command.add_argument(
        "--stop-early", action="store_true", help="end a run once a loss of balance is certain: falls take half the time or less"
    )
    scenario_options(command, several=True)


def how(arguments: Namespace) -> dict[str, Any]:
    """Seeds, place and what is said of the size, as the functions that run many take them."""
    return {
        "replicates": arguments.replicates or 1,
        "workers": arguments.workers,
        "scheduler": arguments.scheduler,
        "stop_early": arguments.stop_early,
        "announce": lambda size: say_error(translated(str(size), language_of(arguments))),
    }


def swept(arguments: Namespace) -> tuple[Scenario, dict[str, str]]:
    """What stays fixed, and the axes by option; a single value is no axis, but checked as one."""
    fixed, axes = {}, {}
    for name, text in arguments.fields.items():
        option = scenario_fields()[name].metadata["option"]
        found = hingesim.sweeps.axis(name, text, option)
        if len(found.values) == 1:
            fixed[name] = found.values[0]
        else:
            axes[option] = text
    return with_fields(arguments, fixed), axes

"""`--replicates` of a command that shows single runs: the share of each outcome over seeds, beside the run."""

from __future__ import annotations

from typing import Any

import hingesim
from hingesim.cli.parser import Namespace
from hingesim.cli.say import language_of
from hingesim.common.errors import FieldError
from hingesim.common.progress import shown
from hingesim.scenario.parameters import Scenario
from hingesim.scenario.reading import scenario_fields


def check_seeds(arguments: Namespace, scenario: Scenario) -> None:
    """Refuse replicates whose last seed would be too large."""
    last = scenario_fields()["world.seed"].metadata["high"]
    if (room := last - scenario.world.seed + 1) < (arguments.replicates or 1):
        raise FieldError("--replicates", arguments.replicates, f"at most {room} with --seed {scenario.world.seed}")


def shares(arguments: Namespace, scenario: Scenario) -> dict[str, Any]:
    """Shares of the outcomes over seeds, when they were asked for."""
    if arguments.replicates is None:
        return {}
    with shown("repeating") as progress:
        repeated = hingesim.replicate(scenario, arguments.replicates, progress=progress)
    return {"replicates": repeated.shares(), "replicates_text": repeated.sentence(language_of(arguments))}

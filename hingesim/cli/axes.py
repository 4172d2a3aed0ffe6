"""Options of a scenario that may be ranges: which of them stay fixed, and which are axes."""

from __future__ import annotations

import hingesim
from hingesim.cli.parser import Namespace
from hingesim.cli.scenario_options import with_fields
from hingesim.scenario.parameters import Scenario
from hingesim.scenario.reading import scenario_fields


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

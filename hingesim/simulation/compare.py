"""The matched pair: the same trainee, cue, noise and seed, without and with the band."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hingesim.common.assistant import Assistant
from hingesim.recording.recording import Recording
from hingesim.recording.shown import Shown
from hingesim.scenario.parameters import Band, Scenario, given_scenario
from hingesim.simulation.simulate import planned, simulate

TITLES = ("without the band", "with the band")
"""What the two halves are called in a terminal; pictures have titles in their own language."""


@dataclass(frozen=True, eq=False)
class Comparison(Shown):
    """Two recordings that differ in nothing but the band."""

    without: Recording
    with_band: Recording

    @property
    def recordings(self) -> tuple[Recording, Recording]:
        """Without, with."""
        return self.without, self.with_band

    def summary(self) -> dict[str, Any]:
        """The summaries of both runs."""
        return {"without": self.without.summary(), "with_band": self.with_band.summary()}


def compare(
    scenario: Scenario | None = None, *, progress: Callable[[float], None] | None = None, assistant: Assistant | None = None
) -> Comparison:
    """Simulate one scenario without and with its band (the default band where it has none).

    Args:
        scenario: default: the default trainee.
        progress: called now and then with the share of both runs that is done.
        assistant: a process that simulates one half meanwhile; it changes no result.

    Raises:
        InfeasibleError: no posture satisfies one of the two; nothing is simulated then.
    """
    scenario = given_scenario(scenario)
    banded, bare = scenario if scenario.band else scenario.replace(band=Band()), scenario.replace(band=None)
    other = assistant.give(_can_be_planned, bare) if assistant else None
    planned(banded)
    if other:
        other.result()  # the plan itself stays there, where it is wanted
    else:
        planned(bare)
    return Comparison(*both(bare, banded, progress=progress, assistant=assistant))


def _can_be_planned(scenario: Scenario) -> None:
    """Raises what its plan raises."""
    planned(scenario)


def both(
    first: Scenario, second: Scenario, *, progress: Callable[[float], None] | None = None, assistant: Assistant | None = None
) -> tuple[Recording, Recording]:
    """Two runs, one after the other or, where there is an assistant, at the same time."""
    report = progress or (lambda share: None)
    if assistant:
        other = assistant.give(simulate, first)
        assistant.get_ready()
        here = simulate(second, progress=report)
        return other.result(), here
    done = simulate(first, progress=lambda share: report(share / 2))
    return done, simulate(second, progress=lambda share: report((1 + share) / 2))

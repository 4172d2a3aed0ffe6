"""What answers are made of, and what the host of a session can do for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from hingesim.recording.recording import Recording
from hingesim.render.drawing import Drawing
from hingesim.scenario.parameters import Scenario

Parts = Iterator[tuple[str, dict[str, Any], bytes]]
"""Kind, header and payload of one answer after the other."""
Run = Callable[[Sequence[Scenario], bool], Sequence[Recording]]
"""Simulates scenarios, all or none, and stops early where that is asked for, as `simulate` does; what is stale may end it by an exception
of its own."""
Draw = Callable[[Sequence[Scenario], Sequence[str] | None, Drawing, str], Iterator[float | bytes]]
"""Simulates scenarios and draws their clip, with titles, in a format (`gif`, `mp4`): how much is done, again and again, then the file."""


Kept = dict[Scenario, Recording]
"""The halves that a page shows, from one question to the next."""


@dataclass(frozen=True)
class Host:
    """Where a session runs."""

    engine: str
    run: Run
    kept: Kept
    draw: Draw | None = None
    """None where there is nothing that draws pixels: a browser draws its clips itself."""
    one_by_one: bool = False
    """Whether there is but one that simulates: then the first half can be shown before the second."""

    def until_settled(self, scenarios: Sequence[Scenario]) -> Sequence[Recording]:
        """Scenarios simulated as far as their outcomes need: for what is not drawn."""
        return self.run(scenarios, True)

    def halves(self, scenarios: Sequence[Scenario]) -> Iterator[Recording]:
        """The recordings of scenarios, in their order; one that the page shows already is not simulated again."""
        for other in self.kept.keys() - set(scenarios):
            del self.kept[other]
        if not self.one_by_one:
            missing = [scenario for scenario in dict.fromkeys(scenarios) if scenario not in self.kept]
            self.kept.update(zip(missing, self.run(missing, False) if missing else (), strict=True))
        for scenario in scenarios:
            if scenario not in self.kept:
                (self.kept[scenario],) = self.run([scenario], False)
            yield self.kept[scenario]

"""What a run is called where nobody named it."""

from __future__ import annotations

from hingesim.common.words import Words
from hingesim.motion.exercises import exercise_of
from hingesim.scenario.parameters import Scenario


def title_of(scenario: Scenario, words: Words) -> str:
    """Whether there is a band to hold, or else what is done where that is not the usual hinge."""
    said = words["title"]
    return said["band"] if scenario.band else said.get(f"plain_{exercise_of(scenario).told}", said["plain"])

"""What a coach does with a hinge: marks it, names faults, says cues, knows athletes and variations, advises."""

from hingesim.coaching.advice import Advice, advise
from hingesim.coaching.athletes import athlete_fields, athletes, with_athlete
from hingesim.coaching.faults import faults, good_rep, needs_band, with_fault
from hingesim.coaching.said import said_cues, with_cue
from hingesim.coaching.scorecard import Scorecard, scorecard
from hingesim.coaching.variations import variations, with_variation

__all__ = [
    "Advice",
    "Scorecard",
    "advise",
    "athlete_fields",
    "athletes",
    "faults",
    "good_rep",
    "needs_band",
    "said_cues",
    "scorecard",
    "variations",
    "with_athlete",
    "with_cue",
    "with_fault",
    "with_variation",
]

"""The scorecard of a rep: every cue with its value, limit, status and the coach's next sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hingesim.coaching.cue import STATUSES, Mark, cues, marked
from hingesim.coaching.rep import Rep
from hingesim.common.words import ENGLISH, Words, words
from hingesim.motion.exercises import exercise_of
from hingesim.recording.recording import Recording
from hingesim.render.card import CardRow


@dataclass(frozen=True)
class Scorecard:
    """What a coach marks of one rep."""

    marks: tuple[Mark, ...]
    """In the order of the cues."""

    @property
    def worst_first(self) -> tuple[Mark, ...]:
        """What failed, then what is near; of equals the earlier cue, which is the likelier cause."""
        missed = [mark for mark in self.marks if mark.side]
        return tuple(sorted(missed, key=lambda mark: STATUSES.index(mark.status)))

    @property
    def faults(self) -> tuple[str, ...]:
        """Names of the faults it looks like, the one to mend first at the front."""
        return tuple(dict.fromkeys(mark.fault for mark in self.worst_first if mark.fault))

    @property
    def next_cue(self) -> Mark | None:
        """What to say next; None where everything that was seen is as asked."""
        return next(iter(self.worst_first), None)

    def count(self, status: str) -> int:
        """How many cues have a status."""
        return sum(mark.status == status for mark in self.marks)

    def lines(self, told_in: Words = ENGLISH) -> list[str]:
        """As a terminal shows it."""
        wide = 1 + max(len(mark.told_status(told_in)) for mark in self.marks)
        return [f"  {mark.told_status(told_in):<{wide}}{mark.line(told_in)}" for mark in self.marks]

    def to_dict(self) -> dict[str, Any]:
        """As `--json` gives it."""
        first = self.next_cue
        return {
            "cues": [mark.to_dict() for mark in self.marks],
            "faults": list(self.faults),
            "next": first.sentence(words()) if first else None,
        }


def scorecard(recording: Recording) -> Scorecard:
    """Hold every cue against a recording; those of a hinge are open where none is done.

    Limits, sources and texts are in `models/cues.toml`; what is measured is said in `hingesim/coaching/cues/`.
    """
    rep = Rep(recording)
    if exercise_of(recording.scenario).completed != "reps":
        return Scorecard(tuple(Mark(cue, None, "open", None, {}) for cue in cues()))
    return Scorecard(tuple(marked(cue, rep) for cue in cues()))


def card_rows(recording: Recording, told_in: Words) -> tuple[CardRow, ...]:
    """The scorecard of a recording as a panel of a clip shows it."""
    return tuple(mark.row(told_in) for mark in scorecard(recording).marks)

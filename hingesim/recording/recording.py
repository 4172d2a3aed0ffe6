"""A recording: what was recorded of one run, measured, judged, saved in one file, and shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from hingesim.common.archive import FORMAT, recording_file
from hingesim.common.errors import InputError
from hingesim.common.files import written_whole
from hingesim.recording.meaning import refuse_meaningless, refuse_misshapen
from hingesim.recording.metrics import Metrics
from hingesim.recording.outcome import Outcome, judge
from hingesim.recording.recorded import Recorded
from hingesim.recording.shown import Shown
from hingesim.recording.summary import summary
from hingesim.scenario.parameters import Scenario


@dataclass(frozen=True, eq=False)
class Recording(Recorded, Shown):
    """One simulated run; its arrays are described in `Recorded`."""

    @property
    def recordings(self) -> tuple[Recording, ...]:
        """This one: what is shown of it."""
        return (self,)

    @cached_property
    def metrics(self) -> Metrics:
        """Named measurements, each computed once."""
        return Metrics(self)

    @cached_property
    def outcome(self) -> Outcome:
        """What happened, by which rule and on what evidence."""
        return judge(self.metrics)

    def summary(self) -> dict[str, Any]:
        """The numbers of `--json` (see `hingesim.recording.summary.summary`)."""
        return summary(self.metrics, self.outcome)

    def save(self, path: str | Path) -> None:
        """Write one `.npz` file, whole or not at all; equal recordings give equal bytes."""
        path = Path(path)
        if path.suffix != ".npz":
            raise InputError(f"recording: got {str(path)!r}, allowed is a name that ends in .npz")
        head = {
            "format": FORMAT,
            "scenario": self.scenario.to_dict(),
            "engine": self.engine,
            "version": self.version,
            "ended": self.ended,
        }
        with written_whole(path) as part, part.open("wb") as sink:
            np.savez_compressed(sink, head=np.array(json.dumps(head)), allow_pickle=False, **self.arrays())

    @staticmethod
    def load(path: str | Path) -> Recording:
        """Read a recording.

        Raises:
            InputError: the file is missing, damaged or not a recording; or its numbers cannot be those of a run.
        """
        declared = Recorded.declared()
        with recording_file(path) as (head, stored):
            refuse_misshapen(declared, {name: stored.shape_and_kind(name) for name in declared})
            arrays = {name: stored.array(name) for name in declared}
            scenario = Scenario.from_dict(head.get("scenario", {}))
            recording = Recording(scenario, head["engine"], head["version"], head["ended"], **arrays)
            refuse_meaningless(recording)
        return recording

"""One cell of a sweep: a complete scenario, the key that names it, and the run that turns it into a row."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from hingesim.common.errors import EngineMissingError, FailedRunError, HingesimError
from hingesim.common.version import VERSION
from hingesim.engine import engine_label
from hingesim.recording.loss import STOPPED
from hingesim.recording.recording import Recording
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.simulate import simulate
from hingesim.sweeps.row import Row, flat, measured

DIED = "its process died: killed from outside, or out of memory"
"""Error of a run that took every process that tried it with it."""


@dataclass(frozen=True)
class Cell:
    """One run to do."""

    scenario: Scenario

    @cached_property
    def key(self) -> str:
        """32 hexadecimal digits: equal for equal scenarios, seed included, simulated by equal versions of hingesim and the engine."""
        named = {"scenario": self.scenario.to_dict(), "engine": self.engine, "version": VERSION}
        return hashlib.sha256(json.dumps(named, sort_keys=True).encode()).hexdigest()[:32]

    @property
    def engine(self) -> str:
        """Name and version of the engine that runs it."""
        return engine_label(self.scenario.world.engine)

    def row(self, **columns: Any) -> Row:
        """The row of this run: scenario, seed, versions, and the columns given."""
        build = {"engine": self.engine, "version": VERSION}
        return {"key": self.key, **flat(self.scenario), "seed": self.scenario.world.seed, **build, **columns}


@dataclass(frozen=True)
class Result:
    """What comes back from a worker."""

    row: Row
    recording: bytes | None = None
    """The recording as a file, when it is to be kept."""


def ready() -> None:
    """Import the engine, so that no run pays for it."""
    engine_label()


def run(scenario: Scenario, key: str, keep_recording: bool, stop_early: bool = False) -> Result:
    """Simulate one cell in this process; a run that fails gives a row with its error, one that was given up early no digest.

    Raises:
        HingesimError: this process has other versions than the one that gave the key, or its machine no room.
    """
    ready()
    cell = Cell(scenario)
    if cell.key != key:
        here = f"hingesim {VERSION} with {cell.engine}"
        raise HingesimError(f"sweep: a worker has {here}, not the versions of the machine that asks; install the same everywhere")
    begin = time.perf_counter()
    try:
        recording = simulate(scenario, stop_early=stop_early)
        row = cell.row(**measured(recording.summary()), wall_s=time.perf_counter() - begin)
        if recording.ended == STOPPED:
            row["digest"] = None  # of half a run, which nobody would find again
    except (OSError, MemoryError, ImportError, EngineMissingError) as error:  # the machine's fault: another try may go well
        raise HingesimError(
            f"sweep: a run found no room ({error}); finished runs are kept, and the same command goes on from there"
        ) from None
    except FailedRunError as error:
        if error.dump:  # the row replays the run, and a sweep may have many
            shutil.rmtree(Path(error.dump).parent, ignore_errors=True)
        said = error.said
    except HingesimError as error:
        said = str(error)
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
    else:
        return Result(row, _file(recording) if keep_recording else None)
    return Result(cell.row(error=" ".join(said.split()), wall_s=time.perf_counter() - begin))


def _file(recording: Recording) -> bytes:
    with tempfile.TemporaryDirectory(prefix="hingesim-") as folder:
        path = Path(folder, "run.npz")
        recording.save(path)
        return path.read_bytes()

"""A run that kills the process it is in, for one seed; quick for all others."""

from __future__ import annotations

import os
import signal
import time

from hingesim import Scenario
from hingesim.sweeps.cell import Cell, Result

DEADLY_SEED = 3


def run(scenario: Scenario, key: str, keep_recording: bool, stop_early: bool) -> Result:
    time.sleep(0.02)
    if scenario.world.seed == DEADLY_SEED:
        os.kill(os.getpid(), signal.SIGKILL)
    return Result(Cell(scenario).row(outcome="mid_foot"))

"""The session in a browser that runs Python itself: the same answers as the server's, simulated where they are shown."""

# pyright: reportMissingImports=false
# The modules of Pyodide are there where this runs.

from __future__ import annotations

import gc
import json
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from hingesim.engine import register_engine
from hingesim.engine.wasm import wasm_engine
from hingesim.explore.parts import Kept
from hingesim.explore.session import answers, header_text
from hingesim.explore.stale import Stale
from hingesim.recording.recording import Recording
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.simulate import simulate

ENGINE = "wasm"
"""What scenarios call the engine in here."""
_kept: Kept = {}
BREATH_S = 0.04
"""Time between two looks whether a run is still wanted: less than a finger notices, more than looking costs."""


def register(new: Callable[..., Any], version: str) -> None:
    """Let scenarios ask for the engine in here.

    Args:
        new: as `wasm_engine` wants it.
        version: of MuJoCo.
    """
    engine = wasm_engine(new, version)
    register_engine(ENGINE, lambda: engine)
    # What is loaded by now stays. Pictures are many small things without circles, which a collector looks through in vain.
    gc.collect()
    gc.freeze()
    gc.disable()


def suspends() -> bool:
    """Whether this browser can halt Python in the middle of a run."""
    from js import WebAssembly

    return hasattr(WebAssembly, "Suspending")


def answered(text: str, wanted: Callable[[], bool], breath: Callable[[], Any]) -> Iterator[Any]:
    """Answers as pairs of the other side: the header as JSON, and bytes.

    Args:
        text: a question as JSON.
        wanted: whether it still is.
        breath: gives a promise that is kept once messages have been let in.
    """
    from pyodide.ffi import can_run_sync, run_sync, to_js

    last_s = time.perf_counter()

    def heard(_: float) -> None:
        nonlocal last_s
        if time.perf_counter() - last_s > BREATH_S:
            if can_run_sync():
                run_sync(breath())
            last_s = time.perf_counter()
        if not wanted():
            raise Stale

    def run(scenarios: Sequence[Scenario], stop_early: bool) -> list[Recording]:
        gc.collect()  # the recordings before, which hold one another: a memory that has grown here never shrinks
        return [simulate(scenario, progress=heard, stop_early=stop_early) for scenario in scenarios]

    try:
        for answer in answers(json.loads(text), engine=ENGINE, run=run, kept=_kept, one_by_one=True):
            yield to_js([header_text(answer), answer.payload])
    except Stale:
        return


def next_of(found: Iterator[Any]) -> Any:
    """The next answer, or nothing."""
    return next(found, None)

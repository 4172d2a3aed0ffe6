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
Run = Callable[[Sequence[Scenario]], Sequence[Recording]]
"""Simulates scenarios, all or none; what is stale may end it by an exception of its own."""
Draw = Callable[[Sequence[Scenario], Sequence[str] | None, Drawing, str], Iterator[float | bytes]]
"""Simulates scenarios and draws their clip, with titles, in a format (`gif`, `mp4`): how much is done, again and again, then the file."""


@dataclass(frozen=True)
class Host:
    """Where a session runs."""

    engine: str
    run: Run
    draw: Draw | None = None
    """None where there is nothing that draws pixels: a browser draws its clips itself."""

"""One entry of the gallery: what is simulated, how it is drawn, what a teacher says about it, and what it claims."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hingesim.common.checks import whole
from hingesim.common.errors import FieldError, InputError, nearest
from hingesim.common.escaping import plain
from hingesim.common.reading import toml_tables
from hingesim.recording.outcomes import OUTCOMES
from hingesim.render.drawing import Drawing
from hingesim.scenario.parameters import Scenario

SOURCE = "scenario.toml"
CLIP, STORYBOARD, TRACE = "clip.gif", "storyboard.png", "trace.png"
PICTURES = (CLIP, STORYBOARD, TRACE)
TEXTS = ("title", "objective", "question", "answer")
SENTENCES = 2
"""How many sentences say what to look at."""


@dataclass(frozen=True)
class Run:
    """One recording of an entry, with the outcome its text claims."""

    title: str
    scenario: Scenario
    outcome: str
    count: int
    """In how many of the seeds from 0 upward the outcome came about ..."""
    seeds: int
    """... and how many were tried."""


@dataclass(frozen=True)
class Entry:
    """A folder of the gallery, read from its `scenario.toml`."""

    folder: Path
    title: str
    objective: str
    look: tuple[str, ...]
    question: str
    answer: str
    runs: tuple[Run, ...]
    drawing: Drawing
    trace: tuple[str, ...] | None
    """Panels of the figure; None: the usual ones."""

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.folder.name

    @property
    def source(self) -> Path:
        """The file all of this was read from."""
        return self.folder / SOURCE

    @property
    def titles(self) -> list[str]:
        """What the recordings are called."""
        return [run.title for run in self.runs]


def read_entry(folder: Path) -> Entry:
    """Read and check `scenario.toml` of a folder.

    Raises:
        InputError: the file is missing, or something in it is; names the file.
    """
    path = folder / SOURCE
    try:
        return _entry(folder, toml_tables(path, "gallery"))
    except InputError as error:
        raise InputError(f"gallery: {str(path)!r}: {error}") from None


def _entry(folder: Path, values: dict[str, Any]) -> Entry:
    known = (*TEXTS, "look", "drawing", "trace", "runs")
    for name in values:
        if name not in known:
            raise FieldError("entry", name, nearest(name, known))
    texts = {name: _text(name, values.get(name)) for name in TEXTS}
    look, runs, trace = values.get("look"), values.get("runs"), values.get("trace")
    if not isinstance(look, list) or len(look) != SENTENCES:
        raise FieldError("look", look, f"a list of {SENTENCES} sentences")
    if not isinstance(runs, list) or not runs or not all(isinstance(run, dict) for run in runs):
        raise FieldError("runs", runs, "one or more tables [[runs]]")
    return Entry(
        folder,
        **texts,
        look=tuple(_text("look", sentence) for sentence in look),
        runs=tuple(_run(run) for run in runs),
        drawing=Drawing.of(values.get("drawing", {})),
        trace=_panels(trace),
    )


def _run(values: dict[str, Any]) -> Run:
    known = ("title", "scenario", "outcome", "count", "seeds")
    for name in values:
        if name not in known:
            raise FieldError("runs", name, nearest(name, known))
    outcome, count, seeds = str(values.get("outcome")), values.get("count"), values.get("seeds")
    if outcome not in OUTCOMES:
        raise FieldError("runs.outcome", outcome, nearest(outcome, OUTCOMES))
    seeds = whole("runs.seeds", seeds, 1, 10_000)
    count = whole("runs.count", count, 1, seeds, f"a whole number, the outcome in at least 1 and at most {seeds} of the seeds")
    return Run(_text("runs.title", values.get("title")), Scenario.from_dict(values.get("scenario", {})), outcome, count, seeds)


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise FieldError(name, value, "a text")
    return " ".join(plain(value).split())


def _panels(names: Any) -> tuple[str, ...] | None:
    if names is not None and not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        raise FieldError("trace", names, "a list of names of panels")
    return None if names is None else tuple(names)

"""One entry of the gallery: what is simulated, how it is drawn, what a teacher says about it, and what it claims."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hingesim.coaching.variations import variations
from hingesim.common.checks import choice, whole
from hingesim.common.errors import FieldError, InputError, nearest
from hingesim.common.escaping import plain
from hingesim.common.reading import toml_tables
from hingesim.recording.outcomes import OUTCOMES
from hingesim.render.drawing import Drawing
from hingesim.scenario.engines import engine_names
from hingesim.scenario.parameters import Scenario
from hingesim.simulation.replicates import MOST

SOURCE = "scenario.toml"
CLIP, STORYBOARD, TRACE = "clip.gif", "storyboard.png", "trace.png"
PICTURES = (CLIP, STORYBOARD, TRACE)
TEXTS = ("title", "objective", "question", "answer")
SENTENCES = 2
"""How many sentences say what to look at."""


@dataclass(frozen=True)
class Share:
    """How often a claim came true with one engine."""

    engine: str
    count: int
    """In how many of the seeds from 0 upward ..."""
    seeds: int
    """... of so many that were tried."""


@dataclass(frozen=True)
class Run:
    """One recording of an entry, with the outcomes its text claims."""

    title: str
    scenario: Scenario
    outcome: str
    """Of the recording that is shown."""
    also: tuple[str, ...]
    """Outcomes that serve the text as well: with another seed one of these may come about."""
    shares: tuple[Share, ...]
    """How often one of them came about, by engine."""


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
    known = ("title", "variation", "scenario", "outcome", "also", "share")
    for name in values:
        if name not in known:
            raise FieldError("runs", name, nearest(name, known))
    outcome, also = values.get("outcome"), values.get("also", [])
    if not isinstance(also, list):
        raise FieldError("runs.also", also, "a list of outcomes")
    also = tuple(choice("runs.also", name, OUTCOMES) for name in also)
    outcome = choice("runs.outcome", outcome, OUTCOMES)
    return Run(_text("runs.title", values.get("title")), _scenario(values), outcome, also, _shares(values.get("share")))


def _scenario(values: dict[str, Any]) -> Scenario:
    """What is run: the hinge as it usually is or a variation of it by name, with the values of `scenario` over it."""
    own = Scenario.from_dict(values.get("scenario", {}))
    if (name := values.get("variation")) is None:
        return own
    return variations()[choice("runs.variation", name, variations())].applied(Scenario()).replace(**values.get("scenario", {}))


def _shares(values: Any) -> tuple[Share, ...]:
    """`{ mujoco = [20, 20], bullet = [8, 8] }`: how often, of how many seeds."""
    allowed = "a table like { mujoco = [19, 20] }: how often it came about, of how many seeds"
    if not isinstance(values, dict) or not values or not all(isinstance(pair, list) and len(pair) == 2 for pair in values.values()):
        raise FieldError("runs.share", values, allowed)
    shares = []
    for engine, (count, seeds) in values.items():
        if engine not in engine_names():
            raise FieldError("runs.share", engine, nearest(engine, engine_names()))
        seeds = whole("runs.share", seeds, 1, MOST, allowed)
        shares.append(Share(engine, whole("runs.share", count, 0, seeds, allowed), seeds))
    return tuple(shares)


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise FieldError(name, value, "a text")
    return " ".join(plain(value).split())


def _panels(names: Any) -> tuple[str, ...] | None:
    if names is not None and not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        raise FieldError("trace", names, "a list of names of panels")
    return None if names is None else tuple(names)

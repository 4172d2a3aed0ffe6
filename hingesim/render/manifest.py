"""The manifest beside every picture: what is seen and was simulated, what came of it, and how to make the picture again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hingesim.common.errors import InputError
from hingesim.common.escaping import LONGEST_TITLE, quoted
from hingesim.common.files import written_whole
from hingesim.common.reading import json_object
from hingesim.common.version import VERSION
from hingesim.common.words import words
from hingesim.recording.recording import Recording
from hingesim.recording.summary import machine
from hingesim.render.alt import alt_text
from hingesim.render.drawing import Drawing
from hingesim.render.options import MOST_RECORDINGS, checked_titles
from hingesim.scenario.parameters import Scenario


def manifest_path(picture: str | Path) -> Path:
    """`hinge.gif` -> `hinge.gif.json`."""
    return Path(f"{picture}.json")


def write_manifest(
    picture: str | Path, recordings: Sequence[Recording], titles: Sequence[str] | None, options: dict[str, Any]
) -> dict[str, Any]:
    """Write the manifest of a picture of these recordings, drawn with these options, and return it.

    Its `alt` is the alternative text of the picture; this and the reasons are in the language of the picture.
    """
    titles, drawn = checked_titles(titles), Drawing.of(options)
    told = words(drawn.lang, drawn.units)
    content = {
        "picture": Path(picture).name,
        "alt": alt_text(recordings, titles, told),
        "hingesim": VERSION,
        "options": options,
        "runs": [
            {"title": title, **recording.summary(), "reason": told.reason(recording.outcome)}
            for title, recording in zip(titles or [None] * len(recordings), recordings, strict=True)
        ],
    }
    with written_whole(manifest_path(picture)) as part:
        part.write_text(json.dumps(content, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    return content


def read_manifest(path: str | Path) -> tuple[list[Scenario], list[str] | None, dict[str, Any]]:
    """Scenarios, titles and drawing options of a manifest.

    Raises:
        InputError: not a manifest of this program.
    """
    content = json_object(path, "manifest")
    runs, options = content.get("runs"), content.get("options")
    if not isinstance(runs, list) or not runs or not isinstance(options, dict) or not all(isinstance(run, dict) for run in runs):
        raise InputError(f"manifest: {quoted(path)} is not a manifest of a hingesim picture")
    if len(runs) > MOST_RECORDINGS:
        raise InputError(f"manifest: {quoted(path)} has {len(runs)} runs, allowed are 1 to {MOST_RECORDINGS} side by side")
    titles = [run.get("title") for run in runs]
    if not all(title is None or (isinstance(title, str) and title.isprintable() and len(title) <= LONGEST_TITLE) for title in titles):
        raise InputError(f"manifest: {quoted(path)} has a title that is not one line of text of at most {LONGEST_TITLE} characters")
    try:
        scenarios = [Scenario.from_dict(run.get("scenario")) for run in runs]
        Drawing.of(options)
    except InputError as error:
        raise InputError(f"manifest: {quoted(path)}: {error}") from None
    return scenarios, [title for title in titles if title] if all(titles) else None, options


def differences(path: str | Path, recordings: Sequence[Recording]) -> list[str]:
    """What to say of each run of a manifest that did not come out as it was: nothing where every bit is the same."""
    runs = json_object(path, "manifest")["runs"]
    told = [difference(f"run {n}", run, recording) for n, (run, recording) in enumerate(zip(runs, recordings, strict=True), start=1)]
    return [text for text in told if text]


def difference(name: str, was: Mapping[str, Any], recording: Recording) -> str:
    """That a run does not reproduce, and what was different where it was made; empty where every bit is the same."""
    if was.get("digest") == recording.digest:
        return ""
    now = {"version": VERSION, "engine": recording.engine, "machine": machine()}
    changed = [f"{was.get(key) or 'unknown'} there, {value} here" for key, value in now.items() if was.get(key) != value]
    why = "; ".join(changed) if changed else "all versions are the same: please report it"
    outcome = was.get("outcome")
    end = "the same outcome" if outcome == recording.outcome.name else f"{recording.outcome.name} where it was {outcome}"
    return f"{name} does not reproduce bit for bit ({why}); {end}"

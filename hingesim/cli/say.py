"""What a run and a picture are told as in a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hingesim
from hingesim.cli.parser import Namespace
from hingesim.common.checks import number_in
from hingesim.common.terminal import terminal
from hingesim.common.words import ENGLISH, Words, words
from hingesim.recording.titles import title_of


def say(recording: hingesim.Recording, share: dict[str, Any], told_in: Words = ENGLISH) -> None:
    """The outcome of a run with its evidence in a language, and its shares over seeds when there are any."""
    outcome, title = recording.outcome, title_of(recording.scenario, told_in)
    print(f"{told_in.label('told', name=title, said=told_in.verdict(outcome))}. {told_in.told(outcome)}\n  {told_in.reason(outcome)}")
    if share:
        print(f"  {share['replicates_text']}")


def called(section: str, given: str, told_in: Words) -> str:
    """Faults or said cues as they were typed, as a title says them: `locked-knee:0.5, too-fast` -> `Locked knee 50 %, Too fast`."""
    parts = [one.strip().partition(":") for one in given.split(",")]
    shares = [f" {told_in.label('share', percent=100 * float(number_in(share)))}" if share else "" for _, _, share in parts]
    return ", ".join(told_in[section][name] + share for (name, _, _), share in zip(parts, shares, strict=True))


def language_of(arguments: Namespace) -> str:
    """The language that was asked for, checked when it is used: an option of the command, or of its picture."""
    given = getattr(arguments, "lang", None) or getattr(arguments, "picture", {}).get("lang")
    return words(given or ENGLISH.language).language


def wrote(lang: str, *files: str | Path, key: str = "wrote") -> str:
    """`wrote a.gif, a.png and a.gif.json`."""
    said = terminal(lang)
    *first, last = map(str, files)
    return said.text("done", key, files=said["done"]["and"].join([", ".join(first), last]) if first else last)


def gave_way(out: Path, options: dict[str, Any], chosen: dict[str, Any]) -> str:
    """What was chosen to keep the picture within its size; nothing where no size was asked for."""
    if "max_size" not in options:
        return ""
    lang = chosen.get("lang", ENGLISH.language)
    said = terminal(lang)
    told = ", ".join(said.text("done", f"chosen_{name}", count=str(chosen[name])) for name in ("width", "fps", "colours") if name in chosen)
    size = said.text("done", "size", megabyte=out.stat().st_size / 1e6)
    return words(lang).label("told", name=size, said=told) if told else size

"""What a run and a picture are told as in a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hingesim
from hingesim.common.words import ENGLISH, Words


def say(recording: hingesim.Recording, share: dict[str, Any], words: Words = ENGLISH) -> None:
    """The outcome of a run with its evidence in a language, and its shares over seeds when there are any."""
    outcome, title = recording.outcome, words["title"]["band" if recording.scenario.band else "plain"]
    print(f"{title}: {words.verdict(outcome)}. {words.told(outcome)}\n  {words.reason(outcome)}")
    if share:
        print(f"  {share['replicates_text']}")


def gave_way(out: Path, options: dict[str, Any], chosen: dict[str, Any]) -> str:
    """What was chosen to keep the picture within its size; nothing where no size was asked for."""
    if "max_size" not in options:
        return ""
    names = {"width": "{} pixels wide", "fps": "{} frames per second", "colours": "{} colours"}
    told = ", ".join(text.format(chosen[name]) for name, text in names.items() if name in chosen)
    return f"; {out.stat().st_size / 1e6:.2f} MB" + (f": {told}" if told else "")

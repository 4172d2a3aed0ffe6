"""What a run and a picture are told as in a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import hingesim


def say(recording: hingesim.Recording, share: dict[str, Any]) -> None:
    """The outcome of a run with its evidence, and its shares over seeds when there are any."""
    outcome, title = recording.outcome, "with the band" if recording.scenario.band else "without the band"
    print(f"{title}: {outcome.title}. {outcome.coach}\n  {outcome.reason}")
    if share:
        print(f"  {share['replicates_text']}")


def gave_way(out: Path, options: dict[str, Any], chosen: dict[str, Any]) -> str:
    """What was chosen to keep the picture within its size; nothing where no size was asked for."""
    if "max_size" not in options:
        return ""
    names = {"width": "{} pixels wide", "fps": "{} frames per second", "colours": "{} colours"}
    told = ", ".join(text.format(chosen[name]) for name, text in names.items() if name in chosen)
    return f"; {out.stat().st_size / 1e6:.2f} MB" + (f": {told}" if told else "")

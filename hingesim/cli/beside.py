"""Two reps beside each other: what a command says of each, and the clip of both with its manifest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hingesim
from hingesim.cli.parser import Namespace
from hingesim.cli.picture import check_picture, drawing
from hingesim.cli.say import say, wrote
from hingesim.common.files import together
from hingesim.common.progress import shown
from hingesim.common.words import ENGLISH, Words, words

if TYPE_CHECKING:
    from hingesim.common.assistant import Assistant


@dataclass(frozen=True)
class Beside:
    """How a pair is told and drawn."""

    out: Path | None
    """Where the clip goes."""
    look: dict[str, Any]
    """Drawing options."""
    words: Words
    alt: bool
    """Whether the alternative text of the clip is said as well."""

    @staticmethod
    def of(arguments: Namespace) -> Beside:
        """What a command with `--out` and the options of a picture was given, checked before any work is done."""
        out, look = check_picture(arguments.out) if arguments.out is not None else None, drawing(arguments)
        return Beside(out, look, words(look.get("lang", ENGLISH.language), look.get("units", ENGLISH.units)), arguments.alt)

    def show(
        self,
        scenarios: tuple[hingesim.Scenario, hingesim.Scenario],
        titles: Sequence[str],
        more: Callable[[hingesim.Recording], Sequence[str]] = lambda recording: (),
    ) -> None:
        """Simulate both, say what came of each under its title, with `more` lines of it, and draw them."""
        with hingesim.simulation.helped(scenarios) as assistant:
            with shown("simulating") as progress:
                pair = hingesim.simulation.both(*scenarios, progress=progress, assistant=assistant)
            for title, recording in zip(titles, pair, strict=True):
                print(f"{title}:")
                say(recording, {}, self.words)
                for line in more(recording):
                    print(line)
            told = self.draw(pair, titles, assistant)
        self.say_wrote(told)

    def draw(self, pair: Sequence[hingesim.Recording], titles: Sequence[str], assistant: Assistant | None = None) -> str:
        """The clip with its manifest, both or none, where one was asked for; its alternative text."""
        if self.out is None:
            return ""
        with together(), shown("drawing") as progress:
            drawn = hingesim.render.animate(pair, self.out, titles=titles, **self.look, progress=progress, assistant=assistant).changed()
            return hingesim.render.write_manifest(self.out, pair, titles, drawn)["alt"]

    def say_wrote(self, told: str) -> None:
        """What was written, if anything was, and the alternative text where it was asked for."""
        if self.out is not None:
            print(wrote(self.words.language, self.out, f"{self.out.name}.json"))
            if self.alt:
                print(told)

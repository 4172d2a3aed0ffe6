"""Completion by the Tab key, through argcomplete: the shell asks this program what may follow."""

from __future__ import annotations

import os
from collections.abc import Callable

from hingesim.cli import registry
from hingesim.cli.parser import Into, Parser
from hingesim.common.data import settings
from hingesim.common.words import languages
from hingesim.render.drawing import PANELS, THEMES
from hingesim.render.switches import switches
from hingesim.scenario.band_words import products


def answer(every_command: Callable[[str, Callable[[Parser], None]], Parser]) -> None:
    """Tell the shell what may follow, and end.

    Args:
        every_command: the parser of all commands, given the one that has its options and what else is done with that.
    """
    import argcomplete

    argcomplete.autocomplete(every_command(_typed(), _with_values))


def _typed() -> str:
    """The command that stands in the line so far."""
    words = os.environ.get("COMP_LINE", "").split()
    return words[1] if len(words) > 1 and words[1] in registry.names() else ""


def _with_values(parser: Parser) -> None:
    """Give every option whose values are names those names."""
    named = {
        "band.name": [*settings("bands")["band"], *products()],
        "theme": list(THEMES),
        "lang": list(languages()),
        "panels": list(PANELS),
        "show": list(switches()),
        "hide": list(switches()),
        "athlete": list(settings("athletes")),
        "variation": list(settings("variations")),
        "fault": [name for name in settings("faults") if name != "good"],  # the rep that a fault is shown beside
        "cue": list(settings("said")),
    }
    for action in parser._actions:
        choices = named.get(action.key if isinstance(action, Into) else action.dest)
        if choices is None and isinstance(action.metavar, str) and "|" in action.metavar:
            choices = action.metavar.split("|")
        if choices is not None:
            action.completer = lambda choices=choices, **_: choices  # type: ignore[attr-defined]

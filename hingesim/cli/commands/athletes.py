"""List the athletes there are presets for."""

from __future__ import annotations

import hingesim
from hingesim.cli import options as shared
from hingesim.cli.parser import Namespace, Parser
from hingesim.cli.say import language_of
from hingesim.coaching.changes import option_of
from hingesim.common.terminal import terminal

EXAMPLE = "hingesim athletes"


def options(command: Parser) -> None:
    """Declare the options."""
    shared.language(command)


def run(arguments: Namespace) -> int:
    """Print them with what they set and where it is from."""
    said = terminal(language_of(arguments))
    for preset in hingesim.coaching.athletes().values():
        told = ", ".join(f"{option_of(field)} {value}" for field, value in preset.to.items())
        print(f"{preset.name}: {preset.what[said.language]}\n  {told}\n  {preset.source}")
    print(f"\n{said['coaching']['athlete']}")
    return 0

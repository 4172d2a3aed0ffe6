"""List the athletes there are presets for."""

from __future__ import annotations

import hingesim
from hingesim.cli.parser import Namespace, Parser

EXAMPLE = "hingesim athletes"


def options(command: Parser) -> None:
    """None but those of every command."""


def run(arguments: Namespace) -> int:
    """Print them with what they set and where it is from."""
    for preset in hingesim.coaching.athletes().values():
        told = ", ".join(f"{field.partition('.')[2]} {value}" for field, value in preset.to.items())
        print(f"{preset.name}: {preset.what}\n  {told}\n  {preset.source}")
    print("\nhingesim simulate --athlete NAME takes one; options win over it")
    return 0

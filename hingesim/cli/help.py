"""Help that fits on a screen: the options a coach needs and examples; all the others, in their groups, with `--help-all`."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterable

COLUMN = 27
"""Where the texts begin."""


class Formatter(argparse.HelpFormatter):
    """Texts begin in one column; as wide as the terminal."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=COLUMN, width=width())


def width() -> int:
    """Columns of the terminal, at most 120."""
    return min(shutil.get_terminal_size().columns, 120)


def short(parser: argparse.ArgumentParser, essential: Iterable[str], examples: Iterable[str]) -> str:
    """The help of a command that has many options.

    Args:
        parser: of the command.
        essential: options to show, in this order.
        examples: command lines.
    """
    formatter = Formatter(parser.prog)
    by_name = {name: action for action in parser._actions for name in action.option_strings}
    positional = [action for action in parser._actions if not action.option_strings]
    usage = " ".join([parser.prog, *(str(action.metavar or action.dest) for action in positional), "[options]"])
    formatter.add_text((parser.description or "").partition(". ")[0])
    formatter.start_section("options")
    formatter.add_arguments([*positional, *(by_name[name] for name in essential if name in by_name)])
    formatter.end_section()
    told = "\n".join(f"  {example}" for example in examples)
    return f"usage: {usage}\n\n{formatter.format_help()}\nexample: {told.strip()}\n{parser.prog} --help-all shows every option, in groups\n"


class HelpAll(argparse.Action):
    """`--help-all`: everything."""

    def __init__(self, option_strings: list[str], dest: str, **options: object) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, default=argparse.SUPPRESS, help="every option, in groups")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Called by argparse."""
        print(argparse.ArgumentParser.format_help(parser), end="")
        parser.exit()

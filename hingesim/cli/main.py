"""`hingesim`: finds the command, parses, runs; every mistake is one line and an exit status."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Sequence

from hingesim import __version__
from hingesim.cli import registry
from hingesim.cli.parser import Namespace, Parser
from hingesim.common import progress
from hingesim.common.errors import FieldError, HingesimError, InputError
from hingesim.common.streams import say_error
from hingesim.common.terminal import asked_for, translated

ASKED = "_ARGCOMPLETE"
"""Set in the environment by a shell that asks what may follow."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status."""
    if argv is None and ASKED in os.environ:
        # Not at the top: it knows all names there are of everything, which no other command needs.
        importlib.import_module("hingesim.cli.completion").answer(_every_command)
    words = list(sys.argv[1:] if argv is None else argv)
    names: dict[str, str] = {}
    lang = asked_for(words)
    try:
        parser, arguments = parsed(words)
        names = parser.option_names(arguments)
        progress.silence(arguments.quiet)
        progress.speak(lang)
        return arguments.run(arguments)
    except FieldError as error:
        as_typed = FieldError(names.get(error.field, error.field), error.given, error.allowed)
        say_error(translated(str(as_typed), lang))
        return 2
    except InputError as error:
        field, mark, rest = str(error).partition(": ")
        say_error(translated((names.get(field, field) if "." in field else field) + mark + rest, lang))
        return 2
    except HingesimError as error:
        say_error(translated(str(error), lang))
        return 1
    except KeyboardInterrupt:
        say_error(translated("interrupted, nothing half-written", lang))
        return 130


def parsed(words: Sequence[str]) -> tuple[Parser, Namespace]:
    """The parser of the command, and what it was given."""
    if words and words[0] in registry.names():
        parser = registry.parser_of(words[0])
        return parser, parser.parse_args(words[1:])
    parser = _every_command()
    return parser, parser.parse_args(words)


def _every_command(whole: str = "", more: Callable[[Parser], None] = lambda parser: None) -> Parser:
    """The parser of `hingesim --help`, of `--version`, and of a command that does not exist.

    Args:
        whole: a command that has its options, of which the others are only named.
        more: what else is done with the parser of that one.
    """
    parser = Parser(
        prog="hingesim",
        description="Single-leg hip hinges in physics, with and without a band.",
        epilog="start with: hingesim compare --out hinge.gif; hingesim COMMAND --help tells more",
    )
    parser.add_argument("--version", action="version", version=f"hingesim {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)
    for name in registry.names():
        command = commands.add_parser(name, help=registry.one_line(name).replace("%", "%%"))
        if name == whole:
            registry.load(name).options(command)
            more(command)
    return parser

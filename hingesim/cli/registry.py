"""The commands there are, found by their files; only the one that is asked for is imported."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path
from typing import Protocol, cast

from hingesim.cli import commands
from hingesim.cli.parser import Namespace, Parser
from hingesim.common.seams import whole


class Command(Protocol):
    """What the module of a command has, beside its docstring."""

    EXAMPLE: str
    """A command line that works, shown in the help. A command of many options also has ESSENTIAL, those that `--help` shows, in their
    order, and may have EXAMPLES, more command lines."""

    def options(self, command: Parser) -> None:
        """Declare the options."""
        ...

    def run(self, arguments: Namespace) -> int:
        """Do it; returns the exit status."""
        ...


def names() -> list[str]:
    """Names of the commands."""
    return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))


def load(name: str) -> Command:
    """The command of a name."""
    return cast(Command, whole("command", importlib.import_module(f"{commands.__name__}.{name}"), "EXAMPLE", "options", "run"))


def one_line(name: str) -> str:
    """What a command does, in a line, without importing it."""
    folder = next(Path(place) for place in commands.__path__ if Path(place, f"{name}.py").is_file())
    text = ast.get_docstring(ast.parse(Path(folder, f"{name}.py").read_text(encoding="utf-8"))) or name
    return text.splitlines()[0].rstrip(".")


def parser_of(name: str) -> Parser:
    """The parser of one command."""
    module = load(name)
    about = " ".join((inspect.getdoc(module) or "").split())
    parser = Parser(prog=f"hingesim {name}", description=about.replace("%", "%%"), epilog=f"example: {module.EXAMPLE}")
    module.options(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress on stderr")
    if essential := getattr(module, "ESSENTIAL", ()):
        parser.show_first(essential, (module.EXAMPLE, *getattr(module, "EXAMPLES", ())))
    parser.set_defaults(command=name, run=module.run)
    return parser

"""A parser that answers a mistake in one line; with this file and no other, argparse could be exchanged."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NoReturn

from hingesim.cli.suggest import suggested
from hingesim.common.errors import FieldError, InputError
from hingesim.common.escaping import line
from hingesim.common.terminal import asked_for, translated

Namespace = argparse.Namespace


class Parser(argparse.ArgumentParser):
    """An argument parser that answers a mistake in one line and exits with 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=_Formatter, **options)
        self._negative_number_matcher = re.compile(r"^-[\d.]")  # -1:0 and -1e-1 are values, not options
        self._lang = "en"
        self._essential: tuple[str, ...] = ()
        self._examples: tuple[str, ...] = ()

    def show_first(self, essential: Sequence[str], examples: Sequence[str]) -> None:
        """Make `--help` show these options and examples only; `--help-all` the rest."""
        self._essential, self._examples = tuple(essential), tuple(examples)
        self.add_argument("--help-all", action=_HelpAll)

    def format_help(self) -> str:
        """The help, short where there is a short one."""
        return _short(self, self._essential, self._examples) if self._essential else super().format_help()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, with what was likely meant."""
        if "unrecognized" in message or "invalid choice" in message:
            known = list(self._words())
            for word in message.partition("(choose")[0].replace("'", " ").split():
                if (word.startswith("-") or "invalid choice" in message) and word not in known and (meant := suggested(word, known)):
                    message += f" ({meant})"
                    break
        self.exit(2, f"hingesim: {translated(line(message), self._lang)}\n")

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> tuple[Any, list[str]]:  # type: ignore[override]
        """Called by argparse, of a command too; from here on mistakes are told in the language that is asked for."""
        words = sys.argv[1:] if args is None else list(args)
        self._lang = asked_for(words)
        return super().parse_known_args(words, namespace)

    def option_names(self, arguments: Namespace) -> dict[str, str]:
        """The option that set a field, for every field that was set: `hinge.depth_deg` -> `--depth`."""
        names = {}
        for action in self._actions:
            given = getattr(arguments, action.dest, action.default)
            field, was_set = (action.key, action.key in given) if isinstance(action, Into) else (action.dest, given != action.default)
            if action.option_strings and was_set:
                names[field] = action.option_strings[0]
        return names

    def _words(self) -> Iterator[str]:
        """All options and commands."""
        for action in self._actions:
            yield from action.option_strings
            yield from action.choices or ()


class Into(argparse.Action):
    """Keeps what is given in a dictionary of its kind: `--depth 60` becomes `arguments.fields["hinge.depth_deg"]`.

    Args:
        dest: the dictionary.
        key: the place in it.
    """

    def __init__(self, option_strings: list[str], dest: str, *, key: str, **options: Any) -> None:
        super().__init__(option_strings, dest, default={}, **options)
        self.key = key

    def __call__(self, parser: argparse.ArgumentParser, namespace: Namespace, values: Any, option_string: str | None = None) -> None:
        """Called by argparse."""
        value = self.const if self.nargs == 0 else values
        setattr(namespace, self.dest, {**getattr(namespace, self.dest), self.key: value})


class Once(argparse.Action):
    """Takes one value and refuses a second: of two files the first would be missing without a word."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: Namespace, values: Any, option_string: str | None = None) -> None:
        """Called by argparse."""
        before = getattr(namespace, "once", frozenset())
        if self.dest in before:
            raise InputError(f"{option_string or self.dest}: given twice, it takes one value")
        namespace.once = {*before, self.dest}
        setattr(namespace, self.dest, values)


def whole(low: int, high: int) -> Callable[..., argparse.Action]:
    """An action that takes whole numbers in a range."""

    class Whole(argparse.Action):
        def __call__(self, parser: argparse.ArgumentParser, namespace: Namespace, values: Any, option_string: str | None = None) -> None:
            if not isinstance(values, int) or not low <= values <= high:
                raise FieldError(option_string or self.dest, values, f"a whole number from {low} to {high}")
            setattr(namespace, self.dest, values)

    return Whole


COLUMN = 27
"""Where the texts begin."""


class _Formatter(argparse.HelpFormatter):
    """Texts begin in one column; as wide as the terminal."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=COLUMN, width=_width())


def _width() -> int:
    """Columns of the terminal, at most 120."""
    return min(shutil.get_terminal_size().columns, 120)


def _short(parser: Parser, essential: Iterable[str], examples: Iterable[str]) -> str:
    """The help of a command that has many options.

    Args:
        parser: of the command.
        essential: options to show, in this order.
        examples: command lines.
    """
    formatter = _Formatter(parser.prog)
    by_name = {name: action for action in parser._actions for name in action.option_strings}
    positional = [action for action in parser._actions if not action.option_strings]
    usage = " ".join([parser.prog, *(str(action.metavar or action.dest) for action in positional), "[options]"])
    formatter.add_text((parser.description or "").partition(". ")[0])
    formatter.start_section("options")
    formatter.add_arguments([*positional, *(by_name[name] for name in essential if name in by_name)])
    formatter.end_section()
    told = "\n".join(f"  {example}" for example in examples)
    return f"usage: {usage}\n\n{formatter.format_help()}\nexample: {told.strip()}\n{parser.prog} --help-all shows every option, in groups\n"


class _HelpAll(argparse.Action):
    """`--help-all`: everything."""

    def __init__(self, option_strings: list[str], dest: str, **options: object) -> None:
        super().__init__(option_strings, argparse.SUPPRESS, nargs=0, default=argparse.SUPPRESS, help="every option, in groups")

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Called by argparse."""
        print(argparse.ArgumentParser.format_help(parser), end="")
        parser.exit()

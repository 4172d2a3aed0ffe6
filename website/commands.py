"""The page of commands, from the parsers themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

from hingesim.cli import registry
from hingesim.cli.parser import Into, Parser
from website.markdown import code, page, plain, table

HIDDEN = "==SUPPRESS=="


def commands() -> str:
    """Every command with what it does, examples, and its own options."""
    names = registry.names()
    drawing = registry.parser_of("compare")
    return page(
        "Commands",
        "Made from the program itself. `hingesim COMMAND --help` says the same, `--help-all` every option in groups. "
        "The exit status is 0 for any outcome that was simulated, falls included, 2 for a mistake in what was typed, 1 for a failure of "
        "the program and 130 when it was stopped.",
        table(("command", "does"), ((f"`{name}`", registry.one_line(name)) for name in names)),
        *(_command(name) for name in names),
        "## Options of every picture\n\n`compare`, `render`, `cues`, `faults` and `advise` draw with these.",
        _options(action for action in drawing._actions if _of(action, "picture")),
    )


def _command(name: str) -> str:
    module, parser = registry.load(name), registry.parser_of(name)
    about = plain(" ".join((inspect.getdoc(module) or "").split()))
    own = [action for action in parser._actions if not isinstance(action, Into) and action.dest not in ("help", "quiet", HIDDEN)]
    shared = []
    if any(_of(action, "fields") for action in parser._actions):
        shared.append("every [parameter](parameters.md)")
    if any(_of(action, "picture") for action in parser._actions):
        shared.append("the [options of every picture](#options-of-every-picture)")
    examples = "\n".join(("```console", *(f"$ {line}" for line in (module.EXAMPLE, *getattr(module, "EXAMPLES", ()))), "```"))
    takes = f"Takes {' and '.join(shared)}{', and:' if own else '.'}" if shared else ""
    return "\n\n".join(part for part in (f"## {name}", about, examples, takes, _options(own) if own else "") if part)


def _of(action: Any, kept_in: str) -> bool:
    """Whether an option is one of a group that several commands share."""
    return isinstance(action, Into) and action.dest == kept_in


def _options(actions: Iterable[Any]) -> str:
    """A table of options; arguments without a name are listed by what they stand for."""
    formatter = Parser(prog="hingesim")._get_formatter()
    rows = []
    for action in actions:
        stands_for = formatter._format_args(action, action.dest.upper()) if action.nargs != 0 else ""
        shown = " ".join(part for part in (", ".join(action.option_strings), stands_for) if part)
        rows.append((code(shown), formatter._expand_help(action) if action.help else ""))
    return table(("option", "meaning"), rows)

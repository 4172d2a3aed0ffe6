"""The words of the command line: a parser whose parameter options are generated from the fields of `parameters`."""

from __future__ import annotations

import argparse
import dataclasses
import difflib
import re
from collections.abc import Iterator
from typing import Any, NoReturn, get_args, get_type_hints

from hingesim import __version__
from hingesim.common.errors import FieldError, InputError
from hingesim.common.files import ANIMATIONS, FIGURES, STORYBOARDS
from hingesim.scenario.drawing import Drawing
from hingesim.scenario.parameters import GROUPS, Scenario, overlaid


class Parser(argparse.ArgumentParser):
    """An argument parser that answers a mistake in one line and exits with 2."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)
        self._negative_number_matcher = re.compile(r"^-[\d.]")  # -1:0 and -1e-1 are values, not options

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, with the nearest known word."""
        known = set(self._words())
        for word in message.replace("'", " ").replace(":", " ").split():
            close = difflib.get_close_matches(word.split("=")[0], known, n=1, cutoff=0.7)
            if ("unrecognized" in message or "invalid choice" in message) and close and word not in known:
                message += f" (did you mean {close[0]}?)"
                break
        self.exit(2, f"hingesim: {message}\n")

    def _words(self) -> Iterator[str]:
        """All options and commands below this parser."""
        for action in self._actions:
            yield from action.option_strings
            if isinstance(action.choices, dict):
                for name, command in action.choices.items():
                    yield name
                    yield from command._words()


def parser() -> Parser:
    """The complete parser."""
    from hingesim.cli import gallery, map, sensitivity, sweep

    top = Parser(prog="hingesim", description="Single-leg hip hinges in physics, with and without a band.")
    top.add_argument("--version", action="version", version=f"hingesim {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)

    compare = commands.add_parser("compare", help="the same hinge without and with the band, side by side")
    compare.add_argument("--out", default="hinge.gif", metavar="FILE", help=f"{' '.join(ANIMATIONS)} (default: hinge.gif)")
    simulate = commands.add_parser("simulate", help="one hinge, saved as a recording")
    simulate.add_argument("--out", metavar="FILE", help="recording (.npz)")
    for command in (compare, simulate):
        command.add_argument("--json", action="store_true", help="print the summary as JSON and nothing else")
        command.add_argument(
            "--replicates", type=_number, metavar="N", help="also give the share of each outcome over N seeds (1 to 10000)"
        )
        scenario_options(command)
    render = commands.add_parser("render", help="draw recordings, or a picture again from its manifest")
    render.add_argument("recordings", nargs="*", metavar="REP.npz", help="one to four recordings")
    render.add_argument("--from", dest="manifest", metavar="FILE", help="manifest beside a picture, or a sweep: simulate and draw it again")
    row = render.add_mutually_exclusive_group()
    row.add_argument("--row", type=_number, metavar="N", help="which run of a sweep: number of its row, from 0")
    row.add_argument("--key", metavar="KEY", help="which run of a sweep: its key, or the beginning of it")
    render.add_argument("--out", required=True, metavar="FILE", help=f"{' '.join(ANIMATIONS)} (storyboards: {' '.join(STORYBOARDS)})")
    for command in (compare, render):
        section = command.add_argument_group("picture", "How it is drawn.")
        for spec in dataclasses.fields(Drawing):
            section.add_argument(
                f"--{spec.name.replace('_', '-')}",
                type=_number if spec.name in ("width", "fps", "speed", "colours") else str,
                metavar=spec.metadata["metavar"],
                help=spec.metadata["help"],
            )
        section.add_argument("--alt", action="store_true", help="print the alternative text of the picture as the last line")
    trace = commands.add_parser("trace", help="plot balance, angles, band and loads of recordings over time")
    trace.add_argument("recordings", nargs="+", metavar="REP.npz", help="one to four recordings")
    trace.add_argument("--out", required=True, metavar="FILE", help=" ".join(FIGURES))
    trace.add_argument(
        "--panels", metavar="LIST", help="of position,foot,angles,band,moments,hamstrings (default: what the page has room for)"
    )
    trace.add_argument("--style", default="screen", metavar="NAME", help="screen, print or slides (default: screen)")
    trace.add_argument("--lang", default="en", metavar="CODE", help="language of the texts (default: en)")
    trace.add_argument("--width", type=_number, metavar="PIXELS", help="width of the picture (default: 1440, in print 2160, slides 1920)")
    commands.add_parser("bands", help="list the bands of the catalogue")
    validate = commands.add_parser("validate", help="the simulator against published figures (three to four minutes)")
    validate.add_argument("--only", action="append", default=[], metavar="NAME", help="run this check only (repeatable)")
    validate.add_argument("--list", action="store_true", help="list the checks and run none")
    validate.add_argument("--json", action="store_true", help="print the results as JSON and nothing else")
    validate.add_argument(
        "--out", action="append", default=[], metavar="FILE", help="report with a figure per check (.html), or the table (.md); repeatable"
    )
    sweep.options(commands)
    map.options(commands)
    sensitivity.options(commands)
    gallery.options(commands)
    return top


def scenario_options(command: argparse.ArgumentParser, *, several: bool = False) -> None:
    """Add `--scenario`, `--no-band` and one option for every field; with `several`, a switch takes `true,false` too."""
    command.add_argument("--scenario", metavar="FILE", help="scenario file (.toml), manifest or recording; options win over it")
    for name, group in GROUPS.items():
        section = command.add_argument_group(name, (group.__doc__ or "").splitlines()[0])
        kinds = get_type_hints(group)
        if name == "band":
            section.add_argument("--no-band", action="store_true", help="no band, whatever the scenario file says")
        for spec in dataclasses.fields(group):  # type: ignore[arg-type]
            kind, option = kinds[spec.name], spec.metadata["option"]
            if kind is bool and not several:
                section.add_argument(option, dest=f"{name}.{spec.name}", action="store_const", const=True, help=spec.metadata["help"])
                continue
            switch: dict[str, Any] = {"nargs": "?", "const": "true"} if kind is bool else {}
            section.add_argument(option, dest=f"{name}.{spec.name}", metavar=_metavar(kind, spec), help=_help(kind, spec), **switch)


def _metavar(kind: Any, spec: Any) -> str:
    choices = [c for c in get_args(kind) if isinstance(c, str)]
    return "|".join(choices) if choices else spec.metadata.get("unit", "").replace(" ", "") or ("X" if "low" in spec.metadata else "VALUE")


def _help(kind: Any, spec: Any) -> str:
    meta, default = spec.metadata, spec.default
    limits = f", {meta['low']:g} to {meta['high']:g}" if "low" in meta else ""
    shown = "" if default is None or default is dataclasses.MISSING else f", default {default}"
    return f"{meta['help']}{limits}{shown}".replace("%", "%%")


def scenario_from(arguments: argparse.Namespace) -> Scenario:
    """The scenario file, if any, with the options laid over it."""
    from hingesim.scenario.scenario_file import scenario_values

    values: dict[str, Any] = {}
    if arguments.scenario:
        values = scenario_values(arguments.scenario)
    given = {dest: text for dest, text in vars(arguments).items() if "." in dest and text is not None}
    if arguments.no_band:
        if clash := [_option(dest) for dest in given if dest.startswith("band.")]:
            raise InputError(f"--no-band: cannot be combined with {clash[0]}")
        values["band"] = None
    changes: dict[str, dict[str, Any]] = {}
    for dest, text in given.items():
        group, field = dest.split(".")
        changes.setdefault(group, {})[field] = _value(group, field, text)
    for group, fields in changes.items():
        values[group] = overlaid(group, values.get(group) or {}, fields)
    try:
        return Scenario.from_dict(values)
    except FieldError as error:
        if error.field in given:
            raise FieldError(_option(error.field), error.given, error.allowed) from None
        raise


def _number(text: str) -> Any:
    """A whole or decimal number; anything else is left for validation to refuse."""
    try:
        return int(number) if (number := float(text)).is_integer() else number
    except ValueError:
        return text


def _value(group: str, field: str, text: Any) -> Any:
    """The text of an option as the value it stands for; what cannot be read is left for validation to refuse."""
    try:
        if text is True:
            return text
        if field == "platform":
            return [[float(v) for v in pair.split(":")] for pair in text.split(",")]
        if "low" in _field(f"{group}.{field}").metadata:
            return _number(text)
    except ValueError:
        pass
    return text


def _option(dest: str) -> str:
    return _field(dest).metadata["option"]


def _field(dest: str) -> dataclasses.Field[Any]:
    group, field = dest.split(".")
    return next(spec for spec in dataclasses.fields(GROUPS[group]) if spec.name == field)  # type: ignore[arg-type]

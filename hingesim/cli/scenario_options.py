"""The options of a scenario, generated from its fields, and the scenario they ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import hingesim
from hingesim.cli.parser import Into, Namespace, Parser
from hingesim.cli.say import language_of
from hingesim.common.errors import InputError
from hingesim.common.streams import say_error
from hingesim.common.terminal import translated
from hingesim.scenario.parameters import BAND_LAWS, GROUPS, Scenario, field_kinds, overlaid
from hingesim.scenario.reading import scenario_fields, value_or_text
from hingesim.scenario.scenario_file import scenario_values

BAND_RULE = "compare always has one, the light one unless told otherwise; elsewhere any option of a band adds it, and says so."
"""When there is a band."""


def scenario_options(command: Parser, *, several: bool = False) -> None:
    """Add `--scenario`, `--no-band` and one option for every field, as text in `arguments.fields` by dotted names.

    With `several`, a switch takes `true,false` too.
    """
    command.add_argument("--scenario", metavar="FILE", help="scenario file (.toml), manifest or recording; options win over it")
    section = command.add_argument_group("coaching", "Who does what, what she does wrong, and what is said to her.")
    section.add_argument("--athlete", metavar="NAME", help="preset of the trainee (hingesim athletes); options win over it")
    section.add_argument("--variation", metavar="NAME", help="variation of the hinge (hingesim variations); options win over it")
    section.add_argument("--fault", metavar="NAME[:SHARE]", help="a fault, in full or a share of it (hingesim faults); several with commas")
    section.add_argument("--cue", metavar="NAME", help="say a cue: it moves what she means to do (hingesim cues); several with commas")
    sections = {name: command.add_argument_group(name, (group.__doc__ or "").splitlines()[0]) for name, group in GROUPS.items()}
    sections["band"].description = f"{sections['band'].description} {BAND_RULE}"
    sections["band"].add_argument("--no-band", action="store_true", help="no band, whatever the scenario file says")
    for name, spec in scenario_fields().items():
        group, field = name.split(".")
        kind = field_kinds(GROUPS[group])[field]
        shape: dict[str, Any] = {"metavar": _metavar(kind, spec)}
        if kind is bool:
            either = several or spec.default is True  # what is on already is switched off by `--step false`
            shape = {"nargs": "?", "const": "true", "metavar": "true|false"} if either else {"nargs": 0, "const": "true"}
        sections[group].add_argument(spec.metadata["option"], action=Into, dest="fields", key=name, help=_help(spec), **shape)


def scenario_from(arguments: Namespace) -> Scenario:
    """The scenario file, if any, with athlete, variation and options laid over it in this order; then the fault, then the cue."""
    return with_fields(arguments, {name: value_or_text(name, text) for name, text in arguments.fields.items()})


def with_fields(arguments: Namespace, given: Mapping[str, Any]) -> Scenario:
    """The scenario file, if any, with athlete, variation and these values by dotted names laid over it; then the fault, then the cue."""
    values = scenario_values(arguments.scenario) if arguments.scenario else {}
    if arguments.no_band:
        if clash := [name for name in arguments.fields if name.startswith("band.")]:
            raise InputError(f"--no-band: cannot be combined with {scenario_fields()[clash[0]].metadata['option']}")
        values["band"] = None
    has_band = bool(values.get("band"))
    preset = hingesim.coaching.athlete_fields(arguments.athlete) if arguments.athlete is not None else {}
    if arguments.variation is not None:
        _lay_over(values, {**preset, **{name: value for name, value in given.items() if name.startswith("athlete.")}})
        values = _varied(arguments, Scenario.from_dict(values)).to_dict()
        has_band, preset = bool(values["band"]), {}
    _lay_over(values, {**preset, **given})
    scenario = Scenario.from_dict(values)
    if not has_band:
        _say_added_band(arguments)
    return _coached(arguments, scenario)


def _lay_over(values: dict[str, Any], fields: Mapping[str, Any]) -> None:
    """Put fields by their dotted names over the groups of a scenario."""
    changes: dict[str, dict[str, Any]] = {}
    for name, value in fields.items():
        group, field = name.split(".")
        changes.setdefault(group, {})[field] = value
    for group, changed in changes.items():
        values[group] = overlaid(group, values.get(group) or {}, changed)


def _varied(arguments: Namespace, scenario: Scenario) -> Scenario:
    """With the variation that was asked for; one with a band is not done without."""
    varied = hingesim.coaching.with_variation(scenario, arguments.variation)
    if varied.band and arguments.no_band:
        raise InputError(f"--no-band: {arguments.variation} is done with a band; nearest: --variation unassisted")
    return varied


def _coached(arguments: Namespace, scenario: Scenario) -> Scenario:
    """With the fault, then with the cue; a fault of the band adds one, as an option of a band does."""
    if arguments.fault is not None:
        if hingesim.coaching.needs_band(arguments.fault) and scenario.band is None and not arguments.no_band:
            _say_light(arguments, "--fault")
            scenario = scenario.replace(band={})
        scenario = hingesim.coaching.with_fault(scenario, arguments.fault)
    return hingesim.coaching.with_cue(scenario, arguments.cue) if arguments.cue is not None else scenario


def _say_added_band(arguments: Namespace) -> None:
    """The band rule is not hidden: an option of a band where there is none adds the light one, and says so."""
    given = [name for name in arguments.fields if name.startswith("band.")]
    if not given or arguments.command == "compare" or {f"band.{law}" for law in BAND_LAWS} & set(given):
        return
    _say_light(arguments, scenario_fields()[given[0]].metadata["option"])


def _say_light(arguments: Namespace, option: str) -> None:
    if not arguments.quiet and arguments.command != "compare":
        say_error(translated(f"{option} is an option of a band: the light one is added (--band chooses another)", language_of(arguments)))


def _metavar(kind: Any, spec: Any) -> str:
    choices = [c for c in get_args(kind) if isinstance(c, str)]
    return "|".join(choices) if choices else spec.metadata.get("unit", "").replace(" ", "") or ("X" if "low" in spec.metadata else "VALUE")


def _help(spec: Any) -> str:
    meta, default = spec.metadata, spec.default
    limits = f", {meta['low']:g} to {meta['high']:g}" if "low" in meta else ""
    shown = "" if default is None or not isinstance(default, str | int | float) else f", default {default}"
    return f"{meta['help']}{limits}{shown}".replace("%", "%%")

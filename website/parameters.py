"""The page of parameters, from the metadata of the fields of a scenario."""

from __future__ import annotations

import dataclasses
from typing import Any, get_args

from hingesim.scenario.parameters import GROUPS, field_kinds
from website.markdown import code, page, prose, table


def parameters() -> str:
    """Every field of a scenario: name, unit, range, default, option, meaning."""
    return page(
        "Parameters",
        "Everything that can be chosen about a run. A scenario file has the field, the command line the option, Python "
        '`Scenario().replace(hinge={"knee_bend_deg": 24})`. A bare number is in the unit given here; `6ft2`, `95kg` and the like are '
        "understood too ([Numbers](../numbers.md)). Made from the program itself.",
        *(_group(name, group) for name, group in GROUPS.items()),
    )


def _group(name: str, group: type[Any]) -> str:
    kinds = field_kinds(group)
    rows = [_row(name, spec, kinds[spec.name]) for spec in dataclasses.fields(group)]
    head = ("field", "option", "unit", "allowed", "default", "meaning")
    return f"## {name}\n\n{prose(group.__doc__)}\n\n{table(head, rows)}"


def _row(group: str, spec: dataclasses.Field[Any], kind: Any) -> tuple[str, ...]:
    meta = spec.metadata
    return (
        code(f"{group}.{spec.name}"),
        code(meta["option"]),
        meta.get("unit", ""),
        allowed(spec, kind),
        default(spec.default),
        meta["help"],
    )


def allowed(spec: dataclasses.Field[Any], kind: Any) -> str:
    """What a field may be, in short."""
    if "low" in spec.metadata:
        return f"{spec.metadata['low']:.10g} to {spec.metadata['high']:.10g}"
    choices = [choice for choice in get_args(kind) if isinstance(choice, str)]
    return ", ".join(choices) or ("true, false" if kind is bool else "see meaning")


def default(value: Any) -> str:
    """A default as a reader says it."""
    if value is None:
        return "-"
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)

"""The page of the names for Python: what `import hingesim` gives, with signatures and docstrings."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import re
from collections.abc import Iterable, Iterator
from typing import Any

import hingesim
from hingesim.common.errors import HingesimError
from website.markdown import page, prose

PACKAGES = tuple(name for name in hingesim.__all__ if inspect.ismodule(getattr(hingesim, name)))
"""Packages among the names for users."""
LISTED, WIDE = 400, 90
"""A value longer than so many signs in print is named, not shown; a signature longer than that stands on several lines."""


def api() -> str:
    """Every name for users, then those of the packages that say what they offer."""
    names = [name for name in hingesim.__all__ if name not in PACKAGES and name != "__version__"]
    return page(
        "Python",
        "What `import hingesim` gives. A name is imported when it is first used, so that this line costs next to nothing. "
        "Angles are in degrees and lengths in metres; names end in their unit.",
        *(_named("hingesim", name, getattr(hingesim, name)) for name in names),
        *(block for package in PACKAGES for block in _package(package)),
    )


def _package(name: str) -> Iterator[str]:
    module = importlib.import_module(f"hingesim.{name}")
    yield f"## hingesim.{name}\n\n{prose(module.__doc__)}"
    for public in getattr(module, "__all__", ()):
        value = getattr(module, public)
        if public in hingesim.__all__:
            yield f"### hingesim.{name}.{public}\n\nThe same as `hingesim.{public}`."
        else:
            yield _named(f"hingesim.{name}", public, value)


def _named(where: str, name: str, value: Any) -> str:
    """One name: heading, signature, what its docstring says; of a class its methods too."""
    head = f"### {where}.{name}"
    if inspect.isclass(value):
        return "\n\n".join([head, *_class(name, value)])
    if callable(value):
        return f"{head}\n\n{_signature(name, value)}\n\n{prose(value.__doc__)}"
    shown = repr(value)
    return f"{head}\n\nA value: {f'`{shown}`' if len(shown) < LISTED and '`' not in shown else type(value).__name__}"


def _class(name: str, kind: type[Any]) -> Iterator[str]:
    fields = [spec.name for spec in dataclasses.fields(kind)] if dataclasses.is_dataclass(kind) else []
    if not issubclass(kind, HingesimError) and len(fields) < 8:
        yield _signature(name, kind)
    yield prose(kind.__doc__)
    if fields:
        yield "Fields: " + ", ".join(f"`{field}`" for field in fields) + "."
    for member in _members(kind):
        value = inspect.getattr_static(kind, member)
        told = prose(inspect.getdoc(getattr(kind, member)))
        if isinstance(value, staticmethod | classmethod) or inspect.isfunction(value):
            yield f"**{member}**\n\n{_signature(member, getattr(kind, member))}\n\n{told}"
        else:
            yield f"**{member}**: {told}"


def _members(kind: type[Any]) -> list[str]:
    """Public methods and properties that have a docstring, of this project's own classes."""
    own: dict[str, None] = {}
    for base in kind.__mro__:
        if base.__module__.startswith("hingesim."):
            own |= dict.fromkeys(name for name, value in vars(base).items() if not name.startswith("_") and _told(value))
    return sorted(own)


def _told(value: Any) -> bool:
    return isinstance(value, property | staticmethod | classmethod) or inspect.isfunction(value) or hasattr(value, "attrname")


def _signature(name: str, value: Any) -> str:
    """The signature as code, one parameter a line where it is long."""
    try:
        signature = inspect.signature(value)
    except (TypeError, ValueError):
        return f"```python\n{name}(...)\n```"
    parts = list(_parts(parameter for parameter in signature.parameters.values() if parameter.name != "self"))
    gives = signature.return_annotation
    arrow = f" -> {_type(gives)}" if gives not in (inspect.Signature.empty, None, "None") else ""
    shown = f"({', '.join(parts)}){arrow}"
    if len(name + shown) > WIDE:
        shown = "(\n    " + ",\n    ".join(parts) + f",\n){arrow}"
    return f"```python\n{name}{shown}\n```"


def _parts(parameters: Iterable[inspect.Parameter]) -> Iterator[str]:
    """Every parameter as it is written, with the star before the first that must be named."""
    starred = False
    for parameter in parameters:
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            starred = True
        elif parameter.kind is inspect.Parameter.KEYWORD_ONLY and not starred:
            starred = True
            yield "*"
        stars = {inspect.Parameter.VAR_POSITIONAL: "*", inspect.Parameter.VAR_KEYWORD: "**"}.get(parameter.kind, "")
        kind = "" if parameter.annotation is inspect.Parameter.empty else f": {_type(parameter.annotation)}"
        yield f"{stars}{parameter.name}{kind}{_default(parameter.default)}"


def _default(value: Any) -> str:
    """A default that is short to say; `...` for another."""
    if value is inspect.Parameter.empty:
        return ""
    return f" = {value!r}" if isinstance(value, str | int | float | tuple | None) and len(repr(value)) < WIDE else " = ..."


def _type(annotation: Any) -> str:
    """A type by the last part of its name."""
    text = annotation if isinstance(annotation, str) else getattr(annotation, "__name__", str(annotation))
    return re.sub(r"\b(?:[a-z_]+\.)+([A-Z]\w*)", r"\1", text)

"""What is registered by its file or in a table: half of one, or two of a name, is told in one line."""

from __future__ import annotations

from collections.abc import Iterable
from types import ModuleType
from typing import TypeVar

from hingesim.common.errors import HingesimError

Value = TypeVar("Value")


def whole(what: str, module: ModuleType, *names: str) -> ModuleType:
    """A module that makes all that its kind must.

    Args:
        what: the kind, as a reader calls it.
        module: as imported.
        names: what it must have.

    Raises:
        HingesimError: names the file and what it lacks.
    """
    if missing := [name for name in names if not hasattr(module, name)]:
        raise HingesimError(f"{what}: {module.__file__} makes no {', no '.join(missing)}")
    return module


def once(what: str, named: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    """Values by their names.

    Raises:
        HingesimError: a name that two of them have.
    """
    found: dict[str, Value] = {}
    for name, value in named:
        if name in found:
            raise HingesimError(f"{what}: two are named {name!r}")
        found[name] = value
    return found

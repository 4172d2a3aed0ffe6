"""Names of a package that are imported when they are first used."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any


def lazily(package: str, homes: Mapping[str, str], packages: Iterable[str] = ()) -> Callable[[str], Any]:
    """The `__getattr__` of a package.

    Nothing may have the name of a module beside it: once that module is imported, Python puts it in the place of the thing.

    Args:
        package: its `__name__`.
        homes: the module below the package that each name is in.
        packages: modules below it that are themselves wanted by their names.
    """
    modules = frozenset(packages)

    def found(name: str) -> Any:
        if name in modules:
            return importlib.import_module(f"{package}.{name}")
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(importlib.import_module(f"{package}.{homes[name]}"), name)

    return found

"""Libraries that only some commands need come with an extra of the package."""

from __future__ import annotations

from importlib.util import find_spec

from hingesim.common.errors import ExtraMissingError
from hingesim.common.installing import pip_install


def require(extra: str, *modules: str) -> None:
    """Check, without importing them, that the libraries of an extra are there.

    Raises:
        ExtraMissingError: says how to install the first that is missing.
    """
    for module in modules:
        if find_spec(module) is None:
            raise ExtraMissingError(module, extra, pip_install(f"hingesim[{extra}]"))

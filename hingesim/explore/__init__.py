"""The page with sliders: what it asks, what it is answered, and the local server that carries both.

`session` turns messages into answers and does no input or output, so that whatever runs Python can carry it: `server` on this machine, or
a browser itself, which `onefile` writes a page for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hingesim.explore.onefile import write_onefile
    from hingesim.explore.serving import serve

_HOME = {"serve": "serving", "write_onefile": "onefile"}

__all__ = ["serve", "write_onefile"]


def __getattr__(name: str) -> Any:
    """Imported when it is first used: the processes that simulate import this package, and need not wait for what draws."""
    if name not in _HOME:
        raise AttributeError(f"module 'hingesim.explore' has no attribute {name!r}")
    return getattr(importlib.import_module(f"hingesim.explore.{_HOME[name]}"), name)

"""The page with sliders: what it asks, what it is answered, and the local server that carries both.

`session` turns messages into answers and does no input or output, so that whatever runs Python can carry it: `server` on this machine, or a
browser itself.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hingesim.explore.serving import serve

__all__ = ["serve"]


def __getattr__(name: str) -> Any:
    """Imported when it is first used: the processes that simulate import this package, and need not wait for what draws."""
    if name not in __all__:
        raise AttributeError(f"module 'hingesim.explore' has no attribute {name!r}")
    return getattr(importlib.import_module("hingesim.explore.serving"), name)

"""The page with sliders: what it asks, what it is answered, and the local server that carries both.

`session` turns messages into answers and does no input or output, so that whatever runs Python can carry it: `server` on this machine, or
a browser itself, which `onefile` writes a page for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hingesim.common.lazy import lazily

if TYPE_CHECKING:
    from hingesim.explore.onefile import write_onefile
    from hingesim.explore.serving import serve

_HOME = {"serve": "serving", "write_onefile": "onefile"}

__all__ = ["serve", "write_onefile"]

# When first used: the processes that simulate import this package, and need not wait for what draws.
__getattr__ = lazily(__name__, _HOME)

"""From a scenario to a recording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hingesim.common.lazy import lazily

if TYPE_CHECKING:
    from hingesim.simulation.compare import both
    from hingesim.simulation.helping import helped

_HOME = {"both": "compare", "helped": "helping"}

__all__ = ["both", "helped"]

# When first used: a command's help needs none of it.
__getattr__ = lazily(__name__, _HOME)

"""The exercises there are, by the files that define them; naming one imports nothing."""

from __future__ import annotations

import pkgutil
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "motion" / "exercises"


@cache
def exercise_names() -> tuple[str, ...]:
    """Names as a user types them: `single-leg-hinge` for `single_leg_hinge.py`."""
    return tuple(sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules([str(FOLDER)])))

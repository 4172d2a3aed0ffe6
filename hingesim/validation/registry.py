"""All checks, in the order of the report."""

from __future__ import annotations

from collections.abc import Sequence

from hingesim.common.errors import InputError, nearest
from hingesim.common.seams import once
from hingesim.validation import (
    bands,
    convergence,
    energy,
    engines,
    friction,
    lean,
    passive_moments,
    pendulum,
    poses,
    segments,
    shift,
    stance,
    stiffness,
    strengths,
)
from hingesim.validation.check import Check

CHECKS: tuple[Check, ...] = (
    segments.CHECK,
    pendulum.CHECK,
    lean.CHECK,
    stiffness.CHECK,
    stance.QUIET,
    bands.TABLES,
    bands.SLACK,
    shift.CHECK,
    passive_moments.CHECK,
    poses.CHECK,
    strengths.CHECK,
    friction.CHECK,
    energy.FREE_FALL,
    energy.BAND,
    convergence.CHECK,
    engines.CHECK,
)


def find(names: Sequence[str]) -> list[Check]:
    """The checks of these names, in the order of the report; all without names.

    Raises:
        InputError: a name that no check has; lists the known ones.
    """
    known = once("check", ((check.name, check) for check in CHECKS))
    for name in names:
        if name not in known:
            raise InputError(f"--only: got {name!r}, allowed is {nearest(name, known)}")
    return [check for check in CHECKS if not names or check.name in names]

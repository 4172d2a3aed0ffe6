"""Numbers and names from outside: what they may be, whatever they come as."""

from __future__ import annotations

import re
from collections.abc import Iterable
from numbers import Real
from typing import Any

from hingesim.common.errors import FieldError, nearest

_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def real(name: str, value: Any, low: float, high: float, allowed: str | None = None) -> float:
    """A finite real number within limits, as a plain float; minus zero is zero, so that equal scenarios are equal.

    Python's and NumPy's numbers are taken; truth values, texts and bytes are not, even where Python could read them as numbers.

    Raises:
        FieldError: names the field; `allowed` says what is allowed where the limits alone do not.
    """
    if not _number(value) or not low <= value <= high:  # huge whole numbers compare, but do not convert
        raise FieldError(name, value, allowed or f"{low:g} to {high:g}")
    return float(value) + 0.0


def whole(name: str, value: Any, low: int, high: int, allowed: str | None = None) -> int:
    """A whole number within limits, as a plain int; 3.0 is one (see `real`)."""
    if not _number(value) or not low <= value <= high or value != int(value):
        raise FieldError(name, value, allowed or f"a whole number from {low} to {high}")
    return int(value)


def _number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def choice(name: str, value: Any, known: Iterable[str]) -> str:
    """One of some names, as plain text.

    Raises:
        FieldError: names the nearest.
    """
    known = tuple(known)
    if not isinstance(value, str) or value not in known:
        raise FieldError(name, value, nearest(value if isinstance(value, str) else "", known))
    return str(value)


def number_in(text: str) -> Any:
    """The number that a text is, whole where it is one; any other text is given back, to be refused by name.

    Only what every program reads alike is a number: digits 0 to 9, a point, an exponent.
    """
    if len(text) > 400 or not _DECIMAL.fullmatch(text.strip()):
        return text
    number = float(text)
    return int(number) if number.is_integer() else number

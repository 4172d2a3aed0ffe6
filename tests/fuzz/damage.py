"""Damage, drawn from a seed: bytes and bits of files, and values of every wrong type at every key."""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Iterator
from typing import Any

HUGE = 10**400
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 5, 1.5, -0.0, 1e308, -1e308, HUGE, -HUGE, "", "x", "nan", "1e999", "9" * 5000, "\x1b[31mred\x07",
    "٣٠", "१२", "二十", "a\nb", "\u202eevil", "x" * 200_000, "../../etc/passwd", "<script>alert(1)</script>", [], [[]], [1, 2, 3],
    [[1, 2], [3]], {}, {"x": 1}, {"": None}, [None] * 50, float("nan"), float("inf"), float("-inf"),
)  # fmt: skip
"""Values that some field does not expect; the last three are no JSON."""


def broken_bytes(whole: bytes, random_: random.Random) -> bytes:
    """The content of a file after one kind of damage: cut, flipped, overwritten, doubled, zeroed, or all of them."""
    kind = random_.randrange(8)
    data = bytearray(whole)
    if kind == 0:
        return bytes(data[: random_.randrange(len(data) + 1)])
    if kind == 1:
        at = random_.randrange(len(data))
        data[at] ^= 1 << random_.randrange(8)
    elif kind == 2:
        data[random_.randrange(len(data))] = random_.randrange(256)
    elif kind == 3:  # where headers stand
        data[random_.randrange(min(len(data), 600))] = random_.randrange(256)
    elif kind == 4:  # where the directory of an archive stands
        data[-1 - random_.randrange(min(len(data), 1600))] = random_.randrange(256)
    elif kind == 5:
        begin, size = random_.randrange(len(data)), random_.randrange(1, 400)
        data[begin : begin + size] = bytes(len(data[begin : begin + size]))
    elif kind == 6:
        begin, size = random_.randrange(len(data)), random_.randrange(1, 100)
        data[begin:begin] = random_.randbytes(size)
    else:
        begin, size = random_.randrange(len(data)), random_.randrange(1, 2000)
        del data[begin : begin + size]
    return bytes(data)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of every value in nested dictionaries and lists, outermost first."""
    yield path
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield from places(inner, (*path, key))


def replaced(values: Any, path: tuple[Any, ...], new: Any) -> Any:
    """A copy with another value at a place."""
    if not path:
        return new
    out = copy.deepcopy(values)
    at = out
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = new
    return out


def without(values: Any, path: tuple[Any, ...]) -> Any:
    """A copy without what stands at a place."""
    out = copy.deepcopy(values)
    at = out
    for key in path[:-1]:
        at = at[key]
    del at[path[-1]]
    return out


def odd_values(values: Any, random_: random.Random) -> Any:
    """Nested values with one of them of another type, gone, renamed or nested deep."""
    path = random_.choice(list(places(values)))
    kind = random_.randrange(6)
    if kind == 0 and path:
        return without(values, path)
    if kind == 1:
        deep: Any = 1
        for _ in range(random_.choice((5, 30, 300))):
            deep = [deep] if random_.random() < 0.5 else {"a": deep}
        return replaced(values, path, deep)
    if kind == 2:
        at = values
        for key in path:
            at = at[key]
        if isinstance(at, dict):
            return replaced(values, path, {**at, random_.choice(("x", "__class__", "\x1b[2J", "n" * 5000, "")): 1})
    return replaced(values, path, random_.choice(ODD_VALUES))


def jsonable(values: Any) -> bool:
    """Whether JSON can say it at all."""
    if isinstance(values, float):
        return math.isfinite(values)
    inner = values.values() if isinstance(values, dict) else values if isinstance(values, list) else ()
    return all(map(jsonable, inner))

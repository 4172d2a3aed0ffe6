"""Recordings that are damaged: in their bytes, in what they promise, and in what they mean."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from hingesim import InputError, Recording
from tests.fuzz.damage import broken_bytes, odd_values

WRONG_SHAPES: tuple[Callable[[np.ndarray], Any], ...] = (
    lambda a: a[:-1],
    lambda a: a[..., None],
    lambda a: a.ravel()[:1],
    lambda a: a[:0],
    lambda a: np.float64(3),
    lambda a: a.astype("U8"),
    lambda a: a.astype(complex),
    lambda a: a.astype("M8[s]"),
    lambda a: a.astype(bool),
    lambda a: np.broadcast_to(a, (2, *a.shape)),
)
KINDS = ("bytes", "head", "shape", "number", "container")


def damaged(whole: bytes, random_: random.Random) -> tuple[str, bytes]:
    """One damaged copy of a recording's file, and what kind of damage it has."""
    kind = random_.choices(KINDS, (60, 12, 8, 16, 4))[0]
    if kind == "bytes":
        return kind, broken_bytes(whole, random_)
    arrays = _arrays(whole)
    if kind == "head":
        head = odd_values(json.loads(str(arrays["head"])), random_)
        return kind, _file({**arrays, "head": np.array(json.dumps(head))})
    if kind == "container":
        return kind, _container(whole, arrays, random_)
    name = random_.choice([name for name in arrays if name != "head"])
    array = arrays[name]
    if kind == "shape":
        wrong = random_.choice(WRONG_SHAPES)(array)
        return kind, _file({**arrays, name: wrong})
    return kind, _file({**arrays, name: _number(name, array, random_)})


def _number(name: str, array: np.ndarray, random_: random.Random) -> np.ndarray:
    """One impossible number in an array."""
    array = array.astype(float) if array.dtype.kind == "f" or random_.random() < 0.5 else array.copy()
    place = random_.randrange(array.size)
    bad = random_.choice((np.nan, np.inf, -np.inf, 1e300, -1e300, 1e12))
    if name == "time_s":
        bad = random_.choice((np.nan, -1.0, 1e9, array.flat[max(0, place - 1)] - 0.5))
    elif name == "phase":
        bad = random_.choice((-1, 99, 2**31))
    elif name == "place":
        bad = random_.choice((np.nan, -0.5, 1.5))
    elif "quat" in name:
        bad = random_.choice((np.nan, 3.0, -7.0))
    if array.dtype.kind != "f":
        bad = bad if np.isfinite(bad) and abs(bad) < 2**62 else 2**60
    array.flat[place] = bad
    return array


def _container(whole: bytes, arrays: dict[str, np.ndarray], random_: random.Random) -> bytes:
    """An archive that promises too much, is locked, holds something twice, or is no archive of arrays at all."""
    kind = random_.randrange(7)
    if kind == 0:  # a member of 8 TiB in a few bytes
        header = io.BytesIO()
        np.lib.format.write_array_header_1_0(header, {"descr": "<f8", "fortran_order": False, "shape": (1 << 40,)})
        return _zip({**_members(whole), "com_world_m.npy": header.getvalue()})
    if kind == 1:  # a bomb: zeros
        header = io.BytesIO()
        size = 40_000_000
        np.lib.format.write_array_header_1_0(header, {"descr": "<f8", "fortran_order": False, "shape": (size, 3)})
        return _zip({**_members(whole), "com_world_m.npy": header.getvalue() + bytes(size * 3)})
    if kind == 2:  # encrypted, so it says
        data = bytearray(whole)
        at = whole.index(b"PK\x01\x02")
        data[at + 8] |= 1
        data[6] |= 1
        return bytes(data)
    if kind == 3:
        members = _members(whole)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for name, content in [*members.items(), next(iter(members.items()))]:
                target.writestr(name, content)
        return out.getvalue()
    if kind == 4:
        return _zip({**_members(whole), "com_world_m.npy": random_.randbytes(300)})
    if kind == 5:
        return _zip({**_members(whole), "head.npy": _npy(np.array([object()], dtype=object), pickle=True)})
    return _npy(arrays["com_world_m"])


def mishandled(path: Path, content: bytes, good: Recording) -> str | None:
    """What is wrong with how a damaged file is met; None when it is refused in one line, or is read without having changed the run."""
    path.write_bytes(content)
    try:
        with np.errstate(all="ignore"):
            read = Recording.load(path)
    except InputError as error:
        told = str(error)
        if "\n" in told or len(told) > 1000 or not told.isprintable():
            return f"message of {len(told)} characters: {told[:80]!r}"
        return None
    except BaseException as error:
        return f"{type(error).__name__}: {str(error)[:80]}"
    try:
        read.summary()
    except BaseException as error:
        return f"believed, then {type(error).__name__}: {str(error)[:80]}"
    same = all(np.array_equal(array, good.arrays()[name]) for name, array in read.arrays().items())
    return None if same else "believed"


def _arrays(whole: bytes) -> dict[str, np.ndarray]:
    with np.load(io.BytesIO(whole)) as stored:
        return dict(stored)


def _members(whole: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(whole)) as source:
        return {name: source.read(name) for name in source.namelist()}


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return out.getvalue()


def _npy(array: np.ndarray, pickle: bool = False) -> bytes:
    out = io.BytesIO()
    np.lib.format.write_array(out, array, allow_pickle=pickle)
    return out.getvalue()


def _file(arrays: dict[str, Any]) -> bytes:
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)
    return out.getvalue()

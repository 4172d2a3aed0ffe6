"""Every file that is read comes through here: its kind and size are checked before it is opened up, and memory is bounded by both.

Whatever goes wrong, in the file or inside a library, is an `InputError` of one line: the file, what is wrong with it, the way out.
"""

from __future__ import annotations

import contextlib
import io
import json
import math
import os
import stat
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hingesim.common.errors import FieldError, InputError
from hingesim.common.escaping import line, quoted

if TYPE_CHECKING:
    import numpy as np

MB = 1 << 20
MOST_TEXT = 8 * MB
"""Of a scenario, manifest or label, in bytes: the largest this program writes has 0.1 MB."""
MOST_ARCHIVE = 512 * MB
"""Of a recording, packed and unpacked: 600 s at every step of 2 ms take 0.3 GB."""
MOST_MEMBERS = 200
MOST_HEADER = 10_000
"""Bytes that describe an array; this program writes 128."""
DEEPEST = 24
"""Tables in tables; the deepest this program writes has 6."""
LONGEST_VALUE = 100_000
"""Characters of one text or name in such a file."""


class Unreadable(InputError):
    """The file may be good, but this process could not read it: permissions, memory, the disk."""


def content(path: str | Path, what: str, most_bytes: int = MOST_TEXT) -> bytes:
    """All bytes of a regular file.

    Args:
        path: the file.
        what: what it should be, first word of the message.
        most_bytes: a longer file is refused before it is read.

    Raises:
        Unreadable: it is there, but cannot be read.
        InputError: there is none, it is no regular file (a pipe or device would hang or never end), or too long.
    """
    path = named(path, what)
    try:
        _refuse_special(os.stat(path).st_mode, path, what)
        flags = (getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
        with open(os.open(path, os.O_RDONLY | sum(flags)), "rb") as source:
            about = os.fstat(source.fileno())
            _refuse_special(about.st_mode, path, what)
            # Asking for the limit itself would take the memory for it at once.
            data = source.read(min(most_bytes, max(about.st_size, MB)) + 1) if about.st_size <= most_bytes else b""
            longer = max(about.st_size, len(data))
    except FileNotFoundError:
        raise InputError(f"{what}: no file {quoted(path)}") from None
    except (OSError, MemoryError, ValueError, TypeError) as error:
        raise Unreadable(f"{what}: cannot read {quoted(path)} ({reason(error)})") from None
    if longer > most_bytes:
        raise InputError(f"{what}: {quoted(path)} has {longer / MB:.0f} MB, allowed are at most {most_bytes / MB:.0f} MB")
    return data


def named(path: object, what: str) -> Path:
    """A path, from a text or a path.

    Raises:
        InputError: it is something else.
    """
    if not isinstance(path, str | os.PathLike):
        raise InputError(f"{what}: got {quoted(path)}, allowed is the name of a file")
    return Path(path)


def _refuse_special(mode: int, path: str | Path, what: str) -> None:
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "not a regular file"
        raise InputError(f"{what}: cannot read {quoted(path)} (it is {kind})")


def reason(error: BaseException) -> str:
    """Why something failed, on a part of one line."""
    if isinstance(error, MemoryError):
        return "not enough memory"
    return line(getattr(error, "strerror", None) or str(error) or type(error).__name__, 200)


def text(path: str | Path, what: str, most_bytes: int = MOST_TEXT) -> str:
    """A text file in UTF-8, with or without the mark that some editors put before it."""
    try:
        return content(path, what, most_bytes).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{what}: {quoted(path)} is not text in UTF-8 (byte {error.start + 1}); save it as UTF-8") from None


def json_object(path: str | Path, what: str) -> dict[str, Any]:
    """The object of a JSON file: finite numbers, every name once, not nested without end."""
    return parsed_json(text(path, what), what, quoted(path))


def parsed_json(told: str, what: str, where: str) -> dict[str, Any]:
    """A JSON object from a text; `where` is how its place is named."""
    try:
        values = json.loads(told, object_pairs_hook=_once, parse_constant=_number, parse_float=_number)
        _measure(values)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{what}: {where} is not valid JSON ({reason(error)})") from None
    except MemoryError as error:
        raise Unreadable(f"{what}: cannot read {where} ({reason(error)})") from None
    if not isinstance(values, dict):
        raise InputError(f"{what}: {where} must hold a JSON object")
    return values


def toml_tables(path: str | Path, what: str) -> dict[str, Any]:
    """The tables of a TOML file."""
    told = text(path, what)
    try:
        values = tomllib.loads(told)
        _measure(values)
    except (ValueError, OverflowError, RecursionError) as error:
        raise InputError(f"{what}: {quoted(path)} is not valid TOML ({reason(error)})") from None
    except MemoryError as error:
        raise Unreadable(f"{what}: cannot read {quoted(path)} ({reason(error)})") from None
    return values


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"{quoted(next(n for n in names if names.count(n) > 1))} stands in it twice")
    return values


def _number(told: str) -> float:
    if not math.isfinite(number := float(told)):
        raise ValueError(f"{quoted(told)} is not a finite number")
    return number


def _measure(values: Any) -> None:
    """Refuse what is nested or long without end: messages, hashes and pictures are made from it."""
    level = [values]
    for _ in range(DEEPEST):
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                below += value.keys()
                below += value.values()
            elif isinstance(value, list):
                below += value
            elif isinstance(value, str) and len(value) > LONGEST_VALUE:
                raise ValueError(f"a text of {len(value)} characters, allowed are {LONGEST_VALUE}")
        if not below:
            return
        level = below
    raise ValueError(f"nested deeper than {DEEPEST} levels")


class Archive:
    """A file of named arrays (`.npz`) whose promises are checked before any array is unpacked."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped
        entries = zipped.infolist()
        self._entries = {entry.filename: entry for entry in entries}
        if len(self._entries) < len(entries) or len(entries) > MOST_MEMBERS:
            raise ValueError(f"{len(entries)} parts, some of them twice or too many")
        if any(entry.flag_bits & 1 for entry in entries):
            raise ValueError("a part is encrypted")
        if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
            raise ValueError("a part is packed in a way this program does not write")
        if (total := sum(entry.file_size for entry in entries)) > MOST_ARCHIVE:
            raise ValueError(f"it unpacks to {total / MB:.0f} MB, allowed are {MOST_ARCHIVE / MB:.0f} MB")

    @property
    def names(self) -> set[str]:
        """Names of the arrays."""
        return {name.removesuffix(".npy") for name in self._entries}

    def shape_and_kind(self, name: str) -> tuple[tuple[int, ...], np.dtype]:
        """What the header of an array promises; the array itself is not unpacked."""
        with self._opened(name) as source:
            shape, _, dtype = _header(source)
        return shape, dtype

    def array(self, name: str) -> np.ndarray:
        """An array of real or whole numbers, or of one text."""
        import numpy as np

        with self._opened(name) as source:
            shape, by_columns, dtype = _header(source)
            if dtype.kind not in "fiuU" or len(shape) > 4:
                raise ValueError(f"{name} has shape {shape} of {dtype}")
            size = dtype.itemsize
            for length in shape:
                size *= length
            if size > self._entries[f"{name}.npy"].file_size:  # before anything is unpacked
                raise ValueError(f"{name} promises {size} bytes and has fewer")
            data = source.read(size)
            if len(data) != size or source.read(1):
                raise ValueError(f"{name} has not the length its shape promises")
        return np.frombuffer(bytearray(data), dtype).reshape(shape, order="F" if by_columns else "C")

    def json(self, name: str, what: str, where: str) -> dict[str, Any]:
        """An object in an array that holds one text."""
        shape, dtype = self.shape_and_kind(name)
        if shape != () or dtype.kind != "U" or dtype.itemsize > MOST_TEXT:
            raise ValueError(f"{name} has shape {shape} of {dtype}")
        return parsed_json(str(self.array(name)), what, where)

    @contextlib.contextmanager
    def _opened(self, name: str) -> Iterator[Any]:
        if f"{name}.npy" not in self._entries:
            raise ValueError(f"{name} is missing")
        with self._zip.open(f"{name}.npy") as source:
            yield source


def _header(source: Any) -> tuple[tuple[int, ...], bool, np.dtype]:
    from numpy.lib import format as npy

    version = npy.read_magic(source)
    readers = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
    if version not in readers:
        raise ValueError(f"an array of version {version}")
    shape, by_columns, dtype = readers[version](source, max_header_size=MOST_HEADER)
    if any(length < 0 for length in shape):
        raise ValueError(f"an array of shape {shape}")
    return shape, by_columns, dtype


@contextlib.contextmanager
def archive(path: str | Path, what: str, wanted: str) -> Iterator[Archive]:
    """The arrays of a file; everything that goes wrong in the block, in whatever library, is one line.

    Args:
        path: the file.
        what: first word of the message.
        wanted: what the file is not when something is wrong: `a complete hingesim recording; make it again`, the way out after a semicolon.

    Raises:
        InputError: see `content`; or the file is not what was wanted.
    """
    data = content(path, what, MOST_ARCHIVE)
    kind, _, way_out = wanted.partition("; ")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            yield Archive(zipped)
    except FieldError as error:
        raise InputError(f"{what}: {quoted(path)}: {error}") from None
    except InputError:
        raise
    except MemoryError:
        raise Unreadable(f"{what}: cannot read {quoted(path)} (not enough memory)") from None
    except Exception as error:  # zlib, zipfile, NumPy and struct raise a dozen kinds for damaged bytes
        raise InputError(f"{what}: {quoted(path)} is not {kind} ({reason(error)}); {way_out}") from None

"""What stands in the store of a sweep: its label, its parts and its journal, believed only where they are as they were written.

The name of a part ends in the beginning of the SHA-256 of its content, a row of the journal begins with the CRC-32 of what follows: every
change of a byte is found. A file that cannot be *read* (permissions, memory) is not a damaged one.
"""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import pyarrow as pa
import pyarrow.parquet as pq

from hingesim.common.errors import InputError
from hingesim.common.escaping import quoted
from hingesim.common.reading import MB, Unreadable, content, json_object, reason
from hingesim.scenario.reading import scenario_fields
from hingesim.sweeps.row import Row, schema

FORMAT = 2
LABEL, JOURNAL, LOCK, RECORDINGS, ASIDE = "_sweep.json", "_journal.jsonl", "_lock", "_recordings", "_damaged"
Sampling = Literal["grid", "scattered"]
MOST_PART, MOST_JOURNAL = 256 * MB, 512 * MB
"""A part of 2000 rows has 0.5 MB, a row of the journal 3 kB."""
NAME = re.compile(r"part-(\d{6,9})-([0-9a-f]{16})\.parquet")
KEY = re.compile(r"[0-9a-f]{32}")


class Damaged(Exception):
    """Not as it was written; the message says why, on a part of one line."""


@dataclass(frozen=True)
class Label:
    """What was swept."""

    axes: tuple[str, ...]
    sampling: Sampling
    physics: str = ""
    """State of the physics its runs were made with (see `simulation.physics`); empty where it is not said."""
    stop_early: bool = False
    """Whether its runs were given up once a loss of balance was certain."""

    def to_text(self, version: str) -> str:
        """As the store keeps it."""
        return json.dumps({"format": FORMAT, "hingesim": version, **asdict(self)}, indent=2) + "\n"


def label_of(path: Path) -> Label:
    """The label of a store.

    Raises:
        Damaged: there is one, but it cannot be believed.
        InputError: of another format, or unreadable.
    """
    try:
        told = json_object(path / LABEL, "sweep")
    except Unreadable:
        raise
    except InputError as error:
        raise Damaged(str(error)) from None
    found, axes, sampling = told.get("format"), told.get("axes"), told.get("sampling")
    if found != FORMAT and type(found) is int:
        raise InputError(f"sweep: {quoted(path)} has format {found}, this version reads format {FORMAT}; choose another name")
    if (
        found != FORMAT
        or sampling not in get_args(Sampling)
        or not isinstance(axes, list)
        or not all(isinstance(axis, str) and axis in scenario_fields() for axis in axes)
    ):
        raise Damaged("it does not say what was swept")
    return Label(tuple(axes), sampling, str(told.get("physics", "")), told.get("stop_early") is True)  # type: ignore[arg-type]


def parts(path: Path) -> list[Path]:
    """Everything that goes by the name of a part, in order."""
    return sorted(path.glob("part-*.parquet"))


def part_name(number: int, data: bytes) -> str:
    """The name of a part with this content."""
    return f"part-{number:06d}-{_digest(data)}.parquet"


def part_rows(part: Path) -> pa.Table:
    """The rows of a part.

    Raises:
        Damaged: it is not as it was written.
        Unreadable: this process cannot read it.
        InputError: it is, by a version with other columns.
    """
    if (name := NAME.fullmatch(part.name)) is None:
        raise Damaged("no part of this format")
    try:
        data = content(part, "sweep", MOST_PART)
    except Unreadable:
        raise
    except InputError as error:
        raise Damaged(str(error)) from None
    if _digest(data) != name[2]:
        raise Damaged("cut short or changed")
    try:
        with pq.ParquetFile(pa.BufferReader(data), page_checksum_verification=True) as opened:
            _refuse_other_columns(part.parent, opened.schema_arrow.names)
            rows = opened.read(use_threads=False).cast(schema())  # a thread that finds no memory to start in may leave the reader waiting
        keys = rows.column("key").to_pylist()
    except InputError:
        raise
    except (ValueError, KeyError, TypeError, NotImplementedError) as error:  # what Arrow raises for bytes that are no such table
        raise Damaged(reason(error)) from None
    except Exception as error:  # the bytes are as they were written: no memory, no thread, a library that fails
        raise Unreadable(f"sweep: cannot read {quoted(part)} ({reason(error) or 'not enough memory'})") from None
    if len(set(keys)) < len(keys) or not all(_is_key(key) for key in keys):
        raise Damaged("a run stands in it twice or without its key")
    return rows


def _refuse_other_columns(store: Path, names: list[str]) -> None:
    """Columns that came or went tell another version, not a damage: the content is as it was written.

    Raises:
        InputError: names them.
    """
    ours = schema().names
    more, fewer = [name for name in names if name not in ours], [name for name in ours if name not in names]
    if more or fewer:
        said = [f"{word} {_some(found)}" for word, found in (("with", more), ("without", fewer)) if found]
        by = f"another version of hingesim ({', '.join(said)})"
        raise InputError(f"sweep: {quoted(store)} was written by {by}; read it with that one, or choose another name")


def _some(names: list[str]) -> str:
    return ", ".join([*names[:3], *([f"{len(names) - 3} more"] if len(names) > 3 else [])])


def journal_line(row: Row) -> str:
    """A row as the journal keeps it."""
    told = json.dumps(row)
    return f"{zlib.crc32(told.encode()):08x} {told}\n"


def journal_rows(path: Path) -> tuple[list[Row], list[bytes]]:
    """Rows of the journal, and the lines that are not as they were written; a line that a dying writer left without its end is neither.

    Raises:
        Damaged: it is no file.
        Unreadable: this process cannot read it.
        InputError: it has columns of another version.
    """
    if not (path / JOURNAL).exists():
        return [], []
    try:
        *lines, tail = content(path / JOURNAL, "sweep", MOST_JOURNAL).split(b"\n")
    except Unreadable:
        raise
    except InputError as error:
        raise Damaged(str(error)) from None
    rows = [(line, _row(path, line)) for line in [*lines, tail] if line]
    good: dict[str, Row] = {}
    for _, row in rows:
        if row is not None:
            good.setdefault(row["key"], row)
    return list(good.values()), [line for line, row in rows if row is None and line is not tail]


def _row(store: Path, line: bytes) -> Row | None:
    try:
        told = line.decode()
        row: Any = json.loads(told[9:]) if told[:8] == f"{zlib.crc32(line[9:]):08x}" else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(row, dict) or not _is_key(row.get("key")):
        return None
    _refuse_other_columns(store, list(dict.fromkeys([*schema().names, *row])))  # a failed run has no others to miss
    return row


def _is_key(key: object) -> bool:
    return isinstance(key, str) and KEY.fullmatch(key) is not None


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]

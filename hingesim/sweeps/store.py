"""The store of a sweep: a Parquet dataset that survives its writer.

A folder `map.parquet/`: `part-000000.parquet`, ... with finished rows in the order of the design, each written whole;
`_journal.jsonl` with the finished rows that are in no part yet, one a line, on disk before the next run is counted;
`_recordings/KEY.npz` where recordings are kept; `_sweep.json`, which makes the folder a store. Other programs read the folder as a
dataset: they pass over names with an underscore.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, Self

import filelock
import pyarrow as pa
import pyarrow.parquet as pq

from hingesim.common.errors import HingesimError, InputError
from hingesim.common.files import written_whole
from hingesim.common.version import VERSION
from hingesim.sweeps.cell import Result
from hingesim.sweeps.row import Row, schema

FORMAT = 1
PART_ROWS = 2000
LABEL, JOURNAL, LOCK, RECORDINGS = "_sweep.json", "_journal.jsonl", "_lock", "_recordings"


class Store:
    """A store that is being written; a context manager that holds it against other writers.

    Args:
        path: folder, made when missing; its name ends in .parquet.

    Raises:
        InputError: not a store, of another format or version, in use, or not writable.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = checked(path)
        self.repaired: list[str] = []
        """Names of parts that were cut short and are dropped; their runs are to be done again."""
        self._lock = filelock.FileLock(self.path / LOCK)
        self._order: list[str] = []
        self._turn = 0
        self._waiting: dict[str, Row] = {}
        self._parts = 0
        self._builds: set[tuple[str, str]] = set()
        self.keys: set[str] = set()
        """Keys of all rows."""

    def __enter__(self) -> Self:
        known = label_of(self.path) if (self.path / LABEL).exists() else None
        try:
            self.path.mkdir(exist_ok=True)
            self._lock.acquire(blocking=False)
        except filelock.Timeout:
            raise InputError(f"sweep: another sweep is writing to {str(self.path)!r}") from None
        except OSError as error:
            raise InputError(f"output: cannot write {str(self.path)!r} ({error.strerror})") from None
        try:
            self._recover()
            if known is None:
                self.label([], "grid")
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self._lock.release()

    def _recover(self) -> None:
        """Take stock: rows in parts and journal; what a dying writer left half-done goes."""
        for pattern in (".part-*", "._journal-*", "._sweep-*", f"{RECORDINGS}/.*"):
            for name in self.path.glob(pattern):
                name.unlink()
        for part in _parts(self.path):
            try:
                rows = pq.read_table(part, page_checksum_verification=True)
            except (OSError, pa.ArrowException):
                self.repaired.append(part.name)
                part.unlink()
                continue
            self._parts = int(part.stem.removeprefix("part-")) + 1
            self.keys.update(rows.column("key").to_pylist())
            self._builds.update((row["engine"], row["version"]) for row in rows.select(["engine", "version"]).to_pylist())
        self._waiting = {row["key"]: row for row in journal_rows(self.path) if row["key"] not in self.keys}
        self._builds.update((row["engine"], row["version"]) for row in self._waiting.values())
        self.keys.update(self._waiting)
        self._rewrite_journal()

    def label(self, axes: Sequence[str], sampling: str) -> None:
        """Say in the store what was swept."""
        content = {"format": FORMAT, "hingesim": VERSION, "axes": list(axes), "sampling": sampling}
        with self._resumable(), written_whole(self.path / LABEL) as part:
            part.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")

    def expect(self, keys: Sequence[str], engines: Iterable[str]) -> list[str]:
        """Say which rows will come, in which order they are to stand, and from which engines; returns the keys that are missing.

        Raises:
            InputError: the store holds rows of another version of hingesim or of an engine.
        """
        self._refuse_other_versions(set(engines))
        coming = set(keys)
        strangers = [key for key in self._waiting if key not in coming]
        if strangers:  # left by another design: they come first
            self._write_part(strangers)
        in_parts = self.keys - self._waiting.keys()
        self._order, self._turn = [key for key in dict.fromkeys(keys) if key not in in_parts], 0
        return [key for key in self._order if key not in self._waiting]

    def add(self, results: Iterable[Result]) -> None:
        """Keep finished runs: when this returns they are on disk.

        Raises:
            HingesimError: the disk is full or gone; what was kept before stays.
        """
        results = [result for result in results if result.row["key"] not in self.keys]
        with self._resumable():
            for result in results:
                if result.recording is not None:
                    (self.path / RECORDINGS).mkdir(exist_ok=True)
                    with written_whole(self.path / RECORDINGS / f"{result.row['key']}.npz") as part:
                        part.write_bytes(result.recording)
            lines = "".join(json.dumps(result.row) + "\n" for result in results)
            with (self.path / JOURNAL).open("ab", buffering=0) as journal:
                _write(journal.fileno(), lines.encode())
        for result in results:
            self.keys.add(result.row["key"])
            self._waiting[result.row["key"]] = result.row
        while len(ready := self._ready(PART_ROWS)) == PART_ROWS:
            self._write_part(ready)

    def finish(self) -> None:
        """Write the last part: nothing stays in the journal."""
        while ready := self._ready(PART_ROWS):
            self._write_part(ready)

    def _ready(self, most: int) -> list[str]:
        """The next rows in the order of the design, as far as they are there without a gap."""
        ready = self._order[self._turn : self._turn + most]
        gap = next((place for place, key in enumerate(ready) if key not in self._waiting), len(ready))
        return ready[:gap]

    def _write_part(self, keys: list[str]) -> None:
        sink = pa.BufferOutputStream()
        table = pa.Table.from_pylist([self._waiting[key] for key in keys], schema=schema())
        pq.write_table(table, sink, compression="zstd", write_page_checksum=True)
        with self._resumable(), written_whole(self.path / f"part-{self._parts:06d}.parquet") as part:
            _synced(part, sink.getvalue().to_pybytes())
        self._parts += 1
        for key in keys:
            del self._waiting[key]
        self._turn += len(keys)
        self._rewrite_journal()

    def _rewrite_journal(self) -> None:
        with self._resumable(), written_whole(self.path / JOURNAL) as part:
            _synced(part, "".join(json.dumps(row) + "\n" for row in self._waiting.values()).encode())

    def _refuse_other_versions(self, engines: set[str]) -> None:
        current = {engine.partition(" ")[0]: engine for engine in engines}
        for engine, version in sorted(self._builds):
            now = current.get(engine.partition(" ")[0], engine)
            if (engine, version) != (now, VERSION):
                by = f"hingesim {version} with {engine}, this is {VERSION} with {now}"
                raise InputError(f"sweep: {str(self.path)!r} was written by {by}: numbers of two versions do not mix; choose another name")

    @contextlib.contextmanager
    def _resumable(self) -> Iterator[None]:
        """A write that fails ends the sweep with one line; the store stays good."""
        try:
            yield
        except (OSError, InputError) as error:
            cause = error if isinstance(error, OSError) else error.__cause__ or error.__context__
            why = getattr(cause, "strerror", None) or error
            kept = f"its {len(self.keys)} finished runs are kept, and the same command goes on from there"
            raise HingesimError(f"sweep: cannot write to {str(self.path)!r} ({why}); {kept}") from error


def checked(path: str | Path) -> Path:
    """The path of a store, or of one that can be made.

    Raises:
        InputError: says what it is instead.
    """
    path = Path(path)
    if path.suffix != ".parquet":
        raise InputError(f"output: got {str(path)!r}, allowed is a name that ends in .parquet")
    if not path.parent.is_dir():
        raise InputError(f"output: cannot write {str(path)!r} (no folder {str(path.parent)!r})")
    if path.exists() and not path.is_dir():
        raise InputError(f"sweep: {str(path)!r} is a file, not the store of a sweep")
    if path.is_dir() and not (path / LABEL).exists() and any(name != LOCK and not name.startswith("._") for name in os.listdir(path)):
        raise InputError(f"sweep: the folder {str(path)!r} is not the store of a sweep, and not empty; choose another name")
    return path


def label_of(path: Path) -> dict[str, Any]:
    """What was swept: `axes` and `sampling`.

    Raises:
        InputError: not a store, or of another format.
    """
    try:
        content = json.loads((path / LABEL).read_text(encoding="utf-8"))
        found, axes, sampling = content["format"], content["axes"], content["sampling"]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(f"sweep: {str(path)!r} is not the store of a sweep") from None
    if found != FORMAT:
        raise InputError(f"sweep: {str(path)!r} has format {found!r}, this version reads format {FORMAT}; choose another name")
    return {"axes": axes, "sampling": sampling}


def read(path: str | Path) -> tuple[pa.Table, tuple[str, ...], Literal["grid", "scattered"]]:
    """All rows of a store, finished or not, in their order, the fields that were swept, and how (see `SweepTable.open`)."""
    path = Path(path)
    if not path.exists():
        raise InputError(f"sweep: no store {str(path)!r}")
    label, late = label_of(path), journal_rows(path)  # the journal first: its rows may move into a part at any time
    tables = []
    for part in _parts(path):
        try:
            tables.append(pq.read_table(part, page_checksum_verification=True).cast(schema()))
        except (OSError, ValueError, pa.ArrowException):
            why = f"{part.name} is cut short or not of this version; the same sweep again repairs what is cut short"
            raise InputError(f"sweep: {str(path)!r} cannot be read ({why})") from None
    rows = pa.concat_tables([schema().empty_table(), *tables])
    held = set(rows.column("key").to_pylist())
    rest = pa.Table.from_pylist([row for row in late if row["key"] not in held], schema=schema())
    return pa.concat_tables([rows, rest]).combine_chunks(), tuple(label["axes"]), label["sampling"]


def journal_rows(path: Path) -> list[Row]:
    """Rows of the journal up to the first line that is not whole."""
    rows: list[Row] = []
    try:
        lines = (path / JOURNAL).read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return rows
    for line in lines:
        try:
            rows.append(json.loads(line))
        except ValueError:
            break
    return rows


def _parts(path: Path) -> list[Path]:
    return sorted(path.glob("part-*.parquet"))


def _synced(path: Path, content: bytes) -> None:
    with path.open("wb", buffering=0) as file:
        _write(file.fileno(), content)


def _write(handle: int, content: bytes) -> None:
    """All of it, and on the disk."""
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)

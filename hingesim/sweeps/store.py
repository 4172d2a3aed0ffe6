"""The store of a sweep: a Parquet dataset that survives its writer.

A folder `map.parquet/`: `part-000000-....parquet`, ... with finished rows in the order of the design, each written whole;
`_journal.jsonl` with the finished rows that are in no part yet, one a line, on disk before the next run is counted;
`_recordings/KEY.npz` where recordings are kept; `_sweep.json`, which makes the folder a store; `_damaged/` with what was found damaged
(see `contents`). Other programs read the folder as a dataset: they pass over names with an underscore.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Self

import filelock
import pyarrow as pa
import pyarrow.parquet as pq

from hingesim.common.errors import HingesimError, InputError
from hingesim.common.escaping import quoted
from hingesim.common.files import written_whole
from hingesim.common.leftovers import PART, clear_leftovers
from hingesim.common.reading import named, reason
from hingesim.common.signals import held
from hingesim.common.version import VERSION
from hingesim.simulation.physics import physics_digest
from hingesim.sweeps import contents
from hingesim.sweeps.cell import Result
from hingesim.sweeps.contents import ASIDE, JOURNAL, LABEL, LOCK, RECORDINGS, Damaged, Label, Sampling
from hingesim.sweeps.row import Row, schema

PART_ROWS = 2000


class Store:
    """A store that is being written; a context manager that holds it against other writers.

    Args:
        path: folder, made when missing; its name ends in .parquet.
        stop_early: whether runs that come are given up once a loss of balance is certain.

    Raises:
        InputError: not a store, of another format or version, in use, not readable or not writable.
    """

    def __init__(self, path: str | Path, *, stop_early: bool = False) -> None:
        self.path, self._stops_early = checked(path), stop_early
        self.repaired: list[str] = []
        """Names of what was damaged and is set aside; the runs that are lost with it are to be done again."""
        self._lock = filelock.FileLock(self.path / LOCK)
        self._order: list[str] = []
        self._next = 0
        self._waiting: dict[str, Row] = {}
        self._parts = 0
        self._builds: set[tuple[str, str]] = set()
        self._made = physics_digest(), stop_early
        """State of the physics and whether runs were given up early, of the rows."""
        self.keys: set[str] = set()
        """Keys of all rows."""

    def __enter__(self) -> Self:
        try:
            self.path.mkdir(exist_ok=True)
            self._lock.acquire(blocking=False)
        except filelock.Timeout:
            raise InputError(f"sweep: another sweep is writing to {quoted(self.path)}") from None
        except Exception as error:  # what a lock file can be instead
            raise InputError(f"output: cannot write {quoted(self.path)} ({reason(error)})") from None
        try:
            self._recover()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self._lock.release()

    def _recover(self) -> None:
        """Take stock of label, parts and journal. Nothing that may be good is deleted: what is damaged is moved aside."""
        label, rows, journal = _label_or_none(self.path), self._parts_in_order(), None
        lines: list[bytes] = []
        try:
            journal, lines = contents.journal_rows(self.path)
        except Damaged:
            self._set_aside(self.path / JOURNAL)
        clear_leftovers(self.path)
        clear_leftovers(self.path / RECORDINGS)
        for keys, builds in rows:
            self.keys.update(keys)
            self._builds.update(builds)
        self._waiting = {row["key"]: row for row in journal or [] if row["key"] not in self.keys}
        self._builds.update((row["engine"], row["version"]) for row in self._waiting.values())
        self.keys.update(self._waiting)
        if lines:
            self._keep_lines(lines)
        self._rewrite_journal()
        if label is not None and self.keys:
            self._made = label.physics, label.stop_early
        elif label is not None and (label.physics, label.stop_early) != self._made:  # no row holds it to that
            self.label(label.axes, label.sampling)
        if label is None:
            if (self.path / LABEL).exists():
                self._set_aside(self.path / LABEL)
            self.label([], "grid")

    def _parts_in_order(self) -> list[tuple[set[str], set[tuple[str, str]]]]:
        """Keys and builds of every good part; a part with a run that an earlier one has is not good."""
        found: list[tuple[set[str], set[tuple[str, str]]]] = []
        seen: set[str] = set()
        for part in contents.parts(self.path):
            try:
                rows = contents.part_rows(part)
                keys = set(rows.column("key").to_pylist())
                if keys & seen:
                    raise Damaged("it has runs of another part")
            except Damaged:
                self._set_aside(part)
                continue
            seen |= keys
            self._parts = int(part.name.split("-")[1]) + 1
            found.append((keys, {(row["engine"], row["version"]) for row in rows.select(["engine", "version"]).to_pylist()}))
        return found

    def _set_aside(self, path: Path) -> None:
        """Move what cannot be believed to where nothing reads it."""
        with self._resumable():
            (self.path / ASIDE).mkdir(exist_ok=True)
            path.replace(_free(self.path / ASIDE / path.name))
        self.repaired.append(path.name)

    def _keep_lines(self, lines: list[bytes]) -> None:
        with self._resumable():
            (self.path / ASIDE).mkdir(exist_ok=True)
            with written_whole(_free(self.path / ASIDE / JOURNAL)) as part:
                part.write_bytes(b"".join(line + b"\n" for line in lines))
        self.repaired.append(f"{len(lines)} rows of {JOURNAL}")

    def label(self, axes: Sequence[str], sampling: Sampling) -> None:
        """Say in the store what was swept."""
        with self._resumable(), written_whole(self.path / LABEL) as part:
            part.write_text(Label(tuple(axes), sampling, *self._made).to_text(VERSION), encoding="utf-8")

    def expect(self, keys: Sequence[str], engines: Iterable[str]) -> list[str]:
        """Say which rows will come, in which order they are to stand, and from which engines; returns the keys that are missing.

        Raises:
            InputError: the store holds rows of another version of hingesim or of an engine, or of another state of the physics, or
                whole ones where these are given up early, or the other way round.
        """
        self._refuse_other_versions(set(engines))
        physics, stopped = self._made
        if physics != physics_digest():
            by = f"another state of the code of hingesim {VERSION} ({physics or 'unnamed'}, this is {physics_digest()})"
            raise InputError(f"sweep: {quoted(self.path)} was written by {by}: numbers of two states do not mix; choose another name")
        if stopped and not self._stops_early:
            raise InputError(f"--stop-early: {quoted(self.path)} has runs that were ended early; add --stop-early, or choose another name")
        if self._stops_early and not stopped:
            raise InputError(f"--stop-early: {quoted(self.path)} has whole runs; leave --stop-early out, or choose another name")
        coming = set(keys)
        strangers = [key for key in self._waiting if key not in coming]
        if strangers:  # left by another design: they come first
            self._write_part(strangers)
        in_parts = self.keys - self._waiting.keys()
        self._order, self._next = [key for key in dict.fromkeys(keys) if key not in in_parts], 0
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
            lines = "".join(contents.journal_line(result.row) for result in results)
            with (self.path / JOURNAL).open("ab", buffering=0) as journal, held():
                whole = journal.tell()
                try:
                    _write(journal.fileno(), lines.encode())
                except BaseException:  # half a line would spoil the next
                    journal.truncate(whole)
                    raise
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
        ready = self._order[self._next : self._next + most]
        gap = next((place for place, key in enumerate(ready) if key not in self._waiting), len(ready))
        return ready[:gap]

    def _write_part(self, keys: list[str]) -> None:
        sink = pa.BufferOutputStream()
        table = pa.Table.from_pylist([self._waiting[key] for key in keys], schema=schema())
        pq.write_table(table, sink, compression="zstd", write_page_checksum=True)
        data = sink.getvalue().to_pybytes()
        with self._resumable(), written_whole(self.path / contents.part_name(self._parts, data)) as part:
            _synced(part, data)
        self._parts += 1
        for key in keys:
            del self._waiting[key]
        self._next += len(keys)
        self._rewrite_journal()

    def _rewrite_journal(self) -> None:
        with self._resumable(), written_whole(self.path / JOURNAL) as part:
            _synced(part, "".join(map(contents.journal_line, self._waiting.values())).encode())

    def _refuse_other_versions(self, engines: set[str]) -> None:
        current = {engine.partition(" ")[0]: engine for engine in engines}
        for engine, version in sorted(self._builds):
            now = current.get(engine.partition(" ")[0], engine)
            if (engine, version) != (now, VERSION):
                by = f"hingesim {version} with {engine}, this is {VERSION} with {now}"
                raise InputError(f"sweep: {quoted(self.path)} was written by {by}: numbers of two versions do not mix; choose another name")

    @contextlib.contextmanager
    def _resumable(self) -> Iterator[None]:
        """A write that fails ends the sweep with one line; the store stays good."""
        try:
            yield
        except (OSError, InputError) as error:
            cause = error if isinstance(error, OSError) else error.__cause__ or error.__context__
            why = getattr(cause, "strerror", None) or error
            kept = f"its {len(self.keys)} finished runs are kept, and the same command goes on from there"
            raise HingesimError(f"sweep: cannot write to {quoted(self.path)} ({why}); {kept}") from error


def checked(path: str | Path) -> Path:
    """The path of a store, or of one that can be made.

    Raises:
        InputError: says what it is instead.
    """
    path = named(path, "output")
    if path.suffix != ".parquet":
        raise InputError(f"output: got {quoted(path)}, allowed is a name that ends in .parquet")
    try:
        if not path.parent.is_dir():
            raise InputError(f"output: cannot write {quoted(path)} (no folder {quoted(path.parent)})")
        if path.exists() and not path.is_dir():
            raise InputError(f"sweep: {quoted(path)} is a file, not the store of a sweep")
        inside = os.listdir(path) if path.is_dir() else []
    except InputError:
        raise
    except (OSError, ValueError) as error:
        raise InputError(f"output: cannot write {quoted(path)} ({reason(error)})") from None
    if LABEL not in inside and any(name != LOCK and not name.startswith(PART) and not _ours(name) for name in inside):
        raise InputError(f"sweep: the folder {quoted(path)} is not the store of a sweep, and not empty; choose another name")
    if LABEL in inside:
        _label_or_none(path)
    return path


def _ours(name: str) -> bool:
    """Whether nothing but a store has something of this name."""
    return contents.NAME.fullmatch(name) is not None or name in (JOURNAL, RECORDINGS, ASIDE)


def _label_or_none(path: Path) -> Label | None:
    """The label of a store; None where it is missing or damaged, but what stands beside it can only be a store's.

    Raises:
        InputError: it is no store.
    """
    try:
        return contents.label_of(path) if (path / LABEL).exists() else None
    except Damaged:
        if any(map(_ours, os.listdir(path))):
            return None
        raise InputError(f"sweep: {quoted(path)} is not the store of a sweep") from None


def label_of(path: Path) -> Label:
    """What was swept.

    Raises:
        InputError: not a store, of another format, or damaged.
    """
    try:
        return contents.label_of(path)
    except Damaged:
        again = f"its {LABEL} is damaged; the same sweep again writes a new one" if any(map(_ours, os.listdir(path))) else ""
        raise InputError(f"sweep: {quoted(path)} is not the store of a sweep{again and f' ({again})'}") from None


def read(path: str | Path) -> tuple[pa.Table, tuple[str, ...], Sampling]:
    """All rows of a store, finished or not, in their order, the fields that were swept, and how (see `SweepTable.open`)."""
    path = named(path, "sweep")
    try:
        if not path.exists():
            raise InputError(f"sweep: no store {quoted(path)}")
        if not path.is_dir():
            raise InputError(f"sweep: {quoted(path)} is a file, not the store of a sweep")
        label = label_of(path)
        late, _ = contents.journal_rows(path)  # the journal first: its rows may move into a part at any time
    except Damaged as error:
        raise InputError(f"sweep: {quoted(path)} cannot be read ({error}); the same sweep again repairs it") from None
    except InputError:
        raise
    except (OSError, ValueError) as error:
        raise InputError(f"sweep: cannot read {quoted(path)} ({reason(error)})") from None
    tables, held_keys = [], set()
    for part in contents.parts(path):
        try:
            rows = contents.part_rows(part)
            keys = set(rows.column("key").to_pylist())
            if keys & held_keys:
                raise Damaged("it has runs of another part")
        except Damaged as error:
            why = f"{part.name} is damaged: {error}; the same sweep again sets it aside and runs what is lost"
            raise InputError(f"sweep: {quoted(path)} cannot be read ({why})") from None
        tables.append(rows)
        held_keys |= keys
    rest = [row for row in late if row["key"] not in held_keys]
    try:
        rows = pa.concat_tables([schema().empty_table(), *tables, pa.Table.from_pylist(rest, schema=schema())])
    except (pa.ArrowException, ValueError, TypeError) as error:
        raise InputError(f"sweep: {quoted(path)} cannot be read ({JOURNAL}: {reason(error)})") from None
    return rows.combine_chunks(), label.axes, label.sampling


def _free(path: Path) -> Path:
    """A name that is not taken."""
    tries = (path if n == 0 else path.with_name(f"{path.name}.{n}") for n in range(10_000))
    return next(name for name in tries if not os.path.lexists(name))


def _synced(path: Path, content: bytes) -> None:
    with path.open("wb", buffering=0) as file:
        _write(file.fileno(), content)


def _write(handle: int, content: bytes) -> None:
    """All of it, and on the disk."""
    view = memoryview(content)
    while view:
        view = view[os.write(handle, view) :]
    os.fsync(handle)

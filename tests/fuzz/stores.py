"""Stores of sweeps that are damaged: what can be read stays, what is lost is run again, nothing is deleted or believed."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hingesim import HingesimError, Scenario, SweepTable
from hingesim.sweeps import store as store_module
from hingesim.sweeps.cell import Cell, Result
from hingesim.sweeps.store import Store
from tests.fuzz.damage import broken_bytes, odd_values
from tests.fuzz.files import refused

CELLS = [Cell(Scenario().replace(world={"seed": seed})) for seed in range(14)]
KEYS = [cell.key for cell in CELLS]
ENGINES = {cell.engine for cell in CELLS}
JOURNAL, LABEL = "_journal.jsonl", "_sweep.json"
KINDS = ("part", "part", "part table", "journal", "journal", "journal rows", "label", "label values", "double", "folder", "gone")


def fill(path: Path, most: int = len(CELLS)) -> list[str]:
    """Do what is missing of the first runs; returns the keys that were missing."""
    with Store(path) as store:
        missing = store.expect(KEYS, ENGINES)
        for index, key in enumerate(KEYS[:most]):
            if key in missing:
                store.add([Result(CELLS[index].row(outcome="mid_foot", margin_min_m=index / 7))])
        return missing


def good_store(path: Path) -> None:
    """Two parts of four rows, the third just before it is full, and three rows in the journal."""
    store_module.PART_ROWS = 4
    fill(path, 11)


def damage(path: Path, random_: random.Random) -> tuple[str, set[str]]:
    """Damage one thing; returns what, and the keys of the rows that no damage has touched."""
    parts = sorted(part.name for part in path.glob("part-*"))
    rows = {name: pq.read_table(path / name).column("key").to_pylist() for name in parts}
    lines = (path / JOURNAL).read_bytes().splitlines(keepends=True)
    kept = {key for keys in rows.values() for key in keys} | {key for key in KEYS if any(key.encode() in line for line in lines)}
    kind = random_.choice(KINDS)
    name = random_.choice(parts)
    if kind == "part":
        (path / name).write_bytes(broken_bytes((path / name).read_bytes(), random_))
        kept -= set(rows[name])
    elif kind == "part table":
        (path / name).write_bytes(_odd_table(pq.read_table(path / name), random_))
        kept -= set(rows[name])
    elif kind == "journal":
        (path / JOURNAL).write_bytes(broken_bytes(b"".join(lines), random_))
    elif kind == "journal rows":
        value = odd_values({"key": KEYS[0], "outcome": "mid_foot"}, random_)
        told = json.dumps(value, default=str).encode() + b"\n"
        odd = random_.choice((b"[]\n", b"5\n", b"{}\n", b"\xff\n", told, lines[0], lines[0][:-9] + b"\n"))
        lines.insert(random_.randrange(len(lines) + 1), odd)
        (path / JOURNAL).write_bytes(b"".join(lines))
    elif kind == "label":
        (path / LABEL).write_bytes(broken_bytes((path / LABEL).read_bytes(), random_))
    elif kind == "label values":
        values = odd_values(json.loads((path / LABEL).read_text()), random_)
        (path / LABEL).write_text(json.dumps(values))
    elif kind == "double":
        shutil.copy(path / name, path / name.replace("part-00000", "part-00001"))
    elif kind == "folder":
        where = random_.choice(("part-000009.parquet", "part-x.parquet", JOURNAL, LABEL, "_lock"))
        if where == JOURNAL:
            kept -= {key for key in KEYS if any(key.encode() in line for line in lines)}
        (path / where).unlink(missing_ok=True)
        random_.choice((os.mkdir, os.mkfifo))(path / where)
    else:
        gone = random_.choice((name, JOURNAL, LABEL))
        (path / gone).unlink()
        kept -= set(rows.get(gone, ())) if gone != JOURNAL else {key for key in KEYS if any(key.encode() in line for line in lines)}
    if kind == "journal":
        left = set((path / JOURNAL).read_bytes().splitlines(keepends=True))
        kept -= {key for key in KEYS if any(key.encode() in line and line not in left for line in lines)}
    return kind, kept


def _odd_table(rows: pa.Table, random_: random.Random) -> bytes:
    """A part without its keys, with others, twice the same, or of other columns."""
    other = random_.choice(
        (
            lambda: rows.drop(["key"]),
            lambda: rows.set_column(0, "key", pa.array([None] * len(rows), pa.string())),
            lambda: rows.set_column(0, "key", pa.array(["x"] * len(rows))),
            lambda: rows.set_column(0, "key", pa.array([1.5] * len(rows))),
            lambda: pa.concat_tables([rows, rows]),
            lambda: pa.table({"a": [1]}),
            lambda: rows.slice(0, 0),
            lambda: rows.append_column("more", pa.array([1] * len(rows))),
        )
    )()
    sink = io.BytesIO()
    pq.write_table(other, sink)
    return sink.getvalue()


def plain_rows(table: SweepTable) -> dict[str, Any]:
    """Rows by key."""
    return {row["key"]: row for row in table.rows.to_pylist()}


def cases(folder: Path, count: int, random_: random.Random) -> Iterator[str | None]:
    """What is wrong with how each of many damaged stores is met."""
    good = folder / "good.parquet"
    good_store(good)
    right = plain_rows(SweepTable.open(good))
    work = folder / "work.parquet"
    for _ in range(count):
        shutil.rmtree(work, ignore_errors=True)
        shutil.copytree(good, work)
        kind, kept = damage(work, random_)
        found = _met(work, kept, right)
        yield f"{kind}: {found}" if found else None


def _met(path: Path, kept: set[str], right: dict[str, Any]) -> str | None:
    before = {name for name in os.listdir(path) if not name.startswith(("_lock", "."))}
    try:
        table = SweepTable.open(path)
        if any(row != right.get(key) for key, row in plain_rows(table).items()):
            return "a row that nobody wrote is believed"
        if len(plain_rows(table)) < len(table):
            return "a row stands twice"
        told = ""
    except HingesimError as error:
        if found := refused(error):
            return found
        told = str(error)
    except BaseException as error:
        return refused(error)
    try:
        missing = fill(path)
    except HingesimError as error:
        if found := refused(error):
            return found
        if "same sweep again" in told:
            return f"promised to go on, but {error}"
        gone = before - set(os.listdir(path))
        return f"refused, and {gone} deleted" if gone else None
    except BaseException as error:
        return refused(error)
    if lost := kept & set(missing):
        return f"{len(lost)} rows lost"
    gone = {name for name in before - set(os.listdir(path)) if not (path / "_damaged" / name).exists()}
    if gone:
        return f"{sorted(gone)[0]} deleted"
    try:
        after = plain_rows(SweepTable.open(path))
    except HingesimError:
        return "cannot be read in the end"
    if set(after) < set(KEYS) or any(after[key] != row for key, row in right.items()):
        return "not whole in the end"
    return None

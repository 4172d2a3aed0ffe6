"""Memory that runs out, at any line and under a limit of the system, costs no finished row and sets nothing aside."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pyarrow.parquet as pq
import pytest

from hingesim import HingesimError, InputError, SweepTable
from hingesim.common import reading
from hingesim.common.reading import Unreadable
from hingesim.sweeps import cell as cell_module
from hingesim.sweeps import contents, store
from hingesim.sweeps.store import Store
from tests.sweeps.test_store import CELLS, ENGINES, KEYS, fill, seeds

LOOKED_AT = {module.__file__ for module in (contents, store, reading)}
"""Memory runs out in a line of these."""


@pytest.fixture
def path(tmp_path, monkeypatch) -> Path:
    """A store of two parts and one row in the journal."""
    monkeypatch.setattr(store, "PART_ROWS", 4)
    fill(tmp_path / "map.parquet", [*range(8), 9])
    return tmp_path / "map.parquet"


def short_at(line: int, act: Callable[[], Any]) -> bool:
    """Do something in which memory runs out at the `line`-th line that is looked at; whether there are so many."""
    left = line

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal left
        if frame.f_code.co_filename not in LOOKED_AT:
            return None
        if event == "line":
            left -= 1
            if left == 0:
                raise MemoryError
        return trace

    before, said = sys.gettrace(), ""
    sys.settrace(trace)
    try:
        act()
    except (MemoryError, HingesimError) as error:
        said = str(error)
    finally:
        sys.settrace(before)
    assert "damaged" not in said.lower()
    return left <= 0


def whole(path: Path) -> bool:
    """No row is missing, nothing is set aside, nothing hidden stays."""
    names = os.listdir(path)
    return sorted(seeds(path)) == [*range(8), 9] and contents.ASIDE not in names and not any(name.startswith(".") for name in names)


def test_a_store_is_read_or_not_and_never_taken_for_damaged(path) -> None:
    line = 1
    while short_at(line, lambda: SweepTable.open(path)):
        assert whole(path), f"at line {line}"
        line += 1
    assert line > 60, "lines were looked at"


def test_a_store_that_opens_for_writing_sets_nothing_aside_wherever_memory_runs_out(path) -> None:
    def open_for_writing() -> None:
        with Store(path) as opened:
            opened.expect(KEYS, ENGINES)

    line = 1
    while short_at(line, open_for_writing):
        assert whole(path), f"at line {line}"
        line += 1
    assert line > 150, "lines were looked at"


def test_rows_that_come_while_memory_runs_out_cost_none_that_are_there(path) -> None:
    """Every third line: a row is added, a part is written, the journal begins anew."""
    line = 1
    while short_at(line, lambda: fill(path, [8])):
        kept = seeds(path)
        assert set(kept) >= {*range(8), 9}, f"at line {line}"
        assert len(set(kept)) == len(kept), f"at line {line}"
        assert contents.ASIDE not in os.listdir(path), f"at line {line}"
        line += 3
    assert set(seeds(path)) == set(range(10))


@pytest.mark.parametrize("error", [MemoryError(), OSError("ZSTD decompression failed: Allocation error : not enough memory")])
def test_a_library_that_finds_no_memory_for_good_bytes_is_not_a_damaged_part(path, monkeypatch, error: Exception) -> None:
    def failing(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pq, "ParquetFile", failing)
    with pytest.raises(Unreadable, match="cannot read"), Store(path):
        pass
    monkeypatch.undo()
    assert whole(path)


def test_a_run_without_memory_is_no_row_and_the_same_command_goes_on(monkeypatch) -> None:
    def failing(*_: object, **options: bool) -> None:
        raise MemoryError

    monkeypatch.setattr(cell_module, "simulate", failing)
    with pytest.raises(HingesimError, match="found no room"):
        cell_module.run(CELLS[0].scenario, CELLS[0].key, False)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="a limit of the address space that is enforced")
def test_under_a_limit_of_the_system_a_store_is_opened_or_left_alone(path) -> None:
    """From too little for Arrow to start to enough; a process that the system ends says nothing and loses nothing."""
    code = f"""
import resource, sys
from hingesim import HingesimError
from hingesim.sweeps.store import Store
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
room = used + int(sys.argv[1]) * 1024
resource.setrlimit(resource.RLIMIT_AS, (room, room))
try:
    with Store({str(path)!r}) as opened:
        print(len(opened.keys))
except (HingesimError, MemoryError) as error:
    sys.exit(3)
"""
    ends = []
    for room_kb in (0, 64, 256, 1024, 2048, 4096, 8192, 16384, 65536, 262144, 2_000_000):
        ran = subprocess.run([sys.executable, "-c", code, str(room_kb)], capture_output=True, text=True, timeout=120)
        assert whole(path) or not list(path.glob(".*")), f"with {room_kb} kB"
        assert sorted(seeds(path)) == [*range(8), 9], f"with {room_kb} kB"
        assert not (path / contents.ASIDE).exists(), f"with {room_kb} kB: {ran.stderr[-300:]}"
        ends.append(ran.returncode)
    assert ends[-1] == 0
    assert any(ends), "some had too little"


def test_text_that_found_no_memory_is_not_called_invalid(path, monkeypatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise MemoryError

    for module, read in ((reading.json, lambda: reading.json_object(path / contents.LABEL, "sweep")),):
        monkeypatch.setattr(module, "loads", failing)
        with pytest.raises(InputError, match="not enough memory") as caught:
            read()
        assert isinstance(caught.value, Unreadable)
        monkeypatch.undo()

"""A store survives its writer: rows are never lost, never doubled, and stand in the order of the design."""

from __future__ import annotations

import ast
import errno
import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from hingesim import HingesimError, InputError, Scenario, SweepTable
from hingesim.common.leftovers import PART
from hingesim.common.reading import Unreadable
from hingesim.common.sources import PACKAGE, reached
from hingesim.scenario.exercise_names import exercise_names
from hingesim.simulation import physics
from hingesim.sweeps import contents
from hingesim.sweeps import store as store_module
from hingesim.sweeps.cell import Cell, Result
from hingesim.sweeps.store import Store

CELLS = [Cell(Scenario().replace(world={"seed": seed})) for seed in range(10)]
KEYS = [cell.key for cell in CELLS]
ENGINES = {cell.engine for cell in CELLS}


@pytest.fixture(autouse=True)
def small_parts(monkeypatch) -> None:
    monkeypatch.setattr(store_module, "PART_ROWS", 4)


def done(index: int) -> Result:
    return Result(CELLS[index].row(outcome="mid_foot", margin_min_m=index / 7))


def fill(path: Path, order: list[int]) -> None:
    with Store(path) as store:
        missing = store.expect(KEYS, ENGINES)
        for index in order:
            if KEYS[index] in missing:
                store.add([done(index)])
        if len(store.keys) == len(KEYS):
            store.finish()


def seeds(path: Path) -> list[int]:
    return SweepTable.open(path).column("seed").to_pylist()


def parts(path: Path) -> list[str]:
    return sorted(part.name for part in path.glob("part-*"))


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "map.parquet"


def test_rows_stand_in_the_order_of_the_design_whatever_the_order_they_came_in(path) -> None:
    fill(path, [3, 1, 0, 2, 9, 4, 8, 5, 7, 6])
    assert seeds(path) == list(range(10))
    assert len(parts(path)) == 3
    assert (path / "_journal.jsonl").read_bytes() == b""
    assert pd.read_parquet(path)["seed"].tolist() == list(range(10)), "other programs read the folder, in the same order"


def test_every_finished_row_is_on_disk_before_the_next(path) -> None:
    with Store(path) as store:
        store.expect(KEYS, ENGINES)
        for count, index in enumerate([2, 5, 0, 1, 3], start=1):
            store.add([done(index)])
            assert len(SweepTable.open(path)) == count
    fill(path, list(range(10)))
    assert seeds(path) == list(range(10))


def test_a_row_that_comes_twice_is_kept_once(path) -> None:
    with Store(path) as store:
        store.expect(KEYS, ENGINES)
        store.add([done(0)])
        store.add([done(0), done(1)])
        assert len(SweepTable.open(path)) == 2


@pytest.mark.parametrize("left", [0, 1, 0.5, 0.99], ids=lambda share: f"{share} left")
def test_a_newest_part_that_was_cut_short_is_run_again(path, left: float) -> None:
    fill(path, list(range(10)))
    newest = path / parts(path)[-1]
    before, size = newest.read_bytes(), int(newest.stat().st_size * left) if left != 1 else newest.stat().st_size - 1
    newest.write_bytes(before[:size])
    with pytest.raises(InputError, match="is damaged: cut short"):
        SweepTable.open(path)
    with Store(path) as store:
        assert store.repaired == [newest.name]
        assert store.expect(KEYS, ENGINES) == KEYS[8:]
    fill(path, [9, 8])
    assert newest.read_bytes() == before, "the same file as without the cut"


def test_zeros_in_the_middle_of_a_part_are_found(path) -> None:
    fill(path, list(range(10)))
    newest = path / parts(path)[-1]
    content = bytearray(newest.read_bytes())
    content[100:400] = bytes(300)
    newest.write_bytes(content)
    with Store(path) as store:
        assert store.expect(KEYS, ENGINES) == KEYS[8:]


@pytest.mark.parametrize("tail", [b'{"key": "0123', b"\0" * 50 + b"\n", b'{"key"\n'])
def test_a_torn_line_at_the_end_of_the_journal_is_dropped(path, tail: bytes) -> None:
    fill(path, [0, 2])
    with (path / "_journal.jsonl").open("ab") as journal:
        journal.write(tail)
    assert sorted(seeds(path)) == [0, 2]
    fill(path, list(range(10)))
    assert seeds(path) == list(range(10))


def test_a_writer_that_died_between_part_and_journal_doubles_nothing(path, monkeypatch) -> None:
    monkeypatch.setattr(Store, "_rewrite_journal", lambda self: None)
    with Store(path) as store:
        store.expect(KEYS, ENGINES)
        store.add([done(index) for index in range(4)])
    assert parts(path)
    assert len((path / "_journal.jsonl").read_bytes().splitlines()) == 4
    assert seeds(path) == [0, 1, 2, 3]
    monkeypatch.undo()
    fill(path, list(range(10)))
    assert seeds(path) == list(range(10))


def test_half_written_files_of_a_dead_writer_are_swept_away(path) -> None:
    fill(path, [0])
    (path / f"{PART}abc.parquet").write_bytes(b"half")
    fill(path, list(range(10)))
    assert not list(path.glob(".*"))


def test_a_second_design_comes_after_the_first_and_moves_no_row(path) -> None:
    fill(path, [1, 0, 3])
    with Store(path) as store:
        others = [Cell(Scenario().replace(world={"seed": seed})) for seed in (20, 21)]
        store.expect([cell.key for cell in others], ENGINES)
        store.add([Result(cell.row(outcome="mid_foot")) for cell in others])
        store.finish()
    first = seeds(path)
    fill(path, list(range(10)))
    assert seeds(path)[:5] == first
    assert sorted(seeds(path)) == [*range(10), 20, 21]


def test_a_full_disk_is_one_line_and_the_store_goes_on(path, monkeypatch) -> None:
    whole = store_module._write
    written = 0

    def full(handle: int, content: bytes) -> None:
        nonlocal written
        written += len(content)
        if written > 9000:
            os.write(handle, content[: len(content) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        whole(handle, content)

    monkeypatch.setattr(store_module, "_write", full)
    with pytest.raises(HingesimError) as caught:
        fill(path, list(range(10)))
    assert "No space left on device" in str(caught.value)
    assert "finished runs are kept" in str(caught.value)
    assert "\n" not in str(caught.value)
    kept = seeds(path)
    assert 0 < len(kept) < 10
    monkeypatch.setattr(store_module, "_write", whole)
    fill(path, list(range(10)))
    assert seeds(path) == list(range(10))


def test_rows_of_another_version_do_not_mix(path, monkeypatch) -> None:
    fill(path, [0, 1])
    for module in ("cell", "store"):
        monkeypatch.setattr(f"hingesim.sweeps.{module}.VERSION", "99.0")
    with Store(path) as store, pytest.raises(InputError, match=r"was written by hingesim .*choose another name"):
        store.expect(KEYS, ENGINES)


def test_rows_of_another_version_of_the_engine_do_not_mix(path) -> None:
    fill(path, list(range(10)))
    newer = {f"{engine.split()[0]} 99" for engine in ENGINES}
    with Store(path) as store, pytest.raises(InputError, match="numbers of two versions do not mix"):
        store.expect(KEYS, newer)
    with Store(path) as store:
        store.expect(KEYS, {"another 1.0"})  # an engine of its own beside them is fine


def test_two_writers_do_not_share_a_store(path) -> None:
    with Store(path), pytest.raises(InputError, match="another sweep is writing"), Store(path):
        pass


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda p: p.write_text(""), "is a file"),
        (lambda p: (p.mkdir(), (p / "thesis.docx").write_text("")), "is not the store of a sweep, and not empty"),
        (lambda p: (p.mkdir(), (p / "_sweep.json").write_text("{")), "is not the store of a sweep"),
        (lambda p: (p.mkdir(), (p / "_sweep.json").write_text('{"format": 9, "axes": [], "sampling": "grid"}')), "has format 9"),
    ],
)
def test_what_is_no_store_is_refused_and_left_alone(path, make, message: str) -> None:
    make(path)
    before = sorted(os.listdir(path)) if path.is_dir() else path.read_text()
    with pytest.raises(InputError) as caught, Store(path):
        pass
    assert message in str(caught.value)
    assert before == (sorted(os.listdir(path)) if path.is_dir() else path.read_text())
    with pytest.raises(InputError):
        SweepTable.open(path)


def test_an_unusable_name_is_refused(tmp_path) -> None:
    with pytest.raises(InputError, match=r"ends in \.parquet"):
        Store(tmp_path / "map")
    with pytest.raises(InputError, match="no folder"):
        Store(tmp_path / "missing" / "map.parquet")
    with pytest.raises(InputError, match="no store"):
        SweepTable.open(tmp_path / "map.parquet")


def test_what_cannot_be_read_is_not_taken_for_damage(path, monkeypatch) -> None:
    fill(path, list(range(10)))
    before = sorted(os.listdir(path))
    monkeypatch.setattr(contents, "content", lambda *_: (_ for _ in ()).throw(Unreadable("sweep: cannot read it (Permission denied)")))
    with pytest.raises(InputError, match="Permission denied"), Store(path):
        pass
    monkeypatch.undo()
    assert sorted(os.listdir(path)) == before
    assert seeds(path) == list(range(10))


@pytest.mark.parametrize("row", [b"[]", b"{}", b"00000000 {}", b"\xff"])
def test_a_damaged_row_of_the_journal_costs_that_row_alone(path, row: bytes) -> None:
    fill(path, [0, 2, 5])
    lines = (path / "_journal.jsonl").read_bytes().splitlines(keepends=True)
    (path / "_journal.jsonl").write_bytes(lines[0] + row + b"\n" + lines[2])
    assert seeds(path) == [0, 5]
    with Store(path) as store:
        assert store.repaired == ["1 rows of _journal.jsonl"]
        assert store.expect(KEYS, ENGINES) == [key for key in KEYS if key not in (KEYS[0], KEYS[5])]
    assert (path / "_damaged" / "_journal.jsonl").read_bytes() == row + b"\n"


def test_a_row_that_found_no_room_spoils_no_other(path, monkeypatch) -> None:
    whole = store_module._write

    def full(handle: int, content: bytes) -> None:
        os.write(handle, content[:40])
        raise OSError(errno.ENOSPC, "No space left on device")

    with Store(path) as store:
        store.expect(KEYS, ENGINES)
        store.add([done(0)])
        monkeypatch.setattr(store_module, "_write", full)
        with pytest.raises(HingesimError):
            store.add([done(1)])
        monkeypatch.setattr(store_module, "_write", whole)
        store.add([done(2)])
    assert seeds(path) == [0, 2]


def test_a_store_without_its_label_goes_on(path) -> None:
    fill(path, list(range(10)))
    (path / "_sweep.json").write_text('{"axes": 5}')
    with pytest.raises(InputError, match="the same sweep again writes a new one"):
        SweepTable.open(path)
    fill(path, [])
    assert seeds(path) == list(range(10))
    assert (path / "_damaged" / "_sweep.json").exists()


@pytest.mark.parametrize("finished", [True, False], ids=["part", "journal"])
def test_a_store_with_other_columns_is_of_another_version_not_damaged(path, monkeypatch, finished: bool) -> None:
    """Read or gone on with, in one line that names the columns; nothing is set aside."""
    ours = contents.schema()
    theirs = ours.append(pa.field("cop_y_max_m", pa.float64()))
    for module in (contents, store_module):
        monkeypatch.setattr(module, "schema", lambda: theirs.remove(theirs.get_field_index("came_of")) if finished else theirs)
    with Store(path) as store:
        store.expect(KEYS, ENGINES)
        row = {**done(0).row, "cop_y_max_m": 0.01}
        store.add([Result(row)])
        if finished:
            store.finish()
    for module in (contents, store_module):
        monkeypatch.setattr(module, "schema", lambda: ours)
    columns = "with cop_y_max_m, without came_of" if finished else "with cop_y_max_m"
    said = rf"written by another version of hingesim \({columns}\); read it with that one, or choose another name$"
    with pytest.raises(InputError, match=said):
        SweepTable.open(path)
    with pytest.raises(InputError, match=said), Store(path):
        pass
    assert not (path / "_damaged").exists()


def test_rows_of_another_state_of_the_physics_do_not_mix(path, monkeypatch) -> None:
    fill(path, [0, 1])
    monkeypatch.setattr(store_module, "physics_digest", lambda: "another")
    with Store(path) as store, pytest.raises(InputError, match=r"another state of the code .* do not mix; choose another name$"):
        store.expect(KEYS, ENGINES)
    assert len(SweepTable.open(path)) == 2, "what is there can be read and drawn"


def test_a_store_without_rows_is_of_any_state(path, monkeypatch) -> None:
    fill(path, [])
    monkeypatch.setattr(store_module, "physics_digest", lambda: "another")
    fill(path, [0])
    fill(path, [1])
    assert seeds(path) == [0, 1]


def test_the_state_of_the_physics_is_what_moves_a_run_and_not_what_is_said_of_it() -> None:
    names = {path.relative_to(PACKAGE).as_posix() for path in reached(physics.ROOTS)}
    assert {"engine/mujoco.py", "engine/bullet.py", "motion/balance.py", "recording/outcome.py", "body/band.py"} <= names
    assert {f"motion/exercises/{name.replace('-', '_')}.py" for name in exercise_names()} <= names
    assert not names & {"render/page.py", "sweeps/store.py", "cli/main.py"}
    code = 'def f():\n    """What it does."""\n    # why\n    return 1\n'
    same, other = 'def f():\n    """Other words,\n    more."""\n\n    return 1\n', code.replace("1", "2")
    told = [physics._code(text, ast.parse(text)) for text in (code, same, other)]
    assert told[0] == told[1] != told[2]

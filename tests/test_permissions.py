"""A user who may not: folders and files that cannot be read or written are refused in one line; nothing is lost or taken for damaged.

The user who runs the tests may be allowed everything (root in a container); then the commands run without that privilege.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hingesim import SweepTable
from tests.fuzz.stores import good_store, plain_rows

pytestmark = pytest.mark.skipif(os.name != "posix", reason="users and modes of POSIX")
ANOTHER = 65534
"""A user who runs nothing here."""
HERE = Path(__file__).parents[1]
CAPBSET_DROP, OWNER_CAPABILITIES = 24, range(4)
"""`prctl` of Linux: without the first four capabilities root is held to owners and modes as everybody is."""


def _as_everybody() -> None:
    if os.geteuid() == 0:
        for capability in OWNER_CAPABILITIES:
            ctypes.CDLL(None).prctl(CAPBSET_DROP, capability, 0, 0, 0)


def hingesim(folder: Path, *words: str, home: str = "/nonexistent", code: str = "") -> subprocess.CompletedProcess[str]:
    """A command of a user who may not do everything."""
    environment = {**os.environ, "HOME": home, "PYTHONPATH": str(HERE), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *(("-c", code) if code else ("-m", "hingesim", *words))]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, preexec_fn=_as_everybody)


@pytest.fixture
def folder(tmp_path) -> Iterator[Path]:
    """A folder that can be deleted afterwards, where modes bind."""
    work = tmp_path / "work"
    work.mkdir()
    (work / "sealed").mkdir(mode=0o555)
    bound = hingesim(work, code="open('sealed/a', 'w')").returncode != 0
    (work / "sealed").rmdir()
    if not bound:
        pytest.skip("the user here may write everything")
    yield work
    for place in (work, *work.rglob("*")):
        if place.is_dir():
            place.chmod(0o755)


def refused(ran: subprocess.CompletedProcess[str], *said: str) -> None:
    assert ran.returncode in (1, 2)
    lines = ran.stderr.splitlines()
    assert len(lines) == 1, ran.stderr
    assert all(word in lines[0] for word in said), lines[0]


QUICK = ("simulate", "--exercise", "quiet-stance", "--duration", "0.5")


def test_a_folder_that_is_not_ones_own_is_refused_before_anything_runs(folder) -> None:
    folder.chmod(0o555)
    refused(hingesim(folder, *QUICK, "--out", "rep.npz"), "output", "rep.npz", "Permission denied")
    refused(hingesim(folder, "compare", "--out", "rep.gif"), "output", "rep.gif", "Permission denied")
    assert os.listdir(folder) == []


def test_a_file_of_another_user_stays_as_it_is(folder) -> None:
    for name, mode in (("mine.npz", 0o444), ("yours.npz", 0o644)):
        (folder / name).write_text("old")
        (folder / name).chmod(mode)
    if os.geteuid() == 0:
        os.chown(folder / "yours.npz", ANOTHER, ANOTHER)
    else:
        (folder / "yours.npz").chmod(0o444)
    for name in ("mine.npz", "yours.npz"):
        refused(hingesim(folder, *QUICK, "--out", name), name, "read-only")
        assert (folder / name).read_text() == "old"
    assert sorted(os.listdir(folder)) == ["mine.npz", "yours.npz"]


def test_what_may_not_be_read_is_named_with_the_reason(folder) -> None:
    for name in ("rep.npz", "a.toml", "a.gif.json"):
        (folder / name).write_text("{}")
        (folder / name).chmod(0)
    for words in ("trace rep.npz --out a.png", "simulate --scenario a.toml", "render --from a.gif.json --out b.gif"):
        refused(hingesim(folder, *words.split()), "cannot read", "Permission denied")
    assert sorted(os.listdir(folder)) == ["a.gif.json", "a.toml", "rep.npz"]


def test_a_store_that_may_not_be_written_is_read_and_left_alone(folder) -> None:
    store = folder / "map.parquet"
    good_store(store)
    before = {path.name: path.read_bytes() for path in store.iterdir()}
    store.chmod(0o555)
    read = hingesim(folder, code=f"from hingesim import SweepTable; print(len(SweepTable.open({str(store)!r})))")
    assert read.stdout.strip() == "11", read.stderr
    sweep = ("sweep", "--exercise", "quiet-stance", "--duration", "0.5", "--knee-bend", "10,20", "--workers", "1", "--out", "map.parquet")
    refused(hingesim(folder, *sweep), "map.parquet", "Permission denied")
    store.chmod(0o755)
    assert {path.name: path.read_bytes() for path in store.iterdir()} == before


def test_a_part_that_may_not_be_read_is_not_damaged(folder) -> None:
    store = folder / "map.parquet"
    good_store(store)
    part = sorted(store.glob("part-*"))[0]
    right = part.read_bytes()
    part.chmod(0)
    sweep = ("sweep", "--exercise", "quiet-stance", "--duration", "0.5", "--knee-bend", "10,20", "--workers", "1", "--out", "map.parquet")
    refused(hingesim(folder, *sweep), "cannot read", "Permission denied")
    part.chmod(0o644)
    assert part.read_bytes() == right
    assert not (store / "_damaged").exists()
    assert len(plain_rows(SweepTable.open(store))) == 11


def test_a_user_without_a_home_gets_the_same_picture(folder) -> None:
    """A service, a container: no folder of settings, no cache that can be written."""
    ran = hingesim(folder, "simulate", "--exercise", "quiet-stance", "--duration", "0.5", "--out", "a.npz")
    assert (ran.returncode, ran.stderr) == (0, "")
    ran = hingesim(folder, "trace", "a.npz", "--out", "a.png")
    assert (ran.returncode, len(ran.stderr.splitlines()) <= 2) == (0, True), ran.stderr
    ran = hingesim(folder, "render", "a.npz", "--width", "160", "--fps", "10", "--out", "a.gif")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert not any(name.startswith(".hingesim") for name in os.listdir(folder))

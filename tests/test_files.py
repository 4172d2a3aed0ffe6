"""Files change together or not at all; modes, links and read-only files are respected; nothing hidden stays."""

from __future__ import annotations

import errno
import importlib
import json
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hingesim import InputError
from hingesim.common import files
from hingesim.common.files import check_output, together, written_whole
from hingesim.common.leftovers import GROUP, PART, clear_leftovers
from hingesim.common.signals import Ended, unwinding

posix = pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")


def write(path: Path, text: str) -> None:
    with written_whole(path) as part:
        part.write_text(text)


def write_all(paths: list[Path], text: str, then: Callable[[], object] = lambda: None) -> None:
    with together():
        for path in paths:
            write(path, text)
        then()


def refuse(path: Path | str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        check_output(path, (".gif", ""))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500


def test_a_group_changes_together_or_not_at_all(tmp_path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    write(first, "old")
    with pytest.raises(ZeroDivisionError):
        write_all([first, second], "new", lambda: 1 / 0)
    assert first.read_text() == "old"
    assert os.listdir(tmp_path) == ["a"]
    with together():
        write(first, "new")
        assert first.read_text() == "old"
        with together():
            write(second, "new")
    assert (first.read_text(), second.read_text(), sorted(os.listdir(tmp_path))) == ("new", "new", ["a", "b"])


@pytest.mark.parametrize("there", [True, False])
def test_a_group_whose_last_file_cannot_change_changes_back(tmp_path, monkeypatch, there: bool) -> None:
    paths = [tmp_path / name for name in "abc"]
    if there:
        for path in paths:
            write(path, "old")
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if Path(target).name == "c" and self.suffix != ".x":
            raise OSError(errno.EIO, "broken disk")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(InputError, match="broken disk"):
        write_all(paths, "new")
    assert sorted(os.listdir(tmp_path)) == (["a", "b", "c"] if there else [])
    assert all(path.read_text() == "old" for path in paths if there)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP] if os.name == "posix" else [signal.SIGINT])
def test_a_signal_in_the_middle_leaves_the_old_and_between_two_changes_waits(tmp_path, monkeypatch, number) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    write(first, "old")
    before = signal.getsignal(number)
    with pytest.raises((KeyboardInterrupt, Ended)), unwinding():
        write_all([first], "new", lambda: signal.raise_signal(number))
    assert os.listdir(tmp_path) == ["a"]
    assert first.read_text() == "old"
    replace = Path.replace

    def asked(self: Path, target: Path) -> Path:
        signal.raise_signal(number)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", asked)
    with pytest.raises((KeyboardInterrupt, Ended)), unwinding():
        write_all([first, second], "new")
    assert (first.read_text(), second.read_text()) == ("new", "new")
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]
    assert signal.getsignal(number) == before


def test_a_signal_within_an_import_is_heard_after_it_not_by_what_the_import_makes_of_it(tmp_path, monkeypatch) -> None:
    asked = "signal.raise_signal(signal.SIGINT)\n    sum(range(1000))"
    (tmp_path / "drops_it.py").write_text(f"import signal\nwhole = True\ntry:\n    {asked}\nexcept BaseException:\n    whole = False\n")
    monkeypatch.syspath_prepend(tmp_path)

    def work() -> None:
        importlib.import_module("drops_it")
        time.sleep(5)

    with pytest.raises(KeyboardInterrupt), unwinding():
        work()
    assert importlib.import_module("drops_it").whole


@posix
def test_modes_links_and_special_files_are_respected(tmp_path) -> None:
    secret, link, device = tmp_path / "secret.gif", tmp_path / "link.gif", tmp_path / "pipe.gif"
    secret.write_text("old")
    secret.chmod(0o600)
    link.symlink_to("secret.gif")
    write(link, "new")
    assert link.is_symlink()
    assert secret.read_text() == "new"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    write(tmp_path / "fresh.gif", "")
    mask = os.umask(0)
    os.umask(mask)
    assert stat.S_IMODE((tmp_path / "fresh.gif").stat().st_mode) == 0o666 & ~mask
    secret.chmod(0o400)
    refuse(secret, "read-only")
    refuse(link, "read-only")
    os.mkfifo(device)
    refuse(device, "not a regular file")
    (tmp_path / "loop.gif").symlink_to("loop.gif")
    refuse(tmp_path / "loop.gif", "cannot write")
    (tmp_path / "folder.gif").mkdir()
    refuse(tmp_path / "folder.gif", "folder")


def test_names_that_cannot_be_are_refused(tmp_path) -> None:
    refuse("", "empty")
    refuse(tmp_path / ("x" * 300 + ".gif"), "too long")
    refuse("x" * 100_000 + ".gif", "too long")
    refuse(tmp_path / "a\0b.gif", "null")
    refuse(tmp_path / "missing" / "a.gif", "No such file")
    write(tmp_path / ("y" * 251 + ".gif"), "as long as names may be")


@posix
def test_what_a_killed_process_left_goes_at_the_next_start_and_what_lives_stays(tmp_path) -> None:
    code = f"""
import os, signal, sys
from hingesim.common.files import written_whole
with written_whole({str(tmp_path / "a.gif")!r}) as part:
    print(part.name, flush=True)
    sys.stdin.read() if len(sys.argv) > 1 else os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL)
    assert [name[: len(PART)] for name in os.listdir(tmp_path)] == [PART]
    with subprocess.Popen([sys.executable, "-c", code, "wait"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as alive:
        assert alive.stdout is not None
        name = alive.stdout.readline().strip()
        check_output(tmp_path / "b.gif", (".gif",))
        assert os.listdir(tmp_path) == [name]
        alive.kill()
        alive.wait()
    clear_leftovers(tmp_path)
    assert os.listdir(tmp_path) == []


def test_a_fault_of_another_file_is_not_blamed_on_the_output(tmp_path) -> None:
    with pytest.raises(FileNotFoundError), written_whole(tmp_path / "a.gif"):
        (tmp_path / "other").read_bytes()
    with pytest.raises(InputError, match="No space left"), written_whole(tmp_path / "a.gif"):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert os.listdir(tmp_path) == []


KILLED = """
import os, signal, sys
from pathlib import Path
from hingesim.common.files import together, written_whole
replace, left = Path.replace, int(sys.argv[1])
def counted(self, target):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return replace(self, target)
Path.replace = counted
with together():
    for name in "abc":
        with written_whole(name) as part:
            part.write_text("new")
"""


@posix
@pytest.mark.parametrize("moved", [0, 1, 2])
@pytest.mark.parametrize("there", [True, False])
def test_a_group_of_a_process_that_was_killed_between_two_changes_is_completed(tmp_path, moved: int, there: bool) -> None:
    for name in "abc" if there else "":
        write(tmp_path / name, "old")
    subprocess.run([sys.executable, "-c", KILLED, str(moved)], cwd=tmp_path)
    assert sum((tmp_path / name).exists() and (tmp_path / name).read_text() == "new" for name in "abc") == moved
    check_output(tmp_path / "other.gif", (".gif",))
    assert [(tmp_path / name).read_text() for name in "abc"] == ["new"] * 3
    assert sorted(os.listdir(tmp_path)) == ["a", "b", "c"]


@posix
def test_a_file_that_somebody_has_changed_since_is_not_replaced(tmp_path) -> None:
    for name in "abc":
        write(tmp_path / name, "old")
    subprocess.run([sys.executable, "-c", KILLED, "1"], cwd=tmp_path)
    (tmp_path / "c").write_text("mine")
    note = next(path for path in tmp_path.iterdir() if path.suffix == GROUP)
    os.utime(tmp_path / "c", ns=(note.stat().st_mtime_ns + 10**9,) * 2)
    clear_leftovers(tmp_path)
    assert [(tmp_path / name).read_text() for name in "abc"] == ["new", "old", "mine"]
    assert sorted(os.listdir(tmp_path)) == ["a", "b", "c"]


@posix
@pytest.mark.parametrize("note", ["", "[]", "5", "[[1]]", '[["a", "b", "c"]]', "{}", "\xff", "[" * 90_000])
def test_a_note_that_cannot_be_believed_moves_nothing(tmp_path, note: str) -> None:
    (tmp_path / f"{PART}0{GROUP}").write_text(note, encoding="latin-1")
    write(tmp_path / "a", "mine")
    clear_leftovers(tmp_path)
    assert os.listdir(tmp_path) == ["a"]


@posix
@pytest.mark.parametrize("target", ["../outside", "a", "sub/x", ".."])
def test_a_note_that_was_planted_moves_nothing_out_of_its_folder_and_no_file_it_did_not_write(tmp_path, target: str) -> None:
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    write(folder / "a", "mine")
    planted = folder / f"{PART}1.gif"
    planted.write_text("theirs")
    number = planted.stat().st_ino if target != "a" else planted.stat().st_ino + 1
    (folder / f"{PART}0{GROUP}").write_text(json.dumps([[planted.name, target, number]]))
    clear_leftovers(folder)
    assert (folder / "a").read_text() == "mine"
    assert sorted(os.listdir(folder)) == ["a", "sub"]
    assert os.listdir(tmp_path) == ["folder"]
    assert os.listdir(folder / "sub") == []


@posix
def test_the_group_of_a_process_that_lives_is_its_own(tmp_path, monkeypatch) -> None:
    """Another command in the same folder neither completes it nor takes away what it needs to change back."""
    paths = [tmp_path / name for name in "abc"]
    for path in paths:
        write(path, "old")
    replace = Path.replace
    code = f"from hingesim.common.leftovers import clear_leftovers; from pathlib import Path; clear_leftovers(Path({str(tmp_path)!r}))"

    def with_company(self: Path, target: Path) -> Path:
        if Path(target).name == "c" and self.read_text() == "new":
            subprocess.run([sys.executable, "-c", code], check=True)
            raise OSError(errno.EIO, "broken disk")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", with_company)
    with pytest.raises(InputError, match="broken disk"):
        write_all(paths, "new")
    assert [path.read_text() for path in paths] == ["old"] * 3
    assert sorted(os.listdir(tmp_path)) == ["a", "b", "c"]


@pytest.mark.parametrize("moment", ["new_part", "drop"])
def test_a_signal_while_a_temporary_file_is_made_or_deleted_leaves_none(moment: str, tmp_path: Path, monkeypatch) -> None:
    """It is heard as soon as the file has its name in the program, or is gone."""
    owner = files if moment == "new_part" else files._New
    real = getattr(owner, moment)

    def interrupted(*given):
        if moment == "drop":
            signal.raise_signal(signal.SIGINT)
        found = real(*given)
        if moment == "new_part":
            signal.raise_signal(signal.SIGINT)
        return found

    monkeypatch.setattr(owner, moment, interrupted)
    with pytest.raises(KeyboardInterrupt), unwinding(), written_whole(tmp_path / "a.txt", keep=False):
        assert moment == "drop", "not reached where the signal came before"
    assert list(tmp_path.iterdir()) == []

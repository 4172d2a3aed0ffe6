"""What a process that was killed leaves behind: temporary files, and groups of files of which only some have taken their places.

Temporary files are locked while their process lives: what is not locked is a leftover. The next command that writes in the folder deletes
it, and completes a group whose last step had begun.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

PART = ".hingesim-"
"""How the names of temporary files begin."""
GROUP = ".group"
"""How the name of the note of a group ends."""
LONGEST_SUFFIX = 16
MOST_NOTE = 100_000
"""Bytes of a note; a group has a few files."""


def free_name(target: Path, suffix: str = "") -> Path:
    """A name for a temporary file beside a target."""
    return target.parent / f"{PART}{secrets.token_hex(6)}{suffix or target.suffix[:LONGEST_SUFFIX]}"


def new_part(target: Path, suffix: str = "") -> tuple[Path, int]:
    """A new file beside the target, locked, and its descriptor; its mode is what the user's mask leaves of all."""
    while True:
        name = free_name(target, suffix)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(name, flags, 0o666)
        if locked(handle) and name.exists():  # else somebody who clears up was quicker
            return name, handle
        os.close(handle)


def locked(handle: int, *, where_there_are_none: bool = True) -> bool:
    """Lock an open file; False where another process holds it. Windows has none: there a file in use cannot be deleted."""
    if fcntl is None:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return where_there_are_none
    return True


@contextlib.contextmanager
def noted(moves: Sequence[tuple[Path, Path]]) -> Iterator[None]:
    """While files take their places a note in their folder says which: a process that is killed in this block has its work completed.

    There is no note where one file alone changes, where the files go to several folders, and on Windows.

    Args:
        moves: the temporary file and the place of each.
    """
    folders = {target.parent for _, target in moves}
    if len(moves) < 2 or len(folders) > 1 or fcntl is None:
        yield
        return
    told = [[part.name, target.name, os.stat(part).st_ino] for part, target in moves]
    note, handle = new_part(moves[0][1], GROUP)
    try:
        with open(handle, "wb", closefd=False) as file:
            file.write(json.dumps(told).encode())
            file.flush()
            os.fsync(handle)
        yield
    finally:
        note.unlink(missing_ok=True)
        os.close(handle)


def clear_leftovers(folder: Path) -> None:
    """Complete the groups and delete the temporary files of processes that were killed."""
    with contextlib.suppress(OSError), os.scandir(folder) as found:
        names = [entry.name for entry in found if entry.name.startswith(PART) and entry.is_file(follow_symlinks=False)]
        for name in sorted(names, key=lambda name: not name.endswith(GROUP)):
            with contextlib.suppress(OSError):
                _clear(folder, name)


def _clear(folder: Path, name: str) -> None:
    handle = os.open(folder / name, os.O_RDWR | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0))
    try:
        if fcntl is not None and locked(handle, where_there_are_none=False):
            if name.endswith(GROUP):
                _complete(folder, handle)
            os.unlink(folder / name)
    finally:
        os.close(handle)
    if fcntl is None:
        os.unlink(folder / name)


def _complete(folder: Path, handle: int) -> None:
    """Move what a note names, if all of it is as it was when the note was written: nobody else's file is moved, no newer one replaced."""
    since = os.fstat(handle).st_mtime_ns
    with contextlib.suppress(OSError, ValueError, TypeError, RecursionError):
        moves = [(folder / part, folder / target, number) for part, target, number in json.loads(os.read(handle, MOST_NOTE))]
        plain = all(part.parent == target.parent == folder and part.name.startswith(PART) for part, target, _ in moves)
        waiting = [(part, target) for part, target, number in moves if part.is_file() and part.lstat().st_ino == number]
        moved = [target for _, target, number in moves if target.is_file() and target.lstat().st_ino == number]
        older = all(not target.exists() or target.stat().st_mtime_ns <= since for _, target in waiting)
        if plain and older and len(waiting) + len(moved) == len(moves):
            for part, target in waiting:
                part.replace(target)

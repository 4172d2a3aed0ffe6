"""Files are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path

from hingesim.common.errors import HingesimError, InputError
from hingesim.common.escaping import quoted
from hingesim.common.leftovers import clear_leftovers, free_name, locked, new_part, noted
from hingesim.common.reading import named, reason
from hingesim.common.signals import held

CLIPS = (".gif", ".mp4", ".webp", ".apng")
STORYBOARDS = (".png", ".svg", ".pdf")
ANIMATIONS = (*CLIPS, ".html", ".glb", *STORYBOARDS)
"""Names a picture may end in: clips of frames, a page that plays, a scene in three dimensions, key moments on one sheet."""
FIGURES = (".png", ".svg", ".pdf")


def check_output(path: str | Path, suffixes: tuple[str, ...]) -> Path:
    """The path, checked before any work is done: a known suffix in a folder that can be written. What a killed process left there goes.

    Raises:
        InputError: it cannot be written; says why.
    """
    given, path = path, named(path, "output")
    if path.suffix.lower() not in suffixes:
        raise InputError(f"output: got {quoted(given)}, allowed is a name that ends in {', '.join(suffixes)}")
    with written_whole(path, keep=False) as part:
        clear_leftovers(part.parent)
    return path


@contextlib.contextmanager
def written_whole(path: str | Path, *, keep: bool = True) -> Iterator[Path]:
    """A temporary file that takes the place of `path` when the block ends well and vanishes when it does not, or is not to be kept.

    A link is followed; a file that was there keeps its mode, and stays as it is where it is read-only. Inside `together` the new file waits
    for the others.

    Raises:
        InputError: the folder is missing or cannot be written, or the file must not be.
    """
    path = named(path, "output")
    new: _New | None = None
    try:
        with _told(path), held():  # a signal before it has its name here would leave a file that nobody knows of
            new = _New(path)
        with _told(path, new.part):
            yield new.part
        if keep:
            waiting = _together.get()
            if waiting is None:
                _put([new])
            else:
                waiting.append(new)
                new = None
    finally:
        with held():
            if new is not None:
                new.drop()


@contextlib.contextmanager
def together() -> Iterator[None]:
    """The files written in this block change together when it ends well, or none does: not on an error, and not on a signal."""
    if _together.get() is not None:
        yield
        return
    waiting: list[_New] = []
    token = _together.set(waiting)
    try:
        yield
        _put(waiting)
    finally:
        with held():
            _together.reset(token)
            for new in waiting:
                new.drop()


_together: ContextVar[list[_New] | None] = ContextVar("together", default=None)


class _New:
    """A new file that waits to take its place."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.target, about = _target(path)
        self.part, self._handle = new_part(self.target)
        if about is not None:  # before there is anything in it
            with contextlib.suppress(OSError, AttributeError):
                os.chown(self.part, about.st_uid, about.st_gid)
            self.part.chmod(stat.S_IMODE(about.st_mode))

    def put(self) -> None:
        """Take the place."""
        with open(self.part, "rb") as whole:
            os.fsync(whole.fileno())
        if os.name == "nt":  # an open file cannot be moved there
            self._close()
        self.part.replace(self.target)
        self._close()

    def drop(self) -> None:
        """Vanish; nothing where it has taken its place."""
        if self._handle is not None:
            if os.name == "nt":
                self._close()
            self.part.unlink(missing_ok=True)
            self._close()

    @property
    def waits(self) -> bool:
        """Whether it has neither taken its place nor vanished."""
        return self._handle is not None

    def _close(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _put(news: list[_New]) -> None:
    """All take their places, or none does; a signal waits until they have; what a killed process began the next command completes."""
    if not news:
        return
    with held(), contextlib.ExitStack() as kept:
        done: list[tuple[_New, Path | None]] = []
        try:
            with _told(news[0].path), noted([(new.part, new.target) for new in news]):
                for new in news:
                    with _told(new.path):
                        if _target(new.path)[0] != new.target:
                            raise OSError(0, "it has become another file meanwhile")
                        # One file alone changes in one step; of several, those that have changed must be able to change back.
                        done.append((new, kept.enter_context(_second_name(new.target)) if len(news) > 1 else None))
                        new.put()
        except BaseException:
            for new, before in reversed(done):
                if not new.waits and len(news) > 1:
                    _back(new.target, before)
            raise


@contextlib.contextmanager
def _second_name(target: Path) -> Iterator[Path | None]:
    """In this block a file that is to be replaced has a second name, locked, or a copy where the file system has no second names."""
    if not target.exists():
        yield None
        return
    name = free_name(target)
    try:
        os.link(target, name)
    except OSError:
        shutil.copy2(target, name)
    handle = None
    if os.name != "nt":  # an open file cannot be moved there
        with contextlib.suppress(OSError):
            handle = os.open(name, os.O_RDONLY | os.O_CLOEXEC)
            locked(handle)
    try:
        yield name
    finally:
        name.unlink(missing_ok=True)
        if handle is not None:
            os.close(handle)


def _back(target: Path, before: Path | None) -> None:
    with contextlib.suppress(OSError):
        if before is None:
            target.unlink(missing_ok=True)
        else:
            before.replace(target)


def _target(path: Path) -> tuple[Path, os.stat_result | None]:
    """Where the file stands, links followed, and what is there now."""
    if not path.name:
        raise OSError(0, "the name is empty")
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    try:
        about = os.stat(target)
    except FileNotFoundError:
        return target, None
    if stat.S_ISDIR(about.st_mode):
        raise OSError(0, "it is a folder")
    if not stat.S_ISREG(about.st_mode):
        raise OSError(0, "it is not a regular file")
    if not about.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise OSError(0, "it is read-only")
    return target, about


@contextlib.contextmanager
def _told(path: Path, part: Path | None = None) -> Iterator[None]:
    """A fault of the file system is one line about the output; faults of other files are not the output's."""
    try:
        yield
    except (OSError, ValueError) as error:
        if isinstance(error, HingesimError) or (isinstance(error, ValueError) and part is not None):
            raise
        if part is not None and isinstance(error, OSError) and error.filename not in (None, str(part), part):
            raise
        raise InputError(f"output: cannot write {quoted(path)} ({reason(error)})") from error

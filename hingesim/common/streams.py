"""What a command says never changes what it does: streams that are closed, broken, full or of another alphabet lose words, nothing else."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from collections.abc import Iterator
from typing import Any, TextIO

from hingesim.common.escaping import line

_GONE = (errno.EPIPE, errno.ESHUTDOWN, errno.ECONNRESET, errno.EINVAL)
"""Nobody listens any more; Windows says EINVAL for a broken pipe."""


class Said(io.TextIOBase):
    """A stream that may fail: what cannot be said is left out, and why is kept."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self.failed: OSError | None = None
        """Why words were lost; None where none were, or where nobody was there to hear them."""

    def write(self, text: str) -> int:
        """Say something; characters the stream has no signs for are said by their code."""
        if self._stream is not None:
            with self._kept():
                try:
                    self._stream.write(text)
                except UnicodeEncodeError:
                    alphabet = self._stream.encoding or "ascii"
                    self._stream.write(text.encode(alphabet, "backslashreplace").decode(alphabet))
        return len(text)

    def flush(self) -> None:
        """Say it now."""
        if self._stream is not None:
            with self._kept():
                self._stream.flush()

    @contextlib.contextmanager
    def _kept(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._lost(None if error.errno in _GONE else error)
        except ValueError:  # closed
            self._lost(None)

    def _lost(self, error: OSError | None) -> None:
        """From here on nothing is said; what the stream still holds goes nowhere, or Python would complain of it at its end."""
        stream, self._stream = self._stream, None
        self.failed = self.failed or error
        with contextlib.suppress(OSError, ValueError, AttributeError):
            if stream is not None and stream.fileno() in (1, 2):
                with open(os.devnull, "wb") as nowhere:
                    os.dup2(nowhere.fileno(), stream.fileno())
                stream.flush()

    def isatty(self) -> bool:
        """Whether somebody looks on."""
        with contextlib.suppress(OSError, ValueError, AttributeError):
            return self._stream is not None and self._stream.isatty()
        return False

    def writable(self) -> bool:
        """Always: what cannot be said is left out."""
        return True

    def fileno(self) -> int:
        """Of the stream below."""
        if self._stream is None:
            raise io.UnsupportedOperation("fileno")
        return self._stream.fileno()

    def __getattr__(self, name: str) -> Any:
        """Encoding, buffer and the like are those of the stream below."""
        if self.__dict__.get("_stream") is None:
            raise AttributeError(name)
        return getattr(self._stream, name)


@contextlib.contextmanager
def safe() -> Iterator[tuple[Said, Said]]:
    """In this block stdout and stderr are streams that may fail; yields them. The streams from before come back."""
    _fill_descriptors()
    before = sys.stdout, sys.stderr
    out, error = Said(before[0]), Said(before[1])
    sys.stdout, sys.stderr = out, error
    try:
        yield out, error
    finally:
        out.flush()
        error.flush()
        sys.stdout, sys.stderr = before


def say_error(text: str) -> None:
    """One line on stderr, nothing in it raw, not endless."""
    print(f"hingesim: {line(text)}", file=sys.stderr)


def _fill_descriptors() -> None:
    """Where 0, 1 or 2 is closed (`>&-`, services), open nothing there: the next file would get the number, and what C code prints."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            with contextlib.suppress(OSError):
                if (got := os.open(os.devnull, os.O_RDWR)) != number:
                    os.dup2(got, number)
                    os.close(got)

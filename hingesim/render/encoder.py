"""The encoder as a process that is watched: it may be missing, fail, or stop giving signs of life, and is named when it does."""

from __future__ import annotations

import contextlib
import os
import subprocess
import tempfile
import threading
import time
from types import TracebackType
from typing import Self

from hingesim.common.errors import HingesimError
from hingesim.common.reading import reason

SILENCE_S = 20.0
"""An encoder that neither took a frame nor told its progress for so long hangs; ffmpeg tells it twice a second."""


class Encoder:
    """A running encoder that takes frames on its input and tells its progress on its output; killed when the block fails.

    Args:
        command: the program and its arguments.

    Raises:
        HingesimError: it cannot be started.
    """

    def __init__(self, command: list[str]) -> None:
        self.name, self._hung = command[0], False
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 # closed at the end of the block
        # Own group: Ctrl-C in a terminal reaches this process alone, which ends the encoder itself.
        apart = os.name == "posix"
        try:
            self._child = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, start_new_session=apart
            )
        except OSError as error:
            self._log.close()
            raise HingesimError(f"the video encoder {self.name} cannot be started ({reason(error)})") from None
        assert self._child.stdin is not None
        self._input, self._alive, self._over = self._child.stdin, time.monotonic(), threading.Event()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._listen, self._watch)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._child.poll() is None:
            self._child.kill()
        with contextlib.suppress(OSError):
            self._input.close()
        self._child.wait()
        self._over.set()
        for thread in self._threads:
            thread.join()
        assert self._child.stdout is not None
        self._child.stdout.close()
        self._log.close()

    def take(self, frame: memoryview) -> bool:
        """Give it a frame; False where it takes none any more."""
        self._alive = time.monotonic()
        try:
            self._input.write(frame)
        except OSError:
            return False
        self._alive = time.monotonic()
        return True

    def finish(self) -> None:
        """Wait for its end.

        Raises:
            HingesimError: it failed or hung; says what it said.
        """
        self._alive = time.monotonic()
        with contextlib.suppress(OSError):
            self._input.close()
        status = self._child.wait()
        if self._hung:
            raise HingesimError(f"the video encoder {self.name} gave no sign of life for {SILENCE_S:g} s")
        if status != 0:
            self._log.seek(0)
            said = self._log.read(100_000).decode(errors="replace").strip().splitlines()
            raise HingesimError(f"the video encoder {self.name} failed: {said[-1] if said else f'exit {status}'}")

    def _listen(self) -> None:
        assert self._child.stdout is not None
        for _ in self._child.stdout:
            self._alive = time.monotonic()

    def _watch(self) -> None:
        while not self._over.wait(min(0.1, SILENCE_S / 10)):
            if self._child.poll() is None and time.monotonic() - self._alive > SILENCE_S:
                self._hung = True
                self._child.kill()
                return

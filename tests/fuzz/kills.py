"""Commands that are ended at a random moment: files are all old or all new, nothing hidden stays, no finished row is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from hingesim.common.leftovers import clear_leftovers

COMPARE = [
    "compare",
    "--depth",
    "15",
    "--pause",
    "0",
    "--raise",
    "0.3",
    "--sway",
    "0",
    "--engine",
    "mujoco",
    "--width",
    "160",
    "--fps",
    "10",
    "--speed",
    "4",
    "--out",
    "hinge.gif",
]
RENDER = ["render", "rep.npz", "--width", "160", "--fps", "10", "--speed", "4", "--out", "hinge.gif"]
SWEEP = [
    "sweep",
    "--stance-only",
    "--duration",
    "0.5",
    "--engine",
    "mujoco",
    "--knee-bend",
    "10:30:5",
    "--replicates",
    "4",
    "--workers",
    "1",
    "--out",
    "map.parquet",
]
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)
KINDLY = SIGNALS[:3]


def hingesim(words: list[str], folder: Path) -> subprocess.Popen[str]:
    """The command, in a process group of its own."""
    command = [sys.executable, "-m", "hingesim", *words]
    return subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True)


def ended(words: list[str], folder: Path, number: int, after_s: float) -> str | None:
    """Run, send a signal; what is wrong with what it said."""
    child = hingesim(words, folder)
    time.sleep(after_s)
    child.send_signal(number)
    try:
        _, said = child.communicate(timeout=30)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.communicate()
        return "hangs"
    # A traceback of Python's own start, before any of this program, cannot be helped.
    if "Traceback" in said and "hingesim/" in said.split("KeyboardInterrupt")[0].split("runpy")[-1]:
        return "traceback"
    return None


def pictures(words: list[str], count: int, seed: int) -> Iterator[str | None]:
    """What is wrong after a signal at a random moment of a command that writes pictures over older ones."""
    random_ = random.Random(seed)
    with tempfile.TemporaryDirectory() as made:
        old, new, work = (Path(made, name) for name in ("old", "new", "work"))
        took = 0.0
        for folder, bend in ((old, 20), (new, 25)):
            folder.mkdir()
            begin = time.monotonic()
            for line in (["simulate", *COMPARE[1:9], "--knee-bend", str(bend), "--out", "rep.npz"], _with(words, bend)):
                begin = time.monotonic()
                assert hingesim(line, folder).wait(timeout=300) == 0
            took = time.monotonic() - begin
        was, will = _files(old), _files(new)
        for _ in range(count):
            shutil.rmtree(work, ignore_errors=True)
            shutil.copytree(old, work)
            if words is RENDER:
                shutil.copy(new / "rep.npz", work)
            number = random_.choice(SIGNALS)
            found = ended(_with(words, 25), work, number, random_.uniform(0, 1.1 * took))
            if number not in KINDLY:  # as the next command that writes there does
                clear_leftovers(work)
            now = _files(work)
            outputs = {name: content for name, content in now.items() if not name.startswith(".") and name != "rep.npz"}
            if found is None and any(name.startswith(".") for name in now):
                found = "leftovers"
            if found is None and outputs not in ({n: c for n, c in every.items() if n != "rep.npz"} for every in (was, will)):
                found = "a mixture of old and new"
            yield f"{signal.Signals(number).name}: {found}" if found else None


def _with(words: list[str], bend: int) -> list[str]:
    return [*words, "--knee-bend", str(bend)] if words is COMPARE else words


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def sweeps(count: int, seed: int) -> Iterator[str | None]:
    """What is wrong after a signal at a random moment of a sweep that has rows: rows must not go, and at the end all must be there."""
    from hingesim import HingesimError, SweepTable

    random_ = random.Random(seed)
    with tempfile.TemporaryDirectory() as made:
        folder, before = Path(made), 0
        store = folder / "map.parquet"
        for _ in range(count):
            number = random_.choice(SIGNALS)
            found = ended(SWEEP, folder, number, random_.uniform(0.5, 6))
            rows = before
            if store.exists():
                try:
                    rows = len(SweepTable.open(store))
                except HingesimError as error:
                    found = found or (str(error)[:120] if before else None)
            if rows < before:
                found = found or f"{before - rows} rows lost"
            if number in KINDLY and store.exists() and any(name.startswith(".") for name in os.listdir(store)):
                found = found or "leftovers"
            before = rows
            if rows >= 20:
                shutil.rmtree(store)
                before = 0
            yield f"{signal.Signals(number).name}: {found}" if found else None

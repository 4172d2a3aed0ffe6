"""Command lines with something wrong in them, each in a process that has the start of a command behind it."""

from __future__ import annotations

import contextlib
import io
import os
import random
from collections.abc import Iterator
from pathlib import Path

from hingesim.cli import registry
from hingesim.cli.start import main
from tests.fuzz.damage import ODD_VALUES

PLAIN = r"""
nan inf -inf 1e400 0x10 1_0 ٣٠ -0 5:40 5:40:x 1,2 : , -- - /dev/zero /dev/full /dev/null / . .. nothing.npz nothing.toml pipe.toml pipe.npz
folder.gif link.gif x/y.gif bad.npz bad.json bad.parquet a.gif a.npz a.parquet %s {0} light rogue-green 5'6" 1e5kg true None de xx mujoco
tcp://x:1
"""
WORDS = (
    *(str(value) for value in ODD_VALUES[:20] if not isinstance(value, int) or abs(value) < 1e300),
    *PLAIN.split(),
    *("", " ", "\x1b[2J", "\udcff", "a" * 70_000, "20lb at 60in", "9" * 300),
)
WRONG = (["--mass", "5"], ["--bogus"], ["--out", "/dev/full"], ["--width", "1"], ["--replicates", "0"], ["--only", "x"])
"""One of these ends every line."""
DONE_AT_ONCE = ("bands", "simulate", "compare", "render", "trace", "export", "sweep", "map", "sensitivity", "gallery", "validate")


def lines(random_: random.Random) -> Iterator[list[str]]:
    """Endless command lines; each has at least one word that cannot be, so that none of them works for long."""
    commands = [name for name in registry.names() if name in DONE_AT_ONCE]
    options = {name: [o for a in registry.parser_of(name)._actions for o in a.option_strings] for name in commands}
    while True:
        name = random_.choice(commands)
        words = [name]
        for _ in range(random_.randrange(1, 5)):
            kind = random_.randrange(8)
            if kind < 5:
                words += [random_.choice(options[name]), random_.choice(WORDS)]
            elif kind == 5:
                words.append(random_.choice(WORDS))
            elif kind == 6:
                words.append(f"{random_.choice(options[name])}={random_.choice(WORDS)}")
            else:
                words.append(random_.choice(("--bogus", "-z", "--knee-bnd", "--depth")))
        if random_.random() < 0.05:
            words = [random_.choice(WORDS), *words[1:]]
        words += random_.choice(
            (["--mass", "5"], ["--bogus"], ["--out", "/dev/full"], ["--width", "1"], ["--replicates", "0"], ["--only", "x"])
        )
        yield words


def prepare(folder: Path) -> None:
    """Files that some of the words name."""
    for name in ("pipe.toml", "pipe.npz"):
        os.mkfifo(folder / name)
    (folder / "folder.gif").mkdir()
    (folder / "link.gif").symlink_to("link.gif")
    for name in ("bad.npz", "bad.json"):
        (folder / name).write_bytes(b"\x1b[31m{" * 9)
    (folder / "bad.parquet").mkdir()
    (folder / "bad.parquet" / "_sweep.json").write_text('{"axes": 5}')


def mishandled(words: list[str]) -> str | None:
    """What is wrong with how a command line is met."""
    before, out, error = set(os.listdir()), io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
            status = main(words)
    except BaseException as raised:
        return f"{type(raised).__name__}: {str(raised)[:80]}"
    said = error.getvalue()
    if "internal error" in said:
        return said[:160]
    if status == 2 and (said.count("\n") != 1 or not said.strip().isprintable() or len(said) > 1200):
        return f"status 2 with {said.count(chr(10))} lines, {len(said)} characters: {said[:60]!r}"
    if status not in (0, 1, 2):
        return f"status {status}"
    if status == 2 and set(os.listdir()) != before:
        return f"left {set(os.listdir()) - before}"
    return None

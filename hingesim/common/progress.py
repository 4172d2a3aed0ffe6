"""What long work is doing and how long it takes: a bar on a terminal, elsewhere a line now and then; on stderr, or not at all."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

from hingesim.common.terminal import terminal
from hingesim.common.words import Words

LOG_S = 10.0
"""Time between two lines where stderr is not a terminal; work that is done sooner says nothing."""
_quiet = False
_words = terminal("en")


def silence(quiet: bool = True) -> None:
    """Whether to say nothing, in this process from now on."""
    global _quiet
    _quiet = quiet


def speak(lang: str) -> None:
    """The language of what is said, in this process from now on."""
    global _words
    _words = terminal(lang)


def _named(what: str) -> str:
    """What the work is called."""
    return _words["progress"].get(what, what)


@contextlib.contextmanager
def shown(what: str) -> Iterator[Callable[[float], None]]:
    """Yields a function that takes the share of the work that is done, 0 to 1."""
    if _quiet or not sys.stderr.isatty():
        yield _lines(what)
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_named(what), total=1.0)
        yield lambda share: bar.update(task, completed=share)


def _lines(what: str) -> Callable[[float], None]:
    """`drawing: 40 %, 12 s so far, about 18 s left`, every ten seconds."""
    begin = said = time.monotonic()

    def log(share: float) -> None:
        nonlocal said
        now = time.monotonic()
        if not _quiet and now - said >= LOG_S:
            said = now
            left = _words.text("progress", "left", time=duration((now - begin) * (1 / share - 1), _words)) if share > 0 else ""
            told = {"what": _named(what), "percent": 100 * share, "past": duration(now - begin, _words)}
            print(_words.text("progress", "line", **told) + left, file=sys.stderr, flush=True)

    return log


@contextlib.contextmanager
def counted(what: str) -> Iterator[Callable[[int, int], None]]:
    """Yields a function that takes the number of runs done and in all; shows rate and time left, in a log one line every ten seconds."""
    begin, first, said = time.monotonic(), None, 0.0

    def pace(done: int, total: int) -> str:
        nonlocal first
        first = done if first is None else first  # what was there before, and the slow start
        rate = (done - first) / max(time.monotonic() - begin, 1e-9)
        return _words.text("progress", "pace", rate=rate, time=duration((total - done) / rate, _words)) if rate > 0 else ""

    if _quiet or not sys.stderr.isatty():

        def log(done: int, total: int) -> None:
            nonlocal said
            text = pace(done, total)
            if not _quiet and time.monotonic() - max(begin, said) >= LOG_S:
                said = time.monotonic()
                told = _words.text("progress", "counted", what=_named(what), done=str(done), total=str(total), pace=text)
                print(told.rstrip(", "), file=sys.stderr, flush=True)

        yield log
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[pace]}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_named(what), total=None, pace="")
        yield lambda done, total: bar.update(task, completed=done, total=total, pace=pace(done, total))


def duration(seconds: float, words: Words | None = None) -> str:
    """A time as one would say it: `40 s`, `12 min`, `3.5 h`, `6 days`; in English unless other words are given."""
    told = words or terminal("en")
    for size, unit in ((86400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 1.5 * size:
            return f"{told.number(seconds / size, '.2g')} {told['progress'][unit]}"
    return f"{seconds:.0f} {told['progress']['s']}"

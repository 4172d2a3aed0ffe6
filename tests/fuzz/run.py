"""Counts of what was tried and mishandled: `python -m tests.fuzz.run KIND COUNT [SEED]`.

The tests beside this file run the same with few; this is for a long look, and for the figures in SECURITY.md.
"""

from __future__ import annotations

import contextlib
import faulthandler
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path


def recordings(count: int, seed: int) -> Iterator[str | None]:
    """Damaged recordings."""
    from hingesim import simulate
    from tests.fuzz.recordings import damaged, mishandled
    from tests.fuzz.samples import SHORT

    random_, good = random.Random(seed), simulate(SHORT)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "rep.npz")
        good.save(path)
        whole = path.read_bytes()
        for _ in range(count):
            kind, content = damaged(whole, random_)
            found = mishandled(path, content, good)
            yield f"{kind}: {found}" if found else None


def scenarios(count: int, seed: int) -> Iterator[str | None]:
    """Malformed scenario files."""
    from tests.fuzz.files import mishandled_scenario, scenario_file

    random_ = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(count):
            yield mishandled_scenario(scenario_file(Path(folder, "a"), random_))


def manifests(count: int, seed: int) -> Iterator[str | None]:
    """Malformed manifests."""
    from hingesim import Scenario
    from tests.fuzz.manifests import damaged, mishandled

    random_, runs = random.Random(seed), [{"title": "without", "scenario": Scenario().to_dict()}] * 2
    good = {"picture": "a.gif", "alt": "a", "hingesim": "0", "options": {"width": 320, "show": ["xcom"], "lang": "de"}, "runs": runs}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(count):
            yield mishandled(Path(folder, "a.gif.json"), damaged(good, random_))


def calls(count: int, seed: int) -> Iterator[str | None]:
    """Calls from Python."""
    from tests.fuzz.calls import calls as drawn
    from tests.fuzz.calls import mishandled

    for name, call in islice(drawn(random.Random(seed)), count):
        found = mishandled(call)
        yield f"{name}: {found}" if found else None


def compares(count: int, seed: int) -> Iterator[str | None]:
    """Signals to `compare`."""
    from tests.fuzz.kills import COMPARE, pictures

    yield from pictures(COMPARE, count, seed)


def renders(count: int, seed: int) -> Iterator[str | None]:
    """Signals to `render`."""
    from tests.fuzz.kills import RENDER, pictures

    yield from pictures(RENDER, count, seed)


def lines(count: int, seed: int) -> Iterator[str | None]:
    """Command lines."""
    from tests.fuzz.lines import lines as drawn
    from tests.fuzz.lines import mishandled, prepare

    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        prepare(Path(folder))
        for words in islice(drawn(random.Random(seed)), count):
            found = mishandled(words)
            yield f"{words[0][:20]}: {found}" if found else None


def stores(count: int, seed: int) -> Iterator[str | None]:
    """Damaged stores."""
    from tests.fuzz.stores import cases

    with tempfile.TemporaryDirectory() as folder:
        yield from cases(Path(folder), count, random.Random(seed))


def sweeps(count: int, seed: int) -> Iterator[str | None]:
    """Signals to `sweep`."""
    from tests.fuzz.kills import sweeps as killed

    yield from killed(count, seed)


KINDS = {run.__name__: run for run in (recordings, scenarios, manifests, calls, compares, renders, sweeps, stores, lines)}


SLOW = ("compares", "renders", "sweeps")
"""Kinds that look for hangs themselves."""
HANG_S = 30
"""What has not come back by then hangs."""


class Hung(BaseException):
    """No library takes it for an error of its own."""


def _hung(number: int, frame: object) -> None:
    raise Hung(f"not back after {HANG_S} s")


def main(kind: str, count: str, seed: str = "1") -> int:
    """Run one kind; prints what was mishandled, by how often."""
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    found: Counter[str] = Counter()
    tried = 0
    begin = slowest = time.monotonic()
    slowest = 0.0
    last = begin
    signal.signal(signal.SIGALRM, _hung)
    cases = KINDS[kind](int(count), int(seed))
    while True:
        faulthandler.dump_traceback_later(HANG_S - 5 if kind not in SLOW else 600)
        signal.alarm(HANG_S if kind not in SLOW else 600)
        try:
            outcome = next(cases)
        except StopIteration:
            break
        now = time.monotonic()
        slowest, last = max(slowest, now - last), now
        tried += 1
        if outcome:
            found[outcome] += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    for outcome, times in found.most_common(40):
        print(f"{times:5d}  {outcome}")
    print(f"{kind}: {tried} tried, {found.total()} mishandled, slowest {slowest:.1f} s, {last - begin:.0f} s in all, peak {peak:.0f} MB")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""A second process changes when things are done, never what comes of them."""

from __future__ import annotations

import itertools
import os
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
import pytest

import hingesim
from hingesim import InfeasibleError, Scenario
from hingesim.common import assistant as module
from hingesim.common.assistant import AHEAD, CHUNK, LYING, Assistant, assistant

SHORT = Scenario().replace(hinge={"depth_deg": 15, "lower_s": 0.3, "pause_s": 0, "raise_s": 0.3})


@pytest.fixture(scope="module")
def second() -> Iterator[Assistant]:
    beside = Assistant()
    beside.give(os.getpid).result()
    yield beside
    beside.end()


def slowly(add: int, items: Sequence[int]) -> list[tuple[int, int]]:
    time.sleep(0.01)
    return [(item + add, os.getpid()) for item in items]


class Once:
    """Something that knows how often it was opened in this process."""

    opened = 0

    def __setstate__(self, state: object) -> None:
        Once.opened += 1

    def __getstate__(self) -> dict[str, int]:
        return {"some": 1}


def opened(given: Once, items: Sequence[int]) -> list[tuple[int, int]]:
    time.sleep(0.002)
    return [(os.getpid(), Once.opened)] * len(items)


def kept() -> int:
    return len(module._KEPT)


def only_in(process: int, items: Sequence[int]) -> list[int]:
    if os.getpid() != process:
        os._exit(1)
    return list(items)


def refused() -> None:
    raise InfeasibleError("no posture")


def test_results_come_in_order_from_both_and_few_are_taken_ahead(second) -> None:
    taken = itertools.count()
    results, most = [], 0
    for value, process in second.share(slowly, (next(taken) for _ in range(200)), 1000):
        results.append((value, process))
        most = max(most, int(repr(taken)[6:-1]) - len(results))
    assert [value for value, _ in results] == list(range(1000, 1200))
    assert {process for _, process in results} == {os.getpid(), second.give(os.getpid).result()}
    assert most <= (AHEAD + 2) * CHUNK


def test_it_is_not_given_more_than_it_can_do(second) -> None:
    lying = [second.give(time.sleep, 0.3) for _ in range(LYING)]
    assert {process for _, process in second.share(slowly, range(2 * CHUNK), 0)} == {os.getpid()}
    assert [piece.result() for piece in lying] == [None] * LYING


def test_other_work_there_is_not_waited_for(second) -> None:
    other = second.give(time.sleep, 1.0)
    assert [value for value, _ in second.share(slowly, range(3 * CHUNK), 0)] == list(range(3 * CHUNK))
    assert not other.is_done


def test_what_is_the_same_for_all_goes_there_once(second) -> None:
    assert len(set(second.share(opened, range(20 * CHUNK), Once()))) <= 2
    assert second.give(kept).result() == 0


def test_an_error_there_is_an_error_here(second) -> None:
    with pytest.raises(InfeasibleError, match="no posture"):
        second.give(refused).result()


def test_what_an_assistant_leaves_undone_is_done_here() -> None:
    beside = Assistant()
    try:
        assert list(beside.share(only_in, range(30), os.getpid())) == list(range(30))
        assert list(beside.share(only_in, range(30), os.getpid())) == list(range(30))
    finally:
        beside.end()


def test_work_that_is_broken_off_after_its_end_says_nothing() -> None:
    """As after an interrupt, whose traceback holds the work."""
    beside = Assistant()
    work = beside.share(slowly, itertools.count(), 0)
    next(work)
    beside._pool.shutdown()
    work.close()
    assert beside.give(os.getpid).result() == os.getpid()
    beside.end()


def test_there_is_none_for_little_work_or_with_one_core(monkeypatch) -> None:
    with assistant(False) as beside:
        assert beside is None
    monkeypatch.setattr(module, "cores", lambda: 1)
    with assistant(True) as beside:
        assert beside is None


@pytest.mark.parametrize("error", [OSError(38, "no semaphores"), ImportError("no module"), NotImplementedError("too few")])
def test_where_no_process_can_be_had_there_is_none(error: Exception, monkeypatch) -> None:
    def refuses() -> None:
        raise error

    monkeypatch.setattr(module, "quick_pool", refuses)
    with assistant(True) as beside:
        assert beside is None


def test_threads_here_take_turns_quickly_as_long_as_there_is_one(monkeypatch) -> None:
    monkeypatch.setattr(module, "cores", lambda: 2)
    before = sys.getswitchinterval()
    with assistant(True):
        assert sys.getswitchinterval() < before / 10
    assert sys.getswitchinterval() == before


def test_what_it_is_given_may_change_at_once(second) -> None:
    """A recording that is drawn works out more of itself meanwhile."""
    held, sizes = {i: i for i in range(20_000)}, []
    for i in range(20):
        sizes.append((len(held), second.give(len, held)))
        for j in range(2000):
            held[(i, j)] = 0
    assert [(size, piece.result()) for size, piece in sizes] == [(size, size) for size, _ in sizes]


def test_it_can_make_itself_ready_where_that_is_asked_for(tmp_path: Path) -> None:
    beside = Assistant(partial(Path.touch, tmp_path / "ready"))
    try:
        assert beside.give(os.listdir, tmp_path).result() == []
        beside.get_ready()
        assert beside.give(os.listdir, tmp_path).result() == ["ready"]
    finally:
        beside.end()


def test_where_a_process_cannot_be_started_all_is_done_here(second, monkeypatch) -> None:
    def refuses(*given: object) -> None:
        raise OSError(11, "no room for a process")

    monkeypatch.setattr(second._pool, "submit", refuses)
    assert second.give(os.getpid).result() == os.getpid()
    assert list(second.share(only_in, range(10), os.getpid())) == list(range(10))


def test_the_clip_and_the_recordings_are_the_same(second, tmp_path: Path) -> None:
    alone, together = hingesim.compare(SHORT), hingesim.compare(SHORT, assistant=second)
    for a, b in zip(alone.recordings, together.recordings, strict=True):
        assert a.scenario == b.scenario
        assert np.array_equal(a.joint_rad, b.joint_rad)
    paths = [tmp_path / "alone.gif", tmp_path / "together.gif"]
    hingesim.render.animate(alone.recordings, paths[0], width=320)
    hingesim.render.animate(alone.recordings, paths[1], width=320, assistant=second)
    assert paths[0].read_bytes() == paths[1].read_bytes()

"""What the local server of the page bears. Run: pytest tests/benchmarks/test_server.py --benchmark-only -s

A bounded load on loopback: requests per second, and how long all but a hundredth of them take; alone, and beside pages that keep every core
simulating. Printed; what is asserted is that everything was answered.
"""

from __future__ import annotations

import itertools
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tests.served import served

PAGES, FILES, QUESTIONS = 8, 400, 25
"""Pages at a time; files that are fetched in all; quick questions of each page."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    pytest.importorskip("uvicorn")
    with served() as found:
        yield found


def cookie_of(address: str) -> str:
    """What the server lets a page in by."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    try:
        urllib.request.build_opener(Stay).open(address)
    except urllib.error.HTTPError as answer:
        return answer.headers["set-cookie"].partition(";")[0]
    raise AssertionError("it redirects")


def told(what: str, seconds: list[float], took_s: float) -> None:
    late_ms = 1000 * np.quantile(seconds, 0.99)
    print(f"\n{what}: {len(seconds) / took_s:.0f} a second, median {1000 * np.median(seconds):.1f} ms, 99 of 100 within {late_ms:.0f} ms")


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def test_files_and_questions_under_load(benchmark, address: str) -> None:
    sync = pytest.importorskip("websockets.sync.client")
    home, cookie = address.split("/?")[0], cookie_of(address)

    def fetched(_: int) -> float:
        request = urllib.request.Request(f"{home}/app.js", headers={"Cookie": cookie})
        return timed(lambda: urllib.request.urlopen(request).read())

    def asked(socket, question: dict, last: str) -> None:
        socket.send(json.dumps(question))
        while True:
            data = socket.recv(timeout=60)
            header = json.loads(data[4 : 4 + int.from_bytes(data[:4], "little")])
            assert header["kind"] != "error", header
            if header["kind"] == last and header["number"] == question["number"]:
                return

    def page(number: int) -> list[float]:
        change = {"ask": "change", "change": {"fault": "locked-knee"}, "settings": {}}
        with sync.connect(f"{home.replace('http', 'ws')}/questions", additional_headers={"Cookie": cookie}, origin=home) as socket:
            return [timed(lambda k=k: asked(socket, {**change, "number": k}, "change")) for k in range(1, QUESTIONS + 1)]

    def film(number: int) -> float:
        question = {"ask": "film", "number": 1, "settings": {"world.seed": number}, "width": 640}
        with sync.connect(
            f"{home.replace('http', 'ws')}/questions", additional_headers={"Cookie": cookie}, origin=home, max_size=None
        ) as socket:
            return timed(lambda: asked(socket, question, "done"))

    with ThreadPoolExecutor(2 * PAGES) as clients:
        begin = time.perf_counter()
        told("files", list(clients.map(fetched, range(FILES))), time.perf_counter() - begin)
        begin = time.perf_counter()
        told(f"quick questions of {PAGES} pages", list(itertools.chain(*clients.map(page, range(PAGES)))), time.perf_counter() - begin)
        films = [clients.submit(film, number) for number in range(PAGES)]
        begin = time.perf_counter()
        told(f"the same beside {PAGES} films", list(itertools.chain(*clients.map(page, range(PAGES)))), time.perf_counter() - begin)
        waited = [one.result() for one in films]
    told(f"{PAGES} films asked for at once", waited, max(waited))
    benchmark.pedantic(lambda: None)

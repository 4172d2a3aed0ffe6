"""The local server: who may ask, what a fault is answered, that one page cannot hold up or end what another asked for."""

from __future__ import annotations

import json
import struct
import threading
import time
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hingesim import Scenario
from hingesim.explore.client import LONGEST_MESSAGE
from hingesim.explore.pool import MOST_CLIENTS, Pool
from hingesim.explore.server import DENIED, Explorer, application, is_loopback
from hingesim.explore.stale import Stale

pytest.importorskip("starlette")
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

QUICK = {"hinge.depth_deg": 10, "hinge.lower_s": 0.3, "hinge.pause_s": 0, "hinge.raise_s": 0.3}
HOME = "http://127.0.0.1:8000"
QUESTIONS = "ws://127.0.0.1:8000/questions"
ORIGIN = {"origin": HOME}


@pytest.fixture(scope="module")
def explorer(pool: Pool, engine: str) -> Explorer:
    return Explorer(pool, engine, "127.0.0.1", 8000)


@pytest.fixture(scope="module")
def stranger(explorer: Explorer) -> TestClient:
    return TestClient(application(explorer), base_url=HOME)


@pytest.fixture
def page(explorer: Explorer) -> TestClient:
    """A browser that has opened the address."""
    client = TestClient(application(explorer), base_url=HOME)
    client.get(explorer.address, follow_redirects=False)
    return client


def read(data: bytes) -> dict:
    (long,) = struct.unpack_from("<I", data)
    return json.loads(data[4 : 4 + long])


def until(socket, *kinds: str) -> list[dict]:
    """Answers up to the first of these kinds; an error ends the page's wait, so it ends this one."""
    got = []
    while not got or got[-1]["kind"] not in kinds:
        assert not got or got[-1]["kind"] != "error", got[-1]
        got.append(read(socket.receive_bytes()))
    return got


def asks(socket, kind: str, number: int, **more) -> None:
    socket.send_text(json.dumps({"ask": kind, "number": number, **more}))


def test_the_address_lets_in_and_is_not_kept_in_the_address(stranger: TestClient, explorer: Explorer) -> None:
    assert stranger.get("/").status_code == 403
    assert stranger.get("/app.js").status_code == 403
    assert stranger.get("/?key=wrong").text == DENIED
    stranger.cookies.clear()
    answer = stranger.get(explorer.address, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "HttpOnly" in answer.headers["set-cookie"]
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    stranger.cookies.clear()


def test_every_file_of_the_page_is_there_and_says_that_nothing_else_is_loaded(page: TestClient) -> None:
    for name in ("", "app.js", "page.css", "film.woff", "film-bold.woff"):
        answer = page.get(f"/{name}")
        assert answer.status_code == 200
        assert answer.content
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]


PLACES = ["../pyproject.toml", "%2e%2e/pool.py", "page/app.js", "pool.py", "//etc/passwd", "\\..", "%00", "a" * 5000]


@pytest.mark.parametrize("path", PLACES)
def test_no_path_of_a_client_becomes_a_file(page: TestClient, path: str) -> None:
    assert page.get(f"{HOME}/{path}").status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:9", "127.0.0.1", "[::1", ""])
def test_another_name_is_not_answered(page: TestClient, host: str) -> None:
    assert page.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("headers", [{}, {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": HOME, "host": "evil.example"}])
def test_a_page_of_another_site_cannot_ask(page: TestClient, headers: dict) -> None:
    with pytest.raises(WebSocketDisconnect), page.websocket_connect(QUESTIONS, headers=headers) as socket:
        socket.receive_bytes()


def test_who_has_no_key_is_told_why(stranger: TestClient) -> None:
    with stranger.websocket_connect(QUESTIONS, headers=ORIGIN) as socket:
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_bytes()
        assert closed.value.reason == DENIED


def test_only_loopback_is_this_machine_alone() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.0.0.2", "localhost", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "192.168.0.2", "::", "")))


def test_a_film_comes_whole_and_a_cell_beside_it(page: TestClient) -> None:
    with page.websocket_connect(QUESTIONS, headers=ORIGIN) as socket:
        asks(socket, "words", 1, lang="fr")
        (words,) = until(socket, "words")
        assert words["lanes"] == 2
        asks(socket, "film", 2, settings=QUICK, width=480)
        assert [answer["kind"] for answer in until(socket, "done")][:3] == ["plan", "told", "frames"]
        asks(socket, "cell", 3, settings=QUICK)
        (cell,) = until(socket, "cell")
        assert (cell["number"], cell["outcome"] is not None) == (3, True)


def test_a_newer_film_ends_the_older_one(page: TestClient) -> None:
    with page.websocket_connect(QUESTIONS, headers=ORIGIN) as socket:
        for number in range(1, 30):
            asks(socket, "film", number, settings={"hinge.reps": 2} if number < 29 else QUICK, width=480)
        answers = until(socket, "done")
        assert answers[-1]["number"] == 29
        assert {answer["number"] for answer in answers if answer["kind"] == "told"} == {29}


def test_a_client_ends_only_its_own(pool: Pool, engine: str) -> None:
    """One who changes its mind all the time does not end what another waits for."""
    long, mine, other = Scenario().replace(world={"engine": engine}, hinge={"reps": 2}), pool.enter(), pool.enter()
    done = threading.Event()

    def restless() -> None:
        while not done.is_set():
            pool.wish(other)
            time.sleep(0.01)

    thread = threading.Thread(target=restless)
    thread.start()
    try:
        (recording,) = pool.run(pool.wish(mine), [long], False)
        assert recording.time_s[-1] > 5
    finally:
        done.set()
        thread.join()
    ticket = pool.wish(mine)
    threading.Timer(0.2, pool.wish, [mine]).start()
    begin = time.perf_counter()
    with pytest.raises(Stale):
        pool.run(ticket, [long.replace(hinge={"reps": 20})], False)
    assert time.perf_counter() - begin < 20, "of a run of a minute and more"
    pool.leave(mine)
    pool.leave(other)


def test_there_is_a_last_place_and_it_is_given_back(page: TestClient, pool: Pool) -> None:
    places = [pool.enter() for _ in range(MOST_CLIENTS)]
    assert sorted(places) == list(range(MOST_CLIENTS))
    with page.websocket_connect(QUESTIONS, headers=ORIGIN) as socket:
        assert read(socket.receive_bytes())["kind"] == "error"
        with pytest.raises(WebSocketDisconnect):
            socket.receive_bytes()
    for place in places:
        pool.leave(place)
    with page.websocket_connect(QUESTIONS, headers=ORIGIN) as socket:
        asks(socket, "words", 1)
        until(socket, "words")


def test_more_cells_than_cores_are_refused_in_words(page: TestClient) -> None:
    with page.websocket_connect(QUESTIONS, headers=ORIGIN) as socket:
        for number in range(5):
            asks(socket, "cell", number, settings=QUICK)
        answers = [read(socket.receive_bytes()) for _ in range(5)]
        assert sorted(answer["kind"] for answer in answers) == ["cell", "cell", "error", "error", "error"]


def test_a_fault_inside_is_an_answer_in_words_and_the_page_goes_on(page: TestClient, monkeypatch, capsys) -> None:
    def broken(*_):
        raise ZeroDivisionError("by chance")

    with page.websocket_connect(QUESTIONS, headers=ORIGIN) as socket:
        monkeypatch.setattr(Pool, "run", broken)
        asks(socket, "film", 4, settings=QUICK)
        assert until(socket, "error")[-1]["number"] == 4
        monkeypatch.undo()
        asks(socket, "film", 5, settings=QUICK, width=480)
        assert until(socket, "done")[-1]["number"] == 5
    told = capsys.readouterr().err
    assert "ZeroDivisionError: by chance" in told
    assert "Traceback" not in told


TEXTS = st.text(max_size=40) | st.sampled_from(["[" * 9000, "1" * 6000, "NaN", '{"ask":"film"}', '{"ask":"cell","number":1e999}', "\ud800"])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS | st.binary(max_size=40), min_size=1, max_size=4))
def test_whatever_is_sent_is_answered_and_the_page_goes_on(page: TestClient, sent: list[str | bytes]) -> None:
    with page.websocket_connect(QUESTIONS, headers=ORIGIN) as socket:
        for each in sent:
            if isinstance(each, bytes):
                socket.send_bytes(each)
            else:
                socket.send_text(each)
            assert until(socket, "error", "words", "cell", "done")
        socket.send_text("x" * (LONGEST_MESSAGE + 1))
        assert str(LONGEST_MESSAGE) in until(socket, "error")[-1]["text"]
        asks(socket, "words", 9)
        assert until(socket, "words")[-1]["number"] == 9


PATHS = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2FF), max_size=30)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PATHS, st.sampled_from(["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "BREW"]), st.binary(max_size=200))
def test_no_request_is_a_fault_of_the_server(page: TestClient, path: str, method: str, body: bytes) -> None:
    answer = page.request(method, f"{HOME}/{quote(path)}", content=body, headers={"x-anything": "1"}, follow_redirects=False)
    assert answer.status_code < 500
    assert "Traceback" not in answer.text

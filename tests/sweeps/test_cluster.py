"""The same sweep on a Dask cluster: a real scheduler and real worker processes on loopback."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from hingesim import HingesimError, InputError, SweepTable, sweep
from hingesim.cli.main import main
from tests.sweeps.conftest import AXES, QUICK, WORDS, same

distributed = pytest.importorskip("distributed")


@contextmanager
def processes() -> Iterator[list[subprocess.Popen]]:
    """Processes that end with the test."""
    running: list[subprocess.Popen] = []
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.wait()


def dask(*words: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "dask", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """Address of a scheduler, and its two workers."""
    address = f"tcp://127.0.0.1:{free_port()}"
    with processes() as running:
        running.append(dask("scheduler", "--host", address, "--no-dashboard"))
        running += [dask("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0") for _ in range(2)]
        with distributed.Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address, running[1:]


def test_on_a_cluster_a_sweep_gives_the_same_table(tmp_path, whole: SweepTable, cluster, monkeypatch, capsys) -> None:
    monkeypatch.setattr("hingesim.common.progress.LOG_S", 600.0)  # a slow machine reports progress as well
    out = tmp_path / "map.parquet"
    assert main(["sweep", *without_workers(), "--scheduler", cluster[0], "--out", str(out)]) == 0
    assert same(SweepTable.open(out), whole)
    assert capsys.readouterr().err == "hingesim: 12 runs on 2 workers, 0.1 MB on disk\n"


def test_a_cluster_with_workers_of_several_threads_is_refused(tmp_path, cluster) -> None:
    with processes() as running, distributed.Client(cluster[0], set_as_default=False) as client:
        running.append(dask("worker", cluster[0], "--nthreads", "4", "--no-nanny", "--no-dashboard"))
        client.wait_for_workers(3, timeout=60)
        with pytest.raises(InputError, match="runs several threads in a process"):
            sweep(QUICK, AXES, scheduler=client, out=tmp_path / "map.parquet")
        assert not list(tmp_path.iterdir())


def test_a_worker_that_is_killed_costs_nothing_but_time(tmp_path, whole: SweepTable, cluster) -> None:
    address, workers = cluster
    with distributed.Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)

        def kill_one(done: int, total: int) -> None:
            if done >= 3:
                workers[0].kill()

        table = sweep(QUICK, AXES, replicates=2, scheduler=client, out=tmp_path / "map.parquet", progress=kill_one)
        assert workers[0].wait(10) != 0
        assert workers[1].poll() is None
        assert client.status == "running", "a client that was given stays open"
    assert same(table, whole)


def test_a_scheduler_that_does_not_answer_is_one_line(tmp_path) -> None:
    code = (
        "import sys; import hingesim.sweeps.cluster as c; c.ANSWER_S = 2\nfrom hingesim.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    words = ["sweep", *without_workers(), "--scheduler", "tcp://127.0.0.1:1", "--out", "map.parquet"]
    run = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr.startswith("hingesim: --scheduler: tcp://127.0.0.1:1 does not answer")
    assert run.stderr.count("\n") == 1, run.stderr
    assert not list(tmp_path.iterdir())


def test_a_scheduler_without_workers_is_one_line(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("hingesim.sweeps.cluster.WORKERS_S", 1)
    address = f"tcp://127.0.0.1:{free_port()}"
    with processes() as running:
        running.append(dask("scheduler", "--host", address, "--no-dashboard"))
        with pytest.raises(InputError, match="the cluster has no workers"):
            sweep(QUICK, AXES, scheduler=address, out=tmp_path / "map.parquet")
    assert not list(tmp_path.iterdir())


def test_a_scheduler_that_is_lost_ends_the_sweep_and_keeps_its_rows(tmp_path) -> None:
    address = f"tcp://127.0.0.1:{free_port()}"
    with processes() as running:
        running.append(dask("scheduler", "--host", address, "--no-dashboard"))
        running.append(dask("worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0"))

        def kill_it(done: int, total: int) -> None:
            if done:
                running[0].kill()

        with pytest.raises(HingesimError, match="the scheduler is lost"):
            sweep(QUICK, AXES, scheduler=address, out=tmp_path / "map.parquet", progress=kill_it)
    assert len(SweepTable.open(tmp_path / "map.parquet")) >= 1


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "tcp://127.0.0.1", "http://host:1", ""])
def test_an_address_that_is_none_is_one_line(tmp_path, address: str) -> None:
    with pytest.raises(InputError, match="allowed is an address such as"):
        sweep(QUICK, AXES, scheduler=address, out=tmp_path / "map.parquet")
    assert not list(tmp_path.iterdir())


def without_workers() -> list[str]:
    """The band is named, so that no line says which one is taken."""
    return [*WORDS[: WORDS.index("--workers")], "--band", "light"]

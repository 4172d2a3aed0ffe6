"""Many runs in one process: the process stays as it was, and the bits are the same."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest

from hingesim import Scenario, simulate
from hingesim.body.whole import body_of
from hingesim.engine import installed, open_engine

QUICK = Scenario().replace(exercise={"name": "quiet-stance", "duration_s": 0.5})
ENGINES = tuple(installed())


def digest(engine: str) -> str:
    return simulate(QUICK.replace(world={"engine": engine})).digest


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("count", [3, pytest.param(50, marks=pytest.mark.slow)])
def test_16_threads_with_many_engines_each_leave_the_descriptors_alone(engine: str, count: int) -> None:
    humanoid, before = body_of(QUICK), [os.fstat(number) for number in (0, 1, 2)]

    def many() -> None:
        for _ in range(count):
            with open_engine(humanoid, step_s=0.002, friction=0.9, engine=engine) as opened:
                opened.joints()

    threads = [threading.Thread(target=many) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [os.fstat(number)[:3] for number in (0, 1, 2)] == [about[:3] for about in before]


@pytest.mark.parametrize("engine", ENGINES)
def test_threads_asyncio_and_processes_give_the_same_bits(engine: str) -> None:
    right = digest(engine)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(digest, [engine] * 8)) == {right}

    async def together() -> list[str]:
        return await asyncio.gather(*(asyncio.to_thread(digest, engine) for _ in range(3)))

    assert set(asyncio.run(together())) == {right}
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert pool.submit(digest, engine).result() == right


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork here")
@pytest.mark.parametrize("engine", ENGINES)
def test_forked_processes_give_the_same_bits_after_and_beside_runs_of_their_parent(engine: str) -> None:
    """In a process of its own: to fork beside the threads of other tests is not what is asked."""
    code = f"""
import multiprocessing
from hingesim import Scenario, simulate
from hingesim.engine import open_engine
from hingesim.body.whole import body_of
quick = Scenario().replace(exercise={{"name": "quiet-stance", "duration_s": 0.5}}, world={{"engine": {engine!r}}})
def digest(_):
    return simulate(quick).digest
if __name__ == "__main__":
    right = digest(0)
    with open_engine(body_of(quick), step_s=0.002, friction=0.9, engine={engine!r}) as beside:
        with multiprocessing.get_context("fork").Pool(2) as pool:
            found = pool.map(digest, range(4))
        beside.joints()
    print({{*found, digest(0)}} == {{right}})
"""
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, timeout=120)
    assert (ran.stdout, ran.stderr) == ("True\n", "")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_loop_that_runs_already_and_the_display_of_a_notebook_change_nothing(engine: str) -> None:
    """A notebook calls within a running loop, shows a value by its `_repr_html_`, and may show it twice."""
    scenario, right, loop = QUICK.replace(world={"engine": engine}), digest(engine), None

    async def cell() -> tuple[str, str, str]:
        nonlocal loop
        loop = asyncio.get_running_loop()
        recording = simulate(scenario)
        first, second = recording._repr_html_(), recording._repr_html_()
        assert first == second
        return recording.digest, first, simulate(scenario).digest

    before = signal.getsignal(signal.SIGINT), sys.stdout, sys.stderr
    first, shown, again = asyncio.run(cell())
    assert first == again == right
    assert "<" in shown
    assert "Traceback" not in shown
    assert (signal.getsignal(signal.SIGINT), sys.stdout, sys.stderr) == before


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_printed_while_threads_simulate_is_heard(engine: str) -> None:
    code = f"""
import threading
from hingesim import Scenario, simulate
quick = Scenario().replace(exercise={{"name": "quiet-stance", "duration_s": 0.5}}, world={{"engine": {engine!r}}})
threads = [threading.Thread(target=simulate, args=(quick,)) for _ in range(4)]
[t.start() for t in threads]; [t.join() for t in threads]
print("heard")
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == ("heard\n", "")


def digests(engine: str, variable: str, values: list[str]) -> set[str]:
    """Of a quick rep, in a process of its own for each value of a variable of the environment."""
    code = f"""
from hingesim import Scenario, simulate
quick = {{"lower_s": 0.4, "raise_s": 0.4, "pause_s": 0, "depth_deg": 20}}
print(simulate(Scenario().replace(band={{}}, hinge=quick, world={{"engine": {engine!r}}})).digest)
"""
    said = set()
    for value in values:
        environment = {**os.environ, variable: value}
        said.add(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment).stdout)
    return said


@pytest.mark.parametrize("engine", ENGINES)
def test_every_kernel_of_the_blas_gives_the_same_bits(engine: str) -> None:
    """A cluster of old and new processors gives one table. OpenBLAS takes these names; other libraries know one order of sums anyway."""
    said = digests(engine, "OPENBLAS_CORETYPE", ["Nehalem", "Sandybridge", "Haswell"])
    assert len(said) == 1
    assert said != {""}


@pytest.mark.parametrize("engine", ENGINES)
def test_narrow_and_wide_vectors_give_the_same_bits(engine: str) -> None:
    """NumPy's sine for AVX-512 differs from the one for other processors in the last bit; no run rests on either."""
    found = np.show_config(mode="dicts")["SIMD Extensions"]["found"]  # type: ignore[index]
    said = digests(engine, "NPY_DISABLE_CPU_FEATURES", ["", " ".join(found)])
    assert len(said) == 1
    assert said != {""}

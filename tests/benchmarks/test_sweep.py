"""What a sweep costs. Run: pytest tests/benchmarks/test_sweep.py --benchmark-only -s

Printed, never a pass or fail: rates as ratios of times taken in turns on one machine, memory of a worker, and the documented example.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import time
from pathlib import Path

import numpy as np
import pytest

from hingesim import HingesimError, Scenario, simulate
from hingesim.common.progress import duration
from hingesim.scenario.engines import engine_names
from hingesim.sweeps import Design, Size, read_axes, run_all

EXAMPLE = Design(Scenario(), read_axes({"knee-bend": "5:40:20", "band-distance": "1.4:2.6:20"}), replicates=4)
"""The map of docs/sweeps.md: 20 by 20 points, 4 seeds each."""


def test_rate_in_a_sweep_against_one_warm_simulate(benchmark) -> None:
    spread = (EXAMPLE[int(index)] for index in np.linspace(0, len(EXAMPLE) - 1, 40))
    scenarios = list(itertools.islice(filter(_runs, spread), 8))
    ratios, busy = [], []
    for _ in range(3):
        begin = time.perf_counter()
        for scenario in scenarios[1:]:
            simulate(scenario).summary()
        alone_s = time.perf_counter() - begin
        times: list[float] = []
        table = run_all(scenarios, workers=1, progress=lambda done, total, times=times: times.append(time.perf_counter()))
        swept_s = times[-1] - times[1]  # times[0] is the start; the first run pays for the start of the process, once
        run_s = table.column("wall_s").to_pylist()[1:]
        ratios.append(alone_s / swept_s)
        busy.append(sum(run_s) / swept_s)
    benchmark.pedantic(lambda: None)
    benchmark.extra_info["sweep / simulate"] = round(float(np.median(ratios)), 3)
    print(f"\nruns per second and core in a sweep, of one warm simulate: {np.median(ratios):.3f} ({np.round(ratios, 3)})")
    print(f"a worker is inside a run {100 * np.median(busy):.1f} % of the time")


def _runs(scenario: Scenario) -> bool:
    """Whether there is a rep to time: not every point of the map has a plan."""
    try:
        simulate(scenario).summary()
    except HingesimError:
        return False
    return True


def test_memory_of_one_worker_over_2000_runs(benchmark, tmp_path) -> None:
    quick = Scenario().replace(exercise={"name": "quiet-stance", "duration_s": 0.5})
    seen: dict[int, float] = {}

    def look(done: int, total: int) -> None:
        if done % 100 == 0 and (workers := multiprocessing.active_children()):  # the last run ends them
            pages = int(Path(f"/proc/{workers[0].pid}/statm").read_text().split()[1])
            seen[done] = pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    design = Design(quick, read_axes({"knee-bend": "0:50:20", "band-distance": "1.4:2.6:10"}), replicates=10)
    out = tmp_path / "map.parquet"
    run_all(design, workers=1, out=out, progress=look)
    benchmark.pedantic(lambda: None)
    print(f"\nMiB of the worker after 100 runs {seen[100]:.1f}, " + ", ".join(f"{n}: {mib:.1f}" for n, mib in seen.items() if n % 500 == 0))
    print(f"{sum(part.stat().st_size for part in out.glob('part-*')) / len(design):.0f} bytes a row")


def test_the_documented_example(benchmark) -> None:
    said: list[Size] = []
    sample = [EXAMPLE[int(index)] for index in np.linspace(0, len(EXAMPLE) - 1, 40).round()]
    times: list[float] = []
    benchmark.pedantic(run_all, args=(sample,), kwargs={"announce": said.append, "progress": lambda *n: times.append(time.perf_counter())})
    rate = (len(times) - 2) / (times[-1] - times[1])  # from the first run that was done
    cores = said[0].workers
    print(f"\n{rate:.2f} runs/s on {cores} cores; the 20 by 20 map with 4 seeds: {duration(len(EXAMPLE) / rate)}")
    print(f"a million runs: {1e6 / rate * cores / 3600:.0f} core hours, {duration(1e6 / rate * cores / 100)} on 100 cores")


def test_rate_of_a_cluster_on_this_machine(benchmark) -> None:
    """Runs a second with 1, 2 and 4 worker processes of Dask, of what one gives, and of two processes without Dask."""
    distributed = pytest.importorskip("distributed")
    rates: dict[str, float] = {}
    for engine in engine_names():
        scenarios = [s.replace(world={"engine": engine}) for s in (EXAMPLE[int(k)] for k in np.linspace(0, len(EXAMPLE) - 1, 32))]
        for workers in (1, 2, 4):
            with (
                distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
                distributed.Client(cluster) as client,
            ):
                run_all(scenarios[:workers], scheduler=client)  # every worker loads what it needs
                begin = time.perf_counter()
                run_all(scenarios, scheduler=client)
                rates[f"{engine}, Dask, {workers}"] = len(scenarios) / (time.perf_counter() - begin)
        times: list[float] = []
        run_all(scenarios, workers=2, progress=lambda *n, times=times: times.append(time.perf_counter()))
        rates[f"{engine}, processes, 2"] = (len(times) - 2) / (times[-1] - times[1])
    benchmark.pedantic(lambda: None)
    print(f"\n{os.cpu_count()} cores; runs a second: " + "; ".join(f"{name}: {rate:.2f}" for name, rate in rates.items()))


def test_planning_a_cell(benchmark) -> None:
    from hingesim.sweeps.cell import Cell

    benchmark(lambda: Cell(EXAMPLE[777]).key)

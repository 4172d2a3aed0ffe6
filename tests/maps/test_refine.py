"""Refinement finds the changes that the whole grid would find, with fewer runs."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest

from hingesim import InputError, Scenario, SweepTable, sweep
from hingesim.cli.main import main
from hingesim.sweeps import refine
from hingesim.sweeps.borrowing import unlike
from hingesim.sweeps.boundary import Point, Search
from hingesim.sweeps.tally import SEVERITY, most_frequent
from tests.sweeps.conftest import QUICK

SIZE = 20
Outcomes = dict[Point, list[str]]


def truth(x: float, y: float) -> str:
    low = 0.62 - 0.55 * x + 0.1 * np.sin(5 * x)
    return "forward_fall" if y < low else "backward_fall" if y > 1.35 - 0.75 * x else "posterior_shift"


def noisy(seed: int, width: float, replicates: int) -> Outcomes:
    """Outcomes of all seeds at all points: the borders are blurred by a normal deviation."""
    rng = np.random.default_rng(seed)
    points = itertools.product(range(SIZE), repeat=2)
    return {(i, j): [truth(*(np.array([i, j]) / (SIZE - 1) + rng.normal(0, width, 2))) for _ in range(replicates)] for i, j in points}


def searched(outcomes: Outcomes, replicates: int) -> tuple[dict[Point, str], int]:
    """Outcome of every point as a map would show it, and the number of runs."""
    search = Search([(SIZE, True), (SIZE, True)], replicates)
    found = search.run(lambda wave: [outcomes[point][seed] for point, seed in wave])
    return dict(found), len(search.outcomes)


def error(label: dict[Point, str]) -> float:
    """Share of the points on the wrong side of a border."""
    return float(np.mean([name != truth(i / (SIZE - 1), j / (SIZE - 1)) for (i, j), name in label.items()]))


def test_without_noise_the_whole_map_is_found_with_a_tenth_of_the_runs() -> None:
    label, runs = searched(noisy(0, 0.0, 4), 4)
    assert error(label) == 0
    assert 10 * runs <= SIZE * SIZE * 4


def test_with_noise_the_borders_are_as_good_with_an_eighth_of_the_runs() -> None:
    refined, full, spent = [], [], 0
    for seed in range(12):
        outcomes = noisy(seed, 0.03, 4)
        label, runs = searched(outcomes, 4)
        refined.append(error(label))
        full.append(error({point: most_frequent(told) for point, told in outcomes.items()}))
        spent += runs
    assert np.mean(refined) <= np.mean(full)
    assert 8 * spent <= 12 * SIZE * SIZE * 4


@pytest.mark.parametrize("width", [0.03, 0.1])
def test_what_a_refined_map_says_of_other_seeds_is_what_they_say(width: float) -> None:
    """Nearly so where changes are blurred; where they are sharp it says too much rather than too little, up to about twice."""
    said, found = [], []
    for seed in range(12):
        mine, other = noisy(seed, width, 4), noisy(100 + seed, width, 4)
        search = Search([(SIZE, True), (SIZE, True)], 4)
        label = search.run(lambda wave, mine=mine: [mine[point][number] for point, number in wave])
        counts = np.zeros((SIZE, SIZE, len(SEVERITY)), int)
        for (point, _), outcome in search.outcomes.items():
            counts[(*point, SEVERITY.index(outcome))] += 1
        said.append(unlike(counts, (True, True), 4))
        found.append(np.mean([label[point] != most_frequent(told) for point, told in other.items()]))
    assert np.mean(found) / 1.2 <= np.mean(said) <= 2.5 * np.mean(found)


@pytest.mark.parametrize("border", [lambda i, j: i > 7, lambda i, j: i + j > 19, lambda i, j: (i - 9) ** 2 + (j - 9) ** 2 < 30])
def test_every_point_beside_a_change_is_run(border: Callable[[int, int], bool]) -> None:
    outcomes = {(i, j): ["mid_foot" if border(i, j) else "on_toes"] for i, j in itertools.product(range(SIZE), repeat=2)}
    search = Search([(SIZE, True), (SIZE, True)], 1)
    found = search.run(lambda wave: [outcomes[point][0] for point, _ in wave])
    for i, j in outcomes:
        for beside in ((i + 1, j), (i, j + 1)):
            if beside in outcomes and outcomes[i, j] != outcomes[beside]:
                assert (i, j) in found
                assert beside in found


def test_values_without_order_are_grids_of_their_own() -> None:
    search = Search([(2, False), (9, True)], 1)
    found = search.run(lambda wave: ["mid_foot" if at > 3 + 2 * kind else "on_toes" for (kind, at), _ in wave])
    assert [found[0, at] for at in (3, 4)] == ["on_toes", "mid_foot"]
    assert [found[1, at] for at in (5, 6)] == ["on_toes", "mid_foot"]


def test_a_uniform_map_costs_only_its_first_points() -> None:
    search = Search([(SIZE, True), (SIZE, True)], 8)
    search.run(lambda wave: ["mid_foot"] * len(wave))
    assert len(search.outcomes) == 36


def test_the_tally() -> None:
    assert most_frequent(["mid_foot", "forward_fall", "mid_foot"]) == "mid_foot"
    assert most_frequent(reversed(SEVERITY)) == SEVERITY[0]


AXES = {"knee-bend": "10:30:3", "initial-velocity": "0:0.8:9"}


def test_a_refined_sweep_has_rows_of_the_whole_one_and_goes_on_where_it_was(tmp_path) -> None:
    whole = sweep(QUICK, AXES, workers=2)
    first = refine(QUICK, AXES, workers=2, out=tmp_path / "map.parquet")
    assert len(set(whole.column("outcome").to_pylist())) > 1, "a push that topples, and one that does not"
    assert 0 < len(first) < len(whole)
    assert first.rows.drop(["wall_s"]).equals(whole.at(first.column("key").to_pylist()).rows.drop(["wall_s"]))
    ran = []
    again = refine(QUICK, AXES, workers=2, out=tmp_path / "map.parquet", announce=lambda size: ran.append(size.runs))
    assert ran == [0]
    assert again.rows.equals(first.rows)
    assert SweepTable.open(tmp_path / "map.parquet").sampling == "grid"


@pytest.mark.parametrize(
    ("axes", "message"),
    [
        ({"sex": "female,male"}, "needs an axis of at least three numbers"),
        ({"knee-bend": "5,40"}, "needs an axis of at least three numbers"),
        ({"seed": "0,1,2", "knee-bend": "5:40:8"}, "seeds have no order"),
        ({"knee-bend": "5:40"}, "a grid needs the number of values"),
    ],
)
def test_axes_that_cannot_be_refined_are_refused(axes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        refine(Scenario(), axes)


def test_refining_drawn_points_is_refused(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["sweep", "--knee-bend", "5:40", "--sampling", "lhs", "--samples", "8", "--refine", "--out", "a.parquet"]) == 2
    assert capsys.readouterr().err == "hingesim: --refine: works on a grid, without --sampling and --samples\n"

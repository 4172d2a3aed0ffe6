"""The design of a sweep: which scenarios it runs, and in which order."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, Literal, get_args, overload

import numpy as np
from scipy.stats import qmc

from hingesim.common.checks import choice
from hingesim.common.errors import FieldError, InputError
from hingesim.scenario.parameters import Scenario
from hingesim.scenario.reading import scenario_fields
from hingesim.sweeps.axes import Axis, with_values

Sampling = Literal["grid", "lhs", "sobol"]
SEED = "world.seed"
MOST_RUNS = 100_000_000


class Design(Sequence[Scenario]):
    """The scenarios of a sweep, made when asked for; seeds vary fastest, then the last axis.

    Args:
        scenario: everything that is not swept; its seed is the first.
        axes: what is swept.
        replicates: seeds at every point, from the scenario's own upward.
        sampling: `grid` takes every crossing of the values; `lhs` (Latin hypercube) and `sobol` (scrambled Sobol' sequence) draw
            `samples` points, ranges evenly and lists each value equally often. The draw depends on the scenario's seed alone.
        samples: number of points for `lhs` and `sobol`, a power of two for `sobol`; None for `grid`.

    Raises:
        InputError: a combination that makes no design; nothing was run.
    """

    def __init__(
        self, scenario: Scenario, axes: Sequence[Axis], *, replicates: int = 1, sampling: str = "grid", samples: int | None = None
    ) -> None:
        _refuse(scenario, axes, replicates, sampling, samples)
        self.scenario, self.axes, self.replicates = scenario, tuple(axes), replicates
        self._shape = tuple(len(axis.values) for axis in axes) if samples is None else (samples,)
        self._unit = None if samples is None else _drawn(len(self.axes), sampling, samples, scenario.world.seed)
        for values in ([axis.values[0] for axis in axes], [axis.values[-1] for axis in axes]):
            with_values(scenario, {axis.field: value for axis, value in zip(axes, values, strict=True)})

    def __len__(self) -> int:
        return math.prod(self._shape) * self.replicates

    @overload
    def __getitem__(self, index: int) -> Scenario: ...

    @overload
    def __getitem__(self, index: slice) -> list[Scenario]: ...

    def __getitem__(self, index: int | slice) -> Scenario | list[Scenario]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        point, replicate = divmod(index, self.replicates)
        if self._unit is None:
            places = np.unravel_index(point, self._shape) if self._shape else ()
            values = {axis.field: axis.values[int(place)] for axis, place in zip(self.axes, places, strict=True)}
        else:
            values = {axis.field: _placed(axis, float(share)) for axis, share in zip(self.axes, self._unit[point], strict=True)}
        seed = values.get(SEED, self.scenario.world.seed) + replicate
        return with_values(self.scenario, {**values, SEED: seed})

    def __iter__(self) -> Iterator[Scenario]:
        return (self[index] for index in range(len(self)))


def _refuse(scenario: Scenario, axes: Sequence[Axis], replicates: int, sampling: str, samples: int | None) -> None:
    choice("--sampling", sampling, get_args(Sampling))
    if isinstance(replicates, bool) or not isinstance(replicates, int) or not 1 <= replicates <= 10_000:
        raise FieldError("--replicates", replicates, "a whole number from 1 to 10000")
    if sampling == "grid":
        if samples is not None:
            raise InputError("--samples: a grid has as many points as its axes have crossings; use --sampling lhs or sobol")
        if ranges := [axis.field for axis in axes if axis.kind == "range"]:
            option = scenario_fields()[ranges[0]].metadata["option"]
            raise InputError(f"{option}: a grid needs the number of values, FROM:TO:COUNT; FROM:TO is for --sampling lhs or sobol")
    else:
        if not axes:
            raise InputError(f"--sampling: {sampling} needs at least one axis to draw from")
        if isinstance(samples, bool) or not isinstance(samples, int) or not 2 <= samples <= 10_000_000:
            raise FieldError("--samples", samples, "a whole number from 2 to 10000000")
        if sampling == "sobol" and samples & (samples - 1):
            below = 1 << (samples.bit_length() - 1)
            raise FieldError("--samples", samples, f"a power of two for sobol, such as {below} or {2 * below}")
    if any(axis.field == SEED for axis in axes) and replicates > 1:
        raise InputError("--seed: cannot be an axis together with --replicates, which also counts seeds")
    scenario.replace(world={"seed": scenario.world.seed + replicates - 1})
    points = math.prod(len(axis.values) for axis in axes) if samples is None else samples
    if points * replicates > MOST_RUNS:
        raise FieldError("sweep", points * replicates, f"at most {MOST_RUNS} runs")


def _drawn(axes: int, sampling: str, samples: int, seed: int) -> np.ndarray:
    """shape (samples, axes): points of the unit cube."""
    kind = qmc.LatinHypercube if sampling == "lhs" else qmc.Sobol
    return kind(axes, rng=np.random.default_rng(seed)).random(samples)


def _placed(axis: Axis, share: float) -> Any:
    """The value at a share 0 to 1 of an axis."""
    if axis.kind == "values":
        return axis.values[int(share * len(axis.values))]
    low, high = axis.values
    return int(low + share * (high - low + 1)) if axis.whole else low + share * (high - low)

"""Which knob matters most: Sobol' indices of the outcome of a hinge over ranges of its parameters, estimated with SALib.

The first-order index of a parameter is the share of the variance that goes away when this parameter alone is held; the total index is
the share that stays when all others are held, all it acts through included (Saltelli et al. 2010). Every point is run with the same
seeds, so that the noise of the balance is a part of the function and not of the estimate.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from hingesim.common.errors import FieldError, InputError
from hingesim.common.extras import require
from hingesim.recording.outcomes import is_loss
from hingesim.scenario.parameters import Scenario, given_scenario
from hingesim.sweeps.axes import Axis, read_axes, with_values
from hingesim.sweeps.run import run_all
from hingesim.sweeps.table import SweepTable

MARGIN, FALL = "margin_fore_aft_min_m", "fall"
"""What is explained. The fore-aft margin, not the margin to the nearest edge: the foot is so narrow that the latter is its distance to
the side, which is mostly noise, while knee bend, band and depth act fore and aft."""
MOST_LOST = 0.25
"""Share of the points that may be impossible before the indices are refused."""
RESAMPLES, CONFIDENCE = 1000, 0.95
"""Bootstrap of the intervals."""


@dataclass(frozen=True)
class Index:
    """Indices of one parameter for one number; half-widths of 95 % intervals."""

    field: str
    first: float
    first_interval: float
    total: float
    total_interval: float

    def to_dict(self) -> dict[str, float]:
        """The numbers."""
        return {name: value for name, value in vars(self).items() if name != "field"}


@dataclass(frozen=True)
class Sensitivity:
    """The result of a study."""

    indices: Mapping[str, tuple[Index, ...]]
    """Of `margin_fore_aft_min_m` and `fall`, largest total index first; empty where nothing varies."""
    mean: Mapping[str, float]
    """Of both numbers over the ranges."""
    runs: int
    impossible: int
    """Base samples left out because one of their runs was impossible."""

    def to_dict(self) -> dict[str, Any]:
        """Plain dictionaries and numbers; an index is null where nothing varies."""
        told = {name: {row.field: row.to_dict() for row in rows} or None for name, rows in self.indices.items()}
        return {"runs": self.runs, "impossible_samples": self.impossible, "mean": dict(self.mean), "indices": told}


@dataclass(frozen=True, eq=False)
class Study:
    """A design of points over ranges, and the indices of any function on it.

    Raises:
        InputError: fewer than two ranges, something that is no range, or a number of samples that is not a power of two.
    """

    axes: tuple[Axis, ...]
    samples: int
    seed: int = 0

    def __post_init__(self) -> None:
        require("sweep", "SALib")
        for axis in self.axes:
            if axis.kind != "range":
                raise FieldError(axis.field, ",".join(map(str, axis.values)), "a range FROM:TO")
        if len(self.axes) < 2:
            raise InputError("sensitivity: needs at least two parameters with a range, such as --knee-bend 5:40 --band-distance 1.5:2.5")
        n = self.samples
        if isinstance(n, bool) or not isinstance(n, int) or not 4 <= n <= 65536 or n & (n - 1):
            raise FieldError("--samples", n, "a power of two from 4 to 65536, such as 64")

    @property
    def _problem(self) -> dict[str, Any]:
        bounds = [[float(axis.values[0]), float(axis.values[1]) + axis.whole] for axis in self.axes]
        return {"num_vars": len(self.axes), "names": [axis.field for axis in self.axes], "bounds": bounds}

    @cached_property
    def points(self) -> np.ndarray:
        """shape (samples * (axes + 2), axes): Saltelli's design on a scrambled Sobol' sequence."""
        from SALib.sample import sobol

        drawn = sobol.sample(self._problem, self.samples, calc_second_order=False, scramble=True, seed=self.seed)
        whole = [axis.whole for axis in self.axes]
        return np.where(whole, np.minimum(np.floor(drawn), [axis.values[1] for axis in self.axes]), drawn)

    def kept(self, values: np.ndarray) -> np.ndarray:
        """shape (samples,): whether all points of a base sample have a value, of values of shape (points,)."""
        return np.isfinite(values.reshape(self.samples, len(self.axes) + 2).sum(axis=1))

    def indices(self, values: np.ndarray) -> tuple[Index, ...]:
        """Indices from the values at `points`, shape (points,), NaN where there is none; largest total index first.

        Empty where nothing varies.
        """
        from SALib.analyze import sobol

        known = values.reshape(self.samples, -1)[self.kept(values)].ravel()
        if len(known) == 0 or np.ptp(known) == 0:
            return ()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a resample without variance
            found = sobol.analyze(
                self._problem, known, calc_second_order=False, num_resamples=RESAMPLES, conf_level=CONFIDENCE, seed=self.seed + 1
            )
        columns = (found[name] for name in ("S1", "S1_conf", "ST", "ST_conf"))
        rows = [Index(axis.field, *map(float, row)) for axis, *row in zip(self.axes, *columns, strict=True)]
        return tuple(sorted(rows, key=lambda row: -row.total))


def sensitivity(
    scenario: Scenario | None = None, axes: Mapping[str, Any] | None = None, *, samples: int = 64, replicates: int = 1, **options: Any
) -> Sensitivity:
    """Sobol' indices of the least margin of stability and of the probability of a fall.

        result = sensitivity(axes={"knee-bend": "5:40", "band-distance": "1.5:2.5", "mass": "50:90"}, samples=64)

    Args:
        scenario: everything that is not varied.
        axes: by dotted field or option, a range each: `5:40`.
        samples: base samples, a power of two; there are samples * (axes + 2) points.
        replicates: seeds at every point; a margin is their mean and a probability their share.
        options: those of `run_all`: `out` keeps the runs, what it has is not run again.

    Raises:
        InputError: before any run starts; or where too many points are impossible.
    """
    scenario = given_scenario(scenario)
    study = Study(read_axes({} if axes is None else axes), samples, scenario.world.seed)
    if isinstance(replicates, bool) or not isinstance(replicates, int) or not 1 <= replicates <= 10_000:
        raise FieldError("--replicates", replicates, "a whole number from 1 to 10000")
    table = run_all(_Runs(study, scenario, replicates), declared=[axis.field for axis in study.axes], **options)
    margin, fall = (column.reshape(-1, replicates).mean(axis=1) for column in _numbers(table))
    kept = study.kept(margin)
    if (~kept).mean() > MOST_LOST:
        first = next(error for error in table.column("error").to_pylist() if error)
        raise InputError(f"sensitivity: {(~kept).sum()} of {len(kept)} samples have an impossible run, narrow the ranges ({first})")
    points = np.repeat(kept, len(study.axes) + 2)
    found = {name: study.indices(np.where(points, values, np.nan)) for name, values in ((MARGIN, margin), (FALL, fall))}
    means = {MARGIN: float(margin[points].mean()), FALL: float(fall[points].mean())}
    return Sensitivity(found, means, len(table), int((~kept).sum()))


class _Runs(Sequence[Scenario]):
    """The scenarios of a study, made when asked for; seeds vary fastest."""

    def __init__(self, study: Study, scenario: Scenario, replicates: int) -> None:
        self._study, self._scenario, self._replicates = study, scenario, replicates
        scenario.replace(world={"seed": scenario.world.seed + replicates - 1})

    def __len__(self) -> int:
        return len(self._study.points) * self._replicates

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        if not 0 <= index < len(self):
            raise IndexError(index)
        point, replicate = divmod(index, self._replicates)
        values = {a.field: int(v) if a.whole else float(v) for a, v in zip(self._study.axes, self._study.points[point], strict=True)}
        return with_values(self._scenario, {**values, "world.seed": self._scenario.world.seed + replicate})


def _numbers(table: SweepTable) -> tuple[np.ndarray, np.ndarray]:
    """Margin, and 1 for a fall; NaN where a run was impossible."""
    margin = table.column(MARGIN).to_numpy(zero_copy_only=False).astype(float)
    outcome = table.column("outcome").to_pylist()
    return margin, np.array([np.nan if name is None else float(is_loss(name)) for name in outcome])

"""What a check is: published figures with tolerances, and a measurement in the simulator."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from hingesim.validation.plot import Plot

Verdict = Literal["pass", "FAIL", "prediction", "absent"]
"""`absent`: the check needs an engine that is not installed; it neither agrees nor fails."""


@dataclass(frozen=True)
class Target:
    """One published figure and what of it counts as agreement."""

    quantity: str
    """What is compared; the key of the measured value."""
    unit: str
    least: float
    """Published value, or the lower end of a published range."""
    most: float
    """Published value, or the upper end of a published range."""
    tolerance: float
    """Allowed distance from the value or range, in `unit`."""
    prediction: bool = False
    """Reported without pass or fail: nothing was published with enough confidence, or the figure is not the one calibrated."""

    @property
    def published(self) -> str:
        """The published value or range in words."""
        value = _short(self.least) if self.least == self.most else f"{_short(self.least)} to {_short(self.most)}"
        return f"{value} {self.unit}".strip()

    @property
    def allowed(self) -> str:
        """The tolerance in words."""
        if self.prediction:
            return "none: a prediction"
        return (
            f"+-{_short(self.tolerance)} {self.unit}".strip() if self.tolerance else "exact" if self.least == self.most else "in the range"
        )

    def verdict(self, value: float) -> Verdict:
        """Whether a simulated value agrees; a value that is not finite does not."""
        if self.prediction:
            return "prediction"
        agrees = math.isfinite(value) and self.least - self.tolerance <= value <= self.most + self.tolerance
        return "pass" if agrees else "FAIL"


def about(quantity: str, value: float, unit: str = "", *, percent: float = 0.0, within: float = 0.0) -> Target:
    """A published value with a tolerance in percent of it or in its unit."""
    return Target(quantity, unit, value, value, abs(value) * percent / 100 + within)


def between(quantity: str, least: float, most: float, unit: str = "", *, percent: float = 0.0, within: float = 0.0) -> Target:
    """A published range; the tolerance in percent is that of its greater end."""
    return Target(quantity, unit, least, most, max(abs(least), abs(most)) * percent / 100 + within)


def predicted(quantity: str, least: float, most: float, unit: str = "") -> Target:
    """A published range that is shown beside the simulated value without pass or fail."""
    return Target(quantity, unit, least, most, 0.0, prediction=True)


@dataclass(frozen=True)
class Measured:
    """What the simulator gave: a value for the quantity of every target, a figure, and what should be said about it."""

    values: Mapping[str, float]
    plot: Plot | None = None
    note: str = ""


@dataclass(frozen=True)
class Check:
    """A published item and how to measure it."""

    name: str
    """Name on the command line."""
    title: str
    source: str
    """Where the figures were published, and whether they were read or recalled."""
    method: str
    """How they are measured in the simulator."""
    targets: tuple[Target, ...]
    measure: Callable[[], Measured] = field(repr=False)
    note: str = ""
    """What a reader must know to judge the result."""
    cost_s: float = 1.0
    """Rough run time on one core, so that long checks start first."""

    def run(self) -> Result:
        """Measure, and compare with every target."""
        begin = time.perf_counter()
        measured = self.measure()
        missing = {t.quantity for t in self.targets} ^ set(measured.values)
        if missing:
            raise ValueError(f"check {self.name}: targets and values differ in {', '.join(sorted(missing))}")
        note = " ".join(text for text in (self.note, measured.note) if text)
        values = {name: float(value) for name, value in measured.values.items()}
        return Result(self, values, measured.plot, note, time.perf_counter() - begin)


@dataclass(frozen=True)
class Result:
    """A check with what the simulator gave."""

    check: Check
    values: dict[str, float]
    plot: Plot | None
    note: str
    seconds: float
    absent: bool = False
    """Whether the check could not be run for want of an engine."""

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """By quantity, in the order of the targets."""
        if self.absent:
            return {t.quantity: "absent" for t in self.check.targets}
        return {t.quantity: t.verdict(self.values.get(t.quantity, math.nan)) for t in self.check.targets}

    @property
    def passed(self) -> bool:
        """Whether no target failed."""
        return "FAIL" not in self.verdicts.values()

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; a value that is not finite becomes None."""
        rows = [
            {
                "quantity": t.quantity,
                "unit": t.unit,
                "published": [t.least, t.most],
                "tolerance": None if t.prediction else t.tolerance,
                "simulated": v if math.isfinite(v := self.values.get(t.quantity, math.nan)) else None,
                "verdict": self.verdicts[t.quantity].lower(),
            }
            for t in self.check.targets
        ]
        c = self.check
        head = {"name": c.name, "title": c.title, "source": c.source, "method": c.method, "passed": self.passed}
        return {**head, "values": rows, "note": self.note, "seconds": round(self.seconds, 1)}


def _short(value: float) -> str:
    """Four significant digits, no exponent for everyday sizes."""
    return f"{value:.4g}" if value == 0 or 1e-3 <= abs(value) < 1e5 else f"{value:.2g}"

"""Checks of the simulator against published figures: `hingesim validate`.

A check is a value: what was published, by whom, the tolerance, and a function that measures the same thing in the simulator.
Add your own by building a `Check` and passing it to `run_checks`.
"""

from __future__ import annotations

from hingesim.validation.check import Check, Result, Target
from hingesim.validation.plot import Line, Plot
from hingesim.validation.registry import CHECKS, find
from hingesim.validation.report import page
from hingesim.validation.run import run_checks
from hingesim.validation.table import listing, markdown, plain

__all__ = ["CHECKS", "Check", "Line", "Plot", "Result", "Target", "find", "listing", "markdown", "page", "plain", "run_checks"]

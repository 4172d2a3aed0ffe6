"""Which changes of the rules no quick test notices: `python -m tests.mutants [--sample N] [module ...]`.

By default all of `MODULES`, and all mutants of each; with `--sample`, so many of each, drawn with a fixed seed.

Every mutant is one small change of one module: the operators of cosmic-ray (a number moved by one, a sign, a comparison, and for or, a
condition turned round), and every constant of the module made a tenth larger or smaller. Each runs the tests named for its module, which
need no engine, in a process of its own. What survives is listed; exit status 1 when less than 95 % of a module's mutants are noticed.

Known to survive, and why:
- `loss`, `metrics`: `>=` for `>` at a length or an angle worked out from geometry (`CLEARLY_OUT_M`, `TILT_DEG`): no computed length is
  exactly 0.03 m, so both mean the same. Limits that a recording can meet exactly (a time, a load) are held at equality.
- `balance`: the sign of one draw of noise (`quick * y - dy`): the draws are symmetric about zero, so it is the same noise.
- `band`: the first or the last of one difference, the second or the last axis of a table: the same.
- `support`: how many shapes are kept (`lru_cache`), how finely the middle line is tabulated: the same to well below 0.1 mm.
- `meaning`: how long the pieces are that are looked at; the length of a rotation exactly at its tolerance.
- `grip`: band or anchor missing, which are missing together; the first or the last of one palm.
- `strategies`: a product with or a quotient by a sign; a start below zero, which the first tick lifts.
- `strict=True` of a zip over lists that are always as long as each other.
"""

from __future__ import annotations

import ast
import gc
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

import hingesim
from tests import house, plans
from tests.synthetic import SCENARIO, STANDING

ROOT = Path(__file__).parents[1]
MODULES = {
    "hingesim.recording.judgement": ("tests/test_rules.py",),
    "hingesim.recording.outcome": ("tests/test_rules.py",),
    "hingesim.recording.loss": ("tests/test_rules.py",),
    "hingesim.recording.limits": ("tests/test_rules.py",),
    "hingesim.recording.metrics": ("tests/test_rules.py",),
    "hingesim.recording.meaning": ("tests/test_meaning.py",),
    "hingesim.body.support": ("tests/test_support.py",),
    "hingesim.body.band": ("tests/test_band.py", "-k", "not no_force and not never_pushes and not stored_energy"),
    "hingesim.motion.grip": ("tests/test_grip.py",),
    "hingesim.motion.balance": ("tests/test_balance.py",),
    "hingesim.motion.ankle": ("tests/test_balance.py",),
    "hingesim.motion.strategies": ("tests/test_balance.py",),
}
"""Modules, and the quick tests that must notice; of the band without those that draw a hundred examples."""
SCENARIOS = (SCENARIO, STANDING, STANDING.replace(hinge={"stance": "left"}), SCENARIO.replace(hinge={"reps": 2}))
ENOUGH, PATIENCE_S = 0.95, 60.0
QUIETLY = ("-q", "-x", *(f"-pno:{plugin}" for plugin in ("cacheprovider", "xdist", "benchmark", "unraisableexception", "threadexception")))
"""How tests are run: to the first failure, without plugins that cost more time than the tests."""
COMPARE = ("Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt", "Lt_Gt", "LtE_Gt", "Gt_LtE", "GtE_Lt", "Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is")
OPERATORS = (
    "core/NumberReplacer",
    "core/AddNot",
    "core/ReplaceAndWithOr",
    "core/ReplaceOrWithAnd",
    "core/ReplaceTrueWithFalse",
    "core/ReplaceFalseWithTrue",
    "core/ReplaceUnaryOperator_USub_UAdd",
    "core/ReplaceUnaryOperator_Delete_Invert",
    "core/ReplaceUnaryOperator_Delete_Not",
    *(f"core/ReplaceBinaryOperator_{pair}" for pair in ("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "Pow_Mul")),
    *(f"core/ReplaceComparisonOperator_{pair}" for pair in COMPARE),
)


def mutants(source: str) -> Iterator[tuple[str, str]]:
    """What is changed, and the changed source."""
    for name in OPERATORS:
        for occurrence in range(10_000):
            changed = mutate_code(source, get_operator(name)(), occurrence)
            if changed is None:
                break
            yield f"{name.partition('/')[2]} {_where(source, changed)}", changed
    for node in ast.parse(source).body:
        if isinstance(node, ast.Assign) and _is_number(node.value) and isinstance(node.targets[0], ast.Name):
            segment = ast.get_source_segment(source, node) or ""
            for factor in (0.9, 1.1):
                yield f"{node.targets[0].id} * {factor}", source.replace(segment, f"{segment} * {factor}", 1)


def _is_number(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and isinstance(value.value, float)


def _where(source: str, changed: str) -> str:
    """The first line that differs."""
    lines = zip(source.splitlines(), changed.splitlines(), strict=False)
    return next((f"line {i}: {b.strip()}" for i, (a, b) in enumerate(lines, start=1) if a != b), "?")


class _Changed(importlib.abc.SourceLoader):
    """Gives one module its changed source; everything else is imported as it is."""

    def __init__(self, name: str, path: str, source: str) -> None:
        self.name, self.path, self.source = name, path, source

    def find_spec(self, name: str, path: object, target: object = None) -> object:
        return importlib.util.spec_from_loader(name, self, origin=self.path) if name == self.name else None

    def get_filename(self, fullname: str) -> str:
        return self.path

    def get_data(self, path: str | bytes) -> bytes:
        return self.source.encode("utf-8")


@cache
def above(module: str) -> frozenset[str]:
    """A module and all that imports it, directly or around corners."""
    edges, found = house.graph(), {module}
    while more := {name for name, below in edges.items() if below & found} - found:
        found |= more
    return frozenset(found)


def forget(module: str) -> None:
    """Drop a module, the tests, and all that was imported on top of it; what lies below is kept, with the plans that it made."""
    kept = {house.__name__} | (set() if "hingesim.motion.plan" in above(module) else {plans.__name__})
    for name in [name for name in sys.modules if name in above(module) or (name.startswith("tests.") and name not in kept)]:
        parent, _, own = name.rpartition(".")
        del sys.modules[name]
        vars(sys.modules.get(parent, hingesim)).pop(own, None)
    for name in set(hingesim.__all__) - {"__version__"}:
        vars(hingesim).pop(name, None)  # names already fetched from the old modules


def noticed(module: str, source: str, tests: tuple[str, ...]) -> bool:
    """Whether the tests fail, or do not end, with a module changed."""
    above(module)  # worked out once, here
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_PROF, PATIENCE_S)  # of the processor, which may be busy with other things
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        forget(module)
        path = str(ROOT.joinpath(*module.split(".")).with_suffix(".py"))
        sys.meta_path.insert(0, _Changed(module, path, source))  # type: ignore[arg-type]
        sys.dont_write_bytecode = True
        os._exit(0 if pytest.main([*QUIETLY, *tests]) == 0 else 1)
    _, status = os.waitpid(child, 0)
    return status != 0


def main(chosen: list[str]) -> int:
    """Try all mutants of some modules."""
    poor, most = False, None
    if chosen[:1] == ["--sample"]:
        most, chosen = int(chosen[1]), chosen[2:]
    for scenario in SCENARIOS:
        plans.plan_of(scenario)
    # Everything is imported once, here; a forked process has it, and has nothing to collect.
    pytest.main([*QUIETLY, "--collect-only", *{tests[0] for tests in MODULES.values()}])
    gc.collect()
    gc.freeze()
    gc.disable()
    for module in chosen or list(MODULES):
        source, begun = ROOT.joinpath(*module.split(".")).with_suffix(".py").read_text(encoding="utf-8"), time.monotonic()
        assert not noticed(module, source, MODULES[module]), f"{module}: the tests fail without a change"
        every = list(mutants(source))
        if most and most < len(every):
            every = random.Random(0).sample(every, most)
        tried = [(what, noticed(module, changed, MODULES[module])) for what, changed in every]
        left = [what for what, found in tried if not found]
        share = 1 - len(left) / max(len(tried), 1)
        poor |= share < ENOUGH
        print(f"{module}: {len(tried) - len(left)} of {len(tried)} noticed ({share:.1%}), {time.monotonic() - begun:.0f} s", flush=True)
        for what in left:
            print(f"  survived: {what}", flush=True)
    return int(poor)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The public functions called from Python with every kind of wrong number, name and thing."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from hingesim import Recording, Scenario, SweepTable, compare, load_scenario, replicate, simulate, sweep
from hingesim.gallery.collection import read_gallery
from hingesim.render.drawing import Drawing
from hingesim.scenario.parameters import GROUPS
from tests.fuzz.damage import ODD_VALUES
from tests.fuzz.files import refused
from tests.fuzz.samples import SHORT

KINDS: tuple[Any, ...] = (
    *ODD_VALUES, b"12", bytearray(b"3"), 1 + 2j, Decimal("20"), Decimal("nan"), Fraction(41, 2), np.float64(20), np.float32(20.5),
    np.int64(20), np.uint8(20), np.bool_(True), np.float64("nan"), np.float64("inf"), np.longdouble(20), np.array(20.0), np.array([20.0]),
    np.array([1, 2]), np.str_("left"), np.datetime64("2020"), object(), int, len, range(3), {1, 2}, iter([1]), ..., slice(1),
    memoryview(b"1"),
)  # fmt: skip
FIELDS = [(name, spec.name) for name, group in GROUPS.items() for spec in dataclasses.fields(group)]  # type: ignore[arg-type]


def calls(random_: random.Random) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Endless calls with one wrong thing in each; nothing is simulated that takes long."""
    while True:
        value, (group, field) = random_.choice(KINDS), random_.choice(FIELDS)
        option = random_.choice(dataclasses.fields(Drawing)).name
        yield random_.choice(
            [
                (f"{group}.{field}", lambda g=group, f=field, v=value: again(Scenario().replace(**{g: {f: v}}))),
                (f"{group}.{field}", lambda g=group, f=field, v=value: again(Scenario.from_dict({g: {f: v}}))),
                (f"{group}.{field}", lambda g=group, f=field, v=value: again(GROUPS[g](**{f: v}))),
                (group, lambda g=group, v=value: again(Scenario.from_dict({g: v}))),
                (group, lambda g=group, v=value: again(Scenario().replace(**{g: v}))),
                (f"drawing.{option}", lambda o=option, v=value: Drawing.of({o: v})),
                ("drawing", lambda v=value: Drawing.of(v)),
                ("from_dict", lambda v=value: Scenario.from_dict(v)),
                ("from_dict key", lambda v=value: Scenario.from_dict({v: 1} if v.__hash__ else {})),
                ("group key", lambda g=group, v=value: Scenario.from_dict({g: {v: 1}} if v.__hash__ else {})),
                ("simulate", lambda v=value: simulate(v) if v is not None else None),
                ("simulate sample_s", lambda v=value: simulate(SHORT, sample_s=v)),
                ("simulate physics_step_s", lambda v=value: simulate(SHORT, physics_step_s=v)),
                ("compare", lambda v=value: compare(v) if v is not None else None),
                ("sweep scenario", lambda v=value: sweep(v, {"knee-bend": [500]})),
                ("sweep axes", lambda v=value: sweep(None, v, replicates=0)),
                ("sweep axis", lambda v=value: sweep(None, {"knee-bend": v}, replicates=0)),
                ("sweep axis key", lambda v=value: sweep(None, {v: [1]}, replicates=0) if v.__hash__ else None),
                ("sweep replicates", lambda v=value: sweep(None, {"knee-bend": [500]}, replicates=v)),
                ("sweep samples", lambda v=value: sweep(None, {"knee-bend": "1:2"}, sampling="lhs", samples=v, replicates=0)),
                ("sweep sampling", lambda v=value: sweep(None, {"knee-bend": "1:2"}, sampling=v, samples=2, replicates=0)),
                ("sweep out", lambda v=value: sweep(None, {"knee-bend": [500]}, out=v)),
                ("Recording.load", lambda v=value: Recording.load(v)),
                ("SweepTable.open", lambda v=value: SweepTable.open(v)),
                ("read_gallery", lambda v=value: read_gallery(v)),
                ("replicate scenario", lambda v=value: replicate(v, 0)),
                ("load_scenario", lambda v=value: load_scenario(v)),
            ]
        )


def again(thing: Any) -> Any:
    """What was made comes back from its own words, in plain numbers."""
    if isinstance(thing, Scenario):
        import json

        told = json.dumps(thing.to_dict())
        assert Scenario.from_dict(json.loads(told)) == thing, "does not come back"
        assert "-0.0" not in told, "minus zero is kept"
    return thing


def mishandled(call: Callable[[], Any]) -> str | None:
    """What is wrong with how a call is met."""
    try:
        call()
    except BaseException as error:
        return refused(error)
    return None

"""What the arrays of a recording must be to be a run, from both sides of every limit; on recordings made by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from hingesim import Recording
from hingesim.motion.schedule import PHASES
from hingesim.recording.meaning import refuse_meaningless, refuse_misshapen
from tests.synthetic import STANDING, rep

S = rep(STANDING)
SAMPLES = len(S.time_s)


def changed(name: str, at: int | tuple[int, ...], value: float, recording: Recording = S) -> Recording:
    """With one number changed."""
    array = np.array(recording.arrays()[name], float)
    array[at] = value
    return dataclasses.replace(recording, **{name: array})


def wrong(recording: Recording) -> str | None:
    """Why the numbers are refused, None where they are not."""
    try:
        refuse_meaningless(recording)
    except ValueError as error:
        return str(error)
    return None


def test_a_run_is_one() -> None:
    assert wrong(S) is None


@pytest.mark.parametrize("name", ["com_world_m", "joint_rad", "ground_load_n", "place"])
@pytest.mark.parametrize("at", [0, 7, SAMPLES - 1])
def test_what_is_no_number_is_named_with_its_sample(name: str, at: int) -> None:
    last = (at,) + (-1,) * (S.arrays()[name].ndim - 1)
    for value in (np.nan, np.inf, -np.inf, 1e7, -1e7, 1.1e7):
        assert wrong(changed(name, last, value)) == f"{name} is not a possible number at sample {at}"


def test_a_limit_itself_is_allowed() -> None:
    """Two samples a tenth of a millisecond apart, and a place a millionth outside."""
    start = dataclasses.replace(S, time_s=np.concatenate([[0.0, 1e-4], 0.01 * np.arange(2, SAMPLES)]))
    assert wrong(start) is None
    for place in (-1e-6, 1 + 1e-6):
        assert wrong(changed("place", 5, place)) is None


def test_large_numbers_are_numbers() -> None:
    for value in (0.99e7, -0.99e7):
        assert wrong(changed("ground_load_n", (7, 0), value)) is None


@pytest.mark.parametrize("at", [0, 4095, 4096, 8191, 8192, 9000])
def test_no_sample_of_a_long_run_is_left_out(at: int) -> None:
    times = 18
    long = {name: np.tile(array, (times,) + (1,) * (array.ndim - 1)) for name, array in S.arrays().items()}
    long["time_s"] = np.arange(times * SAMPLES) * 0.01
    long = dataclasses.replace(S, **long)
    assert wrong(long) is None
    assert wrong(changed("com_world_m", (at, 1), np.nan, long)) == f"com_world_m is not a possible number at sample {at}"


@pytest.mark.parametrize(("step_s", "sound"), [(0.95e-4, False), (1.05e-4, True), (0.0, False), (-0.001, False)])
def test_time_goes_on(step_s: float, sound: bool) -> None:
    told = wrong(dataclasses.replace(S, time_s=np.concatenate([S.time_s[:3], S.time_s[2] + step_s + np.arange(SAMPLES - 3) * 0.01])))
    assert told == (None if sound else "time_s does not increase at sample 3")


@pytest.mark.parametrize(("first_s", "last_s", "at"), [
    (0.0, 1000.0, None), (0.0, 1000.1, SAMPLES - 1), (-0.001, 5.0, 0),
])  # fmt: skip
def test_a_run_begins_at_zero_and_takes_a_thousand_seconds_at_most(first_s: float, last_s: float, at: int | None) -> None:
    told = wrong(changed("time_s", 0, first_s, changed("time_s", -1, last_s)))
    assert told == (None if at is None else f"time_s is outside a run at sample {at}")


@pytest.mark.parametrize(("phase", "sound"), [
    (0, True), (len(PHASES) - 1, True), (len(PHASES), False), (-1, False), (0.5, False), (0.999, False),
])  # fmt: skip
def test_a_phase_is_one_of_them(phase: float, sound: bool) -> None:
    assert wrong(changed("phase", 5, phase)) == (None if sound else "phase is no phase at sample 5")


@pytest.mark.parametrize(("share", "sound"), [
    (0.0, True), (1.0, True), (-0.9e-6, True), (-1.1e-6, False), (1 + 0.9e-6, True), (1 + 1.1e-6, False), (2.0, False),
])  # fmt: skip
def test_the_way_down_is_a_share(share: float, sound: bool) -> None:
    assert wrong(changed("place", 5, share)) == (None if sound else "place is not between 0 and 1 at sample 5")


@pytest.mark.parametrize(("length", "sound"), [(0.9991, True), (0.9989, False), (1.0009, True), (1.0011, False), (0.0, False)])
def test_a_direction_is_a_rotation(length: float, sound: bool) -> None:
    told = wrong(changed("root_quat_world_xyzw", (5, 3), length))
    assert told == (None if sound else "root_quat_world_xyzw is no rotation at sample 5")


def test_the_dump_of_a_blow_up_may_hold_anything() -> None:
    assert wrong(dataclasses.replace(changed("com_world_m", (3, 0), np.nan), ended="blow-up")) is None


def found(**changes: tuple[tuple[int, ...], str]) -> dict[str, tuple[tuple[int, ...], np.dtype]]:
    """Shapes and kinds as they are in a file, some of them changed."""
    kinds = {name: (array.shape, array.dtype) for name, array in S.arrays().items()}
    return kinds | {name: (shape, np.dtype(kind)) for name, (shape, kind) in changes.items()}


@pytest.mark.parametrize(("changes", "told"), [
    ({}, None),
    ({"com_world_m": ((SAMPLES, 3), "int64")}, None),
    ({"com_world_m": ((SAMPLES, 3), "complex128")}, "com_world_m"),
    ({"com_world_m": ((SAMPLES, 3), "<U3")}, "com_world_m"),
    ({"com_world_m": ((SAMPLES, 2), "float64")}, "com_world_m"),
    ({"com_world_m": ((SAMPLES - 1, 3), "float64")}, "com_world_m"),
    ({"com_world_m": ((3,), "float64")}, "com_world_m"),
    ({"time_s": ((SAMPLES, 1), "float64")}, "time_s"),
    ({"time_s": ((), "float64")}, None),
])  # fmt: skip
def test_shapes_and_kinds_are_those_declared(changes: dict, told: str | None) -> None:
    if changes.get("time_s") == ((), "float64"):
        told = next(iter(S.declared()))  # nothing has no samples
    if told is None:
        refuse_misshapen(S.declared(), found(**changes))
    else:
        with pytest.raises(ValueError, match=f"^{told} has shape "):
            refuse_misshapen(S.declared(), found(**changes))


@pytest.mark.parametrize(("samples", "sound"), [(0, False), (1, True), (301_000, True), (400_000, True), (400_001, False)])
def test_a_run_has_samples_and_not_too_many(samples: int, sound: bool) -> None:
    whole = {name: ((samples, *array.shape), np.dtype("float64")) for name, array in S.declared().items()}
    whole["phase"] = ((samples,), np.dtype(int))
    if sound:
        refuse_misshapen(S.declared(), whole)
    else:
        with pytest.raises(ValueError, match="has shape"):
            refuse_misshapen(S.declared(), whole)

"""The scenario: every parameter of a run as frozen dataclasses, validated at construction.

Each field carries its range, unit, command-line option and one line of help; the command line, scenario files and
error messages are generated from these. Angles in degrees, lengths in metres.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hingesim.common.checks import choice, real, whole
from hingesim.common.data import settings
from hingesim.common.errors import FieldError, InputError, nearest
from hingesim.common.quantities import QuantityError, question, read_quantity
from hingesim.scenario.band_words import band_fields, products, read_force_table
from hingesim.scenario.engines import checked_engine
from hingesim.scenario.exercise_names import exercise_names


def _number(default: float | None, low: float, high: float, unit: str, option: str, help: str) -> Any:
    return field(default=default, metadata={"low": low, "high": high, "unit": unit, "option": option, "help": help})


def _choice(default: Any, option: str, help: str, **extra: Any) -> Any:
    return field(default=default, metadata={"option": option, "help": help, **extra})


class Parameters:
    """Base of the groups: validates every field against its metadata and type when constructed."""

    group = ""

    def __post_init__(self) -> None:
        kinds = field_kinds(type(self))
        for spec in dataclasses.fields(self):  # type: ignore[arg-type]
            value = _checked(f"{self.group}.{spec.name}", getattr(self, spec.name), kinds[spec.name], spec.metadata)
            object.__setattr__(self, spec.name, value)


@functools.cache
def field_kinds(group: type[Parameters]) -> dict[str, Any]:
    """The declared type of every field of a group. Cached: a large sweep builds a million scenarios."""
    return get_type_hints(group)


def _checked(name: str, value: Any, kind: Any, meta: Mapping[str, Any]) -> Any:
    """The value in its declared type, or a FieldError that names the field and what is allowed."""
    if isinstance(kind, types.UnionType):
        if value is None:
            return None
        kind = next(k for k in get_args(kind) if k is not types.NoneType)
    if get_origin(kind) is Literal:
        return choice(name, value, get_args(kind))
    if kind is bool:
        if not isinstance(value, bool):
            raise FieldError(name, value, "true or false")
    elif kind in (int, float):
        low, high, unit = meta["low"], meta["high"], meta["unit"]
        span = f"a whole number from {low} to {high}" if kind is int else f"{low:g} to {high:g}"
        allowed = f"{span} {unit}".strip()
        try:
            number = read_quantity(value, unit) if kind is float and isinstance(value, str) and len(value) <= MOST_TYPED else value
        except QuantityError as error:
            raise FieldError(name, value, f"{allowed} ({error})") from None
        try:
            return (whole if kind is int else real)(name, number, low, high)
        except FieldError:
            hint = question(number, unit, low, high) if kind is float and isinstance(number, int | float) and abs(number) < LARGEST else ""
            raise FieldError(name, value, f"{allowed}; {hint}" if hint else allowed) from None
    return value


@dataclass(frozen=True)
class ChosenExercise(Parameters):
    """What is done. In a file or a dictionary the name alone will do: `exercise = "quiet-stance"`."""

    group = "exercise"
    name: str = _choice("single-leg-hinge", "--exercise", f"one of {', '.join(exercise_names())}")
    hold: float = _number(0.0, 0, 1, "", "--hold", "place along the hinge that a stance holds: 0 the top, 1 the bottom")
    duration_s: float = _number(30.0, 0.5, 600, "s", "--duration", "how long a stance is held")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.name not in exercise_names():
            raise FieldError("exercise.name", self.name, nearest(str(self.name), exercise_names()))


@dataclass(frozen=True)
class Athlete(Parameters):
    """The body and nervous system of the trainee."""

    group = "athlete"
    sex: Literal["female", "male"] = _choice("female", "--sex", "segment and strength tables to use")
    mass_kg: float = _number(65.0, 35, 160, "kg", "--mass", "body mass")
    height_m: float = _number(1.68, 1.35, 2.10, "m", "--height", "stature")
    thigh_scale: float = _number(1.0, 0.85, 1.15, "", "--thigh-scale", "thigh length relative to the table, stature kept")
    trunk_scale: float = _number(1.0, 0.85, 1.15, "", "--trunk-scale", "trunk length relative to the table, stature kept")
    reaction_delay_s: float = _number(0.12, 0.05, 0.30, "s", "--reaction-delay", "delay of the balance feedback")
    sway: float = _number(1.0, 0, 5, "", "--sway", "balance noise relative to a healthy young adult; 0 switches it off")
    strength: float = _number(1.0, 0.3, 2, "", "--strength", "strength relative to the table")
    leg_symmetry: float = _number(
        1.0,
        0.5,
        2,
        "",
        "--leg-symmetry",
        "strength of the left leg over the right; the stronger has --strength, 0.8: the left is weaker",
    )
    step: bool = _choice(True, "--step", "put the free foot down when balance is lost; false shows the whole fall")


@dataclass(frozen=True)
class Hinge(Parameters):
    """How the hinge is performed. The bottom is the lowest point of a rep, the top its start and end.

    With the default band at its distance the defaults are the lesson of the article: this trainee falls forward without the band, and with
    a slack one, and shifts her weight back with a taut one. 24 deg of knee bend and 3 s down lie within what coaches and laboratories use
    (10-25 deg, 2-3 s). Chosen on seeds 0-2 for the margins of both halves and checked on seeds 3-19 and 30-32 in both engines. Other bodies
    (1.55, 1.80 and 1.92 m, MuJoCo) shift back with the band; without it the short one falls and the tall ones keep their feet, on the toes.
    """

    group = "hinge"
    depth_deg: float = _number(80.0, 10, 95, "deg", "--depth", "trunk inclination at the bottom (90 = horizontal)")
    knee_bend_deg: float = _number(24.0, 0, 60, "deg", "--knee-bend", "stance knee flexion at the bottom")
    hip_shift: float = _number(
        0.0,
        0,
        1,
        "",
        "--hip-shift",
        "own posterior weight shift: 0 none, the shank stands still; 0.5 pressure stays mid-foot; 1 goes to the heel",
    )
    free_leg_reach: float = _number(0.8, 0, 1, "", "--free-leg-reach", "free leg: 0 hangs down, 1 in line with the trunk")
    arm_reach_deg: float = _number(
        80.0, 0, 120, "deg", "--arm-reach", "arms held forward of the vertical: 0 hang, 90 level; a weight in the hands makes them hang"
    )
    lower_s: float = _number(3.0, 0.3, 10, "s", "--lower", "time to lower")
    pause_s: float = _number(0.5, 0, 10, "s", "--pause", "time at the bottom")
    raise_s: float = _number(2.5, 0.3, 10, "s", "--raise", "time to rise")
    pelvis_open_deg: float = _number(0.0, 0, 45, "deg", "--pelvis-open", "pelvis rotated open to the free side at the bottom")
    pelvis_drop_deg: float = _number(0.0, 0, 20, "deg", "--pelvis-drop", "free side of the pelvis sunk at the bottom")
    lumbar_round_deg: float = _number(0.0, -15, 40, "deg", "--lumbar-round", "low back flexion at the bottom (negative: arched)")
    look_up_deg: float = _number(0.0, 0, 35, "deg", "--look-up", "head lifted out of line with the spine at the bottom")
    lockout: float = _number(1.0, 0, 1, "", "--lockout", "fraction of full hip extension at the top")
    reps: int = _number(1, 1, 20, "", "--reps", "repetitions")
    stance: Literal["left", "right"] = _choice("right", "--stance", "the leg on the ground")


@dataclass(frozen=True)
class Band(Parameters):
    """An elastic band from an anchor in front to the hands.

    One of four gives its force: a `name`, a `width_mm` of a loop, a `pull_n` at a `pull_length_m`, or an own `force_table`. A name may be
    one of the catalogue, a maker's colour (`rogue-green`), or what people say (`half inch`, `20 lb at 60 in`, `light, doubled`).
    """

    group = "band"
    name: str | None = _choice(None, "--band", "name of the catalogue (hingesim bands), maker's colour, width, or 20lb at 60in")
    width_mm: float | None = _number(None, 3, 110, "mm", "--band-width", "width of a 41-inch loop that is not in the catalogue")
    pull_n: float | None = _number(None, 1, 2000, "N", "--band-pull", "pull at --band-pull-length, such as 20lb")
    pull_length_m: float | None = _number(None, 0.25, 12, "m", "--band-pull-length", "length at which --band-pull was measured")
    force_table: tuple[tuple[float, float], ...] | None = _choice(
        None,
        "--band-table",
        "own band: elongation:newton pairs, e.g. 0:0,0.5:40,1:60 (elongation 1 = twice the rest length), lengths and pulls, or a .csv file",
    )
    rest_length_m: float = _number(1.04, 0.2, 3, "m", "--band-rest-length", "slack length: the band laid flat, end to end, not doubled")
    doubled: bool = _choice(False, "--band-doubled", "folded over once: half the length, twice the strands")
    distance_m: float = _number(2.0, 0.5, 4, "m", "--band-distance", "stance ankle to anchor, horizontal")
    anchor_height_m: float = _number(1.0, 0, 2.4, "m", "--anchor-height", "anchor above the ground")
    hand: Literal["empty", "both", "same", "opposite"] = _choice(
        "empty", "--band-hand", "hand on the band, seen from the stance leg; empty: both, or the one that holds nothing else"
    )

    def __post_init__(self) -> None:
        if all(getattr(self, law) is None for law in BAND_LAWS):
            object.__setattr__(self, "name", "light")
        self._understand()
        super().__post_init__()
        if sum(getattr(self, law) is not None for law in BAND_LAWS) > 1:
            raise InputError(f"band: give only one of {', '.join(BAND_LAWS[:-1])} and {BAND_LAWS[-1]}")
        if self.force_table is not None:
            object.__setattr__(self, "force_table", _force_table(self.force_table))
        if (self.pull_n is None) != (self.pull_length_m is None):
            raise InputError("band: pull_n and pull_length_m belong together: a pull says nothing without the length it was measured at")
        if self.pull_length_m is not None and not 1.05 <= self.pull_length_m / self.rest_length_m <= 4:
            low, high = 1.05 * self.rest_length_m, 4 * self.rest_length_m
            raise FieldError(
                "band.pull_length_m", self.pull_length_m, f"{low:.3g} to {high:.3g} m (of a slack length of {self.rest_length_m:g} m)"
            )

    def _understand(self) -> None:
        """Put what was said in words into the fields it stands for."""
        rest_m = _checked("band.rest_length_m", self.rest_length_m, float, type(self).__dataclass_fields__["rest_length_m"].metadata)
        if isinstance(self.force_table, str):
            object.__setattr__(self, "force_table", read_force_table(self.force_table, rest_m))
        if self.name is None:
            return
        if not isinstance(self.name, str):
            raise FieldError("band.name", self.name, nearest(str(self.name), settings("bands")["band"]))
        if self.name in settings("bands")["band"] or self.name in products():
            return
        said = band_fields(self.name, rest_m)
        object.__setattr__(self, "name", None)
        for name, value in said.items():
            object.__setattr__(self, name, value)

    @property
    def slack_length_m(self) -> float:
        """Length at which it begins to pull, as it is used."""
        return self.rest_length_m / (2 if self.doubled else 1)


MOST_PAIRS, LARGEST = 1000, 1e6
"""Limits of a table of pairs; what its numbers mean sets closer ones."""
MOST_TYPED = 100
"""Characters of a quantity in words."""
BAND_LAWS = ("name", "width_mm", "pull_n", "force_table")
"""Fields of which a band has exactly one."""


def _force_table(rows: Any) -> tuple[tuple[float, float], ...]:
    allowed = "at least two pairs [elongation, newton] from [0, 0] upward, both strictly increasing, up to 5 and 5000"
    table = _pairs("band.force_table", rows, allowed)
    increasing = all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(table))
    if len(table) < 2 or table[0] != (0.0, 0.0) or not increasing or table[-1][0] > 5 or table[-1][1] > 5000:
        raise FieldError("band.force_table", rows, allowed)
    return table


def _pairs(name: str, rows: Any, allowed: str) -> tuple[tuple[float, float], ...]:
    """Pairs of finite numbers, or a FieldError."""
    try:
        pairs = [(a, b) for a, b in itertools.islice(rows, MOST_PAIRS + 1)]
    except (TypeError, ValueError):
        raise FieldError(name, rows, allowed) from None
    if len(pairs) > MOST_PAIRS:
        raise FieldError(name, rows, f"at most {MOST_PAIRS} pairs")
    return tuple((real(name, a, -LARGEST, LARGEST, allowed), real(name, b, -LARGEST, LARGEST, allowed)) for a, b in pairs)


@dataclass(frozen=True)
class Load(Parameters):
    """A weight in the hand or hands."""

    group = "load"
    mass_kg: float = _number(0.0, 0, 60, "kg", "--load", "weight held in the hand or hands")
    hand: Literal["both", "same", "opposite"] = _choice("both", "--load-hand", "hand that holds it, seen from the stance leg")


@dataclass(frozen=True)
class World(Parameters):
    """Everything around the trainee."""

    group = "world"
    seed: int = _number(0, 0, 2**31 - 1, "", "--seed", "seed of the balance noise")
    friction: float = _number(0.9, 0.05, 2, "", "--friction", "friction coefficient of foot and floor")
    push_ns: float = _number(0.0, 0, 50, "N s", "--push", "impulse of a push at the trunk (0: none)")
    push_direction_deg: float = _number(0.0, -180, 180, "deg", "--push-direction", "0 pushes forward, 90 to the trainee's left")
    push_time_s: float = _number(1.0, 0, 600, "s", "--push-time", "when the push begins")
    engine: str = _choice(
        "auto", "--engine", "physics engine: bullet, mujoco, one of a plug-in; auto: PyBullet where installed, else MuJoCo"
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        checked_engine(self.engine)


@dataclass(frozen=True)
class Experiment(Parameters):
    """What a study varies: disturbances and the balance feedback itself."""

    group = "experiment"
    initial_velocity_m_s: float = _number(
        0.0, -1, 1, "m/s", "--initial-velocity", "forward velocity of the CoM at the start, about the ankle"
    )
    platform: tuple[tuple[float, float], ...] | None = _choice(
        None, "--platform", "the ground moves: second:metre pairs, e.g. 0:0,1:0,1.4:0.1 (smoothly from one to the next, forward positive)"
    )
    total_stiffness: float = _number(
        1.3,
        0,
        3,
        "m g h",
        "--balance-stiffness",
        "expert: ankle torque per lean in all; feedback gives what the intrinsic part leaves of it",
    )
    intrinsic_stiffness: float = _number(0.3, 0, 3, "m g h", "--intrinsic-stiffness", "expert: the part of it that acts without delay")
    damping_s: float = _number(0.45, 0, 2, "s", "--balance-damping", "expert: ankle torque per lean rate, in m g h")

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.platform is not None:
            object.__setattr__(self, "platform", _profile(self.platform))


def _profile(rows: Any) -> tuple[tuple[float, float], ...]:
    allowed = "two or more pairs [second, metre], seconds increasing from 0 to at most 600, metres within 1"
    table = _pairs("experiment.platform", rows, allowed)
    times = [t for t, _ in table]
    increasing = all(a < b for a, b in itertools.pairwise(times))
    if len(table) < 2 or not increasing or times[0] < 0 or times[-1] > 600 or any(abs(x) > 1 for _, x in table):
        raise FieldError("experiment.platform", rows, allowed)
    return table


@dataclass(frozen=True)
class Scenario:
    """One complete, valid run. `band` is None for a hinge without one."""

    exercise: ChosenExercise = field(default_factory=ChosenExercise)
    athlete: Athlete = field(default_factory=Athlete)
    hinge: Hinge = field(default_factory=Hinge)
    band: Band | None = None
    load: Load = field(default_factory=Load)
    world: World = field(default_factory=World)
    experiment: Experiment = field(default_factory=Experiment)

    def __post_init__(self) -> None:
        for spec in dataclasses.fields(self):
            value = getattr(self, spec.name)
            if not isinstance(value, GROUPS[spec.name]) and not (spec.name == "band" and value is None):
                raise FieldError(spec.name, value, f"a {GROUPS[spec.name].__name__}")

    def replace(self, **fields: Any) -> Scenario:
        """A changed copy: `replace(hinge={"knee_bend_deg": 20}, band=None)`; dictionaries change single fields of a group."""
        changed: dict[str, Any] = {}
        for name, value in fields.items():
            if name not in GROUPS:
                raise FieldError("scenario", name, nearest(name, GROUPS))
            if isinstance(value, Mapping | str):
                current = getattr(self, name)
                value = group_from(name, overlaid(name, _given(current) if current else {}, value))  # type: ignore[arg-type]
            changed[name] = value
        return dataclasses.replace(self, **changed)

    def to_dict(self) -> dict[str, Any]:
        """Plain dictionaries and numbers, every parameter as used; `from_dict` reads it back."""
        return {name: _given(getattr(self, name)) if getattr(self, name) else None for name in GROUPS}

    @staticmethod
    def from_dict(values: Mapping[str, Any]) -> Scenario:
        """Build from nested dictionaries (a parsed TOML or JSON file).

        Raises:
            FieldError: an unknown group or field, or a value that is not allowed.
        """
        if not isinstance(values, Mapping):
            raise FieldError("scenario", values, f"tables of fields named {', '.join(GROUPS)}")
        for name in values:
            if name not in GROUPS:
                raise FieldError("scenario", name, nearest(str(name), GROUPS))
        groups = {n: group_from(n, v) for n, v in values.items() if v is not None}
        return Scenario(**groups)


GROUPS: dict[str, type[Parameters]] = {
    "exercise": ChosenExercise,
    "athlete": Athlete,
    "hinge": Hinge,
    "band": Band,
    "load": Load,
    "world": World,
    "experiment": Experiment,
}


def given_scenario(scenario: Scenario | None) -> Scenario:
    """The scenario of a call, the default one where none is given.

    Raises:
        FieldError: it is something else.
    """
    if scenario is not None and not isinstance(scenario, Scenario):
        raise FieldError("scenario", scenario, "a Scenario: Scenario.from_dict makes one of tables of fields")
    return scenario or Scenario()


def group_from(name: str, values: Any) -> Any:
    """One group from a dictionary; unknown fields are refused with the nearest name."""
    values = _table(name, values)
    if not isinstance(values, Mapping):
        raise FieldError(name, values, "a table of fields")
    known = [spec.name for spec in dataclasses.fields(GROUPS[name])]  # type: ignore[arg-type]
    for key in values:
        if key not in known:
            raise FieldError(name, key, nearest(str(key), known))
    return GROUPS[name](**values)


def _table(name: str, values: Any) -> Any:
    """The fields of a group; of an exercise the name alone will do."""
    return {"name": values} if name == ChosenExercise.group and isinstance(values, str) else values


def overlaid(name: str, current: Any, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Fields of a group with some of them changed; a new law of a band takes the place of the old one."""
    current, changes = _table(name, current), _table(name, changes)
    for values in (current, changes):
        if not isinstance(values, Mapping):
            raise FieldError(name, values, "a table of fields")
    if name == "band" and any(changes.get(field) is not None for field in BAND_LAWS):
        current = {field: value for field, value in current.items() if field not in (*BAND_LAWS, "pull_length_m")}
    return {**current, **changes}


def _given(group: Parameters) -> dict[str, Any]:
    return dataclasses.asdict(group)  # type: ignore[call-overload]

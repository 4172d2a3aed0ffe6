"""Signals of a recording as columns of a table: each with a name that ends in its unit, and words for a header."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from hingesim.body.humanoid import JOINT_NAMES
from hingesim.common.errors import FieldError, nearest
from hingesim.motion.schedule import PHASES
from hingesim.recording.recorded import Declared, Recorded
from hingesim.recording.recording import Recording


@dataclass(frozen=True)
class Column:
    """One signal over time."""

    name: str
    """Ends in its unit: `com_forward_m`."""
    words: str
    """For a reader: `centre of mass, ahead of the ankle`."""
    unit: str
    """Empty for shares and names."""
    values: Callable[[Recording], np.ndarray]
    """shape (T,): numbers, or texts for a phase."""

    @property
    def header(self) -> str:
        """Words with the unit: `time (s)`."""
        return f"{self.words} ({self.unit})" if self.unit else self.words


def _joint(name: str) -> str:
    """A joint in words; those without a side are the stance leg's or the trunk's."""
    words = name.replace("_", " ")
    return words if name.startswith(("stance", "free", "lumbar", "neck")) else f"stance {words}"


def _pair(name: str, words: str, values: Callable[[Recording], np.ndarray]) -> tuple[Column, Column]:
    """Two columns of a point on the ground, in the frame of the stance foot."""
    return (
        Column(f"{name}_forward_m", f"{words}, ahead of the ankle", "m", lambda r: values(r)[:, 0]),
        Column(f"{name}_medial_m", f"{words}, to the side of the free leg", "m", lambda r: values(r)[:, 1]),
    )


TIME = Column("time_s", "time", "s", lambda r: r.time_s)
GROUPS: dict[str, tuple[Column, ...]] = {
    "time": (TIME,),
    "phase": (Column("phase", "phase", "", lambda r: np.array(PHASES)[r.phase]),),
    "com": _pair("com", "centre of mass", lambda r: r.metrics.com_m),
    "xcom": _pair("xcom", "extrapolated centre of mass", lambda r: r.metrics.xcom_m),
    "cop": _pair("cop", "centre of pressure", lambda r: r.metrics.cop_m),
    "heel": (Column("heel_share", "share of the weight on the heel", "", lambda r: r.metrics.heel_load),),
    "margin": (Column("margin_m", "margin of stability", "m", lambda r: r.metrics.xcom_margin_m),),
    "hip": (Column("hip_back_m", "hip, behind where it started", "m", lambda r: r.metrics.hip_back_m),),
    "trunk": (Column("trunk_inclination_deg", "trunk, forward of vertical", "deg", lambda r: r.trunk_inclination_deg),),
    "band": (Column("band_tension_n", "pull of the band", "N", lambda r: r.band_tension_n),),
    "grf": tuple(
        Column(f"grf_{name}_n", f"ground reaction force, {name}", "N", lambda r, i=i: r.grf_world_n[:, i])
        for i, name in enumerate(("forward", "left", "up"))
    ),
    "angles": tuple(Column(f"{j}_deg", _joint(j), "deg", lambda r, j=j: r.joint_deg(j)) for j in JOINT_NAMES),
    "moments": tuple(
        Column(f"{j}_nm", f"moment, {_joint(j)}", "N m", lambda r, i=i: r.joint_torque_nm[:, i]) for i, j in enumerate(JOINT_NAMES)
    ),
}
"""What people ask for, by the word they choose it with. Points on the ground are in the frame of the stance foot, forces in the world's."""


def _raw() -> Iterable[Column]:
    """Every recorded array, one column a component; those recorded tomorrow too."""
    for name, array in Recorded.declared().items():
        yield from _components(name, array)


def _components(name: str, array: Declared) -> Iterable[Column]:
    parts = {(): [""], (3,): ["x", "y", "z"], (4,): ["x", "y", "z", "w"], (len(JOINT_NAMES),): list(JOINT_NAMES)}.get(array.shape)
    for i, part in enumerate(parts or [str(i) for i in range(int(np.prod(array.shape)))]):
        yield Column(
            f"{name}.{part}" if part else name,
            f"{array.about}, {part.replace('_', ' ')}" if part else array.about,
            array.unit,
            lambda r, i=i: getattr(r, name).reshape(len(r.time_s), -1)[:, i],
        )


def read_columns(chosen: str | Iterable[str] | None = None) -> tuple[Column, ...]:
    """Columns by the words they are chosen with, time first.

    Args:
        chosen: words or names, also as one text with commas: `com,cop,angles`, `stance_elbow_flexion_deg`; `all` adds every recorded
            array. Default: everything people ask for.

    Raises:
        FieldError: an unknown word.
    """
    words = [w.strip() for w in (chosen.split(",") if isinstance(chosen, str) else chosen or GROUPS)]
    single = {column.name: column for group in GROUPS.values() for column in group}
    found: dict[str, Column] = {TIME.name: TIME}
    for word in words:
        if word in GROUPS:
            found |= {column.name: column for column in GROUPS[word]}
        elif word in single:
            found[word] = single[word]
        elif word == "all":
            found |= single | {column.name: column for column in _raw() if column.name not in single}
        else:
            raise FieldError("columns", word, nearest(word, [*GROUPS, "all"]))
    return tuple(found.values())

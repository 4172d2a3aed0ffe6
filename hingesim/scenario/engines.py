"""Names of the physics engines a scenario may ask for, and where each is loaded from; open for others from outside.

A package adds an engine by an entry point of the group `hingesim.engines` (name = "package.module:Class"), which worker processes of a
sweep find as well; a script adds one for its own process by `register_engine`.
"""

from __future__ import annotations

import functools
import importlib
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hingesim.common.errors import EngineMissingError, FieldError, HingesimError, nearest

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "hingesim.engines"
AUTO = "auto"
"""The first engine that is installed."""
OWN = {"bullet": "hingesim.engine.bullet:BulletEngine", "mujoco": "hingesim.engine.mujoco:MujocoEngine"}
"""The engines of this package, the preferred one first: module and class of the adapter."""
FASTEST = ("mujoco", "bullet")
"""The engines of this package by runs per second, for searches that need many."""

PARTS = (
    "name", "version", "__enter__", "__exit__", "inverse_dynamics", "reset", "set_joints", "joints", "mass_matrix", "state", "contact",
    "step",
)  # fmt: skip
"""What an engine has: the members of `hingesim.engine.Engine`."""

_registered: dict[str, Callable[[], Any]] = {}


def register_engine(name: str, loader: Callable[[], Any]) -> None:
    """Let scenarios ask for one more engine, in this process.

    Args:
        name: what `world.engine` calls it.
        loader: gives the class (`hingesim.engine.Engine`); raises EngineMissingError where what it needs is not installed.

    Raises:
        FieldError: the name is taken or none, or the loader is no function.
    """
    if not isinstance(name, str) or not re.fullmatch("[a-z][a-z0-9_-]*", name):
        raise FieldError("engine", name, "a name of small letters, digits, - and _")
    if not callable(loader) or isinstance(loader, type):
        raise FieldError("engine", loader, f"a function that gives the class of {name!r}: lambda: YourEngine")
    if name in (AUTO, *engine_names()):
        raise FieldError("engine", name, f"a new name ({', '.join((AUTO, *engine_names()))} are taken)")
    _registered[name] = loader


def engine_names() -> tuple[str, ...]:
    """All names there are, the preferred one first."""
    return tuple(dict.fromkeys((*OWN, *_registered, *_plugins())))


def checked_engine(name: Any) -> str:
    """The name of an engine, or `auto`. Plug-ins are looked for only where the name is none of the others.

    Raises:
        FieldError: there is no such engine.
    """
    if name != AUTO and name not in tuple(OWN) and name not in tuple(_registered) and name not in (names := engine_names()):
        raise FieldError("world.engine", name, nearest(str(name), (AUTO, *names)))
    return name


def loaded_engine(name: str) -> Any:
    """The class of an engine.

    Raises:
        EngineMissingError: what it needs is not installed.
        FieldError: there is no such engine.
        HingesimError: two packages bring one of this name, or it lacks what an engine must have.
    """
    checked_engine(name)
    if name in OWN:
        module, _, adapter = OWN[name].partition(":")
        return getattr(importlib.import_module(module), adapter)
    return _whole(name, _registered[name]() if name in _registered else _of_package(name, _plugins()[name]))


def _of_package(name: str, points: list[EntryPoint]) -> Any:
    if len(points) > 1:
        raise HingesimError(f"engine {name!r}: two packages bring one ({', '.join(point.value for point in points)}); remove one of them")
    try:
        return points[0].load()
    except (ImportError, AttributeError) as error:
        raise EngineMissingError(f"engine {name!r}: {points[0].value} cannot be loaded ({error})") from error


def _whole(name: str, adapter: Any) -> Any:
    if missing := [part for part in PARTS if not hasattr(adapter, part)]:
        raise HingesimError(f"engine {name!r}: {getattr(adapter, '__name__', adapter)!s} has no {', no '.join(missing)}")
    return adapter


@functools.cache
def _plugins() -> dict[str, list[EntryPoint]]:
    from importlib.metadata import entry_points  # a tenth of all that a command would import, and few need it

    found: dict[str, list[EntryPoint]] = {}
    for point in entry_points(group=GROUP):
        found.setdefault(point.name, []).append(point)
    return found

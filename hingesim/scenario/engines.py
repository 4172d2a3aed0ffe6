"""Names of the physics engines a scenario may ask for, and where each is loaded from; open for others from outside.

A package adds an engine by an entry point of the group `hingesim.engines` (name = "package.module:Class"), which worker processes of a
sweep find as well; a script adds one for its own process by `register_engine`.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from hingesim.common.errors import FieldError, nearest

GROUP = "hingesim.engines"
AUTO = "auto"
"""The first engine that is installed."""
OWN = {"bullet": "hingesim.engine.bullet:BulletEngine", "mujoco": "hingesim.engine.mujoco:MujocoEngine"}
"""The engines of this package, the preferred one first: module and class of the adapter."""
FASTEST = ("mujoco", "bullet")
"""The engines of this package by runs per second, for searches that need many."""

_registered: dict[str, Callable[[], Any]] = {}


def register_engine(name: str, loader: Callable[[], Any]) -> None:
    """Let scenarios ask for one more engine, in this process.

    Args:
        name: what `world.engine` calls it.
        loader: gives the class (`hingesim.engine.Engine`); raises EngineMissingError where what it needs is not installed.

    Raises:
        FieldError: the name is taken.
    """
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
    """
    checked_engine(name)
    if name in OWN:
        module, _, adapter = OWN[name].partition(":")
        return getattr(importlib.import_module(module), adapter)
    return _registered[name]() if name in _registered else _plugins()[name].load()


@functools.cache
def _plugins() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}

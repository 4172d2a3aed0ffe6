"""Physics engines behind one small seam; the only package that imports one."""

from __future__ import annotations

from collections.abc import Iterator

from hingesim.body.humanoid import Humanoid
from hingesim.common.constants import GRAVITY_M_S2
from hingesim.common.errors import EngineMissingError
from hingesim.common.installing import pip_install
from hingesim.engine.protocol import Contact, Engine, Settings, State
from hingesim.scenario.engines import AUTO, OWN, engine_names, loaded_engine, register_engine

__all__ = [
    "ENGINES",
    "Contact",
    "Engine",
    "Settings",
    "State",
    "engine_class",
    "engine_label",
    "installed",
    "open_engine",
    "register_engine",
]

ENGINES = tuple(OWN)
"""The engines of this package; `hingesim.scenario.engines` has those of others as well."""


def open_engine(
    humanoid: Humanoid,
    *,
    step_s: float,
    friction: float,
    substeps: int = 1,
    solver_effort: float = 1.0,
    engine: str = "auto",
    free_foot_friction: float | None = None,
) -> Engine:
    """A fresh engine with the humanoid standing on the ground in its zero posture; use it as a context manager.

    Args:
        humanoid: the body.
        step_s: time one call of `step` advances.
        substeps: physics steps in that time; torques and forces are held through them.
        friction: coefficient between foot and ground.
        solver_effort: iterations of the contact solver, relative to the engine's own choice.
        engine: a name of `engine_names()`, or `auto`.
        free_foot_friction: of the free foot, where it stands on something smoother.

    Raises:
        EngineMissingError: the engine is not installed; says how to install it.
    """
    return engine_class(engine)(humanoid, Settings(step_s, substeps, friction, solver_effort, GRAVITY_M_S2, free_foot_friction))


def engine_class(engine: str = "auto") -> type[Engine]:
    """The adapter of an engine by its name, or of the first that is installed for `auto`.

    Raises:
        EngineMissingError: it is not installed; says how to install it.
    """
    if engine != AUTO:
        return loaded_engine(engine)
    for name in installed():
        return engine_class(name)
    raise EngineMissingError(
        f"no physics engine is installed: {pip_install('mujoco')} (every system), or pybullet (Linux with Python 3.11)"
    )


def engine_label(engine: str = "auto") -> str:
    """Name and version of the engine a run would use, as its recording will say: `pybullet 3.2.7`."""
    found = engine_class(engine)
    return f"{found.name} {found.version}"


def installed() -> Iterator[str]:
    """Names of the engines that can run here, the preferred one first."""
    for name in engine_names():
        try:
            engine_class(name)
        except EngineMissingError:
            continue
        yield name

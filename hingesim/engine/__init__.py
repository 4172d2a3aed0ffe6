"""Physics engines behind one small seam; the only package that imports one."""

from __future__ import annotations

from hingesim.engine.protocol import Contact, Engine, State
from hingesim.humanoid import Humanoid

__all__ = ["Contact", "Engine", "State", "engine_label", "open_engine"]


def open_engine(humanoid: Humanoid, *, step_s: float, friction: float, substeps: int = 1, solver_iterations: int | None = None) -> Engine:
    """A fresh engine with the humanoid standing on the ground in its zero posture; use it as a context manager.

    Args:
        humanoid: the body.
        step_s: time one call of `step` advances.
        substeps: physics steps in that time; torques and forces are held through them.
        friction: coefficient between foot and ground.
        solver_iterations: of the contact solver; default: the engine's own choice.
    """
    from hingesim.engine.bullet import BulletEngine

    return BulletEngine(humanoid, step_s=step_s, substeps=substeps, friction=friction, solver_iterations=solver_iterations)


def engine_label() -> str:
    """Name and version of the engine a run would use, as its recording will say: `pybullet 3.2.7`."""
    from hingesim.engine.bullet import BulletEngine

    return f"{BulletEngine.name} {BulletEngine.version}"

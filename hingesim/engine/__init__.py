"""Physics engines behind one small seam; the only package that imports one."""

from __future__ import annotations

from hingesim.engine.protocol import Contact, Engine, State
from hingesim.humanoid import Humanoid

__all__ = ["Contact", "Engine", "State", "open_engine"]


def open_engine(humanoid: Humanoid, *, step_s: float, friction: float) -> Engine:
    """A fresh engine with the humanoid standing on the ground in its zero posture; use it as a context manager."""
    from hingesim.engine.bullet import BulletEngine

    return BulletEngine(humanoid, step_s=step_s, friction=friction)

"""The share of the load that the heel carries at the bottom, in percent; with the share at the start."""

from __future__ import annotations

from hingesim.coaching.rep import Rep


def measure(rep: Rep) -> float | None:
    """Percent."""
    return 100 * float(rep.m.heel_load[rep.lowest].mean()) if len(rep.lowest) else None


def numbers(rep: Rep) -> dict[str, float]:
    """The share at the start, and the time with more than half of the load on the heel on the way down and at the bottom."""
    start = rep.m.heel_load[rep.m.ready]
    over = (rep.m.heel_load > 0.5) & rep.down
    return {"start": 100 * float(start.mean()) if len(start) else 0.0, "over_s": float(over.sum() * rep.recording.sample_s)}

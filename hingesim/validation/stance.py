"""Sway of quiet single-leg stance, measured as posturography does."""

from __future__ import annotations

import numpy as np

from hingesim.recording.recording import Recording
from hingesim.simulation.experiments import quiet_stance
from hingesim.validation.check import Check, Measured, about, between, predicted
from hingesim.validation.plot import Plot, line

SEEDS = (0, 1, 2, 3)
DURATION_S = 30.0
LOW_PASS_HZ = 10.0
ELLIPSE_95 = 5.991
"""Chi-square of two degrees of freedom at 95 %."""


def low_passed(values: np.ndarray, step_s: float, cutoff_hz: float = LOW_PASS_HZ) -> np.ndarray:
    """Second-order Butterworth run forward and backward (no delay, gain 1 / (1 + (f / cutoff)^4)), on values of shape (T, k)."""
    mirrored = np.concatenate([values[::-1], values, values[::-1]])
    gain = 1 / (1 + (np.fft.rfftfreq(len(mirrored), step_s) / cutoff_hz) ** 4)
    return np.fft.irfft(np.fft.rfft(mirrored, axis=0) * gain[:, None], len(mirrored), axis=0)[len(values) : 2 * len(values)]


def sway(recording: Recording) -> dict[str, float]:
    """The usual measures of the CoP: velocities in mm/s, deviations in mm, ellipse in cm2."""
    step_s = float(recording.time_s[1] - recording.time_s[0])
    cop = 1000 * low_passed(recording.cop_world_m, step_s)
    rate = np.diff(cop, axis=0) / step_s
    spread = np.linalg.eigvalsh(np.cov(cop.T))
    return {
        "total CoP velocity": float(np.hypot(*rate.T).mean()),
        "AP velocity": float(np.abs(rate[:, 0]).mean()),
        "ML velocity": float(np.abs(rate[:, 1]).mean()),
        "AP RMS": float(cop[:, 0].std()),
        "ML RMS": float(cop[:, 1].std()),
        "95 % ellipse": float(np.pi * ELLIPSE_95 * np.sqrt(spread.prod()) / 100),
    }


def _quiet() -> Measured:
    runs = [quiet_stance(duration_s=DURATION_S, seed=seed) for seed in SEEDS]
    stood = [r for r in runs if r.ended == "schedule" and np.isfinite(r.cop_world_m).all()]
    measures = [sway(r) for r in stood]
    names = sway(runs[0]) if not measures else measures[0]
    values = {name: float(np.mean([m[name] for m in measures])) if measures else float("nan") for name in names}
    values["trials stood to the end"] = len(stood)
    lines = tuple(line(f"seed {r.scenario.world.seed}", *(1000 * low_passed(r.cop_world_m, 0.01)[:2000]).T) for r in stood[:1])
    note = "Total velocity by seed: " + ", ".join(f"{m['total CoP velocity']:.1f}" for m in measures) + " mm/s."
    return Measured(values, Plot("CoP ahead of the ankle (mm)", "CoP to the left (mm)", lines), note)


QUIET = Check(
    "quiet-stance",
    "Sway of quiet single-leg stance, eyes open",
    "groups of Hertel, McKeon, Sarabon, Muehlbauer, da Silva (recalled, medium confidence)",
    f"{DURATION_S:g} s on one leg with balance noise, {len(SEEDS)} seeds; CoP low-passed at {LOW_PASS_HZ:g} Hz.",
    (
        between("total CoP velocity", 30, 45, "mm/s"),
        predicted("AP velocity", 20, 28, "mm/s"),
        predicted("ML velocity", 22, 32, "mm/s"),
        predicted("AP RMS", 6, 9, "mm"),
        predicted("ML RMS", 4, 6, "mm"),
        predicted("95 % ellipse", 4, 9, "cm2"),
        about("trials stood to the end", len(SEEDS), ""),
    ),
    _quiet,
    note="The noise is calibrated on the total velocity alone; every other measure is a prediction of the model and of the form of the "
    "noise: a quick and a slow part of equal size, the slow one sideways in the proportion of the base.",
    cost_s=60,
)

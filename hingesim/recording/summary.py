"""The numbers of a run, as `--json` and the rows of a sweep give them."""

from __future__ import annotations

import platform

import numpy as np

from hingesim.recording.judgement import LOOK_DEG
from hingesim.recording.loads import Loads
from hingesim.recording.metrics import Metrics
from hingesim.recording.outcome import Outcome


def summary(m: Metrics, outcome: Outcome) -> dict[str, object]:
    """The numbers of `--json`, outcome included; lengths in metres, moments in N m, time in seconds, shares as fractions."""
    r = m.recording
    end = len(r.time_s) if outcome.time_s is None else max(1, int(np.searchsorted(r.time_s, outcome.time_s)))
    upright = slice(0, end)
    loads = Loads(r)
    low = m.bottom[m.bottom < end] if r.place.max() > 0.999 else m.bottom[:0]
    ready = m.ready if (m.ready < end).all() else m.ready[:0]
    cop_x = m.cop_m[upright, 0]
    cop_x = cop_x[np.isfinite(cop_x)]
    return {
        "outcome": outcome.name,
        "reason": outcome.reason,
        "completed": outcome.completed,
        "came_of": outcome.came_of,
        "time_of_failure_s": outcome.time_s,
        "trunk_inclination_max_deg": float(r.trunk_inclination_deg[upright].max()),
        "hip_posterior_travel_m": float(m.hip_back_m[upright].max()),
        "com_x_min_m": float(m.com_m[upright, 0].min()),
        "com_x_max_m": float(m.com_m[upright, 0].max()),
        "cop_x_min_m": float(cop_x.min()) if len(cop_x) else None,
        "cop_x_max_m": float(cop_x.max()) if len(cop_x) else None,
        "heel_load_fraction_bottom": _mean(m.heel_load[low]),
        "heel_load_fraction_start": _mean(m.heel_load[ready]),
        "heel_load_fraction_lowering": _heel_at_look(m, upright),
        "heel_load_fraction_min": m.least_heel_load(upright),
        "margin_min_m": float(m.xcom_margin_m[upright].min()),
        "margin_fore_aft_min_m": float(m.fore_aft_margin_m[upright].min()),
        "band_tension_min_n": float(r.band_tension_n[upright].min()),
        "band_tension_max_n": float(r.band_tension_n[upright].max()),
        "band_slack_s": m.slack_s(upright),
        "hip_moment_bottom_nm": _mean(loads.hip_extension_moment_nm()[low]),
        "lumbosacral_moment_bottom_nm": _mean(loads.lumbosacral_moment_nm()[low]),
        "passive_hip_share_bottom": _mean(loads.passive_hip_share()[low]),
        "hamstring_lengthening_bottom": {m: _mean(change[low]) for m, change in loads.hamstring_length_change().items()},
        "seed": r.scenario.world.seed,
        "engine": r.engine,
        "version": r.version,
        "machine": machine(),
        "digest": r.digest,
        "scenario": r.scenario.to_dict(),
    }


def machine() -> str:
    """What else the last bits of a number may depend on: `Linux x86_64, NumPy 2.1.0`."""
    return f"{platform.system()} {platform.machine()}, NumPy {np.__version__}"


def _heel_at_look(m: Metrics, upright: slice) -> float | None:
    """Heel share when the trunk first passes `LOOK_DEG`; None where it does not in balance."""
    past = np.flatnonzero(m.recording.trunk_inclination_deg[upright] >= LOOK_DEG)
    return float(m.heel_load[past[0]]) if len(past) else None


def _mean(values: np.ndarray) -> float | None:
    """Mean of what is finite, None where nothing is."""
    finite = values[np.isfinite(values)]
    return float(finite.mean()) if len(finite) else None

"""What a worksheet asks about the band, and the answer: both follow from what was measured."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hingesim.common.words import Words
from hingesim.recording.metrics import SLACK_N
from hingesim.recording.recording import Recording

LEANS_M, FADES_N, COMES_M = 0.01, 1.0, 0.01
"""She leans against the band from so much on; the pull falls, and the weight comes forward, by more than this (judgement: less is not
seen in the pictures)."""
HIPS_M = 0.03
"""Hips that go back by less are no answer (judgement)."""

SIDES = {"forward_fall": "forward", "backward_fall": "backward", "sideways_fall": "sideways"}
"""Keys of the texts for a loss of balance, by its name."""


def band_question(recordings: Sequence[Recording], own: Words, told: Words) -> tuple[str, str]:
    """Question and answer.

    Args:
        recordings: those of the worksheet; the last one with a band is asked about, else the last one.
        own: texts of worksheets.
        told: texts of pictures, for what a coach says of a run.
    """
    said = own["sheet"]
    banded = [r for r in recordings if r.scenario.band is not None]
    if not banded:
        return _without(recordings[-1], own, told)
    r = banded[-1]
    if r.outcome.time_s is not None:
        last_n = float(np.interp(r.outcome.time_s, r.time_s, r.band_tension_n))
        key = _lost(r, last_n)
        return said["whynot"], own.text("sheet", key, last=last_n) if key else told.told(r.outcome)
    if not r.outcome.completed or not len(r.metrics.ready):
        return said["unfinished"], told.told(r.outcome)
    return said["why"], _kept(r, own)


def _without(r: Recording, own: Words, told: Words) -> tuple[str, str]:
    said, back_m = own["sheet"], float(r.metrics.hip_back_m[r.metrics.bottom].mean())
    if r.outcome.lost:
        return said["noband"], said[f"no{_side(r)}"]
    if not r.outcome.completed:
        return said["unfinished"], told.told(r.outcome)
    return said["held"], own.text("sheet", "back", back=100 * back_m) if back_m >= HIPS_M else told.told(r.outcome)


def _lost(r: Recording, tension_n: float) -> str | None:
    """What the band, with that pull, did when balance was lost, as a key of the texts; None where not that but a touch ended it."""
    if tension_n < SLACK_N:
        return "slack"
    return _side(r) if r.outcome.lost else None


def _side(r: Recording) -> str:
    """Where balance was lost to."""
    return SIDES[r.outcome.name]


def _kept(r: Recording, own: Words) -> str:
    """How the band and the lean against it made up for one another, in numbers."""
    m = r.metrics

    def at(values: np.ndarray) -> tuple[float, float]:
        """Means in quiet stance and at the bottom."""
        return float(np.nanmean(values[m.ready])), float(np.nanmean(values[m.bottom]))

    (first_n, last_n), (com_m, low_com_m), (cop_m, low_cop_m) = (at(v) for v in (r.band_tension_n, m.com_m[:, 0], m.cop_m[:, 0]))
    if first_n < SLACK_N or cop_m - com_m < LEANS_M:
        return own.text("sheet", "idle", first=first_n)
    fades = first_n - last_n > FADES_N and low_com_m - com_m > COMES_M
    return own.text(
        "sheet",
        "because" if fades else "steady",
        first=first_n,
        last=last_n,
        lean=100 * (cop_m - com_m),
        ahead=100 * (low_com_m - com_m),
        shift=np.ceil(100 * abs(low_cop_m - cop_m)),
    )

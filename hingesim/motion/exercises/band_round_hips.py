"""The single-leg hinge with a light band round the hips from an anchor behind, which draws them back."""

from __future__ import annotations

from hingesim.motion.aid import BandRoundHips
from hingesim.motion.exercise import Exercise
from hingesim.motion.exercises.single_leg_hinge import schedule
from hingesim.motion.footing import OneFoot
from hingesim.motion.posture import posture
from hingesim.motion.schedule import PHASES

EXERCISE = Exercise("hips", OneFoot, PHASES, posture, schedule, "reps", BandRoundHips)

"""Small good inputs that the damage is done to."""

from __future__ import annotations

from hingesim import Scenario

SHORT = Scenario().replace(exercise={"name": "quiet-stance", "duration_s": 0.5}, band={})
"""Half a second on one leg: a second of work for any engine."""

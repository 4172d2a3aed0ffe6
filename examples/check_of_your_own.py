"""A check of your own: while she holds the bottom of the hinge, does the ground carry her weight under her centre of mass?

Prints both differences with what a force plate would allow; ends with status 1 if one is larger.
"""

import sys

import numpy as np

from hingesim import Scenario, simulate

FORCE_SHARE, PLACE_M = 0.01, 0.005  # of a laboratory force plate: 1 % of the force, 5 mm of the centre of pressure

if __name__ == "__main__":
    held = Scenario().replace(
        exercise={"name": "quiet-stance", "hold": 1.0, "duration_s": 10}, hinge={"hip_shift": 0.5, "arm_reach_deg": 0}
    )
    recording = simulate(held)
    settled = recording.time_s > 2
    force_n = recording.grf_world_n[settled, 2].mean()
    away_m = recording.cop_world_m[settled, 0].mean() - recording.com_world_m[settled, 0].mean()
    print(f"ground force {force_n:.1f} N for a weight of {recording.weight_n:.1f} N; CoP {1000 * away_m:+.1f} mm from below the CoM")
    sys.exit(bool(abs(force_n / recording.weight_n - 1) > FORCE_SHARE or np.abs(away_m) > PLACE_M))

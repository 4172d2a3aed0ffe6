"""Physical constants and the axes every module shares.

World frame: x forward (toes), y to the left, z up; origin on the ground under the stance ankle at t = 0.
"""

GRAVITY_M_S2 = 9.81
"""Standard gravity used by every published figure the project compares with."""

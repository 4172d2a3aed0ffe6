"""How far from the anchor should she stand? The shares of what happens at four distances, eight tries each.

Prints a line for each distance, most frequent first, with 95 % intervals.
"""

from hingesim import Scenario, replicate

HEIGHT_M, MASS_KG = 1.80, 78

if __name__ == "__main__":  # the tries run in processes of their own, which read this file again
    athlete = {"sex": "male", "height_m": HEIGHT_M, "mass_kg": MASS_KG}
    for distance_m in (1.6, 1.9, 2.2, 2.5):
        scenario = Scenario().replace(athlete=athlete, band={"name": "light", "distance_m": distance_m})
        print(f"{distance_m:.1f} m: {replicate(scenario, 8).sentence()}")

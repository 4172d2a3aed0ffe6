"""A first clip for a lesson: the same trainee without and with a band, as an animation and as a sheet to print.

Writes lesson.gif and lesson.pdf, and prints what became of each.
"""

from hingesim import Scenario, compare
from hingesim.teaching import write_worksheet

if __name__ == "__main__":
    pair = compare(Scenario().replace(athlete={"height_m": 1.72, "mass_kg": 70}))
    for title, recording in (("without", pair.without), ("with the band", pair.with_band)):
        print(f"{title}: {recording.outcome.title}. {recording.outcome.coach}")
    pair.animate("lesson.gif", width=480)
    write_worksheet(pair.recordings, "lesson.pdf")

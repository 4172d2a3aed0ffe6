"""A fault beside a good rep of the same athlete, with what the scorecard would have her mend first.

Writes locked_knee.png, a storyboard; an ending such as .gif or .mp4 makes a clip of it.
"""

from hingesim import Scenario, scorecard, simulate
from hingesim.coaching import good_rep, with_athlete, with_fault
from hingesim.render import animate

if __name__ == "__main__":
    good = good_rep(with_athlete(Scenario(), "older-adult"))
    reps = [simulate(good), simulate(with_fault(good, "locked-knee"))]
    for line in scorecard(reps[1]).lines():
        print(line)
    animate(reps, "locked_knee.png", titles=("Good rep", "Locked knee"))

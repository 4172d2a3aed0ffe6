"""Every limit that a judgement of a run rests on. docs/outcomes.md says what each rests on and what moves when it moves.

None is a measurement of people doing this hinge: no study gives its pressure in millimetres. They are lengths, times and shares that
a reader can check in the traces.
"""

from __future__ import annotations

LOST_S = 0.2
"""At the end of a run the XcoM is lost when it has been outside the functional base at least this long ..."""
TILT_DEG = 3.0
"""... and the foot tips at least this far. A heel lifted this far carries nothing."""
CLEARLY_OUT_M = 0.03
"""The XcoM is lost when it ends this far outside; the evidence says when it was; a body that ends this far outside over another edge is
told."""
QUICK_STEP_S = 0.3
"""Back inside for less than this, the XcoM has not come back: the quickest steps of people who are tipped over take 0.3 s (Hof 2010), and
while one is under way the swing of the leg may carry the XcoM across the base to where the foot lands."""
ROUND_M = 0.01
"""What is this near to an edge that faces front or back belongs to that end (judgement: as far as a pressure strays in quiet
stance)."""
TOUCH_N = 5.0
"""Load that counts as a touch of the ground (BESS error list: free foot on the ground)."""
BRIEF_S = 0.1
"""A signal may be past a limit this long in all and still count as inside."""
SHIFT_M = 0.01
"""The pressure went back, or forward, when at the bottom it is this far from where it started (judgement: twice the sway of a stance)."""
HIPS_BACK_STATURES = 0.05
"""The hips went back when the stance hip travelled this far, in statures (judgement; full single-leg deadlifts need 0.1 m and more)."""
HEEL_LEAST = 0.25
"""The heel is loaded when it never carries less, on a scale between the two ends of the functional base (judgement; 0.5 is mid-base)."""
RISEN_DEG, DEEP_SHARE = 15.0, 0.9
"""A rep is completed when the trunk reached this share of its planned depth and came back within this angle of its start."""
WEAK_S = 0.2
"""A strength limit decided when a joint stood at it this long, without a break, up to the loss or the stall (judgement: a reaction)."""
LOOK_DEG = 40.0
"""Trunk inclination at which the heel shares of a pair are compared."""

"""What should she change? The smallest change that sends the weight back, in words, and the page to hand out.

Writes anna.pdf; some minutes, as every word on it rests on runs.
"""

from hingesim import Scenario
from hingesim.teaching import write_report

if __name__ == "__main__":
    anna = Scenario().replace(athlete={"height_m": 1.64, "mass_kg": 58}, hinge={"knee_bend_deg": 15})
    (page,) = write_report({"Anna": anna}, "anna.pdf")
    print(page.advice.told())
    print(page.advice.evidence())

"""Write the reference URDFs of `models/` anew: python -m tests.renew_models"""

from hingesim.body.whole import body_of
from hingesim.common.data import models_folder
from hingesim.engine.urdf import urdf
from hingesim.scenario.parameters import Athlete, Scenario

if __name__ == "__main__":
    for sex in ("female", "male"):
        (models_folder() / f"humanoid_{sex}.urdf").write_text(urdf(body_of(Scenario(athlete=Athlete(sex=sex)))), encoding="utf-8")

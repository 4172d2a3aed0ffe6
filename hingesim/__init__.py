"""hingesim: single-leg hip hinges in physics, with and without a band.

    from hingesim import Scenario, compare

    pair = compare(Scenario())
    print(pair.without.outcome.coach, pair.with_band.outcome.coach)
    pair.animate("hinge.gif")

Names, and the packages `coaching`, `gallery`, `maps`, `plots`, `render`, `simulation`, `sweeps` and `validation`, are imported when they
are first used, so that parameters and recordings work where no engine is installed, and a command's help need not wait for what only
running it takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hingesim.common.doors import lead
from hingesim.common.lazy import lazily
from hingesim.common.version import VERSION as __version__

if TYPE_CHECKING:
    from hingesim import coaching, explore, export, gallery, maps, plots, render, simulation, sweeps, teaching, validation
    from hingesim.coaching import Advice, Scorecard, advise, scorecard
    from hingesim.common.errors import BlowUpError, FieldError, HingesimError, ImplausibleError, InfeasibleError, InputError
    from hingesim.recording.outcome import Outcome
    from hingesim.recording.recording import Recording
    from hingesim.scenario.parameters import Athlete, Band, Hinge, Load, Scenario, World
    from hingesim.scenario.scenario_file import load_scenario
    from hingesim.simulation.compare import Comparison, compare
    from hingesim.simulation.replicates import replicate
    from hingesim.simulation.simulate import simulate
    from hingesim.sweeps import SweepTable, sweep

_HOME = {
    "Comparison": "simulation.compare",
    "compare": "simulation.compare",
    "Advice": "coaching",
    "advise": "coaching",
    "Scorecard": "coaching",
    "scorecard": "coaching",
    "BlowUpError": "common.errors",
    "FieldError": "common.errors",
    "HingesimError": "common.errors",
    "ImplausibleError": "common.errors",
    "InfeasibleError": "common.errors",
    "InputError": "common.errors",
    "Outcome": "recording.outcome",
    "Athlete": "scenario.parameters",
    "Band": "scenario.parameters",
    "Hinge": "scenario.parameters",
    "Load": "scenario.parameters",
    "Scenario": "scenario.parameters",
    "World": "scenario.parameters",
    "Recording": "recording.recording",
    "load_scenario": "scenario.scenario_file",
    "replicate": "simulation.replicates",
    "simulate": "simulation.simulate",
    "SweepTable": "sweeps",
    "sweep": "sweeps",
}
_PACKAGES = ("coaching", "explore", "export", "gallery", "maps", "plots", "render", "simulation", "sweeps", "teaching", "validation")

lead(
    animate="hingesim.render:animate",
    animation_html="hingesim.render:animation_html",
    trace="hingesim.plots:trace",
    export="hingesim.export:export",
    to_dataframe="hingesim.export:to_dataframe",
    to_xarray="hingesim.export:to_xarray",
    outcome_map="hingesim.maps:outcome_map",
    card_rows="hingesim.coaching.scorecard:card_rows",
)

__all__ = [
    "Advice",
    "Athlete",
    "Band",
    "BlowUpError",
    "Comparison",
    "FieldError",
    "Hinge",
    "HingesimError",
    "ImplausibleError",
    "InfeasibleError",
    "InputError",
    "Load",
    "Outcome",
    "Recording",
    "Scenario",
    "Scorecard",
    "SweepTable",
    "World",
    "__version__",
    "advise",
    "coaching",
    "compare",
    "explore",
    "export",
    "gallery",
    "load_scenario",
    "maps",
    "plots",
    "render",
    "replicate",
    "scorecard",
    "simulate",
    "simulation",
    "sweep",
    "sweeps",
    "teaching",
    "validation",
]

__getattr__ = lazily(__name__, _HOME, _PACKAGES)
